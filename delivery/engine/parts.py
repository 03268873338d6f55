"""Runs parts of delivery side by side until a stop: the one way to do so in this room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def running(
    stop: asyncio.Event, *parts: Coroutine[Any, Any, None], end: asyncio.Event | None = None
) -> AsyncIterator[None]:
    """Runs parts beside the block. At its end they are cancelled; with `end` this event is set and awaits their end.

    A part that fails sets `stop`, and its error is raised after the block: a process that went on without one of its
    parts would look alive, and hold what it has claimed for ever.
    """
    tasks = [asyncio.create_task(_guarded(stop, part)) for part in parts]
    try:
        yield
    except asyncio.CancelledError:
        end = None
        raise
    finally:
        if end is not None:
            end.set()
        else:
            for task in tasks:
                task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def _guarded(stop: asyncio.Event, part: Coroutine[Any, Any, None]) -> None:
    try:
        await part
    except Exception:
        stop.set()
        raise
