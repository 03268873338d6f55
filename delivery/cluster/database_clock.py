"""The database's clock as this machine knows it: the waits of several machines go by one clock."""

from __future__ import annotations

from typing import NamedTuple

from domain.clock import Clock

# Two clocks drift apart by so much a second at most: a clock that is being corrected gains or loses 500 us a second.
DRIFT = 0.0005
# The machine's own two clocks part by so much (seconds) only when one is set, or when the machine stood still: the
# monotonic clock of a suspended machine stops, and its wall clock is set right as soon as it wakes.
PARTED = 0.25
# The database's clock was set when it jumps by more (seconds); waits of seconds outlive a smaller jump.
JUMP = 60.0
# After a jump nothing is deleted by it for so long (seconds).
STEADY = 3600.0


class SetBack(NamedTuple):
    """The database's clock was set back by so much, and had been that far ahead for so long at most (milliseconds)."""

    by_ms: int
    ahead_for_ms: int


class DatabaseClock:
    """A Clock whose wall time is the database's; until it was asked once, the machine's.

    The database read its clock between our `before` and `after`, so each answer gives a range for how far the clocks
    lie apart. A range holds later too, but for the drift: all together are narrower than that of the quickest answer.
    An answer that contradicts the earlier ones counts alone: the clock was set, or this machine stood still.

    `epoch` counts those answers, and mends after them. A slot or a lease of an earlier epoch may be long over.
    """

    def __init__(self, system: Clock) -> None:
        self._system = system
        self._low: float | None = None
        self._high = 0.0
        self._at = 0.0
        self._parted = 0.0
        self._ahead_since = system.monotonic()
        self._jumped_at = float("-inf")
        self._set_back: SetBack | None = None
        self.epoch = 0

    def learn(self, before: float, database_us: int, after: float) -> None:
        """The database's clock showed `database_us` between these two moments of the monotonic clock."""
        low, high = database_us / 1e6 - after, database_us / 1e6 - before
        if self._low is not None:
            drift = DRIFT * max(0.0, after - self._at)
            low_of_all, high_of_all = max(low, self._low - drift), min(high, self._high + drift)
            if low_of_all <= high_of_all and not self.stood_still:
                low, high = low_of_all, high_of_all
            else:
                self.epoch += 1
                self._note_jump((low + high - self._low - self._high) / 2, after)
        self._low, self._high, self._at, self._parted = low, high, after, self._apart()

    def _note_jump(self, seconds: float, now: float) -> None:
        if abs(seconds) <= JUMP:
            return
        self._jumped_at = now
        if seconds > 0:
            self._ahead_since = now
        else:
            self._set_back = SetBack(int(-seconds * 1000), int((now - self._ahead_since + JUMP) * 1000))

    @property
    def set_back(self) -> SetBack | None:
        """That the database's clock was set back, until `mended`: what was written by the later time waits too long."""
        return self._set_back

    def mended(self, set_back: SetBack) -> None:
        """Slots that were reserved before that are void: they may lie a minute ahead."""
        self.epoch += 1
        if self._set_back is set_back:
            self._set_back = None

    @property
    def is_steady(self) -> bool:
        """Whether the database's clock has not jumped for an hour, so that something may be deleted by it."""
        return self._system.monotonic() - self._jumped_at >= STEADY

    @property
    def stood_still(self) -> bool:
        """Whether the machine slept, or its clock was set, since the last answer of the database."""
        return self._low is not None and abs(self._apart() - self._parted) > PARTED

    def _apart(self) -> float:
        return self._system.now_ms() / 1000 - self._system.monotonic()

    @property
    def error(self) -> float:
        """By how much `local` may be late (seconds). It is never early."""
        return self._high - self._low if self._low is not None and not self.stood_still else 3600.0

    def local(self, database_us: int) -> float:
        """The latest moment of the monotonic clock at which the database's clock may show this."""
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
