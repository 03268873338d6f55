"""/queue: the broadcasts that are being sent, with live progress; pause, resume, cancel, try again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command

from domain.broadcast import BroadcastProgress
from domain.errors import Rejected
from domain.team import AuditAction, Member, Role
from handlers.broadcasts.board_buttons import keyboard
from handlers.broadcasts.board_text import board_text, short_title
from handlers.broadcasts.live_boards import Boards
from handlers.broadcasts.report_recipient import recipient_in
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import QueueCallback
from handlers.core.responder import Responder
from storage.store import UnitOfWork


def build() -> Router:
    router = Router(name="queue")
    router.message.register(show_queue, F.text, Command("queue", ignore_case=True), Staff(Role.EDITOR))
    actions = QueueCallback.filter(F.do.in_({"look", "cancel", *_CHANGES}))
    router.callback_query.register(on_queue_button, actions, Staff(Role.EDITOR))
    return router


async def show_queue(event: object, responder: Responder, boards: Boards, member: Member) -> None:
    """Shows the board in a new message, or in the pressed one, and keeps it up to date while it is looked at."""
    recipient = await recipient_in(responder.services, member, responder.language)
    board = await boards.read()
    text = board_text(board, recipient)
    message_id = await responder.edit(text, keyboard(board, recipient))
    boards.watch(responder.context.chat_id, message_id, recipient, text)


async def on_queue_button(
    event: object, callback_data: QueueCallback, responder: Responder, boards: Boards, member: Member
) -> None:
    if callback_data.do == "look":
        await show_queue(event, responder, boards, member)
        return
    broadcast = await responder.store.progress.get(callback_data.broadcast)
    if not member.may(Role.EDITOR, broadcast.rubric):
        raise Rejected("reader-stale")
    if callback_data.do == "cancel":
        boards.stop_watching(responder.context.chat_id)
        await _ask_cancel(responder, broadcast)
        return
    done = await _change(responder, broadcast, callback_data.do)
    await responder.answer_callback(responder.plain(done))
    await show_queue(event, responder, boards, member)


async def _change(responder: Responder, broadcast: BroadcastProgress, do: str) -> str:
    action, change, done = _CHANGES[do]
    async with responder.store.transaction() as work:
        if not await change(work, broadcast.id):
            return "queue-nothing-to-do"
        await work.audit.note(responder.user_id, action, broadcast.title)
        # The report stays with the editor who sent the broadcast when another one only pauses it.
        if action not in (AuditAction.PAUSED, AuditAction.RESUMED):
            await work.progress.report_on(broadcast.id, responder.user_id)
    return done


async def _ask_cancel(responder: Responder, broadcast: BroadcastProgress) -> None:
    yes = button(responder.plain("queue-cancel-yes"), QueueCallback(do="cancelled", broadcast=broadcast.id))
    no = button(responder.plain("reader-no"), QueueCallback(do="look"))
    left = max(broadcast.tally.total - broadcast.served, 0)
    await responder.edit(responder.say("queue-cancel-sure", title=short_title(broadcast), left=left), ((yes,), (no,)))


# By the action of a button: the audit action, the change, and the phrase that says it was done.
_CHANGES: dict[str, tuple[AuditAction, Callable[[UnitOfWork, int], Awaitable[bool]], str]] = {
    "pause": (AuditAction.PAUSED, lambda work, key: work.broadcasts.pause(key), "queue-paused"),
    "resume": (AuditAction.RESUMED, lambda work, key: work.broadcasts.resume(key), "queue-resumed"),
    "cancelled": (AuditAction.CANCELLED, lambda work, key: work.broadcasts.cancel(key), "queue-cancelled"),
    "retry": (AuditAction.RETRIED, lambda work, key: work.progress.retry(key), "queue-retried"),
}
