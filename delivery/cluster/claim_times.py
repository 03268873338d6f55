"""How long claims take on this database and machine: so much earlier than its first slot a claim begins."""

from __future__ import annotations

from delivery.rate.limiter import AHEAD

# A claim that takes longer than 50 ms (a slow database, a busy machine) begins at most so early (seconds).
AHEAD_AT_MOST = 0.3
# The next slots are asked for so many times earlier than the slowest of the last claims needed.
EARLIER = 1.5
# The slowest claim is forgotten by this factor a message: half of it in about ten seconds of a full rate.
FORGETS = 0.9999


class ClaimTimes:
    """`ahead`: how long before its first slot a claim is to begin (seconds). Times are monotonic seconds."""

    def __init__(self) -> None:
        self.ahead = AHEAD
        self._begun: dict[float, float] = {}

    def begins(self, slot: float, now: float) -> None:
        """The claim for the slots from this one on."""
        self._begun = {slot: begun for slot, begun in self._begun.items() if slot > now - 1} | {slot: now}

    def has_message(self, slot: float, now: float) -> None:
        """The slot has its message: with the first slot of a claim the claim is over."""
        if (begun := self._begun.pop(slot, None)) is not None:
            self.ahead = max(self.ahead, min((now - begun) * EARLIER, AHEAD_AT_MOST))

    def forget_a_little(self) -> None:
        """A message leaves."""
        self.ahead = max(self.ahead * FORGETS, AHEAD)
