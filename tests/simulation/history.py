"""What happened in a run, with its virtual times: printed when a seed fails."""

from __future__ import annotations

from collections.abc import Callable


class History:
    """Lines are put together only when somebody reads them."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._events: list[tuple[float, str, tuple[object, ...]]] = []

    def note(self, what: str, *values: object) -> None:
        """`what` has a %s for each value."""
        self._events.append((self._now(), what, values))

    def lines(self) -> list[str]:
        return [f"{when:12.4f}  {what % values}" for when, what, values in self._events]
