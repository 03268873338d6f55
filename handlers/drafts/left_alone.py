"""A dialogue that was left for long: what is written then is asked about first, and lost in no case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.clock import Clock
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Member
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import entered_at
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import LeftPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.services import Services
from handlers.drafts.approve.answers import Returning, returned
from handlers.drafts.correct import open as correct
from handlers.drafts.schedule.hour import Scheduling, typed_hour
from handlers.drafts.session import DraftSession, Writing
from handlers.drafts.write import fields as post_fields
from handlers.drafts.write import photo as post_photo
from handlers.drafts.write import post
from handlers.drafts.write import rubric as post_rubric
from handlers.drafts.write.steps import go_on
from handlers.readers.search import search_for
from storage.store import Store
from text.time.dates import show_date

LONG_MS = 24 * 3_600_000
"""After a day without a word, most who write something have another thing in mind."""

Answer = Callable[[Message, Responder, Store, FSMContext, Member], Awaitable[None]]
_ANSWERS: dict[str | None, Answer] = {
    Writing.title.state: post.title,
    Writing.lead.state: post.lead,
    Writing.text.state: post.text,
    Writing.rubric.state: post_rubric.named,
    Writing.link.state: post_fields.link,
    Writing.tags.state: post_fields.tags,
    Writing.note.state: correct.noted,
    Writing.photo.state: post_photo.no_photo,
}
_WITH_PARTS: dict[str | None, Callable[[Message, Responder, Store, FSMContext, Member, Services], Awaitable[None]]] = {
    Scheduling.hour.state: typed_hour,
    Returning.remark.state: returned,
}


class Left(BaseFilter):
    """Passes in a dialogue in which nobody was asked anything for long."""

    async def __call__(self, event: Message, state: FSMContext, clock: Clock) -> bool:
        return clock.now_ms() - await entered_at(state) >= LONG_MS


def build() -> Router:
    router = Router(name="left")
    router.message.register(ask, WORDS, StateFilter(Writing, Scheduling, Returning), Left(), Staff())
    router.callback_query.register(pressed, LeftPress.filter(), Staff())
    return router


async def ask(event: Message, responder: Responder, store: Store, state: FSMContext) -> None:
    """Is it the answer to the old question? The message stays where it is, and ours replies to it."""
    draft = await _draft(store, state)
    step = (await state.get_state() or "").partition(":")[2]
    when = show_date(await entered_at(state), responder.language, responder.zone, responder.now_ms)
    title = (draft.title or draft.lead.text or draft.body.text)[:80] if draft else ""
    choices = [("left-answer", "answer"), ("left-search", "search")]
    if draft is not None and draft.author == responder.context.user_id:
        choices.append(("left-on", "on"))
    rows = tuple((press(responder.plain(key, step=step), LeftPress(do=do)),) for key, do in choices)
    text = responder.say("left-question", step=step, when=when, title=title or responder.plain("card-untitled"))
    await responder.send(text, rows, reply_to=event.message_id)


async def pressed(
    event: object,
    callback_data: LeftPress,
    responder: Responder,
    store: Store,
    state: FSMContext,
    member: Member,
    services: Services,
) -> None:
    said = responder.pressed.reply_to_message if responder.pressed else None
    name = await state.get_state()
    if said is None or not said.text:
        raise Rejected("left-gone")
    if callback_data.do == "search":
        await state.clear()
        await search_for(said.text, responder, store)
    elif name not in _WITH_PARTS and name not in _ANSWERS:
        raise Rejected("reader-stale")
    elif callback_data.do == "answer":
        await responder.edit_keyboard(())
        if name in _WITH_PARTS:
            await _WITH_PARTS[name](said, responder, store, state, member, services)
        else:
            await _ANSWERS[name](said, responder, store, state, member)
    else:
        await _on(DraftSession(responder, store, state, member))


async def _on(session: DraftSession) -> None:
    """Back to the draft, as it stands."""
    await session.responder.answer_callback()
    await session.responder.edit_keyboard(())
    draft = await session.draft()
    await go_on(session, draft)


async def _draft(store: Store, state: FSMContext) -> Draft | None:
    number = (await state.get_data()).get("draft")
    return await store.drafts.get(number) if isinstance(number, int) else None
