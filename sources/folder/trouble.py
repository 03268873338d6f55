"""A folder that is missing or cannot be read: one line, one word to the owners, and one line when it is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from domain.clock import Clock
from storage.store import Store

_DAY_MS = 86_400_000

T = TypeVar("T")

log = logging.getLogger(__name__)


class Trouble:
    """Remembers whether the folder could be read at the last look."""

    def __init__(self, folder: str, store: Store, clock: Clock) -> None:
        self._folder = folder
        self._store = store
        self._clock = clock
        self._reason = ""

    async def make(self, path: Path) -> None:
        """Makes the folder if there is none; if that fails, the look that follows says why."""
        try:
            if await self.aside(lambda: _made(path)):
                log.info("folder.made folder=%s", self._folder)
        except OSError as error:
            await self.met(error)

    async def met(self, error: OSError) -> None:
        """It cannot be read now. Told once for as long as the reason stays the same."""
        reason = error.strerror or type(error).__name__
        if reason == self._reason:
            return
        self._reason = reason
        log.error(
            "folder.unreadable folder=%s reason=%s remedy=%s",
            *(self._folder, reason, "make the folder, or set ARTICLES_DIR to one that can be read"),
        )
        day = self._clock.now_ms() // _DAY_MS
        values: dict[str, str | int] = {"folder": self._folder, "reason": reason}
        async with self._store.transaction() as work:
            await work.notices.add(f"folder:{self._folder}:{reason}:{day}", "source-folder-unreadable", values)

    async def over(self) -> None:
        """It can be read."""
        if self._reason:
            self._reason = ""
            log.info("folder.readable_again folder=%s", self._folder)

    async def aside(self, work: Callable[[], T]) -> T:
        """Runs file work in a thread: a slow disk must not hold up the answers to people."""
        return await asyncio.to_thread(work)


def _made(path: Path) -> bool:
    if path.exists():
        return False
    path.mkdir(parents=True, exist_ok=True)
    return True
