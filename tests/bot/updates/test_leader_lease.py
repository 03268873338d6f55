"""The leader lease: an instance that can no longer renew it stops, instead of looking healthy for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.updates.leader_lease import StoredLease
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from storage.store import Store
from tests.builders import open_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path) as opened:
        yield opened


class Breaking(StoredLease):
    """The second renewal raises this."""

    def __init__(self, store: Store, error: Exception) -> None:
        super().__init__(store, SystemClock(), renew_seconds=0.01)
        self._error = error
        self._renewals = 0

    async def renew(self) -> None:
        self._renewals += 1
        if self._renewals == 2:
            raise self._error
        await super().renew()


async def test_a_defect_stops_the_program_and_is_its_error(store: Store) -> None:
    stop = asyncio.Event()
    lease = Breaking(store, ZeroDivisionError("a defect"))
    with pytest.raises(ZeroDivisionError):
        async with lease.kept(stop), asyncio.timeout(10):
            await stop.wait()
            assert not lease.is_held


async def test_an_error_of_the_block_is_raised_as_it_is(store: Store) -> None:
    with pytest.raises(StoreUnavailable):
        async with StoredLease(store, SystemClock()).kept(asyncio.Event()):
            raise StoreUnavailable("store-locked")


async def test_at_the_end_of_the_block_another_may_have_it_at_once(store: Store) -> None:
    first, second = StoredLease(store, SystemClock()), StoredLease(store, SystemClock())
    async with first.kept(asyncio.Event()):
        await first.renew()
        assert first.is_held
        await second.renew()
        assert not second.is_held
    await second.renew()
    assert second.is_held
    assert not first.is_held


async def test_a_part_of_the_leader_ends_when_the_lease_is_handed_over(store: Store) -> None:
    lease, began, ended = StoredLease(store, SystemClock(), renew_seconds=0.01), asyncio.Event(), asyncio.Event()

    async def part(lost: asyncio.Event) -> None:
        began.set()
        await lost.wait()
        ended.set()

    stop = asyncio.Event()
    async with asyncio.timeout(10):
        async with lease.kept(stop):
            running = asyncio.create_task(lease.run_as_leader(part, stop))
            await began.wait()
        await ended.wait()
        stop.set()
        await running
