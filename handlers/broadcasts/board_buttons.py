"""The buttons of the board: pause, resume, cancel, try again, the hours of what is planned, the owners' brake."""

from __future__ import annotations

from domain.buttons import Button, Keyboard
from domain.delivery import IntentState
from domain.sending import Sending
from domain.team import Role
from handlers.broadcasts.board import SHOWN, Board, Reader
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import HeldPress, QueuePress, SchedulePress
from text.telegram.fit import cut_line


def keyboard(board: Board, reader: Reader) -> Keyboard:
    """Pause, resume and cancel for each by its number; the owners' brake; look again."""
    rows: list[tuple[Button, ...]] = []
    for number, sending in enumerate(board.sendings[:SHOWN], start=1):
        if reader.member.may(Role.EDITOR, sending.rubric):
            rows.append(_controls(number, sending, reader))
    for planned, draft, rubric in board.scheduled[:SHOWN]:
        if reader.member.may(Role.EDITOR, rubric):
            data = SchedulePress(do="show", draft=planned.draft)
            rows.append((press(f"🕘 {cut_line(draft.title, 40)}", data),))
    for sending in board.ended:
        if can_retry(sending) and reader.member.may(Role.EDITOR, sending.rubric):
            label = reader.plain("queue-retry-of", title=cut_line(sending.title, 30))
            rows.append((press(label, QueuePress(do="retry", intent=sending.intent)),))
    if board.held and reader.member.role is Role.OWNER:
        rows.append((press(reader.plain("held-waiting", count=board.held), HeldPress(do="show")),))
    rows.append((press(reader.plain("queue-refresh"), QueuePress(do="look")),))
    if reader.member.role is Role.OWNER:
        do = "release" if board.halt else "halt"
        rows.append((press(reader.plain(f"queue-{do}"), QueuePress(do=do)),))
    return tuple(rows)


def _controls(number: int, sending: Sending, reader: Reader) -> tuple[Button, ...]:
    going = sending.state is IntentState.OPEN
    label = f"{'⏸' if going else '▶️'} {number}"
    if sending.state is IntentState.PARKED:
        label = reader.plain("queue-try-again", number=str(number))
    turn = press(label, QueuePress(do="pause" if going else "resume", intent=sending.intent))
    return turn, press(f"✖️ {number}", QueuePress(do="cancel", intent=sending.intent))


def can_retry(sending: Sending) -> bool:
    """Whether some were not reached who may be tried once more."""
    return sending.state is IntentState.DONE and sending.tally.refused + sending.tally.unknown > 0
