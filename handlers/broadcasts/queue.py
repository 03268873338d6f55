"""/queue: what is being sent, with live progress; pause, resume, cancel, try again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command

from domain.broadcast import BroadcastProgress
from domain.errors import Rejected
from domain.team import Deed, Member, Role
from handlers.broadcasts.board import Reader
from handlers.broadcasts.board_buttons import keyboard
from handlers.broadcasts.board_words import short, written
from handlers.broadcasts.live_boards import Boards
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import QueuePress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from storage.store import Store, UnitOfWork


def build() -> Router:
    router = Router(name="queue")
    router.message.register(queue, F.text, Command("queue", ignore_case=True), Staff(Role.EDITOR))
    router.callback_query.register(
        pressed, QueuePress.filter(F.do.in_({"look", "cancel", *_CHANGES})), Staff(Role.EDITOR)
    )
    return router


async def queue(event: object, responder: Responder, boards: Boards, member: Member) -> None:
    await show_queue(responder, boards, member)


async def show_queue(responder: Responder, boards: Boards, member: Member) -> None:
    """The board in a new message, or in the pressed one; kept up to date while it is looked at."""
    reader = reader_of(responder, member)
    board = await boards.look()
    text = written(board, reader)
    message_id = await responder.edit(text, keyboard(board, reader))
    boards.watch(responder.context.chat_id, message_id, reader, text)


def reader_of(responder: Responder, member: Member) -> Reader:
    """Whoever speaks, as the reader of a board."""
    return Reader(responder.voice.phrases, responder.language, responder.zone, responder.now_ms, member)


async def pressed(
    event: object, callback_data: QueuePress, responder: Responder, store: Store, boards: Boards, member: Member
) -> None:
    if callback_data.do == "look":
        await show_queue(responder, boards, member)
        return
    broadcast = await store.progress.get(callback_data.broadcast)
    if not member.may(Role.EDITOR, broadcast.rubric):
        raise Rejected("reader-stale")
    if callback_data.do == "cancel":
        boards.leave(responder.context.chat_id)
        await _ask_cancel(responder, broadcast)
        return
    deed, act, done = _CHANGES[callback_data.do]
    async with store.transaction() as work:
        changed = await act(work, broadcast)
        if changed:
            await work.audit.note(responder.context.user_id, deed, broadcast.title)
            # Whoever only holds it up for a while leaves the report to the editor who sent it.
            if deed not in (Deed.PAUSED, Deed.RESUMED):
                await work.progress.report_on(broadcast.id, responder.context.user_id)
    await responder.answer_callback(responder.plain(done) if changed else responder.plain("queue-nothing-to-do"))
    await show_queue(responder, boards, member)


async def _ask_cancel(responder: Responder, broadcast: BroadcastProgress) -> None:
    yes = press(responder.plain("queue-cancel-yes"), QueuePress(do="cancelled", broadcast=broadcast.id))
    no = press(responder.plain("reader-no"), QueuePress(do="look"))
    left = max(broadcast.tally.total - broadcast.served, 0)
    await responder.edit(responder.say("queue-cancel-sure", title=short(broadcast), left=left), ((yes,), (no,)))


async def _pause(work: UnitOfWork, broadcast: BroadcastProgress) -> bool:
    return await work.broadcasts.pause(broadcast.id)


async def _resume(work: UnitOfWork, broadcast: BroadcastProgress) -> bool:
    return await work.broadcasts.resume(broadcast.id)


async def _cancel(work: UnitOfWork, broadcast: BroadcastProgress) -> bool:
    return await work.broadcasts.cancel(broadcast.id)


async def _retry(work: UnitOfWork, broadcast: BroadcastProgress) -> bool:
    return await work.progress.retry(broadcast.id)


_CHANGES: dict[str, tuple[Deed, Callable[[UnitOfWork, BroadcastProgress], Awaitable[bool]], str]] = {
    "pause": (Deed.PAUSED, _pause, "queue-paused"),
    "resume": (Deed.RESUMED, _resume, "queue-resumed"),
    "cancelled": (Deed.CANCELLED, _cancel, "queue-cancelled"),
    "retry": (Deed.RETRIED, _retry, "queue-retried"),
}
