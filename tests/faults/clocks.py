"""A wall clock that somebody sets, beside one that never jumps."""

from __future__ import annotations

from tests.builders import JumpingClock


class SetClock(JumpingClock):
    """`set_by` hours is what `date -s` does: the monotonic clock knows nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self._set_ms = 0

    def now_ms(self) -> int:
        return super().now_ms() + self._set_ms

    def is_set(self, hours: float) -> None:
        self._set_ms += int(hours * 3_600_000)
