"""The board of /queue as text: progress, speed and remaining time of each broadcast."""

from __future__ import annotations

from domain.broadcast import BroadcastProgress
from domain.delivery import BroadcastKind, BroadcastState, Urgency
from domain.draft import Draft
from domain.newsroom import ScheduledDraft
from domain.title_test import TitleTest
from handlers.broadcasts.board import SHOWN, Board
from handlers.broadcasts.report_recipient import ReportRecipient
from handlers.core.broadcast_words import duration, rounded_rate
from text.telegram.fit import cut_line
from text.time.dates import show_clock, show_date, show_moment

_TITLE = 70
_CELLS = 12
# Messages a second below which no remaining time is shown.
_SLOWEST = 0.5
# These kinds have their own marks; the others are marked by urgency.
_KIND_MARKS = {"recall": "🗑", "note": "🔔"}
_MARKS = {Urgency.BREAKING: "⚡", Urgency.PUSH: "📨", Urgency.EDIT: "✏️", Urgency.DIGEST: "🗞"}


def board_text(board: Board, recipient: ReportRecipient) -> str:
    blocks = [recipient.say("queue-head")]
    if board.halt:
        blocks.append("\n".join([recipient.say("queue-halted"), *_halted_by(board, recipient)]))
    if not board.broadcasts:
        blocks.append(recipient.say("queue-empty"))
    for number, broadcast in enumerate(board.broadcasts[:SHOWN], start=1):
        blocks.append(_under_way(number, broadcast, board, recipient))
    if len(board.broadcasts) > SHOWN:
        blocks.append(recipient.say("queue-more", count=len(board.broadcasts) - SHOWN))
    if board.scheduled:
        lines = [_scheduled(one, draft, recipient) for one, draft, _ in board.scheduled[:SHOWN]]
        blocks.append("\n".join([recipient.say("queue-scheduled"), *lines]))
    if board.ended:
        lines = [recipient.say("queue-ended"), *(_ended(broadcast, recipient) for broadcast in board.ended)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _halted_by(board: Board, recipient: ReportRecipient) -> list[str]:
    if not board.halt or not board.halted_by:
        return []
    when = show_date(board.halt.at, recipient.language, recipient.zone, recipient.now_ms)
    return [recipient.say("queue-halted-by", name=board.halted_by, when=when)]


def _scheduled(scheduled: ScheduledDraft, draft: Draft, recipient: ReportRecipient) -> str:
    when = show_moment(scheduled.due_at, recipient.language, recipient.zone)
    mark = "⚠️" if scheduled.trouble else "🕘"
    return f"{mark} {recipient.say('queue-ended-line', title=cut_line(draft.title, _TITLE), when=when)}"


def _under_way(number: int, broadcast: BroadcastProgress, board: Board, recipient: ReportRecipient) -> str:
    plain = broadcast.kind is BroadcastKind.PUSH and not broadcast.is_note
    kind = "" if plain else f" {recipient.say('queue-kind', kind=kind_of(broadcast))}"
    head = recipient.say(
        "queue-title", number=str(number), mark=_mark(broadcast), title=short_title(broadcast), kind=kind
    )
    lines = [head, f"{bar(broadcast.share)} {_progress(broadcast, recipient)}", counts_line(broadcast, recipient)]
    if broadcast.state is not BroadcastState.OPEN:
        braked = broadcast.state is BroadcastState.PAUSED and broadcast.reason
        state = "refused" if braked else broadcast.state.value
        lines.append(recipient.say("queue-state", state=state, reason=recipient.reason(broadcast.reason)))
    elif plain and (test := board.tests.get(broadcast.article)):
        lines.append(_trial(broadcast, test, recipient))
    elif not board.halt:
        lines.append(_speed(broadcast, board.rates.get(broadcast.id, 0.0), recipient))
    return "\n".join(line for line in lines if line)


def _progress(broadcast: BroadcastProgress, recipient: ReportRecipient) -> str:
    if broadcast.tally.total < 0:
        return recipient.say("queue-counting", served=broadcast.served)
    percent = int(broadcast.share * 100)
    return recipient.say("queue-progress", percent=percent, served=broadcast.served, total=broadcast.tally.total)


def counts_line(broadcast: BroadcastProgress, recipient: ReportRecipient) -> str:
    """How many were delivered, and the other counts that are not 0."""
    tally = broadcast.tally
    numbers = {"delivered": tally.delivered, "gone": tally.gone, "refused": tally.refused, "unknown": tally.unknown}
    found = [
        recipient.say("queue-count", fate=fate, count=count)
        for fate, count in numbers.items()
        if count or fate == "delivered"
    ]
    return " · ".join(found)


def _trial(broadcast: BroadcastProgress, test: TitleTest, recipient: ReportRecipient) -> str:
    """While two titles are tried the rest waits, so no remaining time of the sending would be true."""
    at = show_clock(test.decide_at, recipient.zone) if test.decide_at else ""
    left = broadcast.tally.total - broadcast.served
    return recipient.say("queue-title-test", sample="sent" if at else "leaves", at=at, left=left)


def _speed(broadcast: BroadcastProgress, rate: float, recipient: ReportRecipient) -> str:
    """'' until it moves: the first message goes alone, and a rate measured from it would be far off."""
    left = broadcast.tally.total - broadcast.served
    if rate < _SLOWEST or broadcast.tally.total < 0 or left <= 0:
        return ""
    return recipient.say("queue-speed", rate=rounded_rate(rate), left=duration(left / rate, recipient))


def _ended(broadcast: BroadcastProgress, recipient: ReportRecipient) -> str:
    when = show_date(broadcast.finished_at, recipient.language, recipient.zone, recipient.now_ms)
    mark = "✖️" if broadcast.state is BroadcastState.CANCELLED else _mark(broadcast)
    line = f"{mark} {recipient.say('queue-ended-line', title=short_title(broadcast), when=when)}"
    return f"{line}\n{counts_line(broadcast, recipient)}"


def _mark(broadcast: BroadcastProgress) -> str:
    return _KIND_MARKS.get(kind_of(broadcast), _MARKS[broadcast.urgency])


def kind_of(broadcast: BroadcastProgress) -> str:
    """The variant that phrases choose by."""
    return "note" if broadcast.is_note else broadcast.kind.value


def bar(share: float) -> str:
    """▰▰▰▱▱▱, full only when all is done."""
    full = _CELLS if share >= 1 else min(_CELLS - 1, round(share * _CELLS))
    return "▰" * full + "▱" * (_CELLS - full)


def short_title(broadcast: BroadcastProgress) -> str:
    return cut_line(broadcast.title, _TITLE)
