"""Parts beside a block: a failure stops all and is raised, and each part ends in the way that was asked for."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from delivery.engine.parts import running


async def fails() -> None:
    raise ZeroDivisionError


async def test_a_part_that_fails_sets_the_stop_and_its_error_is_raised_after_the_block() -> None:
    stop, ended = asyncio.Event(), []
    with pytest.raises(ZeroDivisionError):
        async with running(stop, fails()):
            await stop.wait()
            ended.append("the block")
    assert ended == ["the block"]


async def test_parts_are_cancelled_at_the_end_of_the_block() -> None:
    stop = asyncio.Event()
    async with running(stop, asyncio.sleep(3600)):
        await asyncio.sleep(0)
    assert not stop.is_set()


async def test_with_an_end_of_their_own_parts_finish_what_they_do() -> None:
    end, done = asyncio.Event(), []

    async def finishes() -> None:
        await end.wait()
        await asyncio.sleep(0)
        done.append("the part")

    async with running(asyncio.Event(), finishes(), end=end):
        await asyncio.sleep(0)
    assert done == ["the part"]


async def test_a_block_that_is_cancelled_cancels_its_parts_at_once() -> None:
    end, done = asyncio.Event(), []

    async def finishes() -> None:
        await end.wait()
        done.append("the part")

    async def block() -> None:
        async with running(asyncio.Event(), finishes(), end=end):
            await asyncio.Event().wait()

    task = asyncio.create_task(block())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert done == []


async def test_a_part_that_swallows_a_cancellation_ends_all_the_same() -> None:
    """As a task does that waits for a connection of the pool and gets it in that instant, on Python 3.11."""
    got, begun = asyncio.Event(), asyncio.Event()

    async def goes_on() -> None:
        begun.set()
        while True:
            with suppress(asyncio.CancelledError):
                await got.wait()
            if got.is_set():
                await asyncio.Event().wait()
            got.set()

    async with running(asyncio.Event(), goes_on()):
        await begun.wait()
    assert got.is_set()
