"""Runs the parts of the program side by side until a stop: a signal, or a part that cannot go on."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from delivery.engine.parts import cancel

log = logging.getLogger(__name__)

Result = TypeVar("Result")

# Seconds after which the import gives up the interpreter's lock when the event loop asks for it. Python's 0.005 would
# be added to each wait of the loop, several to a message.
SWITCH_SECONDS = 0.0005

# Runs until the event is set, and then ends cleanly.
Part = Callable[[asyncio.Event], Awaitable[None]]


def stop_on_signals(begin_last_exit: Callable[[], None]) -> asyncio.Event:
    """An event that SIGTERM or SIGINT sets; the first one also begins the last exit."""
    stop = asyncio.Event()

    def receive(number: signal.Signals) -> None:
        if not stop.is_set():
            log.info("run.stopping signal=%s", number.name)
            begin_last_exit()
        stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, receive, number)
    return stop


async def run_parts(stop: asyncio.Event, parts: list[Part]) -> None:
    """Runs the parts until `stop`. When one ends or fails it sets `stop`, so that the others end cleanly.

    Raises the first failure when all have ended.
    """
    failures: list[Exception] = []

    async def run(part: Part) -> None:
        try:
            await part(stop)
        except Exception as error:
            failures.append(error)
        finally:
            stop.set()

    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(run(part))
    if failures:
        for further in failures[1:]:
            log.error("run.part_failed error=%s", repr(further))
        raise failures[0]


async def until(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """The result of the work; None if `stop` came first, which cancels the work. Raises what the work raises."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await cancel((working, stopping))
        await asyncio.gather(working, stopping, return_exceptions=True)
    return None if working.cancelled() else working.result()


async def import_in_background(load: Callable[[], Result]) -> Result:
    """Calls `load` in a thread; returns, or raises, what it does.

    A process that stops does not wait for the import's end: on a slow machine that takes longer than a stop may.
    """
    loading: Future[Result] = Future()

    def run() -> None:
        loading.set_running_or_notify_cancel()
        try:
            loading.set_result(load())
        except Exception as error:
            loading.set_exception(error)

    switch_seconds = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    # Nothing of what is imported is garbage; looking for some takes a tenth of the import.
    gc.disable()
    try:
        # No thread of the event loop's own, whose end waits for all of them.
        threading.Thread(target=run, name="import", daemon=True).start()
        return await asyncio.wrap_future(loading)
    finally:
        gc.enable()
        sys.setswitchinterval(switch_seconds)


def freeze_loaded_objects() -> None:
    """Takes what is imported and built out of the garbage collector's rounds.

    Each round looked at a quarter of a million objects: 0.1 s (0.7 s on a busy machine) in which no answer and no
    message left (bench/answers.py).
    """
    gc.collect()
    gc.freeze()
