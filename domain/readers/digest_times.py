"""When a chat gets its digests: times of day and days of the week that its reader picks, in its own zone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from domain.readers.quiet_hours import moment_of

# At first: when most people look at the news, and every day. Minutes after midnight, and days from Monday (1).
FIRST_TIMES, EVERY_DAY = "480", "1234567"
# Digests a day.
MOST = 6
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


def next_digest(times: str, days: str, zone: tzinfo, after_ms: int) -> int:
    """The first moment after that one (UTC milliseconds); 0 where nothing is picked.

    At a summer-time switch a time that is left out comes after the gap, and one that comes twice counts once.
    """
    minutes = sorted(map(int, times.split()))
    today = datetime.fromtimestamp(after_ms / 1000, zone).date()
    for day in (today + timedelta(days=number) for number in range(9)):
        for minute in minutes:
            if str(day.isoweekday()) in days and (moment := moment_of(day, minute, zone)) > after_ms:
                return moment
    return 0


def read_times(written: str) -> str | None:
    """ "08:00 18:30", "8, 18.30" as they are stored: "480 1110"; None for anything else."""
    minutes = set()
    for word in written.replace(",", " ").replace(";", " ").split():
        match = _TIME.fullmatch(word)
        if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
            return None
        minutes.add(int(match[1]) * 60 + int(match[2] or 0))
    return " ".join(map(str, sorted(minutes))) if 0 < len(minutes) <= MOST else None


def show_times(times: str) -> str:
    """ "08:00, 18:30"."""
    return ", ".join(f"{minute // 60:02}:{minute % 60:02}" for minute in map(int, times.split()))
