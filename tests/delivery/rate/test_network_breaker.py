"""The breaker of the network: one chat that fails costs the others nothing, a fault costs as long as it lasts."""

from __future__ import annotations

import pytest

from delivery.rate.network_breaker import LONGEST_PAUSE, NOTHING_TO_SEND, PAUSES, NetworkBreaker
from tests.builders import StillClock


class Bench:
    """A breaker with a clock, and a network that answers or not."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.breaker = NetworkBreaker(self.clock)
        self.works = True
        self.asked = 0

    def fails(self, chat_id: int, *, after: float = 0.0, lost: bool = True) -> None:
        """A message leaves; `after` so many seconds it has failed."""
        left_at = self.clock.monotonic()
        self.clock.pass_(after)
        self.breaker.record_failure(chat_id, left_at, lost=lost)

    def succeeds(self, chat_id: int = 99, after: float = 0.0) -> None:
        left_at = self.clock.monotonic()
        self.clock.pass_(after)
        self.breaker.record_success(chat_id, left_at)

    def looks(self) -> None:
        """What each step of a runner does first."""
        if self.breaker.start_check():
            self.asked += 1
            self.breaker.end_check(self.works, self.breaker.asked_at)

    def seconds_until_a_message(self, most: float = 120) -> float:
        """From now until a message leaves and is answered."""
        begun = self.clock.passed
        while self.clock.passed - begun < most:
            self.looks()
            if self.breaker.admit(5) and self.works:
                self.succeeds()
                return self.clock.passed - begun
            self.clock.pass_(0.05)
        raise AssertionError("nothing leaves")


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_one_chat_that_always_fails_never_opens_it(bench: Bench) -> None:
    for _ in range(50):
        bench.fails(7, after=0.1)
        bench.clock.pass_(1)
        bench.looks()
        assert bench.breaker.admit(5) == 5
    assert 0 < bench.asked <= 50


def test_failures_of_several_chats_with_answers_to_others_between_are_theirs(bench: Bench) -> None:
    for chat in range(20):
        bench.fails(chat)
        bench.clock.pass_(0.01)
        bench.succeeds()
    assert bench.breaker.is_closed


def test_three_chats_in_a_row_open_it_and_a_question_and_a_message_close_it(bench: Bench) -> None:
    bench.clock.pass_(1)
    for chat in (1, 2, 3):
        assert bench.breaker.is_closed
        bench.fails(chat)
    assert (bench.breaker.admit(5), bench.breaker.may_send(bench.clock.monotonic())) == (0, False)
    assert bench.seconds_until_a_message() <= PAUSES[0] + 0.01
    assert bench.breaker.admit(5) == 5


def test_what_was_asked_or_sent_in_a_fault_that_is_over_opens_it_no_more(bench: Bench) -> None:
    bench.clock.pass_(1)
    begun = bench.clock.monotonic()
    for chat in (1, 2, 3):
        bench.fails(chat)
    bench.clock.pass_(0.5)
    assert bench.breaker.start_check()
    slow = bench.breaker.asked_at
    bench.clock.pass_(0.5)
    bench.seconds_until_a_message()
    bench.clock.pass_(1.5)
    bench.fails(1)
    assert bench.breaker.start_check(), "one chat fails on, and a question is out about it"
    bench.breaker.end_check(False, slow)
    for chat in range(4, 9):
        bench.breaker.record_failure(chat, begun, lost=True)
    assert bench.breaker.admit(5) == 5
    bench.breaker.end_check(False, bench.breaker.asked_at)
    assert bench.breaker.admit(5) == 0, "a question of now counts"


def test_messages_of_a_fault_that_ended_with_nothing_to_send_open_it_no_more(bench: Bench) -> None:
    bench.clock.pass_(1)
    begun = bench.clock.monotonic()
    for chat in (1, 2, 3):
        bench.fails(chat)
    for _ in range(2):
        bench.clock.pass_(NOTHING_TO_SEND + 0.1)
        bench.looks()
    assert bench.breaker.is_closed
    for chat in (4, 5, 6):
        bench.breaker.record_failure(chat, begun, lost=True)
    assert bench.breaker.is_closed


def test_two_chats_and_a_question_without_an_answer_open_it(bench: Bench) -> None:
    bench.works = False
    bench.fails(1)
    bench.fails(2)
    bench.looks()
    assert not bench.breaker.is_closed


@pytest.mark.parametrize("in_flight", [3, 1000])
@pytest.mark.parametrize("lasts", [0.2, 1.0, 3.0, 7.6, 9.9])
def test_after_a_fault_of_up_to_ten_seconds_a_message_leaves_within_two(
    bench: Bench, in_flight: int, lasts: float
) -> None:
    bench.clock.pass_(1)
    bench.works = False
    for chat in range(in_flight):
        bench.fails(chat)
    begun = bench.clock.passed
    while bench.clock.passed - begun < lasts:
        bench.looks()
        assert bench.breaker.admit(5) == 0
        bench.clock.pass_(0.05)
    bench.works = True
    assert bench.seconds_until_a_message() <= 1.6


def test_a_short_fault_after_a_long_one_costs_two_seconds_as_any_other(bench: Bench) -> None:
    bench.clock.pass_(1)
    bench.works = False
    for lasts in (60.0, 1.0):
        for chat in range(10):
            bench.fails(chat)
        begun = bench.clock.passed
        while bench.clock.passed - begun < lasts:
            bench.looks()
            bench.clock.pass_(0.05)
        bench.works = True
        silence = bench.seconds_until_a_message()
        bench.works = False
        bench.clock.pass_(1)
    assert silence <= 1.6


def test_silence_that_is_over_when_it_is_noticed_costs_no_further_pause(bench: Bench) -> None:
    bench.clock.pass_(5)
    oldest = bench.clock.monotonic()
    bench.clock.pass_(1.1)
    bench.breaker.record_stall(oldest, set(range(5)))
    assert bench.seconds_until_a_message() < 0.1


def test_after_a_long_fault_a_message_leaves_within_six_seconds_and_questions_are_few(bench: Bench) -> None:
    bench.works = False
    for chat in range(100):
        bench.fails(chat)
    for _ in range(20 * 3600):
        bench.looks()
        bench.clock.pass_(0.05)
    assert bench.asked <= 3600 / (LONGEST_PAUSE * 0.8) + len(PAUSES) + 1
    bench.works = True
    assert bench.seconds_until_a_message() <= LONGEST_PAUSE + 0.1


def test_a_network_that_answers_questions_and_takes_no_message_is_tried_with_one_at_a_time(bench: Bench) -> None:
    bench.clock.pass_(1)
    for chat in (1, 2, 3):
        bench.fails(chat)
    tried = 0
    while bench.clock.passed < 31:
        bench.looks()
        if leaves := bench.breaker.admit(5):
            assert leaves == 1
            tried += 1
            bench.fails(10 + tried, after=0.05)
        bench.clock.pass_(0.05)
    assert 5 <= tried <= 16


def test_answers_that_are_late_say_nothing_of_the_network_now(bench: Bench) -> None:
    """Calls that hung in a fault end when it is over: they are no new fault."""
    bench.clock.pass_(1)
    hung = bench.clock.monotonic()
    bench.clock.pass_(2)
    bench.succeeds()
    for chat in range(60):
        bench.breaker.record_failure(chat, hung, lost=True)
    assert bench.breaker.is_closed


def test_an_old_success_does_not_close_it(bench: Bench) -> None:
    bench.clock.pass_(1)
    before = bench.clock.monotonic() - 0.5
    for chat in (1, 2, 3):
        bench.fails(chat)
    bench.breaker.record_success(4, before)
    assert not bench.breaker.is_closed


def test_calls_that_hang_open_it_after_a_second_long_before_they_are_given_up(bench: Bench) -> None:
    bench.clock.pass_(5)
    bench.succeeds()
    bench.clock.pass_(0.1)
    oldest = bench.clock.monotonic()
    bench.clock.pass_(0.9)
    bench.breaker.record_stall(oldest, set(range(40)))
    assert bench.breaker.is_closed
    bench.clock.pass_(0.2)
    bench.breaker.record_stall(oldest, set(range(40)))
    assert not bench.breaker.is_closed


def test_one_call_that_hangs_while_others_are_answered_opens_nothing(bench: Bench) -> None:
    bench.clock.pass_(5)
    oldest = bench.clock.monotonic()
    for _ in range(100):
        bench.clock.pass_(0.05)
        bench.succeeds()
        bench.breaker.record_stall(oldest, set(range(5)))
    assert bench.breaker.is_closed


def test_a_slow_telegram_is_no_dead_one(bench: Bench) -> None:
    for _ in range(60):
        bench.succeeds(after=2.0)
    oldest = bench.clock.monotonic()
    bench.clock.pass_(3.0)
    bench.breaker.record_stall(oldest, set(range(30)))
    assert bench.breaker.is_closed


def test_a_probe_that_did_not_leave_is_asked_for_again(bench: Bench) -> None:
    bench.clock.pass_(1)
    for chat in (1, 2, 3):
        bench.fails(chat)
    bench.clock.pass_(1)
    bench.looks()
    assert [bench.breaker.admit(5), bench.breaker.admit(5)] == [1, 0]
    bench.breaker.probe.cancel(bench.clock.monotonic())
    assert bench.breaker.admit(5) == 1


def test_a_probe_whose_claim_waits_for_a_slow_store_may_leave_when_it_was_written(bench: Bench) -> None:
    bench.clock.pass_(1)
    for chat in (1, 2, 3):
        bench.fails(chat)
    bench.clock.pass_(1)
    bench.looks()
    assert bench.breaker.admit(5) == 1
    admitted_at = bench.clock.monotonic()
    for _ in range(8):
        bench.clock.pass_(1)
        bench.looks()
    assert (bench.breaker.admit(5), bench.breaker.may_send(admitted_at)) == (0, True)


def test_chats_that_failed_while_others_were_answered_do_not_open_it_later_together(bench: Bench) -> None:
    """The end of a broadcast: only those are left that have failed all the time."""
    for chat in range(20):
        bench.fails(chat)
        bench.clock.pass_(0.01)
        bench.succeeds()
    for _ in range(3):
        bench.clock.pass_(5)
        for chat in range(20):
            bench.fails(chat)
        bench.looks()
        assert bench.breaker.admit(5) == 5
    bench.works = False
    bench.clock.pass_(5)
    bench.fails(1)
    bench.looks()
    assert not bench.breaker.is_closed, "a question tells that it is the network this time"


def test_silence_that_was_slowness_ends_with_the_first_answer(bench: Bench) -> None:
    bench.clock.pass_(5)
    oldest = bench.clock.monotonic()
    bench.clock.pass_(1.2)
    bench.breaker.record_stall(oldest, set(range(5)))
    assert not bench.breaker.is_closed
    bench.clock.pass_(1)
    bench.breaker.record_success(4, oldest)
    assert bench.breaker.is_closed


def test_a_probe_without_an_answer_is_followed_by_another_soon(bench: Bench) -> None:
    bench.clock.pass_(1)
    for chat in (1, 2, 3):
        bench.fails(chat)
    probes = 0
    while bench.clock.passed < 11:
        bench.looks()
        if bench.breaker.admit(5):
            probes += 1
            bench.breaker.probe.record_departure(bench.clock.monotonic())
        bench.clock.pass_(0.05)
    assert 4 <= probes <= 10


def test_with_nothing_to_send_an_answered_question_is_enough(bench: Bench) -> None:
    bench.clock.pass_(1)
    for chat in (1, 2, 3):
        bench.fails(chat)
    begun = bench.clock.passed
    while not bench.breaker.is_closed:
        bench.looks()
        bench.clock.pass_(0.05)
    assert bench.clock.passed - begun < NOTHING_TO_SEND + 1


def test_a_question_is_not_asked_again_for_a_call_that_it_has_answered_for(bench: Bench) -> None:
    bench.clock.pass_(5)
    oldest = bench.clock.monotonic()
    for _ in range(100):
        bench.clock.pass_(0.05)
        bench.breaker.record_stall(oldest, set(range(1)))
        bench.looks()
    assert bench.asked == 1
    assert bench.breaker.is_closed
