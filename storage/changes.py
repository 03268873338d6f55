"""Tells every commit to those who wait for work, so that they go on at once."""

from __future__ import annotations

import asyncio


class Changes:
    """Word of commits, of this process at once and of others when `data_version` is looked at."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def tell(self) -> None:
        """Something was committed: everyone who waits goes on."""
        self._event.set()
        self._event = asyncio.Event()

    def seen(self) -> asyncio.Event:
        """What `wait` takes as `since`, asked for before a look: a commit during the look is not missed then."""
        return self._event

    async def wait(self, seconds: float, since: asyncio.Event | None = None) -> bool:
        """Waits for the next commit (the next after `since`), at most so long; whether there was one."""
        event = self._event if since is None else since
        try:
            # Not wait_for: Python 3.11's swallows a cancellation that comes in the instant of a commit.
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return False
        return True
