"""The guarded clock: a jump ahead is not believed before it has held for an hour, also over restarts."""

from __future__ import annotations

import pytest

from bot.clock.guard import BUILT_MS, ClockGuard, ClockRecord
from tests.bot.wall import DAY, HOUR, MINUTE, Wall


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def guard(wall: Wall) -> ClockGuard:
    return ClockGuard(wall, wall.machine)


def later(wall: Wall, guard: ClockGuard, seconds: float, step: float = 10.0) -> None:
    """Time passes, with a look now and then."""
    for _ in range(round(seconds / step)):
        wall.pass_(step)
        guard.look()


def restarted(wall: Wall, guard: ClockGuard) -> ClockGuard:
    """The next process, on what the last one kept."""
    kept = ClockRecord.load(guard.record().dump())
    assert kept is not None
    found = ClockGuard(wall, wall.machine)
    found.resume(kept)
    return found


def test_a_clock_that_nobody_sets_is_shown_as_it_is(wall: Wall, guard: ClockGuard) -> None:
    later(wall, guard, 2 * HOUR)
    assert (guard.now_ms(), guard.trusted_ms(), guard.doubt) == (wall.now_ms(), wall.now_ms(), None)


@pytest.mark.parametrize("ahead", [MINUTE + 1, 3 * DAY, 3650 * DAY])
def test_a_jump_ahead_changes_no_time_not_even_before_the_next_look(
    wall: Wall, guard: ClockGuard, ahead: float
) -> None:
    before = guard.now_ms()
    wall.set_by(ahead)
    assert (guard.now_ms(), guard.trusted_ms()) == (before, before)
    later(wall, guard, 14)
    assert guard.is_ahead
    assert guard.trusted_ms() == before + 10_000
    wall.set_by(-ahead)
    guard.look()
    assert (guard.now_ms(), guard.doubt) == (wall.now_ms(), None)


def test_after_an_hour_the_new_time_is_believed_and_not_before(wall: Wall, guard: ClockGuard) -> None:
    wall.set_by(3 * DAY)
    later(wall, guard, HOUR - MINUTE)
    assert guard.now_ms() < wall.now_ms()
    later(wall, guard, 2 * MINUTE)
    assert (guard.now_ms(), guard.trusted_ms(), guard.doubt) == (wall.now_ms(), wall.now_ms(), None)


def test_a_clock_that_goes_on_jumping_is_never_believed(wall: Wall, guard: ClockGuard) -> None:
    began = guard.now_ms()
    for _ in range(5):
        wall.set_by(DAY)
        later(wall, guard, HOUR / 2)
    assert guard.trusted_ms() - began == pytest.approx(2.5 * HOUR * 1000, abs=1)


def test_a_correction_below_a_minute_and_a_clock_set_back_are_followed_at_once(wall: Wall, guard: ClockGuard) -> None:
    wall.set_by(50)
    guard.look()
    assert guard.now_ms() == wall.now_ms()
    wall.set_by(-DAY)
    guard.look()
    assert (guard.now_ms(), guard.is_ahead) == (wall.now_ms(), False)
    wall.set_by(DAY)
    guard.look()
    assert (guard.now_ms(), guard.doubt) == (wall.now_ms(), None), "it is back where it was: no jump"


def test_an_owner_s_word_is_enough(wall: Wall, guard: ClockGuard) -> None:
    wall.set_by(DAY)
    guard.look()
    guard.believe()
    guard.look()
    assert (guard.now_ms(), guard.doubt) == (wall.now_ms(), None)


def test_a_start_with_a_clock_that_was_set_meanwhile_is_a_jump(wall: Wall, guard: ClockGuard) -> None:
    kept = guard.record()
    wall.pass_(10 * HOUR)
    wall.set_by(3 * DAY)
    guard = ClockGuard(wall, wall.machine)
    guard.resume(kept)
    assert guard.is_ahead
    assert guard.now_ms() == guard.trusted_ms() == wall.now_ms() - int(3 * DAY * 1000)


def test_a_restart_in_the_middle_of_a_doubt_keeps_it_and_its_hour(wall: Wall, guard: ClockGuard) -> None:
    wall.set_by(3 * DAY)
    later(wall, guard, HOUR / 2)
    assert guard.doubt is not None
    number = guard.doubt.number
    guard = restarted(wall, guard)
    assert guard.doubt is not None
    assert guard.doubt.number == number
    assert guard.trusted_ms() == wall.now_ms() - int(3 * DAY * 1000)
    later(wall, guard, HOUR / 2 + MINUTE)
    assert (guard.trusted_ms(), guard.doubt) == (wall.now_ms(), None)


