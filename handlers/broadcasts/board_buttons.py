"""The buttons of the board: pause, resume, cancel, try again, scheduled drafts, and the owners' halt."""

from __future__ import annotations

from domain.broadcast import BroadcastProgress
from domain.buttons import Button, Keyboard
from domain.delivery import BroadcastState
from domain.team import Role
from handlers.broadcasts.board import SHOWN, Board
from handlers.broadcasts.report_recipient import ReportRecipient
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import HeldCallback, QueueCallback, ScheduleCallback
from text.telegram.fit import cut_line


def keyboard(board: Board, recipient: ReportRecipient) -> Keyboard:
    """Only what this member may do."""
    rows = [*_broadcast_rows(board, recipient), *_scheduled_rows(board, recipient), *_retry_rows(board, recipient)]
    is_owner = recipient.member.role is Role.OWNER
    if board.held and is_owner:
        rows.append((button(recipient.plain("held-waiting", count=board.held), HeldCallback(do="show")),))
    if board.free_rate and is_owner:
        rows.append((button(recipient.plain("queue-paid-rate"), QueueCallback(do="paid")),))
    rows.append((button(recipient.plain("queue-refresh"), QueueCallback(do="look")),))
    if is_owner:
        do = "release" if board.halt else "halt"
        rows.append((button(recipient.plain(f"queue-{do}"), QueueCallback(do=do)),))
    return tuple(rows)


def _broadcast_rows(board: Board, recipient: ReportRecipient) -> list[tuple[Button, ...]]:
    """Pause or resume, and cancel; the number is that of the text."""
    return [
        _controls(number, broadcast, recipient)
        for number, broadcast in enumerate(board.broadcasts[:SHOWN], start=1)
        if recipient.member.may(Role.EDITOR, broadcast.rubric)
    ]


def _scheduled_rows(board: Board, recipient: ReportRecipient) -> list[tuple[Button, ...]]:
    return [
        (button(f"🕘 {cut_line(draft.title, 40)}", ScheduleCallback(do="show", draft=scheduled.draft)),)
        for scheduled, draft, rubric in board.scheduled[:SHOWN]
        if recipient.member.may(Role.EDITOR, rubric)
    ]


def _retry_rows(board: Board, recipient: ReportRecipient) -> list[tuple[Button, ...]]:
    return [
        (retry_button(broadcast, recipient),)
        for broadcast in board.ended
        if can_retry(broadcast) and recipient.member.may(Role.EDITOR, broadcast.rubric)
    ]


def retry_button(broadcast: BroadcastProgress, recipient: ReportRecipient) -> Button:
    """Sends a broadcast again to those it did not reach."""
    label = recipient.plain("queue-retry-of", title=cut_line(broadcast.title, 30))
    return button(label, QueueCallback(do="retry", broadcast=broadcast.id))


def _controls(number: int, broadcast: BroadcastProgress, recipient: ReportRecipient) -> tuple[Button, ...]:
    is_open = broadcast.state is BroadcastState.OPEN
    label = f"{'⏸' if is_open else '▶️'} {number}"
    if broadcast.state is BroadcastState.QUARANTINED:
        label = recipient.plain("queue-try-again", number=str(number))
    pause = button(label, QueueCallback(do="pause" if is_open else "resume", broadcast=broadcast.id))
    return pause, button(f"✖️ {number}", QueueCallback(do="cancel", broadcast=broadcast.id))


def can_retry(broadcast: BroadcastProgress) -> bool:
    """Whether there are recipients to which it may be sent again."""
    return broadcast.state is BroadcastState.DONE and broadcast.tally.refused + broadcast.tally.unknown > 0
