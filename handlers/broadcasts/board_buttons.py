"""The buttons of the board: pause, resume, cancel, try again, the hours of what is planned, the owners' brake."""

from __future__ import annotations

from domain.broadcast import BroadcastProgress
from domain.buttons import Button, Keyboard
from domain.delivery import BroadcastState
from domain.team import Role
from handlers.broadcasts.board import SHOWN, Board, Reader
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import HeldPress, QueuePress, SchedulePress
from text.telegram.fit import cut_line


def keyboard(board: Board, reader: Reader) -> Keyboard:
    """Pause, resume and cancel for each by its number; the owners' brake; look again."""
    rows: list[tuple[Button, ...]] = []
    for number, broadcast in enumerate(board.broadcasts[:SHOWN], start=1):
        if reader.member.may(Role.EDITOR, broadcast.rubric):
            rows.append(_controls(number, broadcast, reader))
    for planned, draft, rubric in board.scheduled[:SHOWN]:
        if reader.member.may(Role.EDITOR, rubric):
            data = SchedulePress(do="show", draft=planned.draft)
            rows.append((press(f"🕘 {cut_line(draft.title, 40)}", data),))
    for broadcast in board.ended:
        if can_retry(broadcast) and reader.member.may(Role.EDITOR, broadcast.rubric):
            label = reader.plain("queue-retry-of", title=cut_line(broadcast.title, 30))
            rows.append((press(label, QueuePress(do="retry", broadcast=broadcast.id)),))
    if board.held and reader.member.role is Role.OWNER:
        rows.append((press(reader.plain("held-waiting", count=board.held), HeldPress(do="show")),))
    rows.append((press(reader.plain("queue-refresh"), QueuePress(do="look")),))
    if reader.member.role is Role.OWNER:
        do = "release" if board.halt else "halt"
        rows.append((press(reader.plain(f"queue-{do}"), QueuePress(do=do)),))
    return tuple(rows)


def _controls(number: int, broadcast: BroadcastProgress, reader: Reader) -> tuple[Button, ...]:
    going = broadcast.state is BroadcastState.OPEN
    label = f"{'⏸' if going else '▶️'} {number}"
    if broadcast.state is BroadcastState.QUARANTINED:
        label = reader.plain("queue-try-again", number=str(number))
    turn = press(label, QueuePress(do="pause" if going else "resume", broadcast=broadcast.id))
    return turn, press(f"✖️ {number}", QueuePress(do="cancel", broadcast=broadcast.id))


def can_retry(broadcast: BroadcastProgress) -> bool:
    """Whether some were not reached who may be tried once more."""
    return broadcast.state is BroadcastState.DONE and broadcast.tally.refused + broadcast.tally.unknown > 0
