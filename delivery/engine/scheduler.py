"""The scheduler of broadcasts: the next step goes to the most urgent class, in it to the one with the fewest left.

Each class has a least share, and each broadcast a longest wait, so none starves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.clock import Clock
from domain.delivery import BroadcastCursor, BroadcastKind, OpenBroadcast, Urgency

# The least share of the departures that a class gets while it has something to send.
SHARE = 0.05
# A broadcast that waited so long for a step gets one (seconds).
PATIENCE = 60.0
# Until a version was delivered once, each further claim waits so long for an answer to the last (milliseconds).
CANARY_MS = 2000
_ORDER = (Urgency.BREAKING, Urgency.PUSH, Urgency.EDIT, Urgency.DIGEST)


class Scheduler:
    """Remembers how many messages each class is owed, and when each broadcast had its last step."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._owed = dict.fromkeys(_ORDER, 0.0)
        self._stepped: dict[int, float] = {}

    def next_broadcast(
        self, broadcasts: Iterable[OpenBroadcast], admits: Callable[[Urgency], bool]
    ) -> OpenBroadcast | None:
        """The broadcast that sends next, among those that have something to send now."""
        now_ms, now = self._clock.now_ms(), self._clock.monotonic()
        due = [broadcast for broadcast in broadcasts if is_due(broadcast, now_ms) and admits(broadcast.urgency)]
        if not due:
            return None
        for broadcast in due:
            self._stepped.setdefault(broadcast.id, now)
        urgency = self._class({broadcast.urgency for broadcast in due})
        own = _oldest_of_each_rubric([broadcast for broadcast in due if broadcast.urgency == urgency])
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

    def record_step(self, broadcast: OpenBroadcast, count: int, broadcasts: Iterable[OpenBroadcast]) -> None:
        """A step claimed `count` messages of a broadcast; each class that waits behind the first is owed its share.

        Messages that a class sends because it was owed them are taken off, also below zero: 50 messages claimed at once
        are the share of a thousand. Messages that it sends as the first class are not.
        """
        now_ms = self._clock.now_ms()
        self._stepped[broadcast.id] = self._clock.monotonic()
        waiting = {other.urgency for other in broadcasts if is_due(other, now_ms)} | {broadcast.urgency}
        first = _first(waiting)
        for urgency in waiting - {first}:
            # Owed one message at most: a class whose breaker was open for long does not crowd out the urgent ones.
            self._owed[urgency] = min(1.0, self._owed[urgency]) + SHARE * count
        if broadcast.urgency is not first:
            self._owed[broadcast.urgency] -= count

    def forget(self, broadcast: int) -> None:
        """The broadcast has ended."""
        self._stepped.pop(broadcast, None)


def is_due(broadcast: OpenBroadcast, now_ms: int) -> bool:
    """Whether something of it may leave now."""
    if waits_for_canary(broadcast, now_ms):
        return False
    return not broadcast.exhausted or (broadcast.due is not None and broadcast.due <= now_ms)


def waits_for_canary(broadcast: OpenBroadcast | BroadcastCursor, now_ms: int) -> bool:
    """Whether the one message of a version that was never delivered is out, and younger than 2 s."""
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
