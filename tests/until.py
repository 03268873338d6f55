"""Waiting until something is true, with a deadline. No other part of the tests sleeps to wait."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

# A machine that does much else needs seconds for what takes milliseconds; nothing waits longer than it must.
PATIENCE = 30.0


async def until(
    check: Callable[[], Any],
    seconds: float = PATIENCE,
    why: Callable[[], str] = lambda: "not true",
    *,
    every: float = 0.01,
) -> Any:
    """The first true value that `check`, a function or a coroutine function, returns; `every`: seconds between looks.

    AssertionError after so many seconds, with what `why` returns then.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                found = check()
                if inspect.isawaitable(found):
                    found = await found
                if found:
                    return found
                await asyncio.sleep(every)
    raise AssertionError(f"{why()} after {seconds} s")
