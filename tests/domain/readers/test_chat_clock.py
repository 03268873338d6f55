"""What hour it is in a chat: two zones at a time, each minute worked out anew, and mornings at a summer-time switch."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.readers.chat_clock import ChatClock
from tests.domain.readers.test_quiet_hours import ALMATY, BERLIN, ms


def test_quiet_hours_end_in_the_zone_of_each_chat() -> None:
    clock = ChatClock(ALMATY)
    assert clock.quiet_ends("23:00-07:00", "", ms("2026-11-30T06:59")) == ms("2026-11-30T07:00")
    assert clock.quiet_ends("23:00-07:00", "", ms("2026-11-30T07:00")) == 0
    assert clock.quiet_ends("23:00-07:00", "Europe/Berlin", ms("2026-11-30T05:00")) != 0
    assert clock.quiet_ends("broken", "", ms("2026-11-30T05:00")) == 0
    assert clock.is_night("", ms("2026-11-30T05:00")) and not clock.is_night("", ms("2026-11-30T12:00"))


def test_a_day_ends_at_the_midnight_of_each_chat() -> None:
    clock, moment = ChatClock(ALMATY), ms("2026-11-30T00:30")
    assert clock.day("", moment) == clock.day("Europe/Berlin", moment) + 1


def test_a_morning_is_the_end_of_the_night_or_eight_and_comes_once_at_a_switch() -> None:
    clock, zone = ChatClock(ALMATY), ZoneInfo("Europe/Berlin")
    evening = ms("2027-03-27T21:00", BERLIN)
    assert clock.morning("23:00-06:30", str(zone), evening) == ms("2027-03-28T06:30", BERLIN)
    eight = clock.morning("", str(zone), evening)
    assert eight == ms("2027-03-28T08:00", BERLIN)
    assert clock.morning("", str(zone), eight) == ms("2027-03-29T08:00", BERLIN)
