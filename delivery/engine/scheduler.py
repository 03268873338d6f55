"""Which broadcast gets the next step: the most urgent class, in it the one with the fewest left; nobody starves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.clock import Clock
from domain.delivery import BroadcastCursor, BroadcastKind, OpenBroadcast, Urgency

# Every class gets at least this share of the departures while it has something to send.
SHARE = 0.05
# A broadcast that waited so long for a step gets one (seconds).
PATIENCE = 60.0
# Until a version was delivered once, a further claim is made only after so long without an answer (milliseconds).
CANARY_MS = 2000
_ORDER = (Urgency.BREAKING, Urgency.PUSH, Urgency.EDIT, Urgency.DIGEST)


class Chooser:
    """Remembers what each class is owed, and when each broadcast had its last step."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._owed = dict.fromkeys(_ORDER, 0.0)
        self._stepped: dict[int, float] = {}

    def pick(self, broadcasts: Iterable[OpenBroadcast], admits: Callable[[Urgency], bool]) -> OpenBroadcast | None:
        """The broadcast that sends next, among those that have something to send now."""
        now_ms, now = self._clock.now_ms(), self._clock.monotonic()
        ripe = [broadcast for broadcast in broadcasts if is_ripe(broadcast, now_ms) and admits(broadcast.urgency)]
        if not ripe:
            return None
        for broadcast in ripe:
            self._stepped.setdefault(broadcast.id, now)
        urgency = self._class({broadcast.urgency for broadcast in ripe})
        own = _oldest_of_each_rubric([broadcast for broadcast in ripe if broadcast.urgency == urgency])
        longest = min(own, key=lambda broadcast: self._stepped[broadcast.id])
        if now - self._stepped[longest.id] >= PATIENCE:
            return longest
        return min(own, key=_size)

    def _class(self, waiting: set[Urgency]) -> Urgency:
        for urgency in _ORDER:
            # A hair less than one: twenty times a twentieth is not quite one in floating point.
            if urgency in waiting and self._owed[urgency] > 0.999:
                return urgency
        return _first(waiting)

    def sent(self, broadcast: OpenBroadcast, count: int, broadcasts: Iterable[OpenBroadcast]) -> None:
        """`count` messages of a broadcast were claimed: the classes that wait behind the first are owed their share.

        What a class was given because it was owed is taken off, also below zero: 50 messages claimed at once are the
        share of a thousand. What it sends when it is the first itself is nobody's debt.
        """
        now_ms = self._clock.now_ms()
        self._stepped[broadcast.id] = self._clock.monotonic()
        waiting = {other.urgency for other in broadcasts if is_ripe(other, now_ms)} | {broadcast.urgency}
        first = _first(waiting)
        for urgency in waiting - {first}:
            # Owed once at most: a class that was shut for long does not crowd out the urgent ones afterwards.
            self._owed[urgency] = min(1.0, self._owed[urgency]) + SHARE * count
        if broadcast.urgency is not first:
            self._owed[broadcast.urgency] -= count

    def ended(self, broadcast: int) -> None:
        """It will not be chosen again."""
        self._stepped.pop(broadcast, None)


def is_ripe(broadcast: OpenBroadcast, now_ms: int) -> bool:
    """Whether something of it may leave now."""
    if waits_for_canary(broadcast, now_ms):
        return False
    return not broadcast.exhausted or (broadcast.due is not None and broadcast.due <= now_ms)


def waits_for_canary(broadcast: OpenBroadcast | BroadcastCursor, now_ms: int) -> bool:
    """Whether one message of a version that was never delivered is out, and young."""
    return not broadcast.proven and abs(now_ms - broadcast.out) < CANARY_MS


def _first(waiting: set[Urgency]) -> Urgency:
    return next(urgency for urgency in _ORDER if urgency in waiting)


def _oldest_of_each_rubric(broadcasts: list[OpenBroadcast]) -> list[OpenBroadcast]:
    """Two pushes of one rubric stay in order, whichever has fewer left; corrections have no order."""
    oldest: dict[int, OpenBroadcast] = {}
    for broadcast in sorted(broadcasts, key=lambda broadcast: broadcast.id):
        oldest.setdefault(broadcast.rubric if broadcast.kind is BroadcastKind.PUSH else -broadcast.id, broadcast)
    return list(oldest.values())


def _size(broadcast: OpenBroadcast) -> tuple[bool, int, int]:
    """Uncounted ones last: a new push must not overtake an older one of its rubric. Ties in order of acceptance."""
    return broadcast.left < 0, broadcast.left, broadcast.id
