"""When digests come: the reader's times and days in the own zone, and exactly one at a summer-time switch."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.readers.digest_times import EVERY_DAY, next_digest, read_times, show_times

ALMATY, BERLIN = ZoneInfo("Asia/Almaty"), ZoneInfo("Europe/Berlin")


def ms(text: str, zone: ZoneInfo = ALMATY) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


@pytest.mark.parametrize(
    ("days", "after", "due"),
    [
        (EVERY_DAY, "2026-11-27T07:59", "2026-11-27T08:00"),
        (EVERY_DAY, "2026-11-27T08:00", "2026-11-27T18:30"),
        (EVERY_DAY, "2026-11-27T18:30", "2026-11-28T08:00"),
        ("12345", "2026-11-27T18:30", "2026-11-30T08:00"),
        ("67", "2026-11-29T18:30", "2026-12-05T08:00"),
    ],
)
def test_the_next_is_the_first_of_the_picked_times_and_days(days: str, after: str, due: str) -> None:
    assert next_digest("480 1110", days, ALMATY, ms(after)) == ms(due)


def test_nothing_picked_is_never_due() -> None:
    assert next_digest("", EVERY_DAY, ALMATY, 0) == 0
    assert next_digest("480", "", ALMATY, 0) == 0


@pytest.mark.parametrize("switch", ["2027-03-28", "2026-10-25"])
def test_a_switch_of_summer_time_has_one_digest_a_day(switch: str) -> None:
    """02:30 is left out in March and comes twice in October."""
    moment, seen = ms(f"{switch}T00:00", BERLIN), []
    for _ in range(3):
        moment = next_digest("150", EVERY_DAY, BERLIN, moment)
        seen.append(datetime.fromtimestamp(moment / 1000, BERLIN).date().isoformat())
    assert len(set(seen)) == 3 and seen[0] == switch


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("08:00 18:30", "08:00, 18:30"),
        ("18.30, 8", "08:00, 18:30"),
        ("8 8:00", "08:00"),
        ("25:99", None),
        ("08:60", None),
        ("1 2 3 4 5 6 7", None),
        ("таңертең", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(written: str, read: str | None) -> None:
    found = read_times(written)
    assert (show_times(found) if found else None) == read
