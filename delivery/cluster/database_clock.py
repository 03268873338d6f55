"""The database's clock as seen from here: waits of several machines go by one clock, whatever their own say."""

from __future__ import annotations

from domain.clock import Clock

# Two clocks drift apart by so much a second at most: a clock that is being set right gains or loses 500 us a second.
DRIFT = 0.0005
# The machine's own two clocks part by so much only when one is set, or when it stood still: a suspended machine has
# a monotonic clock that did not go on, and a wall clock that is set right as soon as it wakes (seconds).
PARTED = 0.25


class DatabaseClock:
    """A Clock whose wall time is the database's; until it was asked once, the machine's.

    The database read its clock between our `before` and `after`, so how far the two lie apart is known to within that
    time. What each answer says holds later too, but for the drift: all of them together say it closer than the quickest
    one does. An answer that contradicts the earlier ones counts alone: the clock was set, or this machine stood still.

    `epoch`: how often that was. What was agreed upon in an earlier one, a slot or a lease, may be long over.
    """

    def __init__(self, system: Clock) -> None:
        self._system = system
        self._low: float | None = None
        self._high = 0.0
        self._at = 0.0
        self._parted = 0.0
        self.epoch = 0

    def learn(self, before: float, database_us: int, after: float) -> None:
        """The database said `database_us` at some moment between these two of the monotonic clock."""
        low, high = database_us / 1e6 - after, database_us / 1e6 - before
        if self._low is not None:
            drift = DRIFT * max(0.0, after - self._at)
            low_of_all, high_of_all = max(low, self._low - drift), min(high, self._high + drift)
            if low_of_all <= high_of_all and not self.stood_still:
                low, high = low_of_all, high_of_all
            else:
                self.epoch += 1
        self._low, self._high, self._at, self._parted = low, high, after, self._apart()

    @property
    def stood_still(self) -> bool:
        """Whether the machine slept, or somebody set its clock, since the database answered."""
        return self._low is not None and abs(self._apart() - self._parted) > PARTED

    def _apart(self) -> float:
        return self._system.now_ms() / 1000 - self._system.monotonic()

    @property
    def error(self) -> float:
        """By how much `local` may be late (seconds), never early."""
        return self._high - self._low if self._low is not None and not self.stood_still else 3600.0

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
