"""What a process counts and times about itself, for `/metrics`: one set a process, as a monitor reads it.

Whoever does the work observes it where it is done; bot/http/metrics.py writes the text. Counters only grow and begin
at 0 with the process. Nothing here names a chat or a text.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Seconds: from what nobody notices to what nobody waits for.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Timing:
    """Durations in seconds: how many took at most so long."""

    bounds: tuple[float, ...] = _BOUNDS
    counts: list[int] = field(default_factory=lambda: [0] * (len(_BOUNDS) + 1))
    total: float = 0.0

    def observe(self, seconds: float) -> None:
        """One more."""
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Observes how long the block took, however it ended."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.observe(time.perf_counter() - begun)


@dataclass(slots=True)
class Meters:
    """`answers`: from an update's arrival to the end of its handling. `searches`: of the store's search.

    `calls`: outcomes of delivery's calls to Telegram by name; `uploads`: of them, photos that went up. `limited`:
    answers to people that met a 429. `looked`: when a job of the timetable last ended well, on the monotonic clock.
    """

    answers: Timing = field(default_factory=Timing)
    searches: Timing = field(default_factory=Timing)
    calls: Counter[str] = field(default_factory=Counter)
    uploads: int = 0
    photos_refused: int = 0
    limited: int = 0
    looked: dict[str, float] = field(default_factory=dict)


METERS = Meters()
