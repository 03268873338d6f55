"""The buttons below a pushed article: read, source, mute; the same in a preview and in a delivered copy."""

from __future__ import annotations

from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import Button, Keyboard, article_link, mute_data, read_data
from text.i18n import Phrases


def push_buttons(article: Article, kind: ChatKind, language: str, bot_username: str) -> Keyboard:
    """In a private chat the bot answers in place; elsewhere Read leads to the private chat, and nothing mutes a
    channel for everybody by one reader's press."""
    phrases = Phrases.load()
    read, source, mute = (phrases.plain(language, key) for key in ("push-read", "push-source", "push-mute"))
    private = kind == ChatKind.PRIVATE
    opened = article.note_of or article.key
    opener = read_data(opened) if private else ""
    link = "" if private else article_link(bot_username, opened)
    first = [Button(read, data=opener, url=link)]
    if article.note_of:
        return (tuple(first),)
    if article.url.startswith(("http://", "https://")):
        first.append(Button(source, url=article.url))
    if kind == ChatKind.CHANNEL:
        return (tuple(first),)
    label = f"{mute}: {article.rubric.name(language)}"
    return tuple(first), (Button(label, data=mute_data(article.rubric.key)),)
