"""The desk's buttons under an article that stands in chats, and how an article is named: by id, by a reply."""

from __future__ import annotations

import re

from aiogram.filters import CommandObject
from aiogram.types import Message

from domain.article import Article
from domain.buttons import Button, Keyboard
from domain.errors import NotFound, Rejected
from domain.team import Member, Role
from handlers.desk_presses import ArticlePress
from handlers.keyboards import press
from handlers.presses import ReadPress
from handlers.talk import Talk
from storage.store import Store

_LISTED = 8
_LABEL = 48
_KEY = re.compile(r"[0-9]{1,15}")
_READ = re.compile(r"(?:read|turn|art:\w+):([0-9]{1,15})(?::[0-9]+)?|https://t\.me/\w+\?start=a_-([0-9]{1,15})")


def published_keyboard(talk: Talk, article: int) -> Keyboard:
    """Read, correct, recall."""
    return (
        (press(talk.plain("push-read"), ReadPress(article=article, page=0)),),
        (
            press(talk.plain("edit-button"), ArticlePress(do="edit", article=article)),
            press(talk.plain("recall-button"), ArticlePress(do="recall", article=article)),
        ),
    )


async def named_article(event: Message, command: CommandObject, talk: Talk, store: Store) -> Article | None:
    """The article that a reply or an id names; None when neither was given. Raises Rejected when there is none.

    A note names the article that it is about.
    """
    word = command.command.lower()
    if args := (command.args or "").strip():
        found = await _with_id(args, store)
        if found is None:
            raise Rejected("edit-no-such-article", id=args[:64], word=word)
        return await store.articles.get(found.note_of) if found.note_of else found
    if event.reply_to_message is None:
        return None
    key = await article_in_reply(event, talk, store)
    if key is None:
        raise Rejected("edit-no-article-in-reply", word=word)
    return await store.articles.get(key)


async def article_in_reply(event: Message, talk: Talk, store: Store) -> int | None:
    """The key of the article that somebody replies to: it stands in our buttons, or it is a known copy."""
    replied = event.reply_to_message
    if replied is None:
        return None
    ours = replied.from_user is not None and replied.from_user.id == talk.voice.bot.id
    key = _in_buttons(replied) if ours else None
    return key or await store.sendings.article_of_copy(talk.here.chat_id, talk.here.topic, replied.message_id)


async def _with_id(args: str, store: Store) -> Article | None:
    found = await store.articles.with_id(args)
    if found or not _KEY.fullmatch(args):
        return found
    try:
        return await store.articles.get(int(args))
    except NotFound:
        return None


def _in_buttons(message: Message) -> int | None:
    """The article of which a message of ours speaks: its buttons hold the key. A list of several speaks of none."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    matches = (_READ.fullmatch(button.callback_data or button.url or "") for row in rows for button in row)
    keys = {int(found[1] or found[2]) for found in matches if found}
    return keys.pop() if len(keys) == 1 else None


async def offer_articles(talk: Talk, store: Store, member: Member, do: str, question: str) -> None:
    """The last articles as buttons, for whoever names none. `question`: HTML."""
    articles = [one for one in await store.articles.latest(limit=30) if member.may(Role.EDITOR, one.rubric.key)]
    rows: list[tuple[Button, ...]] = [
        (press(_label(one), ArticlePress(do=do, article=one.key)),) for one in articles[:_LISTED]
    ]
    await talk.says(question if rows else talk.say("reader-latest-none"), tuple(rows))


def _label(article: Article) -> str:
    title = article.title or article.summary.text
    return title if len(title) <= _LABEL else f"{title[: _LABEL - 1]}…"
