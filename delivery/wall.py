"""Whether somebody has set the wall clock: waits that are stored as wall times then move with it."""

from __future__ import annotations

from domain.clock import Clock

# Less than this is no setting of the clock but its daily correction (milliseconds).
TOLERATED_MS = 250


class Wall:
    """Compares the wall clock with the monotonic one.

    Where the monotonic clock stands still while a machine sleeps, waits become longer by the sleep, never shorter.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._apart = self._distance()

    def set_by(self) -> int:
        """By how many milliseconds the wall clock was set, and nothing that is stored has moved with it; mostly 0."""
        by = self._distance() - self._apart
        if abs(by) > TOLERATED_MS:
            return by
        self._apart += by
        return 0

    def moved(self, by: int) -> None:
        """What is stored has moved by so much."""
        self._apart += by

    def _distance(self) -> int:
        return self._clock.now_ms() - int(self._clock.monotonic() * 1000)


class StillWall(Wall):
    """Of a clock that all processes share: what is stored by it moves with it for none of them alone."""

    def set_by(self) -> int:
        return 0
