"""/feeds: an owner looks at the feeds that the bot reads, asks one now, removes one; for new ones see feed_add.py."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.errors import NotFound, Rejected
from domain.feed import Feed
from domain.team import AuditAction, AuditCode, Role
from handlers.admin.feed_add import add_feed, ask_address
from handlers.admin.feed_card import ask_remove, show_feed, show_feeds
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import FeedCallback
from handlers.core.responder import Responder

# Seconds that an answer may take to be the toast of the press.
_TOAST_SECONDS = 4.0


def build() -> Router:
    router = Router(name="feeds")
    router.message.register(feeds, F.text, Command("feeds", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(handle_button, FeedCallback.filter(), Staff(Role.OWNER))
    return router


async def feeds(event: Message, command: CommandObject, responder: Responder) -> None:
    """With an address: adds that feed. Without one: the list."""
    if command.args:
        await add_feed(responder, command.args)
    else:
        await show_feeds(responder)


async def handle_button(event: object, callback_data: FeedCallback, responder: Responder, state: FSMContext) -> None:
    if callback_data.do == "list":
        await show_feeds(responder, callback_data.value)
        return
    if callback_data.do == "add":
        await ask_address(responder, state)
        return
    action = _ACTIONS.get(callback_data.do)
    if action is None:
        raise Rejected("reader-stale")
    try:
        await action(responder, await responder.store.feeds.get(callback_data.feed), callback_data.value)
    except NotFound:
        await responder.answer_callback(responder.plain("feeds-gone"), alert=True)
        await show_feeds(responder)


async def _check(responder: Responder, feed: Feed, value: int) -> None:
    ask = responder.services.ask_feed
    if ask is None:
        raise Rejected("reader-stale")
    asking = asyncio.ensure_future(ask(feed.id))
    if not (await asyncio.wait({asking}, timeout=_TOAST_SECONDS))[0]:
        # Telegram forgets the press while a slow server thinks.
        await responder.answer_callback(responder.plain("feeds-asking", url=feed.shown))
    answer = await asking
    if answer.trouble is None:
        said = responder.plain("feeds-checked", added=answer.added, updated=answer.updated)
    else:
        said = responder.phrases.plain_error(responder.language, answer.trouble)
    await responder.answer_callback(said, alert=answer.trouble is not None)
    await show_feed(responder, await responder.store.feeds.get(feed.id))


async def _take_whole_pages(responder: Responder, feed: Feed, value: int) -> None:
    wanted = bool(value)
    async with responder.store.transaction() as work:
        await work.feeds.take_whole_pages(feed.id, wanted=wanted)
        if wanted is not feed.whole_pages:
            change = (AuditCode("teasers"), AuditCode("pages"))
            change = change if wanted else change[::-1]
            await work.audit.note(responder.user_id, AuditAction.FEED_CHANGED, feed.shown, *change)
        feed = await work.feeds.get(feed.id)
    await responder.answer_callback(responder.plain("reader-saved"))
    await show_feed(responder, feed)


async def _remove(responder: Responder, feed: Feed, value: int) -> None:
    async with responder.store.transaction() as work:
        if await work.feeds.drop(feed.id):
            await work.audit.note(responder.user_id, AuditAction.FEED_REMOVED, feed.shown)
    await responder.answer_callback()
    back = button(responder.plain("reader-back"), FeedCallback(do="list"))
    await responder.edit(responder.say("feeds-removed", url=feed.shown), ((back,),))


_ACTIONS: dict[str, Callable[[Responder, Feed, int], Awaitable[None]]] = {
    "show": lambda responder, feed, value: show_feed(responder, feed),
    "check": _check,
    "whole": _take_whole_pages,
    "remove": lambda responder, feed, value: ask_remove(responder, feed),
    "removed": _remove,
}
