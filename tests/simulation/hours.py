"""What chats have chosen: quiet hours, daily caps and digests, in zones of their own; and when runs with them begin."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.readers.digest_times import EVERY_DAY, next_digest
from domain.readers.quiet_hours import read_quiet_hours, zone_named
from storage.store import UnitOfWork
from tests.simulation.loop import EPOCH_MS

THEME = "hours"
# When runs begin (UTC): seconds before the quiet hours, the midnight and the digests of Almaty (UTC+5), and before
# Berlin's clock leaves an hour out and has one twice.
_BEGINS = (
    datetime(2026, 11, 2, 17, 59, 52, tzinfo=UTC),
    datetime(2026, 11, 2, 18, 59, 50, tzinfo=UTC),
    datetime(2026, 11, 3, 2, 59, 50, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 59, 50, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 29, 50, tzinfo=UTC),
)
_ALMATY = ZoneInfo("Asia/Almaty")
_ZONES = ("", "", "", "Europe/Berlin")
_QUIET = ("", "23:00-07:00", "23:00-08:00", "02:30-03:30", "01:00-02:00")
# 08:00; 08:00 and 23:30; 02:30, which one night leaves out and another has twice; each hour of the morning.
_TIMES = ("", "480", "480 1410", "150", "120 180 240 300 360")
# Seconds of a day, and a little more: after so long each digest of a chat has been due.
DAY = 26 * 3600.0


def begins_ms(dice: random.Random) -> int:
    """How far the wall clock is ahead when a run begins (milliseconds)."""
    return int(dice.choice(_BEGINS).timestamp() * 1000) - EPOCH_MS


@dataclass(frozen=True, slots=True)
class Hours:
    """What a chat has chosen. `passes`: breaking news comes whatever it has chosen."""

    zone: str = ""
    quiet: str = ""
    passes: bool = True
    cap: int = 0
    times: str = ""

    @classmethod
    def drawn(cls, dice: random.Random) -> Hours:
        zone, quiet, times = dice.choice(_ZONES), dice.choice(_QUIET), dice.choice(_TIMES)
        return cls(zone, quiet, dice.random() < 0.7, dice.choice((0, 0, 1, 2)), times)

    def is_quiet(self, wall_ms: int) -> bool:
        return bool(self.quiet) and _is_quiet(self.quiet, self.zone, wall_ms // 60_000)

    def day(self, wall_ms: int) -> int:
        return datetime.fromtimestamp(wall_ms / 1000, zone_named(self.zone, _ALMATY)).toordinal()

    def first_after(self, wall_ms: int) -> int:
        """The first moment at which a digest may come with an article of that moment (UTC milliseconds)."""
        zone, hours = zone_named(self.zone, _ALMATY), read_quiet_hours(self.quiet) if self.quiet else None
        ends = f" {hours.end}" if hours else ""
        return next_digest(f"{self.times} 480{ends}".strip(), EVERY_DAY, zone, wall_ms)

    async def choose(self, work: UnitOfWork, recipient: int, now_ms: int) -> None:
        await work.recipients.set_zone(recipient, self.zone)
        await work.recipients.set_quiet(recipient, self.quiet)
        await work.recipients.set_breaking_passes(recipient, self.passes)
        await work.recipients.set_cap(recipient, self.cap)
        if self.times:
            due_at = next_digest(self.times, EVERY_DAY, zone_named(self.zone, _ALMATY), now_ms)
            await work.recipients.set_digest(recipient, self.times, EVERY_DAY, due_at)


@lru_cache(maxsize=4096)
def _is_quiet(quiet: str, zone: str, minute: int) -> bool:
    hours = read_quiet_hours(quiet)
    assert hours is not None
    return hours.ends(minute * 60_000, zone_named(zone, _ALMATY)) > 0
