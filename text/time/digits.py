"""Days written in digits: ISO 8601, and day, month, year with dots. The one place that reads ISO."""

from __future__ import annotations

import re
from datetime import date, datetime

# The form of a date in ISO 8601 at the start of a text, with the hour and zone that may follow.
ISO_START = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)(?:[T ]+(\d\d:?\d\d.*))?", re.DOTALL)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# A zone may stand apart: "10:15 +05:00", "10:15 UTC".
_ZONE_GAP = re.compile(" (?=[+-]|UTC)")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def iso_moment(found: re.Match[str]) -> datetime | date | None:
    """The moment or day of a match of `ISO_START`; None when it is impossible. Naive where no zone is written."""
    year, month, day, hour = found.groups()
    if hour is None:
        return valid_day(int(year), int(month), int(day))
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{_ZONE_GAP.sub('', hour).replace('UTC', 'Z')}")
    except ValueError:
        return None


def whole_day(text: str) -> date | None:
    """The day of "2024-05-01" or "01.05.2024", with no more around it; None for anything else."""
    if found := _ISO_DAY.fullmatch(text):
        return valid_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED_DAY.fullmatch(text):
        return valid_day(int(found[3]), int(found[2]), int(found[1]))
    return None


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day; None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
