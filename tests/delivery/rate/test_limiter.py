"""The rate limiter: never more than the rate in any second, however late messages leave, and hardly less."""

from __future__ import annotations

import random
from bisect import bisect_left

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from delivery.rate.limiter import LocalRateLimiter
from delivery.rate.throttle import THROTTLE
from delivery.rate.window import Permit, Withdrawn
from tests.builders import StillClock
from tests.delivery.rate.moments import Moments


class Traffic:
    """Runners that always have something to send through one limiter, and people who are answered in between."""

    def __init__(self, rate: float, *, late: float, seed: int, runners: int = 4, preempted: float = 0.0) -> None:
        self._dice = random.Random(seed)
        self._preempted = preempted
        self._late = late
        self.clock = Moments(self._lateness)
        self.limiter = LocalRateLimiter(self.clock, rate)
        self.rate = rate
        self.pushes: list[float] = []
        self.answers: list[float] = []
        self._runners = runners
        self.began = self.clock.now

    def _lateness(self) -> float:
        """Mostly a little, now and then much."""
        if not self._late:
            return 0.0
        usual = self._dice.uniform(0, min(0.003, self._late))
        return usual if self._dice.random() < 0.9 else self._dice.uniform(0, self._late)

    async def _send(self) -> None:
        while True:
            for slot in await self.limiter.reserve():
                place = await self.limiter.wait_for(slot)
                while not self.limiter.try_acquire(place):
                    place = await self.limiter.wait_for(self.limiter.later_slot())
                if self._preempted:
                    # The machine does something else between the permission and the socket.
                    await self.clock.sleep(self._dice.uniform(0.0, self._preempted))
                self.limiter.window.confirm()
                self.pushes.append(self.clock.now)

    async def _answer(self, pauses: list[float]) -> None:
        for pause in pauses:
            await self.clock.sleep(pause)
            self.limiter.count_answer()
            self.answers.append(self.clock.now)

    def run(self, seconds: float, pauses: list[float] | None = None) -> None:
        self.clock.run([*(self._send() for _ in range(self._runners)), self._answer(pauses or [])], seconds)

    def most_at_a_push(self) -> int:
        """The most that had left in the second up to a push, with that push; answers count."""
        everything = sorted(self.pushes + self.answers)
        most = 0
        for moment in self.pushes:
            first = bisect_left(everything, moment - 1.0 + 1e-9)
            last = bisect_left(everything, moment + 1e-12)
            most = max(most, last - first)
        return most


@settings(deadline=None, max_examples=60)
@given(
    rate=st.sampled_from([1, 2, 5, 28, 30, 100, 333, 1000]),
    late=st.sampled_from([0.0, 0.002, 0.02, 0.2]),
    seed=st.integers(0, 2**32),
    pauses=st.lists(st.floats(0, 0.5), max_size=80),
)
@example(rate=28, late=0.02, seed=1, pauses=[0.0] * 60)
@example(rate=1000, late=0.2, seed=2, pauses=[])
def test_never_more_than_the_rate_in_any_second(rate: int, late: float, seed: int, pauses: list[float]) -> None:
    traffic = Traffic(rate, late=late, seed=seed)
    traffic.run(4 if rate == 1000 else 8, pauses)
    assert traffic.pushes or rate <= len(pauses)
    assert traffic.most_at_a_push() <= rate


@settings(deadline=None, max_examples=40)
@given(
    rate=st.sampled_from([2, 28, 100, 1000]),
    preempted=st.sampled_from([0.02, 0.2]),
    seed=st.integers(0, 2**32),
)
@example(rate=100, preempted=0.05, seed=0)
def test_a_machine_that_stalls_between_the_word_and_the_socket_sends_no_more_either(
    rate: int, preempted: float, seed: int
) -> None:
    traffic = Traffic(rate, late=0.01, seed=seed, preempted=preempted)
    traffic.run(6)
    assert traffic.pushes
    assert traffic.most_at_a_push() <= rate


@pytest.mark.parametrize("rate", [28, 1000])
def test_a_share_of_the_rate_leaves_room_and_is_given_back(rate: int) -> None:
    traffic = Traffic(rate, late=0.006, seed=3)
    traffic.limiter.share = 0.9
    traffic.run(4)
    assert 0.8 * rate < traffic.most_at_a_push() <= 0.9 * rate
    traffic.limiter.share = 1.0
    traffic.run(4)
    assert traffic.most_at_a_push() > 0.9 * rate


