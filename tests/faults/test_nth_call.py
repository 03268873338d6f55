"""The n-th call of the database fails, or is the last of its process, for n = 1, 2, … until a whole life passes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Coroutine
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.errors import StoreUnavailable
from tests.faults.virtual import RATE, World, in_virtual_time

pytestmark = pytest.mark.slow

# Lives are spread over so many tests.
PARTS = 4
# What one kill may repeat: rate x (round trip + 0.1 s), at 80 ms there and back and a little more.
IN_FLIGHT = RATE * (0.12 + 0.1)


class NthFails:
    """The n-th look at the database fails as on a full disk: before a call, or after a commit that succeeded."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    def __call__(self, what: str) -> None:
        self.left -= 1
        if self.left == 0:
            raise StoreUnavailable("store-full", why=what)


async def push_edit_recall(world: World) -> None:
    """The life of one article; between its parts everything comes to an end."""
    await world.writes(wording=1)
    await world.all_ended()
    await world.writes(wording=2)
    await world.all_ended()
    known = [copy for copies in world.copies().values() for copy in copies if copy != "News 1 wording 1"]
    assert set(known) == {"News 1 wording 2"}
    assert len(known) >= len(world.readers)
    await world.recalls()
    await world.all_ended()


@pytest.fixture(params=range(PARTS))
def lives(request: pytest.FixtureRequest, tmp_path: Path) -> Lives:
    return Lives(tmp_path, request.param + 1)


class Lives:
    """Every fourth life, each on a copy of one prepared file: the four parts together are n = 1, 2, 3, …"""

    def __init__(self, folder: Path, first: int) -> None:
        self._folder = folder
        self._first = first

    def until_one_passes(self, life: Callable[[World, int], Coroutine[Any, Any, bool]]) -> int:
        """How many it took until the fault lay behind the end."""
        template = self._folder / "prepared.db"
        in_virtual_time(lambda: self._prepare(template))
        for nth in count(self._first, PARTS):
            file = Path(shutil.copy(template, self._folder / "zharshy.db"))
            passed = in_virtual_time(lambda file=file, nth=nth: self._play(file, life, nth))
            for left in self._folder.glob("zharshy.db*"):
                left.unlink()
            if passed:
                return nth
        raise AssertionError

    async def _prepare(self, file: Path) -> None:
        world = World(file)
        await world.begins()
        await world.ends()

    async def _play(self, file: Path, life: Callable[[World, int], Coroutine[Any, Any, bool]], nth: int) -> bool:
        world = World(file)
        try:
            return await life(world, nth)
        finally:
            await world.ends()


def test_whichever_call_fails_no_message_is_lost_or_repeated_and_no_copy_left_behind(lives: Lives) -> None:
    async def life(world: World, nth: int) -> bool:
        fails = NthFails(nth)
        world.starts(fails)
        await push_edit_recall(world)
        assert world.copies() == {reader: [None] for reader in world.readers}, f"call {nth}"
        await world.stops()
        return fails.left > 0

    assert lives.until_one_passes(life) > 100


def test_whichever_call_is_the_last_no_message_is_lost_and_what_was_in_flight_is_repeated(lives: Lives) -> None:
    async def life(world: World, nth: int) -> bool:
        world.starts().fuse = nth
        keeper = world.is_kept_running()
        await push_edit_recall(world)
        copies = world.copies()
        assert all(1 <= len(copies[reader]) <= 2 for reader in world.readers), f"call {nth}: {copies}"
        extra = sum(len(one) for one in copies.values()) - len(world.readers)
        assert extra <= (IN_FLIGHT if len(world.processes) > 1 else 0), f"call {nth}: {copies}"
        # A copy whose number died with the process cannot be reached: those, and no others, are left behind.
        left = sum(text is not None for one in copies.values() for text in one)
        assert left <= extra, f"call {nth}: {copies}"
        keeper.cancel()
        return len(world.processes) == 1

    assert lives.until_one_passes(life) > 100
