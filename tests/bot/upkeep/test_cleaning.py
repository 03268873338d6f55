"""The nightly cleaning deletes what is old, by a clock that is trusted, and keeps what is still of use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock.guard import ClockGuard
from bot.config import Settings
from bot.upkeep.cleaning import FILE_DAYS, UNANSWERED_DAYS, Cleaning
from storage.repositories.files import FileRow, FileState
from storage.store import Store
from tests.bot.wall import DAY, HOUR, Wall
from tests.builders import open_store


@dataclass
class House:
    wall: Wall
    guard: ClockGuard
    store: Store

    def cleaning(self) -> Cleaning:
        return Cleaning(Settings(_env_file=None), self.store, self.guard)

    def days_pass(self, days: float) -> None:
        """The clock is right all the while."""
        self.wall.pass_(days * DAY)

    async def asks(self, *words: str) -> None:
        async with self.store.transaction() as work:
            for word in words:
                await work.search.note_unanswered(word)

    async def asked(self) -> list[str]:
        return [one.query for one in await self.store.search.unanswered()]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    wall = Wall()
    guard = ClockGuard(wall, wall.machine)
    async with open_store(tmp_path, guard) as store:
        yield House(wall, guard, store)


async def test_searches_that_found_nothing_are_deleted_after_three_months(house: House) -> None:
    await house.asks("квазар")
    house.days_pass(2)
    await house.asks("пульсар")
    house.days_pass(UNANSWERED_DAYS - 1)
    await house.cleaning().run()
    assert await house.asked() == ["пульсар"]


@pytest.mark.parametrize("days", [91, 3650])
async def test_a_clock_that_jumped_deletes_nothing_until_it_has_held_for_an_hour(house: House, days: float) -> None:
    await house.asks("квазар")
    house.wall.set_by(days * DAY)
    await house.cleaning().run()
    assert await house.asked() == ["квазар"]
    house.guard.look()
    house.wall.pass_(HOUR + 1)
    house.guard.look()
    await house.cleaning().run()
    assert await house.asked() == []


async def test_a_file_that_is_gone_is_forgotten_and_one_that_lies_there_is_not(house: House) -> None:
    folder = Path("articles")
    folder.mkdir()
    (folder / "stays.json").write_text("{}")
    await takes(house, "stays.json", "gone.json", "odd\\xff.json")
    house.days_pass(FILE_DAYS - 1)
    await house.cleaning().run()
    assert await known(house) == ["gone.json", "odd\\xff.json", "stays.json"]
    house.days_pass(2)
    await house.cleaning().run()
    assert await known(house) == ["odd\\xff.json", "stays.json"]


async def test_a_folder_that_is_away_or_empty_has_lost_no_file(house: House) -> None:
    await takes(house, "a.json")
    house.days_pass(FILE_DAYS + 1)
    await house.cleaning().run()
    Path("articles").mkdir()
    await house.cleaning().run()
    assert await known(house) == ["a.json"], "a disk that is not mounted leaves an empty folder"


async def takes(house: House, *names: str) -> None:
    async with house.store.transaction() as work:
        await work.files.put("articles", [FileRow(name, name, FileState.TAKEN, 2, 1, "d") for name in names])


async def known(house: House) -> list[str]:
    return sorted(row.path for row in await house.store.files.of_folder("articles"))
