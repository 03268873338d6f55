"""Quiet hours in a chat's own zone: over midnight, and where a summer-time switch lies in them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.readers.quiet_hours import QuietHours, read_quiet_hours, zone_named

ALMATY, BERLIN = ZoneInfo("Asia/Almaty"), ZoneInfo("Europe/Berlin")


def ms(text: str, zone: ZoneInfo = ALMATY) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("23:00-07:00", "23:00-07:00"),
        ("23-7", "23:00-07:00"),
        (" 22.30 – 6.15 ", "22:30-06:15"),
        ("0-8", "00:00-08:00"),
        ("13:00 14:30", "13:00-14:30"),
        ("22-24", "22:00-00:00"),
        ("25:99-07:00", None),
        ("23:60-07:00", None),
        ("00:00-24:00", None),
        ("7-7", None),
        ("түнде", None),
        ("", None),
        ("٢٣-٧" * 20, None),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, read: str | None) -> None:
    found = read_quiet_hours(written)
    assert (str(found) if found else None) == read


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-29T22:59", None),
        ("2026-11-29T23:00", "2026-11-30T07:00"),
        ("2026-11-30T00:30", "2026-11-30T07:00"),
        ("2026-11-30T06:59", "2026-11-30T07:00"),
        ("2026-11-30T07:00", None),
    ],
)
def test_they_end_in_the_morning_also_over_midnight(now: str, ends: str | None) -> None:
    assert QuietHours(23 * 60, 7 * 60).ends(ms(now), ALMATY) == (ms(ends) if ends else 0)


def test_by_day_they_lie_in_one_day() -> None:
    noon = QuietHours(12 * 60, 14 * 60)
    assert noon.ends(ms("2026-11-29T13:00"), ALMATY) == ms("2026-11-29T14:00")
    assert noon.ends(ms("2026-11-29T14:00"), ALMATY) == 0


@pytest.mark.parametrize("night", ["2027-03-27T23:30", "2026-10-24T23:30"])
def test_a_summer_time_switch_moves_no_morning(night: str) -> None:
    hours = QuietHours(23 * 60, 7 * 60)
    end = hours.ends(ms(night, BERLIN), BERLIN)
    assert datetime.fromtimestamp(end / 1000, BERLIN).strftime("%H:%M") == "07:00"
    assert hours.ends(end, BERLIN) == 0


def test_an_end_that_a_switch_leaves_out_is_passed_once() -> None:
    hours = QuietHours(23 * 60, 2 * 60 + 30)
    end = hours.ends(ms("2027-03-27T23:30", BERLIN), BERLIN)
    assert datetime.fromtimestamp(end / 1000, BERLIN).strftime("%H:%M") == "03:30"
    assert hours.ends(end, BERLIN) == 0


def test_an_unknown_zone_is_the_default() -> None:
    assert zone_named("Mars/Olympus", ALMATY) is ALMATY
