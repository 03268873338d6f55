"""The database's clock as a process knows it: closer with every answer, and anew when it was set."""

from __future__ import annotations

from delivery.cluster.database_clock import DRIFT, DatabaseClock
from domain.clock import SystemClock
from tests.builders import JumpingClock, SuspendedClock

# The database is so far ahead of this machine's monotonic clock (seconds).
AHEAD = 1000.0


def answers(clock: DatabaseClock, asked: float, there: float, back: float) -> None:
    """It was asked at `asked`; the question took `there` seconds to arrive, the answer `back` (seconds)."""
    clock.learn(asked, int((asked + there + AHEAD) * 1e6), asked + there + back)


def is_known_to(clock: DatabaseClock, seconds: float) -> bool:
    """Whether a moment of the database's clock is told to that, and never early."""
    late = clock.local(int((50.0 + AHEAD) * 1e6)) - 50.0
    return -1e-6 <= late <= seconds and late <= clock.error + 1e-6


def test_one_answer_tells_the_clock_to_within_the_time_that_it_took() -> None:
    clock = DatabaseClock(SystemClock())
    answers(clock, 1.0, there=0.004, back=0.006)
    assert is_known_to(clock, 0.010)
    assert clock.error > 0.009


def test_a_slow_question_and_a_slow_answer_together_tell_it_closer_than_either() -> None:
    clock = DatabaseClock(SystemClock())
    answers(clock, 1.0, there=0.010, back=0.001)
    answers(clock, 1.1, there=0.001, back=0.010)
    assert clock.error < 0.0025
    assert is_known_to(clock, 0.0025)


def test_what_was_known_well_is_not_forgotten_for_a_slow_answer_much_later() -> None:
    clock = DatabaseClock(SystemClock())
    answers(clock, 1.0, there=0.0005, back=0.0005)
    answers(clock, 7.0, there=0.050, back=0.050)
    assert clock.error < 0.001 + 2 * 6.2 * DRIFT


def test_a_machine_that_was_suspended_knows_the_database_s_time_no_more_until_it_asks() -> None:
    system = SuspendedClock()
    clock = DatabaseClock(system)
    answers(clock, 1.0, there=0.001, back=0.001)
    assert clock.error < 0.003
    system.was_suspended(3.0)
    assert clock.stood_still
    assert clock.error > 3000
    # It lies three seconds further ahead than before.
    clock.learn(2.0, int((2.001 + 3.0 + AHEAD) * 1e6), 2.002)
    assert not clock.stood_still
    assert clock.error < 0.003
    assert clock.epoch == 1


def test_one_whose_clocks_both_stood_still_finds_out_by_the_next_answer() -> None:
    clock = DatabaseClock(SystemClock())
    answers(clock, 1.0, there=0.001, back=0.001)
    answers(clock, 1.5, there=0.001, back=0.001)
    assert clock.epoch == 0
    clock.learn(2.0, int((2.001 + 3.0 + AHEAD) * 1e6), 2.002)
    assert clock.epoch == 1
    assert clock.error < 0.003


def test_an_answer_that_contradicts_the_earlier_ones_counts_alone_for_the_clock_was_set() -> None:
    clock = DatabaseClock(SystemClock())
    answers(clock, 1.0, there=0.001, back=0.001)
    clock.learn(2.0, int((2.0 + AHEAD - 3600) * 1e6), 2.004)
    assert abs(clock.local(int((50.0 + AHEAD - 3600) * 1e6)) - 50.0) < 0.005


def test_one_that_was_set_back_is_told_until_what_it_had_written_is_mended_and_deletes_nothing_for_an_hour() -> None:
    system = JumpingClock()
    clock = DatabaseClock(system)
    for number, days in enumerate((0, 3, 0)):
        now = system.monotonic()
        clock.learn(now, int((now + 0.001 + AHEAD + days * 86_400) * 1e6), now + 0.002)
        assert (clock.set_back is not None) == (number == 2)
        system.jump(10)
    found = clock.set_back
    assert found is not None
    assert abs(found.by_ms - 3 * 86_400_000) < 10
    assert found.ahead_for_ms >= 10_000
    assert not clock.is_steady
    epoch = clock.epoch
    clock.mended(found)
    assert clock.epoch == epoch + 1
    assert not clock.set_back
    system.jump(3600)
    assert clock.is_steady
