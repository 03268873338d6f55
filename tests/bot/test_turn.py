"""Whose the timetable is: an instance that can't find out any more stops, instead of looking healthy for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.updates.leader_lease import SharedTurn
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from storage.store import Store


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    opened = await Store.open("sqlite:///data/zharshy.db", SystemClock())
    yield opened
    await opened.close()


class Breaking(SharedTurn):
    """The second look ends in this."""

    def __init__(self, store: Store, error: Exception) -> None:
        super().__init__(store, SystemClock())
        self._error = error
        self._looks = 0

    async def _look(self) -> None:
        self._looks += 1
        if self._looks == 2:
            raise self._error
        await super()._look()


async def test_a_defect_stops_the_program_and_is_its_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.updates.leader_lease._LOOK", 0.01)
    stop = asyncio.Event()
    turn = Breaking(store, ZeroDivisionError("a defect"))
    with pytest.raises(ZeroDivisionError):
        async with turn.kept(stop), asyncio.timeout(10):
            await stop.wait()
            assert not turn.is_mine


async def test_what_it_does_meanwhile_keeps_its_own_error(store: Store) -> None:
    with pytest.raises(StoreUnavailable):
        async with SharedTurn(store, SystemClock()).kept(asyncio.Event()):
            raise StoreUnavailable("store-locked")


async def test_at_the_end_of_the_block_another_may_have_it_at_once(store: Store) -> None:
    first, second = SharedTurn(store, SystemClock()), SharedTurn(store, SystemClock())
    async with first.kept(asyncio.Event()):
        await first._look()
        assert first.is_mine
        await second._look()
        assert not second.is_mine
    await second._look()
    assert second.is_mine
    assert not first.is_mine
