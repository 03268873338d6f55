"""The board of /queue as text: what is being sent, how far it is, how fast, and when it will have ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.buttons import Button, Keyboard
from domain.delivery import IntentKind, IntentState, Urgency
from domain.draft import Draft
from domain.newsroom import Scheduled
from domain.sending import Sending
from domain.team import Member, Role
from handlers.keyboards import HeldPress, QueuePress, SchedulePress, press
from storage.store import Store
from text.dates import show_date, show_moment
from text.i18n import Phrases, Value

_SHOWN = 8
_ENDED = 3
_TITLE = 70
_CELLS = 12
_DAY_MS = 86_400_000
_KIND_MARKS = {"recall": "🗑", "note": "🔔"}
"""What has ended is told by its mark alone: a recall is no correction."""
_MARKS = {Urgency.BREAKING: "⚡", Urgency.PUSH: "📨", Urgency.EDIT: "✏️", Urgency.DIGEST: "🗞"}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the board is written: the language, the zone, the moment (UTC milliseconds), and who it is."""

    phrases: Phrases
    language: str
    zone: ZoneInfo
    now_ms: int
    member: Member

    def say(self, key: str, **values: Value) -> str:
        return self.phrases.say(self.language, key, **values)

    def plain(self, key: str, **values: Value) -> str:
        return self.phrases.plain(self.language, key, **values)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is shown. `rates`: messages a second by intent, measured; `busy`: it will look different soon."""

    sendings: list[Sending]
    ended: list[Sending]
    halted: bool
    held: int = 0
    scheduled: tuple[tuple[Scheduled, Draft], ...] = ()
    rates: Mapping[int, float] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        return any(sending.state is IntentState.OPEN for sending in self.sendings) and not self.halted


async def look(store: Store, now_ms: int) -> Board:
    """The board as it is now; what ended is shown for a day."""
    ended = [one for one in await store.sendings.ended(_ENDED) if now_ms - one.finished_at < _DAY_MS]
    planned = [(one, await store.drafts.get(one.draft)) for one in await store.schedule.all()]
    scheduled = tuple((one, draft) for one, draft in planned if draft is not None)
    return Board(await store.sendings.under_way(), ended, await store.is_halted(), await store.held.count(), scheduled)


def written(board: Board, reader: Reader) -> str:
    """The board as Telegram HTML."""
    blocks = [reader.say("queue-head")]
    if board.halted:
        blocks.append(reader.say("queue-halted"))
    if not board.sendings:
        blocks.append(reader.say("queue-empty"))
    for number, sending in enumerate(board.sendings[:_SHOWN], start=1):
        blocks.append(_under_way(number, sending, board, reader))
    if len(board.sendings) > _SHOWN:
        blocks.append(reader.say("queue-more", count=len(board.sendings) - _SHOWN))
    if board.scheduled:
        lines = [_scheduled(one, draft, reader) for one, draft in board.scheduled[:_SHOWN]]
        blocks.append("\n".join([reader.say("queue-scheduled"), *lines]))
    if board.ended:
        lines = [reader.say("queue-ended"), *(_ended(sending, reader) for sending in board.ended)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _scheduled(planned: Scheduled, draft: Draft, reader: Reader) -> str:
    when = show_moment(planned.due_at, reader.language, reader.zone)
    mark = "⚠️" if planned.trouble else "🕘"
    return f"{mark} {reader.say('queue-ended-line', title=draft.title[:_TITLE], when=when)}"


def _under_way(number: int, sending: Sending, board: Board, reader: Reader) -> str:
    plain = sending.kind is IntentKind.PUSH and not sending.is_note
    kind = "" if plain else f" {reader.say('queue-kind', kind=kind_of(sending))}"
    head = reader.say("queue-title", number=str(number), mark=_MARKS[sending.urgency], title=short(sending), kind=kind)
    lines = [head, f"{bar(sending.share)} {_progress(sending, reader)}", counts(sending, reader)]
    if sending.state is not IntentState.OPEN:
        lines.append(reader.say("queue-state", state=sending.state.value, reason=sending.reason[:120]))
    elif not board.halted:
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
    left = sending.tally.total - sending.served
    if rate < 0.05 or sending.tally.total < 0 or left <= 0:
        return ""
    return reader.say(
        "queue-speed", rate=f"{rate:.0f}" if rate >= 1 else f"{rate:.1f}", left=lasting(left / rate, reader)
    )


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
    mark = _KIND_MARKS.get(kind_of(sending), _MARKS[sending.urgency])
    line = f"{mark} {reader.say('queue-ended-line', title=short(sending), when=when)}"
    return f"{line}\n{counts(sending, reader)}"


def kind_of(sending: Sending) -> str:
    """The word by which phrases choose their form."""
    return "note" if sending.is_note else sending.kind.value


def bar(share: float) -> str:
    """▰▰▰▱▱▱: full only when all is done."""
    full = _CELLS if share >= 1 else min(_CELLS - 1, round(share * _CELLS))
    return "▰" * full + "▱" * (_CELLS - full)


def short(sending: Sending) -> str:
    """The title, short enough for a line."""
    title = sending.title
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def keyboard(board: Board, reader: Reader) -> Keyboard:
    """Pause, resume and cancel for each by its number; the owners' brake; look again."""
    rows: list[tuple[Button, ...]] = []
    for number, sending in enumerate(board.sendings[:_SHOWN], start=1):
        if reader.member.may(Role.EDITOR, sending.rubric):
            rows.append(_controls(number, sending))
    for planned, draft in board.scheduled[:_SHOWN]:
        if reader.member.may(Role.EDITOR, draft.rubric):
            data = SchedulePress(do="show", draft=planned.draft)
            rows.append((press(f"🕘 {draft.title[:40]}", data),))
    for sending in board.ended:
        if can_retry(sending) and reader.member.may(Role.EDITOR, sending.rubric):
            label = reader.plain("queue-retry-of", title=short(sending)[:30])
            rows.append((press(label, QueuePress(do="retry", intent=sending.intent)),))
    if board.held and reader.member.role is Role.OWNER:
        rows.append((press(reader.plain("held-waiting", count=board.held), HeldPress(do="show")),))
    rows.append((press(reader.plain("queue-refresh"), QueuePress(do="look")),))
    if reader.member.role is Role.OWNER:
        do = "release" if board.halted else "halt"
        rows.append((press(reader.plain("queue-release" if board.halted else "queue-halt"), QueuePress(do=do)),))
    return tuple(rows)


def _controls(number: int, sending: Sending) -> tuple[Button, ...]:
    going = sending.state is IntentState.OPEN
    turn = press(
        f"{'⏸' if going else '▶️'} {number}", QueuePress(do="pause" if going else "resume", intent=sending.intent)
    )
    return turn, press(f"✖️ {number}", QueuePress(do="cancel", intent=sending.intent))


def can_retry(sending: Sending) -> bool:
    """Whether some were not reached who may be tried once more."""
    return sending.state is IntentState.DONE and sending.tally.refused + sending.tally.unknown > 0


def report(sending: Sending, failing: list[str], reader: Reader) -> str:
    """How a broadcast ended, for the editor. `failing`: a line of HTML a reason."""
    took = lasting(max(1.0, (sending.finished_at - sending.created_at) / 1000), reader)
    state = "cancelled" if sending.state is IntentState.CANCELLED else "done"
    head = reader.say("report-head", kind=kind_of(sending), state=state, title=short(sending))
    lines = [head, counts(sending, reader), reader.say("report-took", time=took)]
    return "\n".join([*lines, *failing])
