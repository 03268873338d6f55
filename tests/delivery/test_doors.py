"""Doors: a refused chat is nobody else's trouble, a refused token shuts a class, a dead line shuts everything."""

from __future__ import annotations

from itertools import pairwise

import pytest

from delivery.rate.circuit_breaker import Doors
from domain.delivery import Delivered, Gone, NotSent, Outcome, RetryAfter, Unknown, Unreached, Urgency
from tests.builders import StillClock

PUSH = Urgency.PUSH


class House:
    """Doors with a clock, as delivery uses them."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.told: list[float] = []
        self.doors = Doors(self.clock, lambda: self.told.append(self.clock.passed))

    def answered(self, chat_id: int, outcome: Outcome, urgency: Urgency = PUSH) -> None:
        self.doors.answered(urgency, chat_id, outcome)

    def admits(self, wanted: int = 10, urgency: Urgency = PUSH) -> int:
        return self.doors.admit(urgency, wanted)


@pytest.fixture
def house() -> House:
    return House()


def test_one_refused_chat_shuts_nothing(house: House) -> None:
    for _ in range(5):
        house.answered(1, RetryAfter(30))
    assert house.admits() == 10
    assert house.told == []


def test_two_chats_refused_at_different_times_shut_nothing(house: House) -> None:
    house.answered(1, RetryAfter(30))
    house.clock.pass_(1.1)
    house.answered(2, RetryAfter(30))
    assert house.admits() == 10


def test_two_chats_refused_within_a_second_shut_their_class_for_five_seconds_at_most(house: House) -> None:
    house.answered(1, RetryAfter(30))
    house.answered(2, RetryAfter(30))
    assert house.told == [0.0]
    assert (house.admits(), house.admits(urgency=Urgency.BREAKING)) == (0, 10)
    house.clock.pass_(4.9)
    assert house.admits() == 0
    house.clock.pass_(0.2)
    assert house.admits() == 1


def test_a_shut_class_opens_when_a_single_message_came_through(house: House) -> None:
    house.answered(1, RetryAfter(2))
    house.answered(2, RetryAfter(2))
    house.clock.pass_(2)
    assert [house.admits(), house.admits()] == [1, 0]
    house.answered(3, Delivered(7))
    assert house.admits() == 10


def test_a_probe_that_is_refused_shuts_again(house: House) -> None:
    house.answered(1, RetryAfter(2))
    house.answered(2, RetryAfter(2))
    house.clock.pass_(2)
    assert house.admits() == 1
    house.answered(3, RetryAfter(3))
    assert house.admits() == 0
    house.clock.pass_(3)
    assert house.admits() == 1
    house.answered(4, Gone("blocked", blocked=True))
    assert house.admits() == 10


def test_a_token_that_is_surely_refused_is_obeyed_for_as_long_as_it_was_told(house: House) -> None:
    house.answered(1, RetryAfter(30))
    house.answered(2, RetryAfter(30))
    house.clock.pass_(5)
    assert house.admits() == 1
    house.answered(3, RetryAfter(25))
    house.clock.pass_(24.9)
    assert house.admits() == 0
    house.clock.pass_(0.2)
    assert house.admits() == 1


def test_a_line_that_answers_and_takes_no_message_is_still_dead(house: House) -> None:
    for _ in range(5):
        house.answered(1, Unknown("502"))
    for pause in (1, 2, 4):
        assert house.admits() == 0
        house.clock.pass_(pause)
        assert house.doors.line_may_be_back()
        house.doors.line_answered(True)
        assert [house.admits(), house.admits()] == [1, 0]
        house.answered(1, Unknown("502"))


def test_what_was_sent_before_the_door_shut_does_not_open_it(house: House) -> None:
    house.answered(1, RetryAfter(3))
    house.answered(2, RetryAfter(3))
    house.answered(3, Delivered(7))
    house.answered(4, Delivered(8))
    assert house.admits() == 0
    house.clock.pass_(3)
    assert house.admits() == 1


def test_a_probe_without_an_answer_is_followed_by_another(house: House) -> None:
    house.answered(1, RetryAfter(2))
    house.answered(2, RetryAfter(2))
    house.clock.pass_(2)
    assert house.admits() == 1
    house.clock.pass_(9.9)
    assert house.admits() == 0
    house.clock.pass_(0.2)
    assert house.admits() == 1


def test_a_probe_that_found_nothing_to_send_is_asked_for_again(house: House) -> None:
    house.answered(1, RetryAfter(2))
    house.answered(2, RetryAfter(2))
    house.clock.pass_(2)
    assert house.admits() == 1
    house.doors.unused(PUSH)
    assert house.admits() == 1
    house.answered(5, NotSent())
    assert house.admits() == 1


def test_five_calls_in_a_row_without_an_answer_shut_the_line_for_everybody(house: House) -> None:
    for outcome in (Unknown("timeout"), Unreached("no connection")) * 2:
        house.answered(1, outcome)
    assert house.admits() == 10
    house.answered(1, Unreached("502"))
    assert [house.admits(urgency=urgency) for urgency in (Urgency.BREAKING, PUSH, Urgency.EDIT)] == [0, 0, 0]
    assert not house.doors.line_may_be_back()
    house.clock.pass_(1)
    assert house.admits() == 0, "no message is risked before somebody has answered a question"
    assert [house.doors.line_may_be_back(), house.doors.line_may_be_back()] == [True, False]
    house.doors.line_answered(True)
    assert [house.admits(), house.admits(urgency=Urgency.BREAKING)] == [1, 0]
    house.answered(1, Delivered(1))
    assert house.admits() == 10


def test_a_line_that_stays_dead_is_asked_less_and_less_but_at_least_once_a_minute(house: House) -> None:
    for _ in range(20):
        house.answered(1, Unreached("no connection"))
    asked = []
    while house.clock.passed < 600:
        assert house.admits() == 0
        if house.doors.line_may_be_back():
            asked.append(house.clock.passed)
            house.doors.line_answered(False)
        house.clock.pass_(1)
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert pauses and all(45 <= pause <= 61 for pause in pauses)


def test_a_line_that_is_dead_for_days_is_asked_as_before_and_comes_back(house: House) -> None:
    for _ in range(5000):
        house.answered(1, Unreached("no connection"))
    house.clock.pass_(61)
    assert house.doors.line_may_be_back()
    house.doors.line_answered(True)
    assert house.admits() == 1


def test_any_answer_means_that_the_line_works(house: House) -> None:
    for _ in range(4):
        house.answered(1, Unknown("timeout"))
    house.answered(1, RetryAfter(5))
    for _ in range(4):
        house.answered(1, Unknown("timeout"))
    assert house.admits() == 10
