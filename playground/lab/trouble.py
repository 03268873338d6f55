"""Faults with a name and an end: what a person at the page turns on for some seconds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from playground.api.faults import Fault, Faults

# The wait that a storm of 429 asks for, and how late a slow Telegram answers (seconds).
_RETRY_AFTER, _SLOW = 2, 3.0
# Ends by itself after at most so long (seconds).
LONGEST = 600.0

# Each hits every call of the bot until it ends.
_KINDS: dict[str, Callable[[Faults], Fault]] = {
    "storm": lambda faults: faults.respond(status=429, retry_after=_RETRY_AFTER, times=None),
    "lost": lambda faults: faults.drop_after(times=None),
    "slow": lambda faults: faults.slow(_SLOW, times=None),
    "gateway": lambda faults: faults.html_502(times=None),
    "away": lambda faults: faults.drop_before(times=None),
    "silent": lambda faults: faults.hang(times=None),
}
KINDS = tuple(_KINDS)


class Trouble:
    """Turns faults on and off. One kind is on once: turned on again, it lasts from now."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._standing: dict[str, tuple[Fault, asyncio.TimerHandle, float]] = {}

    def begin(self, kind: str, seconds: float) -> None:
        """ValueError for a kind that is not known, and for a time that is none."""
        if kind not in _KINDS:
            raise ValueError(f"kind must be one of {list(KINDS)}")
        if not 0 < seconds <= LONGEST:
            raise ValueError(f"seconds must be more than 0 and at most {LONGEST:.0f}")
        self.end(kind)
        timer = asyncio.get_running_loop().call_later(seconds, self.end, kind)
        self._standing[kind] = (_KINDS[kind](self._faults), timer, time.monotonic() + seconds)

    def end(self, kind: str) -> None:
        """Nothing happens if it is not on."""
        if found := self._standing.pop(kind, None):
            fault, timer, _ = found
            timer.cancel()
            self._faults.end(fault)

    def end_all(self) -> None:
        for kind in list(self._standing):
            self.end(kind)

    def left(self) -> dict[str, float]:
        """The kinds that are on, with the seconds until they end."""
        now = time.monotonic()
        return {kind: round(max(0.0, end - now), 1) for kind, (_, _, end) in self._standing.items()}
