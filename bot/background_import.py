"""Imports modules in a thread, while the event loop goes on."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")

# Seconds after which the import gives up the interpreter's lock when the event loop asks for it. Python's 0.005 would
# be added to each wait of the loop, several to a message.
SWITCH_SECONDS = 0.0005

# Seconds after which a stop is repeated: code that is being imported may have swallowed it.
_AGAIN = 0.5


class _Stopped(BaseException):
    """Raised in the thread to end it."""


async def import_in_background(load: Callable[[], Result]) -> Result:
    """Calls `load` in a thread; returns, or raises, what it does. A cancellation stops the import where it is."""
    loop = asyncio.get_running_loop()
    loaded: asyncio.Future[Result] = loop.create_future()

    def run() -> None:
        try:
            result = load()
        except _Stopped:
            return
        except Exception as error:
            loop.call_soon_threadsafe(_unless_done, loaded, loaded.set_exception, error)
        else:
            loop.call_soon_threadsafe(_unless_done, loaded, loaded.set_result, result)

    switch_seconds = sys.getswitchinterval()
    thread = Thread(target=run, name="import", daemon=True)
    sys.setswitchinterval(SWITCH_SECONDS)
    # Nothing of what is imported is garbage; looking for some takes a tenth of the import.
    gc.disable()
    thread.start()
    try:
        return await loaded
    except asyncio.CancelledError:
        await _stop(thread)
        raise
    finally:
        gc.enable()
        sys.setswitchinterval(switch_seconds)


def _unless_done(future: asyncio.Future[Any], act: Callable[[Any], None], value: object) -> None:
    if not future.done():
        act(value)


async def _stop(thread: Thread) -> None:
    """Ends the thread at its next step: a stop must not wait for the whole import."""
    while thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_Stopped))
        await asyncio.to_thread(thread.join, _AGAIN)
