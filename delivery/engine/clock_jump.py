"""Notices that somebody has set the wall clock: waits that are stored as wall times must move with it."""

from __future__ import annotations

from domain.clock import Clock

# A smaller difference is no setting of the clock but its daily correction (milliseconds).
TOLERATED_MS = 250


class ClockJumpDetector:
    """Compares the wall clock with the monotonic one; `known` is how far it was ahead at the last look.

    Where the monotonic clock stands still while a machine sleeps, waits become longer by the sleep, never shorter.
    """

    def __init__(self, clock: Clock, tolerated_ms: float = TOLERATED_MS) -> None:
        """`tolerated_ms`: infinity for a clock that all processes share: no single one of them moves what is stored."""
        self._clock = clock
        self._tolerated_ms = tolerated_ms
        self.known = self.ahead()

    def ahead(self) -> int:
        """How far the wall clock is ahead of the monotonic one now (milliseconds)."""
        return self._clock.now_ms() - int(self._clock.monotonic() * 1000)

    def has_jumped(self) -> bool:
        """Whether the wall clock was set, and the stored waits have not moved with it yet."""
        ahead = self.ahead()
        if abs(ahead - self.known) > self._tolerated_ms:
            return True
        self.known = ahead
        return False
