"""Circuit breakers: a refused chat opens none, a refused token opens that of its class, a dead network all."""

from __future__ import annotations

from itertools import pairwise

import pytest

from delivery.rate.circuit_breaker import CircuitBreakers
from domain.delivery import Delivered, Gone, NotSent, Outcome, RetryAfter, Unknown, Unreached, Urgency
from tests.builders import StillClock

PUSH = Urgency.PUSH


class Bench:
    """Circuit breakers with a clock, as delivery uses them."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.told: list[float] = []
        self.breakers = CircuitBreakers(self.clock, lambda: self.told.append(self.clock.passed))

    def answered(self, chat_id: int, outcome: Outcome, urgency: Urgency = PUSH) -> None:
        self.breakers.record(urgency, chat_id, outcome)

    def admits(self, wanted: int = 10, urgency: Urgency = PUSH) -> int:
        return self.breakers.admit(urgency, wanted)


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


def test_a_network_that_answers_and_takes_no_message_is_still_dead(bench: Bench) -> None:
    for _ in range(5):
        bench.answered(1, Unknown("502"))
    for pause in (1, 2, 4):
        assert bench.admits() == 0
        bench.clock.pass_(pause)
        assert bench.breakers.start_network_check()
        bench.breakers.end_network_check(True)
        assert [bench.admits(), bench.admits()] == [1, 0]
        bench.answered(1, Unknown("502"))


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
    assert bench.admits() == 1
    bench.clock.pass_(9.9)
    assert bench.admits() == 0
    bench.clock.pass_(0.2)
    assert bench.admits() == 1


def test_a_probe_that_found_nothing_to_send_is_asked_for_again(bench: Bench) -> None:
    bench.answered(1, RetryAfter(2))
    bench.answered(2, RetryAfter(2))
    bench.clock.pass_(2)
    assert bench.admits() == 1
    bench.breakers.cancel_probe(PUSH)
    assert bench.admits() == 1
    bench.answered(5, NotSent())
    assert bench.admits() == 1


def test_five_calls_in_a_row_without_an_answer_open_the_breaker_of_the_network(bench: Bench) -> None:
    for outcome in (Unknown("timeout"), Unreached("no connection")) * 2:
        bench.answered(1, outcome)
    assert bench.admits() == 10
    bench.answered(1, Unreached("502"))
    assert [bench.admits(urgency=urgency) for urgency in (Urgency.BREAKING, PUSH, Urgency.EDIT)] == [0, 0, 0]
    assert not bench.breakers.start_network_check()
    bench.clock.pass_(1)
    assert bench.admits() == 0, "no message is risked before somebody has answered a question"
    assert [bench.breakers.start_network_check(), bench.breakers.start_network_check()] == [True, False]
    bench.breakers.end_network_check(True)
    assert [bench.admits(), bench.admits(urgency=Urgency.BREAKING)] == [1, 0]
    bench.answered(1, Delivered(1))
    assert bench.admits() == 10


def test_a_network_that_stays_dead_is_asked_less_and_less_but_at_least_once_a_minute(bench: Bench) -> None:
    for _ in range(20):
        bench.answered(1, Unreached("no connection"))
    asked = []
    while bench.clock.passed < 600:
        assert bench.admits() == 0
        if bench.breakers.start_network_check():
            asked.append(bench.clock.passed)
            bench.breakers.end_network_check(False)
        bench.clock.pass_(1)
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert pauses and all(45 <= pause <= 61 for pause in pauses)


def test_a_network_that_is_dead_for_days_is_asked_as_before_and_comes_back(bench: Bench) -> None:
    for _ in range(5000):
        bench.answered(1, Unreached("no connection"))
    bench.clock.pass_(61)
    assert bench.breakers.start_network_check()
    bench.breakers.end_network_check(True)
    assert bench.admits() == 1


def test_any_answer_means_that_the_network_works(bench: Bench) -> None:
    for _ in range(4):
        bench.answered(1, Unknown("timeout"))
    bench.answered(1, RetryAfter(5))
    for _ in range(4):
        bench.answered(1, Unknown("timeout"))
    assert bench.admits() == 10
