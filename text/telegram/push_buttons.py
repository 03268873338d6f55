"""The buttons below a pushed article: read, source, mute, and "…" for what else a chat can do with it; the same in a
preview and in a delivered copy. Below a list they are numbers, one an article."""

from __future__ import annotations

from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import (
    Button,
    Keyboard,
    MenuAct,
    article_link,
    menu_data,
    mute_data,
    night_data,
    read_data,
)
from text.i18n import Phrases
from text.telegram.listing import SHOWN
from text.words.kazakh_object import as_object

_A_ROW = 5


def push_buttons(article: Article, kind: ChatKind, language: str, bot_username: str) -> Keyboard:
    """In a private chat the bot answers in place; elsewhere Read leads to the private chat, and nothing mutes a
    channel for everybody by one reader's press."""
    phrases = Phrases.load()
    first = [_opening(phrases.plain(language, "push-read"), article.note_of or article.key, kind, bot_username)]
    if article.note_of:
        return (tuple(first),)
    if article.listed:
        return (*_listed(article, kind, language, bot_username), *_muting(article, kind, language))
    if article.url.startswith(("http://", "https://")):
        first.append(Button(phrases.plain(language, "push-source"), url=article.url))
    if kind != ChatKind.CHANNEL:
        first.append(Button("…", data=menu_data(MenuAct.OPEN, article.key)))
    return tuple(first), *_muting(article, kind, language)


def night_buttons(language: str) -> Keyboard:
    """Below the first push that comes at night, once: quiet hours are offered."""
    phrases = Phrases.load()
    yes = Button(phrases.plain(language, "push-night-quiet"), data=night_data(accept=True))
    return ((yes, Button(phrases.plain(language, "push-night-no"), data=night_data(accept=False))),)


def _muting(article: Article, kind: ChatKind, language: str) -> Keyboard:
    if kind == ChatKind.CHANNEL:
        return ()
    label = mute_label(article.rubric.name(language), language)
    return ((Button(label, data=mute_data(article.rubric.key)),),)


def mute_label(name: str, language: str) -> str:
    """Of the button that turns a rubric off. In Kazakh the name is the object of the sentence."""
    return Phrases.load().plain(language, "push-mute", name=as_object(name) if language == "kk" else name)


def _listed(article: Article, kind: ChatKind, language: str, bot_username: str) -> Keyboard:
    """A numbered button for each article of a list; where not all of them fit, one that opens the whole list."""
    buttons = [_opening(str(n), one.key, kind, bot_username) for n, one in enumerate(article.listed[:SHOWN], start=1)]
    rows = tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))
    if len(article.listed) <= SHOWN:
        return rows
    every = Phrases.load().plain(language, "list-all", count=len(article.listed))
    return (*rows, (_opening(every, article.key, kind, bot_username),))


def _opening(label: str, article: int, kind: ChatKind, bot_username: str) -> Button:
    if kind == ChatKind.PRIVATE:
        return Button(label, data=read_data(article))
    return Button(label, url=article_link(bot_username, article))
