"""What has an hour of the day: the nightly cleaning."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.config import Settings
from bot.periodic import DRAIN_SECONDS, TaskGuard
from bot.running import until
from domain.clock import Clock
from domain.periodic import PeriodicTask
from storage.repositories.files import PICTURE_DAYS
from storage.store import Store

log = logging.getLogger(__name__)

# The hour of the nightly cleaning, in TIMEZONE: the fewest people read then.
CLEANING_HOUR = 4

# Seconds between two comparisons of the wall clock with the monotonic clock, and the difference that counts as a jump.
CLOCK_LOOK, CLOCK_JUMP = 5.0, 2.0

# Days for which an update is remembered as done. Telegram sends an update again for at most one day.
UPDATE_DAYS = 3

# Days for which editors see the searches that found nothing; after that the typed words are deleted.
UNANSWERED_DAYS = 90

_DAY_MS = 86_400_000


class NextTime(CronTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """The next time after now, however many were missed: APScheduler's own trigger walks through each of them."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        found: datetime | None = super().get_next_fire_time(None, now + timedelta(microseconds=1))
        return found


class Schedule:
    """Runs APScheduler until a stop; the cleaning also runs at the start."""

    def __init__(
        self, settings: Settings, store: Store, clock: Clock, guard: TaskGuard, *, clock_look: float = CLOCK_LOOK
    ) -> None:
        """`clock_look`: seconds between two looks for a jump of the wall clock."""
        self._store = store
        self._clock = clock
        self._guard = guard
        self._clock_look = clock_look
        self._receipt_days = settings.receipt_days
        self._trigger = NextTime(hour=CLEANING_HOUR, timezone=settings.timezone)
        self._running: set[asyncio.Task[None]] = set()
        self._drift = self._measure_drift()

    async def run(self, stop: asyncio.Event) -> None:
        """Runs until `stop`; a job under way may end."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        cleaning = scheduler.add_job(
            *(self._start_cleaning, self._trigger),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC),
        )
        scheduler.start()
        try:
            while not stop.is_set():
                await until(stop, self._clock.sleep(self._clock_look))
                if self._has_jumped():
                    cleaning.reschedule(self._trigger)
        finally:
            scheduler.shutdown(wait=False)
            if self._running:
                await asyncio.wait(self._running, timeout=DRAIN_SECONDS)

    async def _start_cleaning(self) -> None:
        """In a task of its own: APScheduler cancels its own at a shutdown."""
        task = asyncio.create_task(self._guard.call(PeriodicTask("cleaning", _DAY_MS / 1000, self._clean)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _measure_drift(self) -> float:
        return self._clock.now_ms() / 1000 - self._clock.monotonic()

    def _has_jumped(self) -> bool:
        """Whether somebody set the wall clock since the last look."""
        drift = self._measure_drift()
        if abs(drift - self._drift) <= CLOCK_JUMP:
            return False
        log.warning("clock.jumped seconds=%.0f", drift - self._drift)
        self._drift = drift
        return True

    async def _clean(self) -> None:
        """Deletes what is too old, in small transactions, so that no other waits long for the store."""
        now = self._clock.now_ms()
        before, pictures_before = now - self._receipt_days * _DAY_MS, now - PICTURE_DAYS * _DAY_MS
        async with self._store.transaction() as work:
            await work.deliveries.forget_chat_waits()
            await work.updates.forget(UPDATE_DAYS * _DAY_MS)
            await work.search.forget_unanswered(now - UNANSWERED_DAYS * _DAY_MS)
        left = True
        while left:
            async with self._store.transaction() as work:
                left = bool(await work.deliveries.forget_receipts(before))
                left = bool(await work.photos.forget(pictures_before)) or left
