"""The rate limiter that several processes share: slots come from a row of the database, about 50 ms of them at a time.

The slots of all processes lie on the database's clock, 1.5 % further apart than 1/rate, and each process maps its own
to its monotonic clock. It also keeps the window of the last second, for what leaves here. While this process has the
rate lease (rate_lease.py), the slots are those of a process that delivers alone.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

from delivery.cluster.claim_times import ClaimTimes
from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.rate_lease import APART, LENGTH, RateLease
from delivery.rate.limiter import AHEAD, LATE, TICK, LocalRateLimiter, sleep_until_tick, tick_of
from delivery.rate.throttle import THROTTLE
from delivery.rate.window import WAY
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
# How late a message may go into its socket (seconds). One that waited longer after its permission, for a connection or
# with a process that stood still, is claimed anew: all of them together would crowd a second that others fill. A busy
# machine needs less for the way from permission to socket; those are the few messages of one tick.
LATEST = 0.1
# A runner that sleeps until a slot looks after so long (seconds) whether the slot is void.
LONG_SLEEP = 1.0


class SharedRateLimiter:
    """For one process of several. `on_open` hears of each class open for all, and until when (monotonic seconds).

    `run`: its run, by which the row knows who asks.
    """

    def __init__(self, clock: DatabaseClock, rate: float, store: Store, run: Callable[[], int] = lambda: 0) -> None:
        self._clock = clock
        self._store = store
        self._run = run
        # The limits of the token and the window of this process, and the slots while it has the lease.
        self._alone = LocalRateLimiter(clock, rate)
        self._lease = RateLease(clock, store, run)
        self.throttle = self._alone.throttle
        self.window = self._alone.window
        self.alone_since = self._alone.alone_since
        self.keep_lease = self._lease.keep
        self.on_open: Callable[[Urgency, float], None] = lambda urgency, until: None
        # How many runners ask the row for slots; where the last ones end, and in which epoch of the database's clock.
        self._asks = 0
        self._given_until, self._given_in = -math.inf, -1
        self._full_until = 0.0
        self._claims = ClaimTimes()
        # The slots that came from the row, and the epoch of the database's clock in which each did.
        self._epochs: dict[float, int] = {}
        self._untold_answers = 0
        self._untold_throttle = False
        self._to_tell = asyncio.Event()

    @property
    def is_shared(self) -> bool:
        return not self._lease.is_held

    @property
    def rate(self) -> float:
        return self._alone.full_rate * self.throttle.factor

    @property
    def share(self) -> float:
        return self._alone.share

    @share.setter
    def share(self, share: float) -> None:
        self._alone.share = share

    def slow_down(self, seconds: float = THROTTLE) -> None:
        """Every process slows down when it asks for its next slots; there for five minutes in any case."""
        self._alone.slow_down(seconds)
        self._untold_throttle = True
        self._to_tell.set()

    def use_at_most(self, rate: float) -> None:
        self._alone.use_at_most(rate)

    async def join(self) -> None:
        """Before anything leaves: no other process gets the lease any more, and one that was granted is over."""
        got, _ = await self._ask(Wanted(0))
        if got.end - got.now > APART * 1e6:
            await self._clock.sleep(LENGTH)

    async def reserve(self) -> list[float]:
        """More than 50 ms of slots where the database is far. Returns as long before the first as a claim takes."""
        if await self._lease.use(may_ask=not self._asks):
            if self._given_in == self._clock.epoch:
                self._alone.not_before(self._given_until)
            self._alone.ahead = self._claims.ahead
            slots = await self._alone.reserve()
        else:
            slots = await self._reserve_shared()
        self._claims.begins(slots[0], self._clock.monotonic())
        return slots

    async def _reserve_shared(self) -> list[float]:
        self._asks += 1
        try:
            slots = await self._patiently_ask()
        finally:
            self._asks -= 1
        epoch = self._clock.epoch
        await self._sleep_until(slots[0] - self._claims.ahead, epoch)
        now = self._clock.monotonic()
        kept = {slot: epoch for slot, epoch in self._epochs.items() if slot > now - 1}
        self._epochs = kept | dict.fromkeys(slots, epoch)
        return slots

    async def _patiently_ask(self) -> list[float]:
        await self._clock.sleep(self._full_until - self._clock.monotonic())
        for _ in range(PATIENCE):
            if slots := await self._next_slots():
                return slots
            await self._clock.sleep(TICK)
        raise StoreUnavailable("store-away", why="its clock is not known: it answers too slowly")

    def due(self, slot: float) -> float:
        return tick_of(slot) if slot in self._epochs else self._alone.due(slot)

    async def wait_for(self, slot: float) -> float:
        self._claims.has_message(slot, self._clock.monotonic())
        if slot not in self._epochs:
            return await self._alone.wait_for(slot)
        await self._sleep_until(slot - LONG_SLEEP, self._epochs[slot])
        if slot - self._clock.monotonic() <= LONG_SLEEP:
            await sleep_until_tick(self._clock, slot)
        return slot

    async def _sleep_until(self, moment: float, epoch: int) -> None:
        """Until then, or until the database's clock was set: a slot of before may be a minute or days away."""
        while self._clock.epoch == epoch and (left := moment - self._clock.monotonic()) > 0:
            await self._clock.sleep(min(left, LONG_SLEEP))

    def try_acquire(self, slot: float) -> bool:
        """A missed slot is lost, without the lease: another process may have filled the seconds around it.

        So is a slot from before this machine stood still, although its own clock says that the slot is in time.
        """
        epoch = self._epochs.pop(slot, -1)
        if self._lease.is_held:
            may_leave = self._alone.try_acquire(slot)
        else:
            may_leave = not self._clock.stood_still and epoch == self._clock.epoch and self._acquire_shared(slot)
        if may_leave:
            self._claims.forget_a_little()
        return may_leave

    def _acquire_shared(self, slot: float) -> bool:
        now = self._clock.monotonic()
        if self.window.count(now) >= self._alone.most:
            self._full_until = self.window.first_free(now)
            return False
        if self._lateness(slot, now) > LATE - WAY:
            return False
        self.window.permit()
        return True

    def later_slot(self) -> float:
        """Without the lease none of its own: the next come from the row."""
        return self._alone.later_slot() if self._lease.is_held else math.inf

    def is_timely(self, slot: float) -> bool:
        """A message that leaves long after its slot crowds a second of others, which this window does not know of.

        After the end of a lease the first message of another process is much farther away than that.
        """
        if self._lease.is_held:
            return True
        return not self._clock.stood_still and self._lateness(slot, self._clock.monotonic()) <= LATEST

    def _lateness(self, slot: float, now: float) -> float:
        error = self._clock.error
        return now - slot + (error if error <= CLEAR else 0.0)

    def count_answer(self) -> None:
        """Counted here at once, in the row about 20 ms later; during a lease only here."""
        self._alone.count_answer()
        if not self._lease.is_held:
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
        wanted = Wanted(count, ahead_us=int(self._claims.ahead * 1e6), free_us=int(unclear * 1e6))
        epoch = self._clock.epoch
        got, step = await self._ask(wanted)
        if epoch != self._clock.epoch or self._clock.error > max(unclear, CLEAR) + TICK / 6:
            # The clock was set, or the database is farther away than it was.
            return []
        end = got.end - wanted.free_us
        self._given_until, self._given_in = self._clock.local(end), epoch
        return [self._clock.local(end - (count - place) * step) for place in range(count)]

    async def _ask(self, wanted: Wanted) -> tuple[Slots, int]:
        """(the row's answer, how far apart its slots lie in microseconds). Tells the row what it has not heard yet."""
        answers, self._untold_answers = self._untold_answers, 0
        throttle, self._untold_throttle = self._untold_throttle, False
        full = round((1.0 + LATE) / self._alone.full_rate * 1e6)
        spacing = (full, round(full / self.throttle.lowered))
        throttle_us = int(THROTTLE * 1e6) if throttle else 0
        told = wanted._replace(answers=answers, throttle_us=throttle_us, run=self._run())
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
