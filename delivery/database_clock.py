"""The database's clock as seen from here: waits of several machines go by one clock, whatever their own say."""

from __future__ import annotations

from domain.clock import Clock

# Two clocks drift apart by so much a second at most: a clock that is being set right gains or loses 500 us a second.
DRIFT = 0.0005


class DatabaseClock:
    """A Clock whose wall time is the database's; until it was asked once, the machine's.

    The database read its clock between our `before` and `after`, so how far the two lie apart is known to within that
    time. What each answer says holds later too, but for the drift: all of them together say it closer than the quickest
    one does. An answer that contradicts the earlier ones counts alone: the clock was set.
    """

    def __init__(self, system: Clock) -> None:
        self._system = system
        self._low: float | None = None
        self._high = 0.0
        self._at = 0.0

    def learn(self, before: float, database_us: int, after: float) -> None:
        """The database said `database_us` at some moment between these two of the monotonic clock."""
        low, high = database_us / 1e6 - after, database_us / 1e6 - before
        if self._low is not None:
            drift = DRIFT * max(0.0, after - self._at)
            low_of_all, high_of_all = max(low, self._low - drift), min(high, self._high + drift)
            if low_of_all <= high_of_all:
                low, high = low_of_all, high_of_all
        self._low, self._high, self._at = low, high, after

    @property
    def error(self) -> float:
        """By how much `local` may be late (seconds), never early."""
        return self._high - self._low if self._low is not None else 3600.0

    def local(self, database_us: int) -> float:
        """The latest moment of the monotonic clock that this moment of the database's clock may be."""
        assert self._low is not None, "asked before anything was learned"
        return database_us / 1e6 - self._low

    def now_ms(self) -> int:
        if self._low is None:
            return self._system.now_ms()
        return int((self._system.monotonic() + (self._low + self._high) / 2) * 1000)

    def monotonic(self) -> float:
        return self._system.monotonic()

    async def sleep(self, seconds: float) -> None:
        await self._system.sleep(seconds)
