"""The newsroom's buttons under a published article, and how an editor names an article: by id, by words, by a reply."""

from __future__ import annotations

import re

from aiogram.filters import CommandObject
from aiogram.types import Message

from domain.article import Article
from domain.buttons import Button, Keyboard
from domain.errors import NotFound, Rejected
from domain.team import Member, Role
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ArticleCallback
from handlers.core.buttons.reader_callbacks import ReadCallback
from handlers.core.responder import Responder
from storage.search.answer import SearchOptions
from storage.store import Store
from text.search.query import LONGEST_QUERY
from text.telegram.fit import cut_line

_LISTED = 8
_LABEL = 48
_WHICH = {"edit": "edit-which", "recall": "recall-which"}
_KEY = re.compile(r"[0-9]{1,15}")
_OWN = re.compile(r"post-[0-9]{1,15}")
_READ = re.compile(r"(?:read|turn|art:\w+):([0-9]{1,15})(?::[0-9]+)?|https://t\.me/\w+\?start=a_-([0-9]{1,15})")


def published_keyboard(responder: Responder, article: int) -> Keyboard:
    return (
        (button(responder.plain("push-read"), ReadCallback(article=article, page=0)),),
        (
            button(responder.plain("edit-button"), ArticleCallback(do="edit", article=article)),
            button(responder.plain("recall-button"), ArticleCallback(do="recall", article=article)),
        ),
    )


async def named_article(event: Message, command: CommandObject, responder: Responder) -> Article | None:
    """The article that a reply or an id names; None when there is no reply, and no article with that id. The id of a
    note stands for the article that the note is about. Raises Rejected when the reply is to no article."""
    if args := (command.args or "").strip():
        found = await article_with_id(args, responder.store)
        return await responder.store.articles.get(found.note_of) if found and found.note_of else found
    if event.reply_to_message is None:
        return None
    key = await article_in_reply(event, responder)
    if key is None:
        raise Rejected("edit-no-article-in-reply", word=command.command.lower())
    return await responder.store.articles.get(key)


def no_such_article(command: CommandObject) -> Rejected:
    return Rejected("edit-no-such-article", id=(command.args or "").strip()[:64], word=command.command.lower())


async def article_in_reply(event: Message, responder: Responder) -> int | None:
    """The key of the article replied to: our buttons hold it, or the message is a known copy."""
    replied = event.reply_to_message
    if replied is None:
        return None
    ours = replied.from_user is not None and replied.from_user.id == responder.bot.id
    key = _in_buttons(replied) if ours else None
    return key or await responder.store.progress.article_of_copy(
        responder.context.chat_id, responder.context.topic, replied.message_id
    )


async def article_with_id(args: str, store: Store) -> Article | None:
    """The article of an id or a key. What the newsroom wrote comes first, so that no source can take its name."""
    own = await store.articles.of_draft(int(args.removeprefix("post-"))) if _OWN.fullmatch(args) else None
    found = own or await store.articles.with_id(args)
    if found or not _KEY.fullmatch(args):
        return found
    try:
        return await store.articles.get(int(args))
    except NotFound:
        return None


def _in_buttons(message: Message) -> int | None:
    """The one article whose key stands in the buttons of our message. A list of several articles has none."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    matches = (_READ.fullmatch(button.callback_data or button.url or "") for row in rows for button in row)
    keys = {int(found[1] or found[2]) for found in matches if found}
    return keys.pop() if len(keys) == 1 else None


async def offer_articles(command: CommandObject, responder: Responder, member: Member) -> None:
    """Offers articles as buttons: those that the words behind the command find, or the latest. A button does what the
    command says: `edit` or `recall`. Raises Rejected when the words find nothing."""
    do, words = command.command.lower(), (command.args or "").strip()[:LONGEST_QUERY]
    found = await (find_articles(responder, words, _LISTED) if words else responder.store.articles.latest(limit=30))
    articles = [one for one in found if member.may(Role.EDITOR, one.rubric.key)]
    if words and not articles:
        raise no_such_article(command)
    question = responder.say("edit-found", words=words) if words else responder.say(_WHICH[do])
    rows: list[tuple[Button, ...]] = [
        (button(_label(one), ArticleCallback(do=do, article=one.key)),) for one in articles[:_LISTED]
    ]
    await responder.send(question if rows else responder.say("reader-latest-none"), tuple(rows))


async def find_articles(responder: Responder, words: str, limit: int) -> list[Article]:
    """What a search for the words finds, best first."""
    options = SearchOptions(limit=limit, now_ms=responder.now_ms, zone=responder.zone)
    answer = await responder.store.search.find(words, options)
    return [await responder.store.articles.get(hit.article_key) for hit in answer.shown]


def _label(article: Article) -> str:
    return cut_line(article.title or article.summary.text, _LABEL)
