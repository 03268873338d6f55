"""The board of /queue as text: what is being sent, how far it is, how fast, and when it will have ended."""

from __future__ import annotations

from typing import Protocol

from domain.delivery import IntentKind, IntentState, Urgency
from domain.draft import Draft
from domain.newsroom import Scheduled
from domain.sending import Sending
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
    if not board.sendings:
        blocks.append(reader.say("queue-empty"))
    for number, sending in enumerate(board.sendings[:SHOWN], start=1):
        blocks.append(_under_way(number, sending, board, reader))
    if len(board.sendings) > SHOWN:
        blocks.append(reader.say("queue-more", count=len(board.sendings) - SHOWN))
    if board.scheduled:
        lines = [_scheduled(one, draft, reader) for one, draft, _ in board.scheduled[:SHOWN]]
        blocks.append("\n".join([reader.say("queue-scheduled"), *lines]))
    if board.ended:
        lines = [reader.say("queue-ended"), *(_ended(sending, reader) for sending in board.ended)]
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


def _under_way(number: int, sending: Sending, board: Board, reader: Reader) -> str:
    plain = sending.kind is IntentKind.PUSH and not sending.is_note
    kind = "" if plain else f" {reader.say('queue-kind', kind=kind_of(sending))}"
    head = reader.say("queue-title", number=str(number), mark=_mark(sending), title=short(sending), kind=kind)
    lines = [head, f"{bar(sending.share)} {_progress(sending, reader)}", counts(sending, reader)]
    if sending.state is not IntentState.OPEN:
        lines.append(reader.say("queue-state", state=sending.state.value, reason=reader.why(sending.reason)))
    elif not board.halt:
        lines.append(_speed(sending, board.rates.get(sending.intent, 0.0), reader))
    return "\n".join(line for line in lines if line)


def _progress(sending: Sending, reader: Reader) -> str:
    if sending.tally.total < 0:
        return reader.say("queue-counting", served=sending.served)
    percent = int(sending.share * 100)
    return reader.say("queue-progress", percent=percent, served=sending.served, total=sending.tally.total)


def counts(sending: Sending, reader: Reader) -> str:
    """Delivered, and whatever else there is."""
    tally = sending.tally
    numbers = {"delivered": tally.delivered, "gone": tally.gone, "refused": tally.refused, "unknown": tally.unknown}
    parts = [
        reader.say("queue-count", fate=fate, count=count)
        for fate, count in numbers.items()
        if count or fate == "delivered"
    ]
    return " · ".join(parts)


def _speed(sending: Sending, rate: float, reader: Reader) -> str:
    """Nothing until it really moves: after the first message alone, which goes ahead, it would be off by far."""
    left = sending.tally.total - sending.served
    if rate < _MOVES or sending.tally.total < 0 or left <= 0:
        return ""
    return reader.say("queue-speed", rate=pace(rate), left=lasting(left / rate, reader))


def pace(rate: float) -> float:
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


def _ended(sending: Sending, reader: Reader) -> str:
    when = show_date(sending.finished_at, reader.language, reader.zone, reader.now_ms)
    mark = "✖️" if sending.state is IntentState.CANCELLED else _mark(sending)
    line = f"{mark} {reader.say('queue-ended-line', title=short(sending), when=when)}"
    return f"{line}\n{counts(sending, reader)}"


def _mark(sending: Sending) -> str:
    return _KIND_MARKS.get(kind_of(sending), _MARKS[sending.urgency])


def kind_of(sending: Sending) -> str:
    """The word by which phrases choose their form."""
    return "note" if sending.is_note else sending.kind.value


def bar(share: float) -> str:
    """▰▰▰▱▱▱: full only when all is done."""
    full = _CELLS if share >= 1 else min(_CELLS - 1, round(share * _CELLS))
    return "▰" * full + "▱" * (_CELLS - full)


def short(sending: Sending) -> str:
    """The title, short enough for a line."""
    return cut_line(sending.title, _TITLE)
