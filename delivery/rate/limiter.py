"""The one gate of a token: when the next message may leave, and that never more than the rate leave in any second.

Slots lie evenly, 1.5 % further apart than 1/rate, so that a message which leaves up to 15 ms late cannot crowd the
second that follows. Beside the socket the gate is asked once more, and there it looks at a log of the last second, in
which the answers to people count too, although they are never held.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from domain.clock import Clock

# How far ahead slots are handed out: the unit of a claim. 1-2 messages at 28/s, 50 at 1,000/s.
AHEAD = 0.05
# How late a message may leave in its slot. Tried: 98.4 % of the rate reached, no second above it.
LATE = 0.015
# The part of it that belongs to the way from the gate's word to the socket: other callbacks may run between. A busy
# machine may take longer for it; the log counts a message from its word until a second after it really left.
WAY = 0.003
# While the last second held less than this share of the rate, time was lost (a busy machine, a pause): late messages
# then leave at once, since the log alone keeps every second within the rate. Sent to new slots behind everybody
# else, each of which is late again, they brought 20,000/s on a busy machine down to 450/s.
ROOMY = 0.95
# Messages leave together at ticks of this length (seconds), each after its slot, so at most so late. Waking up once a
# message instead costs as much CPU as the call itself (209 against 112 us a message at 1,000/s, bench/delivery.py).
TICK = 0.006
# After a start the gate does not know what left in the second before.
UNSURE = 1.0
# After a 429 of the whole token the rate is a tenth lower for ten minutes (seconds).
CAUTION = 600.0
CAUTIOUS = 0.9


class Gate:
    """Departure slots on the monotonic clock; `rate` is messages a second for the whole token."""

    def __init__(self, clock: Clock, rate: float) -> None:
        self._clock = clock
        self._full_rate = rate
        self._cautious_until = clock.monotonic()
        self._next = clock.monotonic() + UNSURE
        self._left: deque[float] = deque()
        self._leaving = 0

    @property
    def rate(self) -> float:
        """Messages a second at present: the full rate, or a tenth less for a while after a 429 of the token."""
        return self._full_rate * (CAUTIOUS if self.is_cautious else 1.0)

    @property
    def is_cautious(self) -> bool:
        return self.cautious_for > 0

    @property
    def cautious_for(self) -> float:
        """Seconds that the rate is still a tenth lower."""
        return max(0.0, self._cautious_until - self._clock.monotonic())

    def be_cautious(self, seconds: float = CAUTION) -> None:
        """Telegram found the token too fast."""
        self._cautious_until = max(self._cautious_until, self._clock.monotonic() + seconds)

    @property
    def _spacing(self) -> float:
        return (1.0 + LATE) / self.rate

    async def reserve(self) -> list[float]:
        """The next slots, at most 50 ms of them; returns 50 ms before the first."""
        now, spacing = self._clock.monotonic(), self._spacing
        first = max(self._next, now)
        count = 1 + int(AHEAD / spacing)
        self._next = first + count * spacing
        await self._clock.sleep(first - AHEAD - now)
        return [first + place * spacing for place in range(count)]

    async def wait_for(self, slot: float) -> float:
        """Returns at the first tick at or after the slot; the slot."""
        await self._clock.sleep(math.ceil(slot / TICK) * TICK - self._clock.monotonic())
        return slot

    def depart(self, slot: float) -> float | None:
        """Asked beside the socket: None when the message may leave now (then comes `left`), else its new slot."""
        now = self._clock.monotonic()
        self._forget(now)
        in_second = len(self._left) + self._leaving
        crowded = in_second >= int(self._full_rate)
        on_time = now - slot <= LATE
        if not crowded and (on_time or in_second < self.rate * ROOMY):
            self._leaving += 1
            return None
        free = self._first_place(now) if crowded else now
        new_slot = max(self._next, free)
        self._next = new_slot + self._spacing
        return new_slot

    def is_timely(self, slot: float) -> bool:
        """Whether what `depart` has let through may still go into its socket: always, it holds its place in the log."""
        return True

    def left(self) -> None:
        """What `depart` has let through goes into its socket now; until then it has its place in every second."""
        self._leaving -= 1
        self._left.append(self._clock.monotonic())

    def stayed(self) -> None:
        """What `depart` has let through found no connection."""
        self._leaving -= 1

    def _first_place(self, now: float) -> float:
        """When a crowded second has a place again."""
        return (self._left[0] if self._left else now) + 1.0 + WAY

    def answered_a_person(self) -> None:
        """A message to a person left just now. It is never held; the slots after it make room."""
        now = self._clock.monotonic()
        self._forget(now)
        self._left.append(now)
        self._next = max(self._next, now) + self._spacing

    def rate_now(self) -> int:
        """How many left in the last second."""
        self._forget(self._clock.monotonic())
        return len(self._left)

    def _forget(self, now: float) -> None:
        while self._left and self._left[0] <= now - 1.0 - WAY:
            self._left.popleft()


class Stays(Exception):
    """A message that shall not leave any more, said when its connection is there."""


class Departure:
    """One message that the gate has let through, until it is in its socket, or stays.

    `may_leave` is asked beside the socket: seconds may have passed since the gate's word, in which a connection was
    made, or in which the process stood still and others went on.
    """

    def __init__(self, gate: Gate, may_leave: Callable[[], bool] = lambda: True) -> None:
        self._gate = gate
        self._may_leave = may_leave
        self._has_left = False

    def leaves(self) -> None:
        """It goes into its socket. Raises Stays."""
        if not self._may_leave():
            raise Stays
        self._has_left = True
        self._gate.left()

    def over(self) -> None:
        """It has its answer, or never left."""
        if not self._has_left:
            self._gate.stayed()
