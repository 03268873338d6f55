"""The rate limiter that several processes share: slots come from a row of the database, about 50 ms of them at a time.

The slots of all processes lie on the database's clock, 1.5 % further apart than 1/rate, and each process maps its own
to its monotonic clock. It also keeps the window of the last second, for what leaves here.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

from delivery.cluster.database_clock import DatabaseClock
from delivery.rate.limiter import AHEAD, LATE, TICK, sleep_until_tick, tick_of
from delivery.rate.throttle import THROTTLE, Throttle
from delivery.rate.window import WAY, SlidingWindow
from domain.delivery import Urgency
from domain.errors import StoreUnavailable
from storage.repositories.cluster import Slots, Wanted
from storage.store import Store

# How well this machine must know when a slot is (seconds). Up to this the error counts as lateness of the message. A
# larger error (a database that is milliseconds away) is left free behind the slots, so that no second is crowded by it.
CLEAR = 0.002
# With a larger error (seconds) slots are not used: the process asks again and waits for a quicker answer.
UNCLEAR = 0.2
# So many answers of the database it waits for.
PATIENCE = 5
# The time that is left free is at most this part of a batch of slots.
FREE = 0.2
# Answers to people are told to the row after so long (seconds), or with the next slots.
TELL = 0.02
# A claim that takes longer than 50 ms (a slow database, a busy machine) begins at most so early (seconds).
AHEAD_AT_MOST = 0.3
# The next slots are asked for so many times earlier than the slowest of the last claims needed.
EARLIER = 1.5
# The slowest claim is forgotten by this factor a message: half of it in about ten seconds of a full rate.
FORGETS = 0.9999
# How late a message may go into its socket (seconds). One that waited longer after its permission, for a connection or
# with a process that stood still, is claimed anew: all of them together would crowd a second that others fill. A busy
# machine needs less for the way from permission to socket; those are the few messages of one tick.
LATEST = 0.1
# Of so many claims in a row the slots are compared with the time over which they lie. One process alone has all of it;
# several of its runners ask at once and hear in any order, which shifts an edge by a claim or two.
_CLAIMS, _ALONE = 12, 1.4
# A runner that sleeps until a slot looks after so long (seconds) whether the slot is void.
LONG_SLEEP = 1.0


class SharedRateLimiter:
    """For one process of several. `on_open` hears of each class open for all, and until when (monotonic seconds)."""

    def __init__(self, clock: DatabaseClock, rate: float, store: Store) -> None:
        self._clock = clock
        self._made_for = self._full_rate = rate
        self.share = 1.0
        self._is_shared = True
        # Where the slots begin and end that are compared, how many claims and microseconds of them are our own.
        self._first = self._last_end = self._claims = self._own = 0
        self._store = store
        self.throttle = Throttle(clock)
        self.window = SlidingWindow(clock)
        self.alone_since = clock.monotonic()
        self.on_open: Callable[[Urgency, float], None] = lambda urgency, until: None
        self._full_until = 0.0
        self._ahead = AHEAD
        self._begun: dict[float, float] = {}
        self._epochs: dict[float, int] = {}
        self._untold_answers = 0
        self._untold_throttle = False
        self._to_tell = asyncio.Event()

    @property
    def rate(self) -> float:
        return self._full_rate * self.throttle.factor

    def slow_down(self, seconds: float = THROTTLE) -> None:
        """Every process slows down when it asks for its next slots; there for five minutes in any case."""
        self.throttle.extend(seconds)
        self._untold_throttle = True
        self._to_tell.set()

    def use_at_most(self, rate: float) -> None:
        self._full_rate = min(self._made_for, rate)

    async def reserve(self) -> list[float]:
        """More than 50 ms of slots where the database is far. Returns as long before the first as a claim takes."""
        await self._clock.sleep(self._full_until - self._clock.monotonic())
        for _ in range(PATIENCE):
            if slots := await self._next_slots():
                break
            await self._clock.sleep(TICK)
        else:
            raise StoreUnavailable("store-away", why="its clock is not known: it answers too slowly")
        epoch = self._clock.epoch
        await self._sleep_until(slots[0] - self._ahead, epoch)
        now = self._clock.monotonic()
        self._begun = {slot: begun for slot, begun in self._begun.items() if slot > now - 1} | {slots[0]: now}
        kept = {slot: epoch for slot, epoch in self._epochs.items() if slot > now - 1}
        self._epochs = kept | dict.fromkeys(slots, epoch)
        return slots

    def due(self, slot: float) -> float:
        return tick_of(slot)

    async def wait_for(self, slot: float) -> float:
        """The first slot of each batch also tells how long its claim has taken."""
        if (begun := self._begun.pop(slot, None)) is not None:
            self._ahead = max(self._ahead, min((self._clock.monotonic() - begun) * EARLIER, AHEAD_AT_MOST))
        await self._sleep_until(slot - LONG_SLEEP, self._epochs.get(slot, self._clock.epoch))
        if slot - self._clock.monotonic() <= LONG_SLEEP:
            await sleep_until_tick(self._clock, slot)
        return slot

    async def _sleep_until(self, moment: float, epoch: int) -> None:
        """Until then, or until the database's clock was set: a slot of before may be a minute or days away."""
        while self._clock.epoch == epoch and (left := moment - self._clock.monotonic()) > 0:
            await self._clock.sleep(min(left, LONG_SLEEP))

    def try_acquire(self, slot: float) -> bool:
        """A missed slot is lost: another process may have filled the seconds around it.

        So is a slot from before this machine stood still, although its own clock says that the slot is in time.
        """
        now = self._clock.monotonic()
        if self._clock.stood_still or self._epochs.pop(slot, -1) != self._clock.epoch:
            return False
        if self.window.count(now) >= int(self._full_rate * self.share):
            self._full_until = self.window.first_free(now)
            return False
        if self._lateness(slot, now) > LATE - WAY:
            return False
        self._ahead = max(self._ahead * FORGETS, AHEAD)
        self.window.permit()
        return True

    def later_slot(self) -> float:
        """None of its own: the next come from the row."""
        return math.inf

    def is_timely(self, slot: float) -> bool:
        """A message that leaves long after its slot crowds a second of others, which this window does not know of."""
        return not self._clock.stood_still and self._lateness(slot, self._clock.monotonic()) <= LATEST

    def _lateness(self, slot: float, now: float) -> float:
        error = self._clock.error
        return now - slot + (error if error <= CLEAR else 0.0)

    def count_answer(self) -> None:
        """Counted here at once, in the row about 20 ms later."""
        self.window.add(self._clock.monotonic())
        self._untold_answers += 1
        self._to_tell.set()

    async def keep_telling(self) -> None:
        """Tells the row of answers to people and of a throttle while no slots are asked for; until it is cancelled."""
        while True:
            await self._to_tell.wait()
            await self._clock.sleep(TELL)
            self._to_tell.clear()
            try:
                if self._untold_answers or self._untold_throttle:
                    await self._ask(Wanted(0))
            except StoreUnavailable:
                self._to_tell.set()

    async def _next_slots(self) -> list[float]:
        """The row's next slots; none when this machine does not know well enough when they are."""
        if self._clock.error > UNCLEAR:
            await self._ask(Wanted(0))
        if self._clock.error > UNCLEAR:
            return []
        unclear = self._clock.error if self._clock.error > CLEAR else 0.0
        count = 1 + int(max(AHEAD, unclear / FREE) * self.rate / (1.0 + LATE))
        wanted = Wanted(count, ahead_us=int(self._ahead * 1e6), free_us=int(unclear * 1e6))
        epoch = self._clock.epoch
        got, step = await self._ask(wanted)
        if epoch != self._clock.epoch or self._clock.error > max(unclear, CLEAR) + TICK / 6:
            # The clock was set, or the database is farther away than it was.
            return []
        self._see_others(got, count * step)
        end = got.end - wanted.free_us
        return [self._clock.local(end - (count - place) * step) for place in range(count)]

    @property
    def is_shared(self) -> bool:
        return self._is_shared

    def _see_others(self, got: Slots, length: int) -> None:
        """Whether others had slots between ours, while the row had none to spare."""
        if got.now >= self._last_end:
            self._first, self._claims, self._own = got.end - length, 0, 0
        self._claims, self._own, self._last_end = self._claims + 1, self._own + length, max(self._last_end, got.end)
        if self._claims == _CLAIMS:
            self._is_shared = self._last_end - self._first > _ALONE * self._own
            self._first, self._claims, self._own = self._last_end, 0, 0

    async def _ask(self, wanted: Wanted) -> tuple[Slots, int]:
        """(the row's answer, how far apart its slots lie in microseconds). Tells the row what it has not heard yet."""
        answers, self._untold_answers = self._untold_answers, 0
        throttle, self._untold_throttle = self._untold_throttle, False
        full = round((1.0 + LATE) / self._full_rate * 1e6)
        spacing = (full, round(full / self.throttle.lowered))
        told = wanted._replace(answers=answers, throttle_us=int(THROTTLE * 1e6) if throttle else 0)
        try:
            before = self._clock.monotonic()
            got = await self._store.rate.slots(told, spacing)
            self._clock.learn(before, got.now, self._clock.monotonic())
        except StoreUnavailable:
            self._untold_answers += answers
            self._untold_throttle |= throttle
            raise
        self.throttle.until = self._clock.local(got.throttled_until)
        for urgency, until in got.open_until.items():
            self.on_open(urgency, self._clock.local(until))
        return got, spacing[got.throttled_until > got.now]
