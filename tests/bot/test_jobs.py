"""The timetable: a look that fails is told once and looked again, a stop lets a look end, a clock may jump."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot import schedule as timetable
from bot.config import Settings
from bot.schedule import Jobs
from bot.updates.telegram import open_bot
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from storage.store import Store


class SetClock(SystemClock):
    """A wall clock that somebody sets."""

    def __init__(self) -> None:
        self.off_ms = 0

    def now_ms(self) -> int:
        return super().now_ms() + self.off_ms


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    opened = await Store.open("sqlite:///data/zharshy.db", SystemClock())
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def jobs(store: Store, clock: SetClock) -> AsyncIterator[Jobs]:
    bot = open_bot(Settings(_env_file=None, bot_token="1:x", api_base_url="http://127.0.0.1:1"))
    yield Jobs(Settings(_env_file=None), store, bot, clock)
    await bot.session.close()


class Counted:
    """A look that counts itself and may fail."""

    def __init__(self) -> None:
        self.times = 0
        self.error: Exception | None = None
        self.looked = asyncio.Event()

    async def __call__(self) -> None:
        self.times += 1
        self.looked.set()
        if self.error:
            raise self.error

    async def again(self, times: int) -> None:
        """Waits for further looks."""
        async with asyncio.timeout(10):
            goal = self.times + times
            while self.times < goal:
                self.looked.clear()
                await self.looked.wait()


async def test_the_folder_and_other_programs_are_looked_at_from_the_start(jobs: Jobs, store: Store) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(jobs.run(stop))
    while await store.fact("folder-loaded:articles") is None:
        assert await store.changes.wait(5)
    stop.set()
    await running


@pytest.mark.parametrize("error", [StoreUnavailable("store-locked"), RuntimeError("a defect")])
async def test_a_look_that_fails_is_told_once_and_looked_again(
    jobs: Jobs, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    look, stop = Counted(), asyncio.Event()
    look.error = error
    jobs.every("test", 0.02, look)
    running = asyncio.create_task(jobs.run(stop))
    await look.again(4)
    assert len(_told(caplog)) == 1
    look.error = None
    await look.again(2)
    look.error = error
    await look.again(2)
    assert len(_told(caplog)) == 2
    stop.set()
    await running


def _told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Our own warnings; the scheduler's, of a look that a busy machine passed over, reach no log (`bot/logs.py`)."""
    return [
        record.message
        for record in caplog.records
        if record.levelno >= logging.WARNING and record.name == "bot.schedule"
    ]


async def test_a_stop_lets_the_look_under_way_end(jobs: Jobs) -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def look() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    stop = asyncio.Event()
    jobs.every("test", 60, look)
    running = asyncio.create_task(jobs.run(stop))
    await begun.wait()
    stop.set()
    asyncio.get_running_loop().call_later(0.05, may_end.set)
    await running
    assert ended.is_set()


async def test_a_clock_set_back_by_an_hour_does_not_stop_the_looks(
    jobs: Jobs, clock: SetClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(timetable, "CLOCK_LOOK", 0.05)
    look, stop = Counted(), asyncio.Event()
    jobs.every("test", 3600, look)
    running = asyncio.create_task(jobs.run(stop))
    await look.again(1)
    clock.off_ms = -3_600_000
    await look.again(1)
    assert "clock.jumped seconds=%.0f" in [record.msg for record in caplog.records]
    stop.set()
    await running


async def test_what_readers_looked_for_in_vain_is_forgotten_after_three_months(clock: SetClock) -> None:
    store = await Store.open("sqlite:///data/zharshy.db", clock)
    for days, word in ((91, "квазар"), (89, "пульсар")):
        clock.off_ms = -days * 86_400_000
        async with store.transaction() as work:
            await work.search.note_unanswered(word)
    clock.off_ms = 0
    bot = open_bot(Settings(_env_file=None, bot_token="1:x", api_base_url="http://127.0.0.1:1"))
    stop = asyncio.Event()
    running = asyncio.create_task(Jobs(Settings(_env_file=None), store, bot, clock).run(stop))
    async with asyncio.timeout(10):
        while len(await store.search.unanswered()) > 1:
            await store.changes.wait(1)
    stop.set()
    await running
    assert [one.query for one in await store.search.unanswered()] == ["пульсар"]
    await bot.session.close()
    await store.close()
