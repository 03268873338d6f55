"""Under the notice that the clock jumped ahead: an owner says that the new time is right, and what waits goes on."""

from __future__ import annotations

from aiogram import F, Router

from domain.buttons import Keyboard
from domain.team import AuditAction, Role
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ClockCallback
from handlers.core.responder import Responder
from text.i18n import Phrases


def build() -> Router:
    router = Router(name="clock")
    router.callback_query.register(believe, ClockCallback.filter(F.do == "right"), Staff(Role.OWNER))
    return router


def clock_keyboard(phrases: Phrases, language: str, number: int) -> Keyboard:
    """`number`: of the doubt; a press under an older notice settles nothing about a newer jump."""
    return ((button(phrases.plain(language, "clock-right"), ClockCallback(do="right", number=number)),),)


async def believe(event: object, callback_data: ClockCallback, responder: Responder) -> None:
    """The process that works by the clock reads the word within a second (bot/clock/keeper.py)."""
    async with responder.store.transaction() as work:
        believed = await work.facts.believe_clock(callback_data.number)
        if believed:
            await work.audit.note(responder.user_id, AuditAction.CLOCK_BELIEVED, "")
    await responder.answer_callback()
    await responder.edit(responder.say("clock-believed" if believed else "clock-settled"))