@pytest.mark.parametrize("rate", [28, 30, 200, 1000])
@pytest.mark.parametrize("late", [0.0, 0.006])
def test_with_enough_to_send_hardly_less_than_the_rate(rate: int, late: float) -> None:
    traffic = Traffic(rate, late=late, seed=7)
    traffic.run(20 if rate < 100 else 8)
    span = traffic.pushes[-1] - traffic.pushes[0]
    assert (len(traffic.pushes) - 1) / span >= 0.97 * rate


def test_an_occasional_stall_costs_little() -> None:
    traffic = Traffic(28, late=0.1, seed=3)
    traffic.run(60)
    span = traffic.pushes[-1] - traffic.pushes[0]
    assert (len(traffic.pushes) - 1) / span >= 0.8 * 28


def test_one_without_a_memory_waits_a_second() -> None:
    traffic = Traffic(28, late=0.0, seed=1)
    traffic.run(3)
    assert traffic.pushes[0] - traffic.began >= 1.0


def test_answers_to_people_make_the_pushes_wait_and_are_never_held() -> None:
    traffic = Traffic(28, late=0.0, seed=1)
    traffic.run(6, [3.0, *[0.0] * 27])
    assert len(traffic.answers) == 28
    assert traffic.answers[-1] - traffic.answers[0] < 0.01
    after = [push for push in traffic.pushes if traffic.answers[-1] < push < traffic.answers[-1] + 0.95]
    assert after == []
    assert traffic.most_at_a_push() <= 28


def test_a_burst_of_answers_beyond_the_rate_does_not_stop_pushes_for_good() -> None:
    traffic = Traffic(28, late=0.0, seed=1)
    traffic.run(12, [2.0, *[0.0] * 80])
    assert [push for push in traffic.pushes if push > traffic.answers[-1] + 5]
    assert traffic.most_at_a_push() <= 28


def test_after_a_429_of_the_token_a_tenth_less_leaves_and_a_fifth_of_it_comes_back_each_minute() -> None:
    clock = StillClock()
    limiter = LocalRateLimiter(clock, 100)
    limiter.slow_down()
    rates = []
    for _ in range(6):
        rates.append(round(limiter.rate))
        clock.pass_(THROTTLE / 5)
    assert rates == [90, 92, 94, 96, 98, 100]


async def test_slots_are_handed_out_shortly_before_they_come() -> None:
    clock = StillClock()
    limiter = LocalRateLimiter(clock, 28)
    clock.pass_(10)
    first, second = await limiter.reserve(), await limiter.reserve()
    assert len(first) == 2
    assert 0 <= second[0] - clock.monotonic() <= 0.051
    assert len(await LocalRateLimiter(clock, 1000).reserve()) == 50


def test_how_many_left_in_the_last_second() -> None:
    clock = StillClock()
    limiter = LocalRateLimiter(clock, 28)
    limiter.count_answer()
    clock.pass_(0.5)
    limiter.count_answer()
    assert limiter.window.departed() == 2
    clock.pass_(0.6)
    assert limiter.window.departed() == 1


def test_what_waits_for_a_connection_has_its_place_in_every_second_until_it_has_left() -> None:
    clock = StillClock()
    limiter = LocalRateLimiter(clock, 28)
    waiting = [Permit(limiter.window) for _ in range(28) if limiter.try_acquire(clock.monotonic())]
    assert len(waiting) == 28
    clock.pass_(3.0)
    assert not limiter.try_acquire(clock.monotonic())
    for departure in waiting[1:]:
        departure.use()
        departure.close()
    assert not limiter.try_acquire(clock.monotonic())
    # It found no connection: its place is free again.
    waiting[0].close()
    assert limiter.try_acquire(clock.monotonic())
    assert not limiter.try_acquire(clock.monotonic())
    clock.pass_(1.1)
    assert limiter.try_acquire(clock.monotonic())


def test_what_shall_not_leave_any_more_gives_its_place_back() -> None:
    clock = StillClock()
    limiter = LocalRateLimiter(clock, 1)
    clock.pass_(2.0)
    assert limiter.try_acquire(clock.monotonic())
    departure = Permit(limiter.window, lambda: False)
    with pytest.raises(Withdrawn):
        departure.use()
    departure.close()
    assert limiter.window.departed() == 0
    assert limiter.try_acquire(clock.monotonic())
