"""Circuit breakers: a refused chat opens none, a refused token opens that of its class."""

from __future__ import annotations

import pytest

from delivery.rate.circuit_breaker import Admission, CircuitBreakers
from domain.delivery import Urgency
from domain.outcomes import Delivered, Gone, NotSent, Outcome, RetryAfter, Unknown, Unreached
from tests.builders import StillClock

PUSH = Urgency.PUSH


class Bench:
    """Circuit breakers with a clock, as delivery uses them."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.told: list[float] = []
        self.breakers = CircuitBreakers(self.clock, lambda: self.told.append(self.clock.passed))

    def answered(self, chat_id: int, outcome: Outcome, urgency: Urgency = PUSH) -> None:
        now = self.clock.monotonic()
        self.breakers.record(Admission(urgency, 1, now), chat_id, outcome, now)

    def admits(self, wanted: int = 10, urgency: Urgency = PUSH) -> int:
        return self.breakers.admit(urgency, wanted).limit


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_one_refused_chat_opens_no_breaker(bench: Bench) -> None:
    for _ in range(5):
        bench.answered(1, RetryAfter(30))
    assert bench.admits() == 10
    assert bench.told == []


def test_two_chats_refused_at_different_times_open_no_breaker(bench: Bench) -> None:
    bench.answered(1, RetryAfter(30))
    bench.clock.pass_(1.1)
    bench.answered(2, RetryAfter(30))
    assert bench.admits() == 10


def test_two_chats_refused_within_a_second_open_their_class_for_five_seconds_at_most(bench: Bench) -> None:
    bench.answered(1, RetryAfter(30))
    bench.answered(2, RetryAfter(30))
    assert bench.told == [0.0]
    assert (bench.admits(), bench.admits(urgency=Urgency.BREAKING)) == (0, 10)
    bench.clock.pass_(4.9)
    assert bench.admits() == 0
    bench.clock.pass_(0.2)
    assert bench.admits() == 1


def test_an_open_class_closes_when_a_single_message_came_through(bench: Bench) -> None:
    bench.answered(1, RetryAfter(2))
    bench.answered(2, RetryAfter(2))
    bench.clock.pass_(2)
    assert [bench.admits(), bench.admits()] == [1, 0]
    bench.answered(3, Delivered(7))
    assert bench.admits() == 10


def test_a_probe_that_is_refused_opens_it_again(bench: Bench) -> None:
    bench.answered(1, RetryAfter(2))
    bench.answered(2, RetryAfter(2))
    bench.clock.pass_(2)
    assert bench.admits() == 1
    bench.answered(3, RetryAfter(3))
    assert bench.admits() == 0
    bench.clock.pass_(3)
    assert bench.admits() == 1
    bench.answered(4, Gone("blocked", blocked=True))
    assert bench.admits() == 10


def test_a_token_that_is_surely_refused_is_obeyed_for_as_long_as_it_was_told(bench: Bench) -> None:
    bench.answered(1, RetryAfter(30))
    bench.answered(2, RetryAfter(30))
    bench.clock.pass_(5)
    assert bench.admits() == 1
    bench.answered(3, RetryAfter(25))
    bench.clock.pass_(24.9)
    assert bench.admits() == 0
    bench.clock.pass_(0.2)
    assert bench.admits() == 1


def test_what_was_sent_before_the_breaker_opened_does_not_close_it(bench: Bench) -> None:
    bench.answered(1, RetryAfter(3))
    bench.answered(2, RetryAfter(3))
    bench.answered(3, Delivered(7))
    bench.answered(4, Delivered(8))
    assert bench.admits() == 0
    bench.clock.pass_(3)
    assert bench.admits() == 1


def test_a_probe_without_an_answer_is_followed_by_another(bench: Bench) -> None:
    bench.answered(1, RetryAfter(2))
    bench.answered(2, RetryAfter(2))
    bench.clock.pass_(2)
    probe = bench.breakers.admit(PUSH, 5)
    bench.clock.pass_(60)
    assert bench.admits() == 0, "its claim waits for a store that is locked"
    bench.breakers.record_departure(probe, bench.clock.monotonic())
    bench.clock.pass_(9.9)
    assert bench.admits() == 0
    bench.clock.pass_(0.2)
    assert bench.admits() == 1


def test_a_probe_that_found_nothing_to_send_is_asked_for_again(bench: Bench) -> None:
    bench.answered(1, RetryAfter(2))
    bench.answered(2, RetryAfter(2))
    bench.clock.pass_(2)
    assert bench.admits() == 1
    bench.breakers.cancel_probe(bench.breakers.admit(PUSH, 1))
    assert bench.admits() == 1
    bench.answered(5, NotSent())
    assert bench.admits() == 1


def test_what_was_admitted_before_the_breaker_opened_does_not_leave_beside_the_probe(bench: Bench) -> None:
    earlier = bench.breakers.admit(PUSH, 5)
    bench.clock.pass_(0.1)
    bench.answered(1, RetryAfter(2))
    bench.answered(2, RetryAfter(2))
    assert not bench.breakers.may_send(earlier)
    bench.clock.pass_(2)
    probe = bench.breakers.admit(PUSH, 5)
    assert (bench.breakers.may_send(earlier), bench.breakers.may_send(probe)) == (False, True)
    bench.breakers.record(earlier, 3, NotSent(), earlier.at)
    assert bench.admits() == 0, "what was given back is not the probe, which is out"
    bench.answered(4, Delivered(7))
    assert bench.admits() == 10


@pytest.mark.parametrize("outcome", [Unknown("502"), Unreached("500"), Unknown("closed")])
def test_a_probe_is_over_when_it_is_answered_whatever_the_answer(bench: Bench, outcome: Outcome) -> None:
    bench.answered(1, RetryAfter(2))
    bench.answered(2, RetryAfter(2))
    bench.clock.pass_(2)
    assert bench.admits() == 1
    bench.answered(3, outcome)
    assert bench.admits() == 1, "the next probe leaves at once"
