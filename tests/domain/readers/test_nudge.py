"""When a message that nobody asked for may come: by day, outside the chat's quiet hours, in its own zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.readers.nudge import NudgeKind, next_polite_moment, tip_moments

ALMATY = ZoneInfo("Asia/Almaty")


def ms(text: str, zone: ZoneInfo = ALMATY) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


@pytest.mark.parametrize(
    ("now", "quiet", "then"),
    [
        ("2026-11-24T12:00", "", ""),
        ("2026-11-24T23:30", "", "2026-11-25T11:00"),
        ("2026-11-24T03:00", "", "2026-11-24T11:00"),
        ("2026-11-24T12:00", "11:00-14:00", "2026-11-24T14:00"),
        ("2026-11-24T19:00", "18:00-09:00", "2026-11-25T11:00"),
        ("2026-11-24T12:00", "10:00-22:00", "2026-11-25T11:00"),
    ],
)
def test_it_waits_for_the_day_and_for_the_end_of_quiet_hours(now: str, quiet: str, then: str) -> None:
    found = next_polite_moment(ms(now), ALMATY, quiet)
    if quiet == "10:00-22:00":
        # The whole day is quiet: it is put off again and again, never sent.
        assert found > ms(now)
    else:
        assert found == (ms(then) if then else 0)


def test_tips_come_at_eleven_on_three_days_of_the_first_week() -> None:
    moments = tip_moments(ms("2026-11-24T22:10"), ALMATY)
    assert moments == {
        NudgeKind.TIP_SEARCH: ms("2026-11-25T11:00"),
        NudgeKind.TIP_HOURS: ms("2026-11-27T11:00"),
        NudgeKind.TIP_INLINE: ms("2026-11-30T11:00"),
    }
