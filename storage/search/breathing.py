"""Leaves the event loop free while a search computes: not after every step, but once two milliseconds have passed."""

from __future__ import annotations

import asyncio
import time

# Seconds by the clock. A turn of the loop costs some 20 microseconds, and a search has thirty steps. To ask for the CPU
# that the thread used would cost as much as a turn.
_AT_A_STRETCH = 0.002


class _Breath:
    """When the loop was left free last, by the clock."""

    def __init__(self) -> None:
        self.taken = 0.0


_LAST = _Breath()


async def breathe() -> None:
    """To be awaited after each step of up to half a millisecond."""
    if not 0 <= time.monotonic() - _LAST.taken < _AT_A_STRETCH:
        await asyncio.sleep(0)
        _LAST.taken = time.monotonic()
