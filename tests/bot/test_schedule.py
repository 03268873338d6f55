"""The schedule: tasks run at the start and at their hour, and a clock that jumps costs nothing."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.periodic import TaskGuard
from bot.schedule import CLEANING_HOUR, DailyTask, NextTime, Schedule
from bot.updates.leader_lease import SoleLeader
from domain.clock import SystemClock
from domain.periodic import PeriodicTask

ZONE = ZoneInfo("Asia/Almaty")


class SetClock(SystemClock):
    """A wall clock that somebody sets."""

    def __init__(self) -> None:
        self.off_ms = 0
        self.slept = asyncio.Semaphore(0)

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        self.slept.release()

    def now_ms(self) -> int:
        return super().now_ms() + self.off_ms


class Runs:
    """Two tasks with an hour, one of which also runs at the start; and how often each ran."""

    def __init__(self) -> None:
        self.cleaned = self.copied = 0
        self.happened = asyncio.Event()

    async def clean(self) -> None:
        self.cleaned += 1
        self.happened.set()

    async def copy(self) -> None:
        self.copied += 1
        self.happened.set()

    def schedule(self, clock: SystemClock, **options: float) -> Schedule:
        tasks = [
            DailyTask(PeriodicTask("cleaning", 86_400.0, self.clean), CLEANING_HOUR, at_start=True),
            DailyTask(PeriodicTask("copy", 86_400.0, self.copy), CLEANING_HOUR),
        ]
        return Schedule(tasks, ZONE, clock, TaskGuard(clock, SoleLeader()), **options)


@pytest.fixture
def runs() -> Runs:
    return Runs()


async def test_at_the_start_only_what_is_wanted_then_runs(runs: Runs) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(runs.schedule(SystemClock()).run(stop))
    await asyncio.wait_for(runs.happened.wait(), 10)
    stop.set()
    await running
    assert (runs.cleaned, runs.copied) == (1, 0)


@pytest.mark.parametrize("steps", range(4))
async def test_a_stop_that_meets_a_task_before_it_began_prints_nothing(
    runs: Runs, caplog: pytest.LogCaptureFixture, steps: int
) -> None:
    scheduler = runs.schedule(SystemClock()).scheduler
    scheduler.start()
    for _ in range(steps):
        await asyncio.sleep(0)
    scheduler.shutdown(wait=False)
    for _ in range(4):
        await asyncio.sleep(0)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_clock_that_was_set_is_noticed(runs: Runs, caplog: pytest.LogCaptureFixture) -> None:
    stop, clock = asyncio.Event(), SetClock()
    running = asyncio.create_task(runs.schedule(clock, clock_look=0.01).run(stop))
    clock.off_ms = -3_600_000
    async with asyncio.timeout(10):
        for _ in range(3):
            await clock.slept.acquire()
    stop.set()
    await running
    assert [record.msg for record in caplog.records].count("clock.jumped seconds=%.0f") == 1


def test_the_next_time_is_the_first_after_now_whatever_was_missed() -> None:
    trigger = NextTime(hour=CLEANING_HOUR, timezone=ZONE)
    now = datetime(2026, 3, 1, 4, 0, tzinfo=ZONE)
    assert trigger.get_next_fire_time(None, now) == now + timedelta(days=1)
    assert trigger.get_next_fire_time(now - timedelta(days=3650), now) == now + timedelta(days=1)


async def test_ten_missed_years_are_one_run_of_each_job_and_cost_nothing(runs: Runs) -> None:
    """By APScheduler's own processing of jobs that are due, as after a jump of the clock."""
    stop = asyncio.Event()
    schedule = runs.schedule(SystemClock())
    running = asyncio.create_task(schedule.run(stop))
    await asyncio.wait_for(runs.happened.wait(), 10)
    jobs = schedule.scheduler.get_jobs()
    assert len(jobs) == 2
    for job in jobs:
        job.modify(next_run_time=datetime.now(UTC) - timedelta(days=3650))
    began = time.process_time()
    schedule.scheduler._process_jobs()
    assert time.process_time() - began < 0.1
    async with asyncio.timeout(10):
        while (runs.cleaned, runs.copied) != (2, 1):
            runs.happened.clear()
            await runs.happened.wait()
    for job in schedule.scheduler.get_jobs():
        assert timedelta() < job.next_run_time - datetime.now(UTC) <= timedelta(days=1)
    stop.set()
    await running
