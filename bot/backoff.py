"""Pauses between attempts to reach Telegram."""

from __future__ import annotations

import logging

from domain.clock import Clock, SystemClock

log = logging.getLogger(__name__)

# Seconds: the first pause, doubled after each failure, and the longest one.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Backoff:
    """Growing pauses. Logs one line at the first failure and one when Telegram is reached again."""

    def __init__(self, what: str, clock: Clock | None = None) -> None:
        """`what`: the method that is called, for the log."""
        self._what = what
        self._clock = clock or SystemClock()
        self._pause = FIRST_PAUSE
        self._failed = False

    async def wait(self, reason: str) -> None:
        """Waits before the next attempt. `reason` must hold no message text."""
        if not self._failed:
            log.warning("telegram.unreachable what=%s error=%s remedy=%s", self._what, reason, "zharshy check")
        self._failed = True
        await self._clock.sleep(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def reset(self) -> None:
        """The call succeeded."""
        if self._failed:
            log.info("telegram.reached what=%s", self._what)
        self._failed, self._pause = False, FIRST_PAUSE
