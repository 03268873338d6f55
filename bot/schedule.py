"""What has an hour of the day, by APScheduler: the nightly cleaning."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.periodic import DRAIN_SECONDS, TaskGuard
from bot.running import until
from domain.clock import Clock
from domain.periodic import PeriodicTask

log = logging.getLogger(__name__)

# The hour of the nightly cleaning, in TIMEZONE: the fewest people read then.
CLEANING_HOUR = 4

# Seconds between two comparisons of the wall clock with the monotonic clock, and the difference that counts as a jump.
CLOCK_LOOK, CLOCK_JUMP = 5.0, 2.0


class NextTime(CronTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """The next time after now, however many were missed: APScheduler's own trigger walks through each of them."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        found: datetime | None = super().get_next_fire_time(None, now + timedelta(microseconds=1))
        return found


@dataclass(frozen=True, slots=True)
class DailyTask:
    """A task with an hour. `at_start`: it also runs when the program starts.

    What is repeated every so many seconds belongs to bot/periodic.py: APScheduler would owe it a million runs after a
    jump of the clock.
    """

    task: PeriodicTask
    hour: int
    at_start: bool = False


class Schedule:
    """Runs APScheduler until a stop."""

    def __init__(
        self,
        tasks: Sequence[DailyTask],
        zone: ZoneInfo,
        clock: Clock,
        guard: TaskGuard,
        *,
        clock_look: float = CLOCK_LOOK,
    ) -> None:
        """`clock`: the machine's own, by which APScheduler goes. `clock_look`: seconds between two looks for a jump."""
        self._clock = clock
        self._guard = guard
        self._clock_look = clock_look
        self._running: set[asyncio.Task[None]] = set()
        self._drift = self._measure_drift()
        # It calls `_start` directly. The executor for coroutines cancels them at a shutdown, and prints an error for
        # one that a stop met before it began.
        self.scheduler = AsyncIOScheduler(timezone=UTC, executors={"default": DebugExecutor()})
        self._jobs = [self._add(task, NextTime(hour=task.hour, timezone=zone)) for task in tasks]

    def _add(self, daily: DailyTask, trigger: NextTime) -> tuple[Any, NextTime]:
        """One run for all that were missed, however late: after a night without power the cleaning is still wanted."""
        now = datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC)
        job = self.scheduler.add_job(
            *(self._start, trigger, [daily.task]),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=now if daily.at_start else trigger.get_next_fire_time(None, now),
        )
        return job, trigger

    async def run(self, stop: asyncio.Event) -> None:
        """Runs until `stop`; a job under way may end."""
        self.scheduler.start()
        try:
            while not stop.is_set():
                await until(stop, self._clock.sleep(self._clock_look))
                if self._has_jumped():
                    for job, trigger in self._jobs:
                        job.reschedule(trigger)
        finally:
            self.scheduler.shutdown(wait=False)
            if self._running:
                await asyncio.wait(self._running, timeout=DRAIN_SECONDS)

    def _start(self, task: PeriodicTask) -> None:
        """In a task of our own, which may end at a stop."""
        running = asyncio.create_task(self._guard.call(task))
        self._running.add(running)
        running.add_done_callback(self._running.discard)

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
