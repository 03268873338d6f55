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
# How late a message may leave in its slot (seconds). Tried: 98.4 % of the rate reached, no second above it.
LATE = 0.015
# While the last second held less than this share of the rate, time was lost (a busy machine, a pause): late messages
# then leave at once, since the window alone keeps every second within the rate. Sent to new slots behind everybody
# else, each of which is late again, they brought 20,000/s on a busy machine down to 450/s.
ROOMY = 0.95
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
    def rate(self) -> float:
        """Messages a second at present."""

    def slow_down(self, seconds: float = THROTTLE) -> None:
        """Telegram found the token too fast."""

    def use_at_most(self, rate: float) -> None:
        """The full rate is the one it was made with, or this one if that is lower."""

    async def reserve(self) -> list[float]:
        """The next slots, about 50 ms of them; returns shortly before the first. Raises StoreUnavailable."""

    async def wait_for(self, slot: float) -> float:
        """Returns at the first tick at or after the slot: the slot."""

    def try_acquire(self, slot: float) -> bool:
        """Whether the message of this slot may leave now. If so, `window.confirm` or `window.release` must follow."""

    def later_slot(self) -> float:
        """Another slot for a message that could not acquire its own; infinity: reserve again."""

    def is_timely(self, slot: float) -> bool:
        """Whether a message that acquired this slot may still go into its socket."""

    def count_answer(self) -> None:
        """A message to a person left just now. It is never held; the slots after it make room."""


async def sleep_until_tick(clock: Clock, slot: float) -> None:
    await clock.sleep(math.ceil(slot / TICK) * TICK - clock.monotonic())


class LocalRateLimiter:
    """For a process that delivers alone, since `alone_since` (by default now). `rate`: messages a second in all."""

    def __init__(self, clock: Clock, rate: float, alone_since: float | None = None) -> None:
        self.clock = clock
        self._made_for = self._full_rate = rate
        self.throttle = Throttle(clock)
        self.window = SlidingWindow(clock)
        self.share = 1.0
        self.alone_since = clock.monotonic() if alone_since is None else alone_since
        self._next = self.alone_since + UNSURE

    @property
    def rate(self) -> float:
        return self._full_rate * min(self.throttle.factor, self.share)

    @property
    def _most(self) -> int:
        return int(self._full_rate * self.share)

    def slow_down(self, seconds: float = THROTTLE) -> None:
        self.throttle.extend(seconds)

    def use_at_most(self, rate: float) -> None:
        self._full_rate = min(self._made_for, rate)

    @property
    def _spacing(self) -> float:
        return (1.0 + LATE) / self.rate

    async def reserve(self) -> list[float]:
        now, spacing = self.clock.monotonic(), self._spacing
        first = max(self._next, now)
        count = 1 + int(AHEAD / spacing)
        self._next = first + count * spacing
        await self.clock.sleep(first - AHEAD - now)
        return [first + place * spacing for place in range(count)]

    async def wait_for(self, slot: float) -> float:
        await sleep_until_tick(self.clock, slot)
        return slot

    def try_acquire(self, slot: float) -> bool:
        now = self.clock.monotonic()
        in_second = self.window.count(now)
        is_full = in_second >= self._most
        if is_full or (now - slot > LATE and in_second >= self.rate * ROOMY):
            return False
        self.window.permit()
        return True

    def later_slot(self) -> float:
        now = self.clock.monotonic()
        is_full = self.window.count(now) >= self._most
        slot = max(self._next, self.window.first_free(now) if is_full else now)
        self._next = slot + self._spacing
        return slot

    def is_timely(self, slot: float) -> bool:
        """Always: an acquired message holds its place in the window."""
        return True

    def count_answer(self) -> None:
        now = self.clock.monotonic()
        self.window.add(now)
        self._next = max(self._next, now) + self._spacing
