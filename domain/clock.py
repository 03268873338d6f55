"""The clock. It is passed in, so that a test or a simulation can use its own."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Wall time for what is stored and shown, monotonic time for pauses, and pauses."""

    def now_ms(self) -> int:
        """UTC milliseconds since 1970."""

    def monotonic(self) -> float:
        """Seconds that never jump; only differences mean something."""

    async def sleep(self, seconds: float) -> None:
        """Waits; returns at once for zero or less."""


class TrustedClock(Clock, Protocol):
    """A clock by which something may be deleted, published or counted as too old."""

    def trusted_ms(self) -> int:
        """UTC milliseconds; what is deleted or published goes by this. Never a time that is believed to be too late."""


class SystemClock:
    """The machine's clock. It trusts itself; `run` puts a guard before it (bot/clock/guard.py)."""

    # Asked ten times a message; a method of ours around it would take longer than the clock.
    monotonic = staticmethod(time.monotonic)

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def trusted_ms(self) -> int:
        return self.now_ms()

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            await asyncio.sleep(seconds)
