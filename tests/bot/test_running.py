"""The parts of the program beside each other, and what is done once when all are there."""

from __future__ import annotations

import asyncio
import gc

import pytest

from bot.running import freeze_loaded_objects, run_parts, until


def test_the_garbage_collector_does_not_look_again_at_what_was_loaded() -> None:
    loaded = len(gc.get_objects())
    assert loaded > 50_000
    try:
        freeze_loaded_objects()
        assert len(gc.get_objects()) < loaded / 20
    finally:
        gc.unfreeze()


async def test_a_part_that_fails_lets_the_others_end_cleanly_and_its_error_is_raised() -> None:
    ended = []

    async def fails(stop: asyncio.Event) -> None:
        raise ZeroDivisionError

    async def ends(stop: asyncio.Event) -> None:
        await stop.wait()
        ended.append(True)

    with pytest.raises(ZeroDivisionError):
        await run_parts(asyncio.Event(), [ends, fails])
    assert ended


async def test_a_part_that_ends_by_itself_ends_the_others() -> None:
    async def ends(stop: asyncio.Event) -> None:
        return

    async def waits(stop: asyncio.Event) -> None:
        await stop.wait()

    await run_parts(asyncio.Event(), [waits, ends])


async def test_work_ends_with_its_result_or_is_cancelled_by_the_stop() -> None:
    stop = asyncio.Event()
    assert await until(stop, asyncio.sleep(0, "done")) == "done"
    stop.set()
    assert await until(stop, asyncio.Event().wait()) is None
