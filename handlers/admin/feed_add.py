"""The dialogue that asks for the address of a new feed, and what an owner is told of it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.errors import Rejected
from domain.feed import Feed, FeedTrouble, NewFeed, shown_address
from domain.team import AuditAction, Role
from handlers.admin.feed_card import show_feed
from handlers.core.access.rights import Staff
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import Abandoned, enter
from handlers.core.responder import Responder
from text.words.hostile import tame_line

# Characters of a rubric's name.
_NAME = 64


class Adding(StatesGroup):
    """The next message holds an address."""

    address = State()


def build() -> Router:
    router = Router(name="feed-add")
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, Adding.address, F.text, leave, Staff(Role.OWNER))
    router.message.register(expire, WORDS, StateFilter(Adding.address), Abandoned(), Staff(Role.OWNER))
    router.message.register(take_address, WORDS, StateFilter(Adding.address), Staff(Role.OWNER))
    return router


async def ask_address(responder: Responder, state: FSMContext) -> None:
    await responder.answer_callback()
    await enter(state, Adding.address)
    await responder.send(responder.say("feeds-ask-url"))


async def cancel(event: object, responder: Responder, state: FSMContext) -> None:
    await state.clear()
    await responder.send(responder.say("reader-stays"))


async def expire(event: object, responder: Responder, state: FSMContext) -> None:
    """Text written a day later is probably no address."""
    await state.clear()
    await responder.send(responder.say("feeds-ask-over"))


async def take_address(event: Message, responder: Responder, state: FSMContext) -> None:
    await add_feed(responder, event.text or "")
    await state.clear()


async def add_feed(responder: Responder, typed: str) -> None:
    """`typed`: an address, then the name of a rubric if all articles shall go there. An address that is refused keeps
    the question open."""
    add = responder.services.add_feed
    url, *rest = typed.split(maxsplit=1) or [""]
    rubric = tame_line(" ".join(rest))
    if add is None or len(rubric) > _NAME:
        raise Rejected("rubric-names-wrong")
    await responder.send(responder.say("feeds-asking", url=shown_address(url)))
    try:
        answer = await add(NewFeed(url, rubric))
    except FeedTrouble as trouble:
        reason = responder.phrases.plain_error(responder.language, trouble)
        raise Rejected("feeds-not-added", reason=reason) from trouble
    await _note(responder, answer.feed, rubric)
    if answer.trouble is None:
        said = responder.say("feeds-added", count=answer.added + answer.unchanged)
    else:
        reason = responder.phrases.plain_error(responder.language, answer.trouble)
        said = responder.say("feeds-added-silent", reason=reason)
    await responder.send(said)
    await show_feed(responder, answer.feed)


async def _note(responder: Responder, feed: Feed, rubric: str) -> None:
    async with responder.store.transaction() as work:
        await work.audit.note(responder.user_id, AuditAction.FEED_ADDED, feed.shown, "", rubric)
