"""/queue: what is being sent, with live progress; pause, resume, cancel, try again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command

from domain.errors import Rejected
from domain.sending import Sending
from domain.team import Deed, Member, Role
from handlers.broadcasts.board import Reader
from handlers.broadcasts.board_buttons import keyboard
from handlers.broadcasts.board_words import short, written
from handlers.broadcasts.live_boards import Boards
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import QueuePress
from handlers.core.responder import Talk
from handlers.core.rights import Staff
from storage.store import Store, Work


def build() -> Router:
    router = Router(name="queue")
    router.message.register(queue, F.text, Command("queue", ignore_case=True), Staff(Role.EDITOR))
    router.callback_query.register(
        pressed, QueuePress.filter(F.do.in_({"look", "cancel", *_CHANGES})), Staff(Role.EDITOR)
    )
    return router


async def queue(event: object, talk: Talk, boards: Boards, member: Member) -> None:
    await show_queue(talk, boards, member)


async def show_queue(talk: Talk, boards: Boards, member: Member) -> None:
    """The board in a new message, or in the pressed one; kept up to date while it is looked at."""
    reader = reader_of(talk, member)
    board = await boards.look()
    text = written(board, reader)
    message_id = await talk.shows(text, keyboard(board, reader))
    boards.watch(talk.here.chat_id, message_id, reader, text)


def reader_of(talk: Talk, member: Member) -> Reader:
    """Whoever speaks, as the reader of a board."""
    return Reader(talk.voice.phrases, talk.language, talk.zone, talk.now_ms, member)


async def pressed(
    event: object, callback_data: QueuePress, talk: Talk, store: Store, boards: Boards, member: Member
) -> None:
    if callback_data.do == "look":
        await show_queue(talk, boards, member)
        return
    sending = await store.sendings.get(callback_data.intent)
    if not member.may(Role.EDITOR, sending.rubric):
        raise Rejected("reader-stale")
    if callback_data.do == "cancel":
        boards.leave(talk.here.chat_id)
        await _ask_cancel(talk, sending)
        return
    deed, act, done = _CHANGES[callback_data.do]
    async with store.transaction() as work:
        changed = await act(work, sending)
        if changed:
            await work.audit.note(talk.here.user_id, deed, sending.title)
            # Whoever only holds it up for a while leaves the report to the editor who sent it.
            if deed not in (Deed.PAUSED, Deed.RESUMED):
                await work.sendings.report_on(sending.intent, talk.here.user_id)
    await talk.toast(talk.plain(done) if changed else talk.plain("queue-nothing-to-do"))
    await show_queue(talk, boards, member)


async def _ask_cancel(talk: Talk, sending: Sending) -> None:
    yes = press(talk.plain("queue-cancel-yes"), QueuePress(do="cancelled", intent=sending.intent))
    no = press(talk.plain("reader-no"), QueuePress(do="look"))
    left = max(sending.tally.total - sending.served, 0)
    await talk.shows(talk.say("queue-cancel-sure", title=short(sending), left=left), ((yes,), (no,)))


async def _pause(work: Work, sending: Sending) -> bool:
    return await work.intents.pause(sending.intent)


async def _resume(work: Work, sending: Sending) -> bool:
    return await work.intents.resume(sending.intent)


async def _cancel(work: Work, sending: Sending) -> bool:
    return await work.intents.cancel(sending.intent)


async def _retry(work: Work, sending: Sending) -> bool:
    return await work.sendings.retry(sending.intent)


_CHANGES: dict[str, tuple[Deed, Callable[[Work, Sending], Awaitable[bool]], str]] = {
    "pause": (Deed.PAUSED, _pause, "queue-paused"),
    "resume": (Deed.RESUMED, _resume, "queue-resumed"),
    "cancelled": (Deed.CANCELLED, _cancel, "queue-cancelled"),
    "retry": (Deed.RETRIED, _retry, "queue-retried"),
}
