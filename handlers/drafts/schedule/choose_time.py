"""The question for the hour at which a draft is published, and its answer in words."""

from __future__ import annotations

from datetime import timedelta

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Role
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter
from handlers.core.keyboards import button
from handlers.core.newsroom_callbacks import ScheduleCallback
from handlers.core.rights import Staff
from handlers.drafts.schedule.plan import QUICK_CHOICES, after_last, local_now, schedulable_draft, schedule
from handlers.drafts.session import DraftSession
from text.time.dates import show_day_of_year
from text.time.when import read_when

# From today to the day in the example of the question: a person who copies it gets a day in the future.
_EXAMPLE = timedelta(days=5)


class Scheduling(StatesGroup):
    """The next message is an hour. The dialogue's data holds `draft`."""

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
    when = read_when(event.text or "", local_now(session.responder))
    if when is None:
        raise Rejected("schedule-not-understood")
    moment = when.moment or await after_last(session, draft.id, when.after_last or timedelta())
    await schedule(session, draft, moment)
