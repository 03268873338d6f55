"""Whether somebody has set the wall clock: waits that are stored as wall times then move with it."""

from __future__ import annotations

from domain.clock import Clock

# Less than this is no setting of the clock but its daily correction (milliseconds).
TOLERATED_MS = 250


class Wall:
    """Compares the wall clock with the monotonic one; `known` is how far it was ahead when that was looked at last.

    Where the monotonic clock stands still while a machine sleeps, waits become longer by the sleep, never shorter.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.known = self.ahead()

    def ahead(self) -> int:
        """How far the wall clock is ahead of the monotonic one now (milliseconds)."""
        return self._clock.now_ms() - int(self._clock.monotonic() * 1000)

    def was_set(self) -> bool:
        """Whether somebody has set the wall clock, and nothing that is stored has moved with it."""
        ahead = self.ahead()
        if abs(ahead - self.known) > TOLERATED_MS:
            return True
        self.known = ahead
        return False


class StillWall(Wall):
    """Of a clock that all processes share: what is stored by it moves with it for none of them alone."""

    def was_set(self) -> bool:
        return False
