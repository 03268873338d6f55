"""Looks after the clock guard: keeps what the next start must know, tells the owners of a doubt, takes their word."""

from __future__ import annotations

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clock.guard import ClockGuard, ClockRecord, Doubt
from bot.updates.leader_lease import LeaderLease
from storage.store import Store

log = logging.getLogger(__name__)

# Seconds between two records of a clock that nobody sets. A start compares with the last one, however old it is.
_RECORD_SECONDS = 60.0
# Two processes that notice one jump give it numbers that are at most so far apart (seconds).
_SAME_DOUBT_SECONDS = 10


async def resume_clock(guard: ClockGuard, store: Store) -> None:
    """Tells the guard what the last process knew of the time."""
    if kept := ClockRecord.load(await store.facts.clock_record()):
        guard.resume(kept)


class ClockKeeper:
    """Called once a second in every process. The holder of the leader lease asks the owners and keeps the record."""

    def __init__(self, guard: ClockGuard, store: Store, lease: LeaderLease, zone: ZoneInfo) -> None:
        self._guard = guard
        self._store = store
        self._lease = lease
        self._zone = zone
        self._doubted: Doubt | None = None
        self._asked = 0
        self._recorded_at = float("-inf")

    async def look(self) -> None:
        """Raises StoreUnavailable; the next look does what is left."""
        guard = self._guard
        guard.look()
        if guard.doubt is not None and guard.holds_back:
            if abs(await self._store.facts.clock_word() - guard.doubt.number) <= _SAME_DOUBT_SECONDS:
                guard.believe()
            elif self._lease.is_held and self._asked != guard.doubt.number:
                await self._ask_owners(guard.doubt)
        changed = guard.doubt != self._doubted
        if changed:
            log_change = _log_doubt if guard.holds_back else _log_end
            log_change(guard)
            self._doubted = guard.doubt
        is_time = changed or guard.monotonic() - self._recorded_at >= _RECORD_SECONDS
        # Of a clock that is behind nothing is kept: what is known from before is worth more.
        if self._lease.is_held and is_time and not guard.is_behind:
            await self._record()

    async def _ask_owners(self, doubt: Doubt) -> None:
        """Once about each doubt, also over a restart: a notice is named by its event."""
        guard = self._guard
        values: dict[str, str | int] = {
            "now": self._shown(guard.system.now_ms()),
            "expected": self._shown(guard.trusted_ms()),
            "number": doubt.number,
        }
        async with self._store.transaction() as work:
            await work.facts.doubt_clock(doubt.number)
            await work.notices.add(f"clock:{doubt.number}", _question(guard), values)
        self._asked = doubt.number

    async def _record(self) -> None:
        async with self._store.transaction(quiet=True) as work:
            await work.facts.record_clock(self._guard.record().dump())
            if not self._guard.is_ahead:
                await work.facts.doubt_clock(None)
        self._recorded_at = self._guard.monotonic()

    def _shown(self, moment_ms: int) -> str:
        return f"{datetime.fromtimestamp(moment_ms / 1000, self._zone):%d.%m.%Y %H:%M}"


def _question(guard: ClockGuard) -> str:
    if guard.is_ahead:
        return "clock-ahead"
    return "clock-wrong" if guard.is_older_than_the_program else "clock-behind"


def _log_doubt(guard: ClockGuard) -> None:
    ahead = (guard.system.now_ms() - guard.trusted_ms()) / 1000
    if guard.is_behind:
        log.warning("clock.behind by=%.0f waits=folder,feeds,door,deletion,publication", -ahead)
    else:
        log.warning("clock.doubted ahead=%.0f waits=deletion,publication", ahead)


def _log_end(guard: ClockGuard) -> None:
    log.info("clock.trusted behind=%s", guard.doubt is not None)
