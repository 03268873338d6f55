"""Parts of the program beside each other, until a signal or until one of them cannot go on."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

Part = Callable[[asyncio.Event], Awaitable[None]]


def keep_what_is_loaded() -> None:
    """Everything is imported and built: the garbage collector need not look at it again.

    It looked through a quarter of a million objects each time, some 0.1 s (0.7 s on a busy machine) in which nobody was
    answered and nothing left (bench/answers.py).
    """
    gc.collect()
    gc.freeze()


def stop_on_signals() -> asyncio.Event:
    """Set by SIGTERM or SIGINT."""
    stop = asyncio.Event()

    def asked(number: signal.Signals) -> None:
        if not stop.is_set():
            log.info("run.stopping signal=%s", number.name)
        stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked, number)
    return stop


async def together(stop: asyncio.Event, parts: list[Part]) -> None:
    """Runs the parts until `stop`. One that fails stops the others cleanly, instead of cutting them off."""
    failures: list[Exception] = []

    async def guarded(part: Part) -> None:
        try:
            await part(stop)
        except Exception as error:
            failures.append(error)
        finally:
            stop.set()

    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(guarded(part))
    if failures:
        for further in failures[1:]:
            log.error("run.part_failed error=%s", repr(further))
        raise failures[0]
