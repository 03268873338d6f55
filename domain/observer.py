"""How code reports its durations: the program passes an observer in, for example a histogram."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class DurationObserver(Protocol):
    """A histogram of `prometheus_client`, or any object with its `observe`."""

    def observe(self, amount: float, /) -> None:
        """Records one duration, in seconds."""


@contextmanager
def timed(observer: DurationObserver | None) -> Iterator[None]:
    """Observes how long the block took, however it ended."""
    started = time.perf_counter()
    try:
        yield
    finally:
        if observer is not None:
            observer.observe(time.perf_counter() - started)
