"""The board of /queue as text: what is being sent, how far it is, how fast, and when it will have ended."""

from __future__ import annotations

from typing import Protocol

from domain.broadcast import BroadcastProgress
from domain.delivery import BroadcastKind, BroadcastState, Urgency
from domain.draft import Draft
from domain.newsroom import Scheduled
from handlers.broadcasts.board import SHOWN, Board, Reader
from text.i18n import Value
from text.telegram.fit import cut_line
from text.time.dates import show_date, show_moment

_TITLE = 70
_CELLS = 12
_MOVES = 0.5
_KIND_MARKS = {"recall": "🗑", "note": "🔔"}
"""A recall is no correction, although it is as urgent as one."""
_MARKS = {Urgency.BREAKING: "⚡", Urgency.PUSH: "📨", Urgency.EDIT: "✏️", Urgency.DIGEST: "🗞"}


def written(board: Board, reader: Reader) -> str:
    """The board as Telegram HTML."""
    blocks = [reader.say("queue-head")]
    if board.halt:
        blocks.append("\n".join([reader.say("queue-halted"), *_halted_by(board, reader)]))
    if not board.broadcasts:
        blocks.append(reader.say("queue-empty"))
    for number, broadcast in enumerate(board.broadcasts[:SHOWN], start=1):
        blocks.append(_under_way(number, broadcast, board, reader))
    if len(board.broadcasts) > SHOWN:
        blocks.append(reader.say("queue-more", count=len(board.broadcasts) - SHOWN))
    if board.scheduled:
        lines = [_scheduled(one, draft, reader) for one, draft, _ in board.scheduled[:SHOWN]]
        blocks.append("\n".join([reader.say("queue-scheduled"), *lines]))
    if board.ended:
        lines = [reader.say("queue-ended"), *(_ended(broadcast, reader) for broadcast in board.ended)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _halted_by(board: Board, reader: Reader) -> list[str]:
    """Who stopped everything, and when; nothing where it is not known."""
    if not board.halt or not board.halted_by:
        return []
    when = show_date(board.halt.at, reader.language, reader.zone, reader.now_ms)
    return [reader.say("queue-halted-by", name=board.halted_by, when=when)]


def _scheduled(planned: Scheduled, draft: Draft, reader: Reader) -> str:
    when = show_moment(planned.due_at, reader.language, reader.zone)
    mark = "⚠️" if planned.trouble else "🕘"
    return f"{mark} {reader.say('queue-ended-line', title=cut_line(draft.title, _TITLE), when=when)}"


def _under_way(number: int, broadcast: BroadcastProgress, board: Board, reader: Reader) -> str:
    plain = broadcast.kind is BroadcastKind.PUSH and not broadcast.is_note
    kind = "" if plain else f" {reader.say('queue-kind', kind=kind_of(broadcast))}"
    head = reader.say("queue-title", number=str(number), mark=_mark(broadcast), title=short(broadcast), kind=kind)
    lines = [head, f"{bar(broadcast.share)} {_progress(broadcast, reader)}", counts(broadcast, reader)]
    if broadcast.state is not BroadcastState.OPEN:
        lines.append(reader.say("queue-state", state=broadcast.state.value, reason=reader.why(broadcast.reason)))
    elif not board.halt:
        lines.append(_speed(broadcast, board.rates.get(broadcast.id, 0.0), reader))
    return "\n".join(line for line in lines if line)


def _progress(broadcast: BroadcastProgress, reader: Reader) -> str:
    if broadcast.tally.total < 0:
        return reader.say("queue-counting", served=broadcast.served)
    percent = int(broadcast.share * 100)
    return reader.say("queue-progress", percent=percent, served=broadcast.served, total=broadcast.tally.total)


def counts(broadcast: BroadcastProgress, reader: Reader) -> str:
    """Delivered, and whatever else there is."""
    tally = broadcast.tally
    numbers = {"delivered": tally.delivered, "gone": tally.gone, "refused": tally.refused, "unknown": tally.unknown}
    services = [
        reader.say("queue-count", fate=fate, count=count)
        for fate, count in numbers.items()
        if count or fate == "delivered"
    ]
    return " · ".join(services)


def _speed(broadcast: BroadcastProgress, rate: float, reader: Reader) -> str:
    """Nothing until it really moves: after the first message alone, which goes ahead, it would be off by far."""
    left = broadcast.tally.total - broadcast.served
    if rate < _MOVES or broadcast.tally.total < 0 or left <= 0:
        return ""
    return reader.say("queue-speed", rate=shown_rate(rate), left=lasting(left / rate, reader))


def shown_rate(rate: float) -> float:
    """Messages a second as a person says them."""
    return round(rate) if rate >= 1 else round(rate, 1)


class Speaks(Protocol):
    """Whoever has plain words in a language."""

    def plain(self, key: str, **values: Value) -> str: ...


def lasting(seconds: float, reader: Speaks) -> str:
    """A stretch of time in words, rounded as a person would."""
    if seconds < 90:
        return reader.plain("queue-seconds", count=max(1, round(seconds)))
    if seconds < 5400:
        return reader.plain("queue-minutes", count=round(seconds / 60))
    return reader.plain("queue-hours", count=round(seconds / 3600))


def _ended(broadcast: BroadcastProgress, reader: Reader) -> str:
    when = show_date(broadcast.finished_at, reader.language, reader.zone, reader.now_ms)
    mark = "✖️" if broadcast.state is BroadcastState.CANCELLED else _mark(broadcast)
    line = f"{mark} {reader.say('queue-ended-line', title=short(broadcast), when=when)}"
    return f"{line}\n{counts(broadcast, reader)}"


def _mark(broadcast: BroadcastProgress) -> str:
    return _KIND_MARKS.get(kind_of(broadcast), _MARKS[broadcast.urgency])


def kind_of(broadcast: BroadcastProgress) -> str:
    """The word by which phrases choose their form."""
    return "note" if broadcast.is_note else broadcast.kind.value


def bar(share: float) -> str:
    """▰▰▰▱▱▱: full only when all is done."""
    full = _CELLS if share >= 1 else min(_CELLS - 1, round(share * _CELLS))
    return "▰" * full + "▱" * (_CELLS - full)


def short(broadcast: BroadcastProgress) -> str:
    """The title, short enough for a line."""
    return cut_line(broadcast.title, _TITLE)
