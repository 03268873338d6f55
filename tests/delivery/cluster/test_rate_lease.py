"""The rate lease in virtual time: a process alone, others that join and end, and never more than the rate."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Coroutine
from functools import partial
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.limiter import SharedRateLimiter
from delivery.cluster.rate_lease import RateLease
from delivery.rate.window import Permit, Withdrawn
from storage.repositories.cluster import Slots, Wanted
from storage.store import Store
from tests.builders import SuspendedClock
from tests.delivery.rate.moments import Moments


class Row:
    """The limiter's row, with the rules of `rate_limit_slots` and `rate_limit_lease`; `live`: the runs that live."""

    def __init__(self, clock: Moments) -> None:
        self._clock = clock
        self.live: set[int] = set()
        self._next_at = self._only_run = self._only_since = 0

    @property
    def rate(self) -> Row:
        return self

    async def slots(self, wanted: Wanted, spacing: tuple[int, int]) -> Slots:
        await self._clock.sleep(0.0005)
        now = int(self._clock.now * 1e6)
        if self._only_run != wanted.run:
            self._only_run, self._only_since = wanted.run, max(self._next_at, now)
        first = max(self._next_at, now + wanted.ahead_us)
        self._next_at = first + (wanted.messages + wanted.answers) * spacing[0] + wanted.free_us
        found = Slots(self._next_at, 0, now, {})
        await self._clock.sleep(0.0005)
        return found

    async def lease(self, run: int, length_us: int, apart_us: int) -> bool:
        await self._clock.sleep(0.0005)
        now = int(self._clock.now * 1e6)
        granted = self._only_run == run and self._only_since + apart_us <= now and self.live == {run}
        if granted:
            self._next_at = max(self._next_at, now + length_us + apart_us)
        await self._clock.sleep(0.0005)
        return granted


class Cluster:
    """Processes that always have something to send. A part of the messages is up to `late` seconds late."""

    def __init__(self, rate: int, *, late: float, seed: int, part: float = 0.01) -> None:
        self._rate, self._late, self._part, self._dice = rate, late, part, random.Random(seed)
        self.clock = Moments()
        self.row = Row(self.clock)
        self.limiters: dict[int, SharedRateLimiter] = {}
        self.left: dict[int, list[float]] = {}
        self.began = self.clock.now

    def run(self, seconds: float, *lives: tuple[float, float]) -> None:
        """Each process lives from the one moment to the other (seconds from now)."""
        parts = [part for run, life in enumerate(lives, start=1) for part in self._process(run, *life)]
        self.clock.run(parts, seconds)

    def _process(self, run: int, begins: float, ends: float) -> list[Coroutine[Any, Any, None]]:
        self.left[run] = []
        return [self._leads(run, begins, ends), *(self._sends(run, begins, ends) for _ in range(4))]

    async def _leads(self, run: int, begins: float, ends: float) -> None:
        await self.clock.sleep(begins)
        self.row.live.add(run)
        limiter = SharedRateLimiter(DatabaseClock(self.clock), self._rate, cast("Store", self.row), lambda: run)
        await limiter.join()
        self.limiters[run] = limiter
        keeping = limiter.keep_lease()
        while self.clock.now < self.began + ends:
            # Sleep by sleep: it never ends by itself.
            await self.clock.sleep(cast("float", keeping.send(None)) - self.clock.now)
        keeping.close()
        self.row.live.discard(run)

    async def _sends(self, run: int, begins: float, ends: float) -> None:
        await self.clock.sleep(begins)
        while run not in self.limiters:
            await self.clock.sleep(0.05)
        limiter, slots = self.limiters[run], list[float]()
        while self.clock.now < self.began + ends:
            slots = [slot for slot in slots if slot < 1e18] or await limiter.reserve()
            slot = slots.pop(0)
            await limiter.wait_for(slot)
            if self._dice.random() < self._part:
                await self.clock.sleep(self._dice.uniform(0, self._late))
            if not limiter.try_acquire(slot):
                slots.append(limiter.later_slot())
                continue
            permit = Permit(limiter.window, partial(limiter.is_timely, slot))
            await self.clock.sleep(self._dice.uniform(0, 0.002))
            try:
                permit.use()
            except Withdrawn:
                permit.close()
            else:
                self.left[run].append(self.clock.now - self.began)

    def busiest_second(self) -> int:
        everything = sorted(moment for left in self.left.values() for moment in left)
        return max(bisect_left(everything, one + 1.0 - 1e-9) - place for place, one in enumerate(everything))


@settings(deadline=None, max_examples=12)
@given(
    rate=st.sampled_from([5, 28, 300]),
    late=st.sampled_from([0.01, 0.1, 0.6]),
    joins=st.floats(2.0, 4.0),
    seed=st.integers(0, 2**32),
)
@example(rate=300, late=0.6, joins=3.0, seed=1)
def test_a_process_that_joins_never_makes_a_second_too_full(rate: int, late: float, joins: float, seed: int) -> None:
    cluster = Cluster(rate, late=late, seed=seed)
    cluster.run(9, (0, 7), (joins, 9))
    assert cluster.busiest_second() <= rate
    assert cluster.left[1] and cluster.left[2]


def test_a_process_alone_reaches_the_rate_although_its_messages_are_late_and_gets_it_back() -> None:
    cluster = Cluster(300, late=0.05, seed=1, part=0.05)
    cluster.run(12, (0, 12), (5, 7))

    def a_second(begin: float, end: float) -> float:
        return sum(begin <= moment < end for moment in cluster.left[1]) / (end - begin)

    assert a_second(2.5, 5) > 0.94 * 300
    assert a_second(10, 12) > 0.94 * 300
    assert not cluster.limiters[1].is_shared


@pytest.mark.parametrize("joins", [2.3, 2.7, 3.3])
def test_who_joins_sends_after_a_second_without_a_message_and_waits_no_longer(joins: float) -> None:
    cluster = Cluster(300, late=0.1, seed=2)
    cluster.run(8, (0, 8), (joins, 8))
    alone = [moment for moment in cluster.left[1] if moment < joins + 1.1]
    others = [moment for one in cluster.left.values() for moment in one if moment > joins + 1.1]
    assert max(alone) < min(others) - 1.0
    assert min(cluster.left[2]) < joins + 2.5
    assert cluster.limiters[1].is_shared and cluster.limiters[2].is_shared


def test_a_machine_that_was_suspended_has_no_lease_any_more() -> None:
    """Its own clock says that the lease lasts; by the database's it is over, and another process may send."""
    clock = SuspendedClock()
    database = DatabaseClock(clock)

    class Grants:
        rate: Grants

        async def lease(self, *_: int) -> bool:
            return True

    store = Grants()
    store.rate = store
    lease = RateLease(database, cast("Store", store), lambda: 1)
    database.learn(database.monotonic(), database.now_ms() * 1000, database.monotonic())
    with pytest.raises(StopIteration):
        lease.ask().send(None)
    assert lease.is_held
    clock.was_suspended(3.0)
    assert not lease.is_held
    database.learn(database.monotonic(), clock.now_ms() * 1000, database.monotonic())
    assert not database.stood_still and not lease.is_held
