"""The question for the hour at which a draft is published, and its answer in words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Role
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ScheduleCallback
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter
from handlers.drafts.schedule.plan import QUICK_CHOICES, after_last, local_now, on_day, schedulable_draft, schedule
from handlers.drafts.session import DraftSession
from text.time.dates import show_day_of_year, show_weekday
from text.time.when import When, read_when

# From today to the day in the example of the question: a person who copies it gets a day in the future.
_EXAMPLE = timedelta(days=5)
# Hours that are offered for a day that was named without one.
_HOURS = (9, 13, 19)


class Scheduling(StatesGroup):
    """The next message is an hour. The dialogue's data holds `draft`, and `day` where that is known (ISO)."""

    hour = State()


def build() -> Router:
    router = Router(name="choose-time")
    cancels = Command("cancel", ignore_case=True)
    router.message.register(cancel, Scheduling.hour, F.text, cancels, Staff(Role.EDITOR))
    router.message.register(typed_time, WORDS, StateFilter(Scheduling.hour), Staff(Role.EDITOR))
    return router


async def ask_time(session: DraftSession, draft: Draft) -> None:
    responder = session.responder
    await enter(session.dialogue, Scheduling.hour, draft=draft.id)
    buttons = [
        button(responder.plain("schedule-quick", when=choice), ScheduleCallback(do="at", draft=draft.id, value=place))
        for place, choice in enumerate(QUICK_CHOICES)
    ]
    rows = (tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:]))
    example = int((local_now(responder) + _EXAMPLE).timestamp() * 1000)
    day = show_day_of_year(example, responder.language, responder.zone)
    await responder.send(responder.say("schedule-ask", day=day), rows)


async def cancel(event: object, session: DraftSession) -> None:
    await session.dialogue.clear()
    await session.responder.send(session.responder.say("editor-cancelled"))


async def typed_time(event: Message, session: DraftSession) -> None:
    number = (await session.dialogue.get_data()).get("draft")
    try:
        draft, _ = await schedulable_draft(session, number if isinstance(number, int) else 0)
    except Rejected:
        # The draft was published, thrown away or taken back meanwhile, so the question is closed.
        await session.dialogue.clear()
        raise
    day = (await session.dialogue.get_data()).get("day")
    when = _read(event.text or "", day if isinstance(day, str) else "", local_now(session.responder))
    if when is None:
        raise Rejected("schedule-not-understood")
    if when.day is not None:
        await _ask_hour(session, draft, when.day)
        return
    moment = when.moment or await after_last(session, draft.id, when.after_last or timedelta())
    await schedule(session, draft, moment)


def _read(text: str, day: str, now: datetime) -> When | None:
    """What was typed; where a day was named before, first as an hour of that day ("9", "кешкі жетіде")."""
    tries = (f"{day} {text}", f"{day} at {text}", text) if day else (text,)
    return next((when for one in tries if (when := read_when(one, now)) is not None), None)


async def _ask_hour(session: DraftSession, draft: Draft, day: date) -> None:
    """A day was named without an hour. Raises Rejected when it has passed."""
    responder = session.responder
    noon = int(datetime.combine(day, time(12), responder.zone).timestamp() * 1000)
    named = show_weekday(noon, responder.language, responder.zone, responder.now_ms)
    if day < local_now(responder).date():
        raise Rejected("schedule-past", when=named)
    await enter(session.dialogue, Scheduling.hour, draft=draft.id, day=day.isoformat())
    row = tuple(
        button(f"{hour:02}:00", ScheduleCallback(do="on", draft=draft.id, value=on_day(day, hour))) for hour in _HOURS
    )
    await responder.send(responder.say("schedule-ask-hour", day=named), (row,))
