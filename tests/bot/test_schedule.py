"""The schedule: the cleaning runs at the start and each night, a clock that jumps costs nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Settings
from bot.periodic import TaskGuard
from bot.schedule import CLEANING_HOUR, NextTime, Schedule
from bot.updates.leader_lease import SoleLeader
from domain.clock import SystemClock
from storage.store import Store
from tests.builders import open_store
from tests.until import until

ZONE = ZoneInfo("Asia/Almaty")
DAY_MS = 86_400_000


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


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def store(tmp_path: Path, clock: SetClock) -> AsyncIterator[Store]:
    async with open_store(tmp_path, clock) as opened:
        yield opened


def schedule(store: Store, clock: SetClock, **options: float) -> Schedule:
    return Schedule(Settings(_env_file=None), store, clock, TaskGuard(clock, SoleLeader()), **options)


async def test_searches_that_found_nothing_are_deleted_after_three_months(store: Store, clock: SetClock) -> None:
    for days, word in ((91, "квазар"), (89, "пульсар")):
        clock.off_ms = -days * DAY_MS
        async with store.transaction() as work:
            await work.search.note_unanswered(word)
    clock.off_ms = 0
    stop = asyncio.Event()
    running = asyncio.create_task(schedule(store, clock).run(stop))

    async def only_the_younger_is_left() -> bool:
        return [one.query for one in await store.search.unanswered()] == ["пульсар"]

    await until(only_the_younger_is_left)
    stop.set()
    await running


async def test_a_clock_that_was_set_is_noticed(store: Store, clock: SetClock, caplog: pytest.LogCaptureFixture) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(schedule(store, clock, clock_look=0.01).run(stop))
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


def test_ten_missed_years_cost_nothing() -> None:
    from apscheduler.job import Job
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(timezone=UTC)
    job = scheduler.add_job(lambda: None, NextTime(hour=CLEANING_HOUR, timezone=ZONE))
    assert isinstance(job, Job)
    job._modify(next_run_time=datetime(2016, 3, 1, 4, 0, tzinfo=ZONE))
    began = time.perf_counter()
    assert len(job._get_run_times(datetime(2026, 3, 1, 4, 0, 1, tzinfo=ZONE))) == 1
    assert time.perf_counter() - began < 0.05
