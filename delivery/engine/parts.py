"""Runs parts side by side until a stop, and ends tasks: the one way to do so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

# A task that has not ended so long after it was cancelled (seconds) is cancelled again. What a part does in its end
# takes milliseconds.
CANCEL_AGAIN = 0.5


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
            await cancel(tasks)
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def cancel(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancels tasks until each has ended.

    Once is not enough. Python 3.11's `wait_for` swallows a cancellation that comes in the instant of its event, and the
    pool of PostgreSQL connections waits by it: a task that got a connection in that instant went on for ever, and who
    waited for its end too.
    """
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=CANCEL_AGAIN)


async def _guarded(stop: asyncio.Event, part: Coroutine[Any, Any, None]) -> None:
    try:
        await part
    except Exception:
        stop.set()
        raise
