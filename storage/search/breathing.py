"""Leaves the event loop free while a search computes: not after every step, but once two milliseconds were worked."""

from __future__ import annotations

import asyncio
import time

# Seconds of the loop's own CPU. A turn of the loop costs some 20 microseconds, and a search has thirty steps.
_AT_A_STRETCH = 0.002


class _Breath:
    """When the loop was left free last: by the CPU time of its thread, and by the clock."""

    def __init__(self) -> None:
        self.taken = 0.0
        self.seen = 0.0


_LAST = _Breath()


async def breathe() -> None:
    """To be awaited after each step of up to half a millisecond."""
    # To ask the clock is ten times cheaper, and nobody works longer than time passes.
    if 0 <= time.monotonic() - _LAST.seen < _AT_A_STRETCH:
        return
    if not 0 <= time.thread_time() - _LAST.taken < _AT_A_STRETCH:
        await asyncio.sleep(0)
        _LAST.taken, _LAST.seen = time.thread_time(), time.monotonic()
