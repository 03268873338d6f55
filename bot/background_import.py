"""Imports modules in a thread, while the event loop goes on."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

# Seconds after which the import gives up the interpreter's lock when the event loop asks for it. Python's 0.005 would
# be added to each wait of the loop, several to a message.
SWITCH_SECONDS = 0.0005


async def import_in_background(load: Callable[[], Result]) -> Result:
    """Calls `load` in a thread; returns, or raises, what it does. A process that stops waits for the import's end."""
    switch_seconds = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    # Nothing of what is imported is garbage; looking for some takes a tenth of the import.
    gc.disable()
    try:
        return await asyncio.to_thread(load)
    finally:
        gc.enable()
        sys.setswitchinterval(switch_seconds)
