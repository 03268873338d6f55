"""Without Stars for paid broadcasts an owner lets the news leave at the free rate, and pays again later."""

from __future__ import annotations

from aiogram import Router

from domain.team import AuditAction, Member, Role
from handlers.broadcasts.live_boards import Boards
from handlers.broadcasts.queue import show_queue
from handlers.core.access.rights import Staff
from handlers.core.buttons.newsroom_callbacks import QueueCallback
from handlers.core.responder import Responder

# By the action of a button: whether the news leaves free of charge then, and the phrase that says so.
_CHOICES = {"free": (True, "queue-free-now"), "paid": (False, "queue-paid-now")}


def build() -> Router:
    """Stands before the router of the queue, which takes every other button of the board."""
    router = Router(name="paid_rate")
    router.callback_query.register(choose_rate, QueueCallback.filter(), _is_a_choice, Staff(Role.OWNER))
    return router


async def _is_a_choice(event: object, callback_data: QueueCallback) -> bool:
    return callback_data.do in _CHOICES


async def choose_rate(
    event: object, callback_data: QueueCallback, responder: Responder, boards: Boards, member: Member
) -> None:
    """The broadcast that stood still for want of Stars goes on at once."""
    is_free, done = _CHOICES[callback_data.do]
    async with responder.store.transaction() as work:
        changed = await work.facts.use_free_rate(is_free, responder.user_id)
        if changed:
            action = AuditAction.FREE_RATE if is_free else AuditAction.PAID_RATE
            await work.audit.note(responder.user_id, action, "")
        if callback_data.broadcast:
            changed |= await work.broadcasts.resume(callback_data.broadcast)
    await responder.answer_callback(responder.plain(done if changed else "queue-nothing-to-do"))
    await show_queue(event, responder, boards, member)
