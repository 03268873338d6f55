"""A machine whose wall clock is set, which sleeps, is restarted, and forgets nothing else."""

from __future__ import annotations

from bot.clock.machine import Machine
from tests.builders import StillClock

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


class Wall(StillClock):
    """`set_by` is what `date -s` does. `machine` is what the kernel knows."""

    def __init__(self) -> None:
        super().__init__()
        self._set_ms = 0
        self._booted = 0.0
        self.boot = "first"

    def now_ms(self) -> int:
        return super().now_ms() + self._set_ms

    @property
    def machine(self) -> Machine:
        booted = self._booted
        since = lambda: int((self.passed - booted) * 1000)  # noqa: E731 - one function for both clocks
        return Machine(self.boot, since, since)

    def set_by(self, seconds: float) -> None:
        self._set_ms += int(seconds * 1000)

    def is_restarted(self, *, off: float) -> None:
        """The machine was off for so long; its battery kept the wall clock."""
        self.passed += off
        self._booted, self.boot = self.passed, f"{self.boot}+"
