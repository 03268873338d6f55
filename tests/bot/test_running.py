"""The parts of the program beside each other, and what is done once when all are there."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading

import pytest

from bot.running import freeze_loaded_objects, import_in_background, run_parts, until


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


async def test_the_result_comes_while_the_loop_goes_on() -> None:
    loop_went_on = threading.Event()

    def load() -> str:
        assert loop_went_on.wait(10), "the event loop was held up"
        return "module"

    asyncio.get_running_loop().call_soon(loop_went_on.set)
    assert await import_in_background(load) == "module"


async def test_an_error_of_the_import_is_raised() -> None:
    def load() -> None:
        raise ImportError("no such module")

    with pytest.raises(ImportError, match="no such module"):
        await import_in_background(load)


async def test_a_stop_in_the_middle_leaves_python_as_it_was() -> None:
    began, end = threading.Event(), threading.Event()
    switch_seconds = sys.getswitchinterval()

    def load() -> None:
        began.set()
        end.wait(10)

    importing = asyncio.create_task(import_in_background(load))
    await asyncio.to_thread(began.wait)
    assert not gc.isenabled()
    importing.cancel()
    await asyncio.gather(importing, return_exceptions=True)
    end.set()
    assert importing.cancelled()
    assert gc.isenabled()
    assert sys.getswitchinterval() == switch_seconds
