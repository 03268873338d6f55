"""What hour it is in a chat: whether its quiet hours are on, which day it has, and when its next morning comes."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.readers.digest_times import EVERY_DAY, FIRST_TIMES, next_digest
from domain.readers.quiet_hours import QuietHours, read_quiet_hours, zone_named

# The hours that are offered to a chat which gets a push at night.
NIGHT = QuietHours(23 * 60, 7 * 60)
_NIGHT = str(NIGHT)


@lru_cache(maxsize=256)
def stored_hours(quiet: str) -> QuietHours | None:
    return read_quiet_hours(quiet)


class ChatClock:
    """For many chats: what is asked about the same hours and zone is worked out once a minute."""

    def __init__(self, default: ZoneInfo) -> None:
        self._default = default
        self._minute = -1
        self._ends: dict[tuple[str, str], int] = {}
        self._days: dict[str, int] = {}

    def quiet_ends(self, quiet: str, zone: str, now_ms: int) -> int:
        """When the quiet hours that are on now end (UTC milliseconds); 0 where it is not quiet."""
        self._begin(now_ms)
        found = self._ends.get((quiet, zone))
        if found is None:
            hours = stored_hours(quiet)
            found = hours.ends(now_ms, zone_named(zone, self._default)) if hours else 0
            self._ends[quiet, zone] = found
        return found

    def is_night(self, zone: str, now_ms: int) -> bool:
        """Whether most people sleep there."""
        return self.quiet_ends(_NIGHT, zone, now_ms) > 0

    def day(self, zone: str, now_ms: int) -> int:
        """Today there, in days since the year 1."""
        self._begin(now_ms)
        found = self._days.get(zone)
        if found is None:
            found = datetime.fromtimestamp(now_ms / 1000, zone_named(zone, self._default)).toordinal()
            self._days[zone] = found
        return found

    def morning(self, quiet: str, zone: str, now_ms: int) -> int:
        """When the next morning summary comes: at the end of the quiet hours, else at the first hour of a digest."""
        hours = stored_hours(quiet)
        return next_digest(str(hours.end) if hours else FIRST_TIMES, EVERY_DAY, zone_named(zone, self._default), now_ms)

    def _begin(self, now_ms: int) -> None:
        if now_ms // 60_000 != self._minute:
            self._minute, self._ends, self._days = now_ms // 60_000, {}, {}
