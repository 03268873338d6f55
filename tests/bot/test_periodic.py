"""Periodic tasks: a failure is logged once and the task repeated, a stop lets a call end, only the leader runs them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.periodic import TaskGuard, repeat
from bot.updates.leader_lease import SoleLeader
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from domain.periodic import PeriodicTask


class CountedTask:
    """Counts its calls and may fail."""

    def __init__(self) -> None:
        self.calls = 0
        self.error: Exception | None = None
        self._called = asyncio.Event()

    async def __call__(self) -> None:
        self.calls += 1
        self._called.set()
        if self.error:
            raise self.error

    async def is_called(self, times: int) -> None:
        """Waits for further calls."""
        goal = self.calls + times
        async with asyncio.timeout(10):
            while self.calls < goal:
                self._called.clear()
                await self._called.wait()


class Follower(SoleLeader):
    """Another process holds the lease."""

    is_held = False


@pytest.fixture
def guard() -> TaskGuard:
    return TaskGuard(SystemClock(), SoleLeader())


@asynccontextmanager
async def repeated(guard: TaskGuard, *tasks: Callable[[], Awaitable[None]]) -> AsyncIterator[asyncio.Event]:
    named = [PeriodicTask(f"test-{number}", 0.01, task) for number, task in enumerate(tasks)]
    stop = asyncio.Event()
    running = asyncio.create_task(repeat(named, guard, SystemClock(), stop))
    yield stop
    stop.set()
    await running


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("error", [StoreUnavailable("store-locked"), RuntimeError("a defect")])
async def test_a_failure_is_logged_once_and_the_task_repeated(
    guard: TaskGuard, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    task = CountedTask()
    task.error = error
    async with repeated(guard, task):
        await task.is_called(4)
        assert len(warnings(caplog)) == 1
        assert "test-0" not in guard.last_success
        task.error = None
        await task.is_called(2)
        assert "test-0" in guard.last_success
        task.error = error
        await task.is_called(2)
        assert len(warnings(caplog)) == 2


async def test_a_task_that_fails_does_not_hold_up_the_others(guard: TaskGuard) -> None:
    failing, other = CountedTask(), CountedTask()
    failing.error = RuntimeError("a defect")
    async with repeated(guard, failing, other):
        await other.is_called(3)


async def test_a_stop_lets_the_call_under_way_end(guard: TaskGuard) -> None:
    began, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def task() -> None:
        began.set()
        await may_end.wait()
        ended.set()

    async with repeated(guard, task) as stop:
        await began.wait()
        stop.set()
        asyncio.get_running_loop().call_soon(may_end.set)
    assert ended.is_set()


async def test_only_the_leader_runs_what_is_not_for_every_process() -> None:
    guard, task = TaskGuard(SystemClock(), Follower()), CountedTask()
    await guard.call(PeriodicTask("leader", 1.0, task))
    assert task.calls == 0
    await guard.call(PeriodicTask("everywhere", 1.0, task, everywhere=True))
    assert task.calls == 1