def test_a_machine_that_was_off_for_a_night_is_believed(wall: Wall, guard: ClockGuard) -> None:
    kept = guard.record()
    wall.is_restarted(off=9 * HOUR)
    guard = ClockGuard(wall, wall.machine)
    guard.resume(kept)
    assert (guard.now_ms(), guard.trusted_ms(), guard.doubt) == (wall.now_ms(), wall.now_ms(), None)


def test_after_days_without_power_time_is_shown_and_nothing_is_deleted_for_an_hour(
    wall: Wall, guard: ClockGuard
) -> None:
    kept, last = guard.record(), guard.now_ms()
    wall.is_restarted(off=3 * DAY)
    guard = ClockGuard(wall, wall.machine)
    guard.resume(kept)
    assert guard.is_ahead
    assert guard.now_ms() == wall.now_ms(), "news of today is news, whatever the clock was"
    assert guard.trusted_ms() == last
    later(wall, guard, HOUR + MINUTE)
    assert guard.trusted_ms() == wall.now_ms()


def rebooted(wall: Wall, guard: ClockGuard, *, off: float, behind: float) -> ClockGuard:
    """The first process after a boot: the machine was off, and its clock shows an earlier time (seconds)."""
    kept = guard.record()
    wall.is_restarted(off=off)
    wall.set_by(-behind)
    found = ClockGuard(wall, wall.machine)
    found.resume(kept)
    return found


@pytest.mark.parametrize("behind", [2 * MINUTE, DAY, 56 * 365 * DAY])
def test_a_machine_that_starts_with_a_clock_behind_goes_on_from_the_last_time_that_is_known(
    wall: Wall, guard: ClockGuard, behind: float
) -> None:
    last = guard.now_ms()
    guard = rebooted(wall, guard, off=30, behind=behind)
    later(wall, guard, 2 * HOUR)
    assert guard.is_behind, "an hour makes 1970 no truer"
    assert (guard.now_ms(), guard.trusted_ms()) == (last + 2 * HOUR * 1000, last + 2 * HOUR * 1000)
    wall.set_by(behind)
    guard.look()
    assert (guard.now_ms(), guard.trusted_ms(), guard.doubt) == (wall.now_ms(), wall.now_ms(), None)


def test_when_it_is_set_right_that_is_the_clock_of_a_start_and_no_jump(wall: Wall, guard: ClockGuard) -> None:
    last = guard.now_ms()
    guard = rebooted(wall, guard, off=3 * DAY, behind=20 * 365 * DAY)
    later(wall, guard, MINUTE)
    wall.set_by(20 * 365 * DAY)
    guard.look()
    assert guard.now_ms() == wall.now_ms(), "news of today is news"
    assert (guard.is_ahead, guard.trusted_ms()) == (True, last + MINUTE * 1000), "and nothing is deleted for an hour"
    later(wall, guard, HOUR + MINUTE)
    assert (guard.trusted_ms(), guard.doubt) == (wall.now_ms(), None)


def test_the_first_start_of_all_in_1970_believes_the_clock_when_it_is_set(wall: Wall) -> None:
    wall.set_by(-56 * 365 * DAY)
    guard = ClockGuard(wall, wall.machine)
    assert guard.is_behind
    assert guard.now_ms() == BUILT_MS
    wall.set_by(56 * 365 * DAY)
    guard.look()
    assert (guard.trusted_ms(), guard.doubt) == (wall.now_ms(), None)


def test_a_clock_that_goes_back_to_1970_while_the_program_runs_is_not_followed(wall: Wall, guard: ClockGuard) -> None:
    before = guard.now_ms()
    wall.set_by(-56 * 365 * DAY)
    assert guard.now_ms() == before
    later(wall, guard, MINUTE)
    assert (guard.is_behind, guard.trusted_ms()) == (True, before + MINUTE * 1000)
    guard = restarted(wall, guard)
    assert guard.now_ms() == before + MINUTE * 1000
    wall.set_by(56 * 365 * DAY + 3 * DAY)
    guard.look()
    assert guard.is_ahead, "this machine was never off, so a clock that is set too far is a jump"
    assert guard.now_ms() == guard.trusted_ms() == before + MINUTE * 1000


def test_an_owner_may_say_that_the_earlier_time_is_right_but_not_that_it_is_1970(wall: Wall, guard: ClockGuard) -> None:
    guard = rebooted(wall, guard, off=30, behind=DAY)
    guard.believe()
    guard.look()
    assert (guard.now_ms(), guard.doubt, guard.is_behind) == (wall.now_ms(), None, False)
    guard = rebooted(wall, guard, off=30, behind=50 * 365 * DAY)
    guard.believe()
    guard.look()
    assert guard.is_behind


@pytest.mark.parametrize("text", [None, "", "{}", "[]", '{"boot": "x"}', '{"boot": "x", "uptime_ms": "y"}', "\x00"])
def test_a_record_that_cannot_be_read_is_none(text: str | None) -> None:
    assert ClockRecord.load(text) is None
