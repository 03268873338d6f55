"""What left in the last second, and the permit of one message on its way into its socket."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from domain.clock import Clock

# The part of a message's lateness that belongs to the way from the limiter's permission to the socket (seconds): other
# callbacks may run between. A busy machine may take longer; the window counts a message from its permission until a
# second after it really left.
WAY = 0.003


class SlidingWindow:
    """The departures of the last second, with those that were permitted and have not left yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._departed: deque[float] = deque()
        self._permitted = 0

    def count(self, now: float) -> int:
        """How many count in the second up to `now` (monotonic seconds)."""
        self._forget(now)
        return len(self._departed) + self._permitted

    def first_free(self, now: float) -> float:
        """When a full second has a place again."""
        return (self._departed[0] if self._departed else now) + 1.0 + WAY

    def permit(self) -> None:
        """A message may leave: it has its place in every second until `confirm` or `release`."""
        self._permitted += 1

    def confirm(self) -> None:
        """A permitted message goes into its socket now."""
        self._permitted -= 1
        self._departed.append(self._clock.monotonic())

    def release(self) -> None:
        """A permitted message did not leave."""
        self._permitted -= 1

    def add(self, now: float) -> None:
        """A message left without a permission: an answer to a person."""
        self._forget(now)
        self._departed.append(now)

    def departed(self) -> int:
        """How many left in the last second."""
        self._forget(self._clock.monotonic())
        return len(self._departed)

    def _forget(self, now: float) -> None:
        while self._departed and self._departed[0] <= now - 1.0 - WAY:
            self._departed.popleft()


class Withdrawn(Exception):
    """A message that must not leave any more; raised when its connection is there."""


class Permit:
    """One message that was permitted in the window, until it is in its socket or is released.

    `may_leave` is asked beside the socket: seconds may have passed since the permission, in which a connection was
    made, or in which this process stood still and others went on.
    """

    __slots__ = ("_has_left", "_may_leave", "_window")

    def __init__(self, window: SlidingWindow, may_leave: Callable[[], bool] = lambda: True) -> None:
        self._window = window
        self._may_leave = may_leave
        self._has_left = False

    def use(self) -> None:
        """The message goes into its socket. Raises Withdrawn."""
        if not self._may_leave():
            raise Withdrawn
        self._has_left = True
        self._window.confirm()

    def close(self) -> None:
        """The message has its answer, or never left."""
        if not self._has_left:
            self._window.release()
