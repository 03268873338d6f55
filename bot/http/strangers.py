"""Who comes without the secret is one line a minute in the log, however often: a flood must not fill the disk."""

from __future__ import annotations

from domain.clock import Clock

# Seconds for which no further line is logged.
_SILENT = 60.0


class Strangers:
    """Counts those who came since the last line."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._came = 0
        self._told_at = float("-inf")

    def to_tell(self) -> int:
        """Another one has come: how many are to be told of now; 0: be silent."""
        self._came += 1
        now = self._clock.monotonic()
        if now - self._told_at < _SILENT:
            return 0
        told, self._came, self._told_at = self._came, 0, now
        return told
