"""The rate limiter of a token: when the next message may leave. No sliding second has more departures than the rate.

Slots lie evenly, 1.5 % further apart than 1/rate, so that a message which leaves up to 15 ms late cannot crowd the
second that follows. Beside the socket the limiter is asked once more, and there it looks at the departures of the last
second, in which the answers to people count too, although they are never held.
"""

from __future__ import annotations

import math
from typing import Protocol

from delivery.rate.throttle import THROTTLE, Throttle
from delivery.rate.window import SlidingWindow
from domain.clock import Clock

# How far ahead slots are reserved (seconds): the unit of a claim. 1-2 messages at 28/s, 50 at 1,000/s.
AHEAD = 0.05
# Claims that take longer than that (PostgreSQL on a busy machine: 60 ms, one after another) are for more messages, up
# to so many seconds of them: with 50 ms of slots one process reached 700 of 1,000 a second.
BATCH_AT_MOST = 0.1
# How late a message may leave in its slot (seconds). Tried: 98.4 % of the rate reached, no second above it.
LATE = 0.015
# Time that was lost (a busy machine, no room in flight) makes all later messages as late. They catch up by so many
# seconds a second, which with the slots gives 99.3 % of the rate. Leaving as soon as the second had room, what was late
# left in a burst, and the full second after it made the next ones late: 931/s on a busy machine. Sent to slots behind
# everybody else, each took the slot of another: 950/s.
CATCH_UP = 0.008
# A message that is so much later than the others (seconds) shows that time was lost; less is the usual lateness of a
# tick or of room in flight.
HOLE = 0.06
# More than so much is not caught up with (seconds).
BEHIND_AT_MOST = 1.0
# Messages leave together at ticks of this length (seconds), each after its slot, so at most so late. Waking up once a
# message instead costs as much CPU as the call itself (209 against 112 us a message at 1,000/s, bench/delivery.py).
TICK = 0.006
# What a process sent before it ended counts for one more second.
UNSURE = 1.0


class RateLimiter(Protocol):
    """Slots on the monotonic clock, for the whole token."""

    throttle: Throttle
    window: SlidingWindow
    # What other processes sent to single chats before is not known (monotonic).
    alone_since: float
    # The share of the full rate in use: less than 1 while a counted message may be late at its socket.
    share: float

    @property
    def is_shared(self) -> bool:
        """Whether other processes use slots of the token as well."""

    @property
    def rate(self) -> float:
        """Messages a second at present."""

    def slow_down(self, seconds: float = THROTTLE) -> None:
        """Telegram found the token too fast."""

    def use_at_most(self, rate: float) -> None:
        """The full rate is the one it was made with, or this one if that is lower."""

    async def reserve(self) -> list[float]:
        """The next slots, about 50 ms of them; returns shortly before the first. Raises StoreUnavailable."""

    def due(self, slot: float) -> float:
        """When the message of a slot leaves, if nothing else holds it up (monotonic seconds)."""

    async def wait_for(self, slot: float) -> float:
        """Returns when it is due: the slot."""

    def try_acquire(self, slot: float) -> bool:
        """Whether the message of this slot may leave now. If so, `window.confirm` or `window.release` must follow."""

    def later_slot(self) -> float:
        """Another slot for a message that could not acquire its own; infinity: reserve again."""

    def is_timely(self, slot: float) -> bool:
        """Whether a message that acquired this slot may still go into its socket."""

    def count_answer(self) -> None:
        """A message to a person left just now. It is never held; the slots after it make room."""


def tick_of(slot: float) -> float:
    """The first tick at or after the slot."""
    return math.ceil(slot / TICK) * TICK


async def sleep_until_tick(clock: Clock, slot: float) -> None:
    await clock.sleep(tick_of(slot) - clock.monotonic())


class LocalRateLimiter:
    """For a process that delivers alone, since `alone_since` (by default now). `rate`: messages a second in all."""

    def __init__(self, clock: Clock, rate: float, alone_since: float | None = None) -> None:
        self.clock = clock
        self._made_for = self.full_rate = rate
        self.throttle = Throttle(clock)
        self.window = SlidingWindow(clock)
        self.share = 1.0
        # How long before its first slot a claim begins (seconds): longer where claims are slow.
        self.ahead = AHEAD
        self.alone_since = clock.monotonic() if alone_since is None else alone_since
        self._next = self.alone_since + UNSURE
        # How late messages are, and when that was seen (monotonic).
        self._behind, self._seen_at = 0.0, 0.0

    @property
    def is_shared(self) -> bool:
        return False

    @property
    def rate(self) -> float:
        return self.full_rate * min(self.throttle.factor, self.share)

    @property
    def most(self) -> int:
        """So many may leave in a second, with answers to people."""
        return int(self.full_rate * self.share)

    def slow_down(self, seconds: float = THROTTLE) -> None:
        self.throttle.extend(seconds)

    def use_at_most(self, rate: float) -> None:
        self.full_rate = min(self._made_for, rate)

    def not_before(self, moment: float) -> None:
        """The next slot is not before that."""
        self._next = max(self._next, moment)

    @property
    def _spacing(self) -> float:
        return (1.0 + LATE) / self.rate

    def _lag(self, now: float) -> float:
        """How long after its slot a message leaves (seconds)."""
        return max(0.0, self._behind - CATCH_UP * (now - self._seen_at))

    async def reserve(self) -> list[float]:
        now, spacing = self.clock.monotonic(), self._spacing
        lag = self._lag(now)
        first = max(self._next, now - lag)
        count = 1 + int(min(BATCH_AT_MOST, max(AHEAD, self.ahead / 2)) / spacing)
        self._next = first + count * spacing
        await self.clock.sleep(first + lag - self.ahead - now)
        return [first + place * spacing for place in range(count)]

    def due(self, slot: float) -> float:
        return tick_of(slot + self._lag(self.clock.monotonic()))

    async def wait_for(self, slot: float) -> float:
        # Others may be late meanwhile.
        while (left := self.due(slot) - self.clock.monotonic()) > 0:
            await self.clock.sleep(left)
        return slot

    def try_acquire(self, slot: float) -> bool:
        now = self.clock.monotonic()
        if self.window.count(now) >= self.most:
            return False
        if now - slot - self._lag(now) > HOLE:
            self._behind, self._seen_at = min(now - slot, BEHIND_AT_MOST), now
        self.window.permit()
        return True

    def later_slot(self) -> float:
        """The place in the window that is free next: it takes nobody's slot."""
        now = self.clock.monotonic()
        return self.window.first_free(now) - self._lag(now)

    def is_timely(self, slot: float) -> bool:
        """Always: an acquired message holds its place in the window."""
        return True

    def count_answer(self) -> None:
        now = self.clock.monotonic()
        self.window.add(now)
        self._next = max(self._next, now) + self._spacing
