"""The hour at which a draft leaves by itself: asked for, understood in words, put on the schedule."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import Scheduled
from domain.team import Deed, Member, Role
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter, leave_with
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import SchedulePress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.services import Services
from handlers.drafts.schedule.planned import show_planned, tell_author
from handlers.drafts.session import DraftSession, rubric_of
from storage.store import Store
from text.time.dates import show_day_of_year, show_moment
from text.time.when import later, read_when

_LONGEST = timedelta(days=366)
_EXAMPLE = timedelta(days=5)
"""From today to the day that the question names: whoever copies it gets a day to come."""
QUICK = ("hour", "three", "evening", "morning", "last")
"""The buttons, by their place in callback data; a further one may be added at the end."""


class Scheduling(StatesGroup):
    """The next message is an hour. The dialogue's data holds `draft`."""

    hour = State()


def build() -> Router:
    router = Router(name="scheduling")
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, Scheduling.hour, F.text, leave, Staff(Role.EDITOR))
    router.message.register(typed_hour, WORDS, StateFilter(Scheduling.hour), Staff(Role.EDITOR))
    return router


async def ask_hour(session: DraftSession, draft: Draft) -> None:
    """When shall it leave?"""
    await enter(session.dialogue, Scheduling.hour, draft=draft.id)
    buttons = [
        press(session.responder.plain("schedule-quick", when=name), SchedulePress(do="at", draft=draft.id, value=place))
        for place, name in enumerate(QUICK)
    ]
    rows = (tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:]))
    example = int((_now(session.responder) + _EXAMPLE).timestamp() * 1000)
    day = show_day_of_year(example, session.responder.language, session.responder.zone)
    await session.responder.send(session.responder.say("schedule-ask", day=day), rows)


async def cancel(event: object, responder: Responder, state: FSMContext) -> None:
    await state.clear()
    await responder.send(responder.say("editor-cancelled"))


async def typed_hour(
    event: Message, responder: Responder, store: Store, state: FSMContext, member: Member, services: Services
) -> None:
    session = DraftSession(responder, store, state, member)
    number = (await state.get_data()).get("draft")
    try:
        draft = await ready(session, number if isinstance(number, int) else 0)
    except Rejected:
        # Published, thrown away or taken back meanwhile: there is nothing left to ask about.
        await state.clear()
        raise
    now = _now(responder)
    when = read_when(event.text or "", now)
    if when is None:
        raise Rejected("schedule-not-understood")
    moment = when.moment or await _after_last(session, draft.id, when.after_last or timedelta())
    await schedule(session, services, draft, moment)


async def ready(session: DraftSession, number: int) -> Draft:
    """A draft that may be scheduled by whoever asks. Raises Rejected."""
    draft = await session.store.drafts.get(number)
    if draft is None or draft.of:
        raise Rejected("reader-stale")
    if draft.state is not DraftState.EDITING:
        published = draft.state is DraftState.PUBLISHED
        raise Rejected("editor-already-published" if published else "editor-already-thrown")
    rubric = await rubric_of(session.store, draft)
    if rubric is None or not draft.title or not draft.body:
        raise Rejected("editor-not-ready")
    if not session.member.may(Role.EDITOR, rubric.key):
        raise Rejected("reader-stale")
    if draft.author != session.responder.context.user_id and await session.store.schedule.get(draft.id) is None:
        # Its author took it back to write on, or a colleague took it off.
        raise Rejected("schedule-gone")
    return draft


def _now(responder: Responder) -> datetime:
    return datetime.fromtimestamp(responder.now_ms / 1000, responder.zone)


async def _after_last(session: DraftSession, draft: int, span: timedelta) -> datetime:
    """So long after the last other article: the hour of the draft that is moved does not count."""
    now = _now(session.responder)
    last = datetime.fromtimestamp(await session.store.schedule.last_at(draft) / 1000, session.responder.zone)
    return later(max(now, last), span)


async def quick(session: DraftSession, draft: Draft, name: str) -> datetime:
    """The moment of a button."""
    now = _now(session.responder)
    if name == "last":
        return await _after_last(session, draft.id, timedelta(hours=1))
    if name == "evening":
        evening = now.replace(hour=19, minute=0, second=0, microsecond=0)
        return evening if evening > now else evening + timedelta(days=1)
    if name == "morning":
        return now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return later(now, timedelta(hours=1 if name == "hour" else 3))


async def keep(session: DraftSession, draft: Draft, planned: Scheduled) -> None:
    """It leaves at the hour that somebody gave who may not any more: now on the word of whoever presses."""
    editor = session.responder.context.user_id
    async with session.store.transaction() as work:
        now = await work.schedule.get(draft.id)
        if now != planned:
            raise Rejected("editor-changed-meanwhile")
        await work.schedule.put(draft.id, planned.version, planned.due_at, editor)
        moment = datetime.fromtimestamp(planned.due_at / 1000, session.responder.zone).isoformat(" ", "minutes")
        await work.audit.note(editor, Deed.SCHEDULED, draft.title, moment, moment)


async def schedule(session: DraftSession, services: Services, draft: Draft, moment: datetime) -> None:
    """Raises Rejected for an hour that has passed; the question stays open then."""
    now = _now(session.responder)
    if moment <= now:
        shown = show_moment(int(moment.timestamp() * 1000), session.responder.language, session.responder.zone)
        raise Rejected("schedule-past", when=shown)
    if moment - now > _LONGEST:
        raise Rejected("schedule-too-far")
    due_at = int(moment.timestamp() * 1000)
    editor = session.responder.context.user_id
    async with session.store.transaction() as work:
        now_draft = await work.drafts.get(draft.id)
        if now_draft is None or now_draft.state is not DraftState.EDITING:
            raise Rejected("editor-already-published")
        if now_draft.version != draft.version:
            raise Rejected("editor-changed-meanwhile")
        before = await work.schedule.get(draft.id)
        if draft.author != editor and before is None:
            raise Rejected("schedule-gone")
        await work.approvals.withdraw(draft.id)
        await work.schedule.put(draft.id, now_draft.version, due_at, editor)
        old = (
            datetime.fromtimestamp(before.due_at / 1000, session.responder.zone).isoformat(" ", "minutes")
            if before
            else ""
        )
        await work.audit.note(editor, Deed.SCHEDULED, draft.title, old, moment.isoformat(" ", "minutes"))
        await leave_with(work, session.dialogue)
    planned = await session.store.schedule.get(draft.id)
    assert planned is not None
    await show_planned(session, services, draft, planned)
    await tell_author(session, services, draft, "moved", due_at)
