"""Quiet hours: a stretch of each day, in the chat's own time zone, in which no news comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WRITTEN = re.compile(r"\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|\s)\s*(\d{1,2})(?:[:.](\d{2}))?\s*")
_DAY = 24 * 60
# Minutes of a day that have to be left for news: who wants none at all has /pause.
_LEAST_LEFT = 60


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end`, in minutes after midnight; over midnight when `end` is the smaller."""

    start: int
    end: int

    def __str__(self) -> str:
        """As it is stored and shown: "23:00-07:00"."""
        return f"{self.start // 60:02}:{self.start % 60:02}-{self.end // 60:02}:{self.end % 60:02}"

    @property
    def leaves(self) -> int:
        """Minutes of the day outside of it; 0 where it covers all of it."""
        return (self.start - self.end) % _DAY

    def ends(self, now_ms: int, zone: tzinfo) -> int:
        """When the stretch that is now ends (UTC milliseconds); 0 outside of it."""
        now = datetime.fromtimestamp(now_ms / 1000, zone)
        minute = now.hour * 60 + now.minute
        inside = self.start <= minute < self.end if self.start < self.end else not self.end <= minute < self.start
        if not inside:
            return 0
        return moment_of(now.date() + timedelta(days=minute >= self.end), self.end, zone)


def moment_of(day: date, minute: int, zone: tzinfo) -> int:
    """A minute of a local day, UTC milliseconds. One that a summer-time switch leaves out is the minute after the gap,
    one that comes twice is the first."""
    return int(datetime.combine(day, time(minute // 60, minute % 60), zone).timestamp() * 1000)


def read_quiet_hours(written: str) -> QuietHours | None:
    """ "23:00-07:00", "23-7", "23.00 – 7.00"; None for anything else, also for hours that would cover the whole day."""
    hours = _hours_of(written)
    return hours if hours and hours.leaves >= _LEAST_LEFT else None


def covers_the_day(written: str) -> bool:
    """Whether these are hours in which no news would ever come: "00:00-24:00", "0-23:59"."""
    hours = _hours_of(written)
    return hours is not None and hours.leaves < _LEAST_LEFT


def _hours_of(written: str) -> QuietHours | None:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    first, second = _minute(match[1], match[2]), _minute(match[3], match[4])
    return None if first is None or second is None else QuietHours(first, second)


def _minute(hour: str, minute: str | None) -> int | None:
    found = int(hour) * 60 + int(minute or 0)
    return found % _DAY if int(minute or 0) < 60 and found <= _DAY else None


def is_zone(name: str) -> bool:
    """Whether this machine knows the zone."""
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


@lru_cache(maxsize=256)
def zone_named(name: str, default: ZoneInfo) -> ZoneInfo:
    """The zone of a chat; the default for "", and for a name that this machine does not know."""
    if not name:
        return default
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return default
