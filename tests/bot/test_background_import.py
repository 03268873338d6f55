"""The import beside the event loop: its result, its error, and a stop in the middle of it."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading

import pytest

from bot.background_import import import_in_background


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
