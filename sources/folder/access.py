"""Whether the watched folder can be read: a failure is one log line and one notice to the owners; so is its end."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from domain.clock import Clock
from storage.store import Store

_DAY_MS = 86_400_000

log = logging.getLogger(__name__)


class FolderAccess:
    """Remembers why the folder could not be read at the last look."""

    def __init__(self, folder: str, store: Store, clock: Clock) -> None:
        self._folder = folder
        self._store = store
        self._clock = clock
        self._reason = ""

    async def create(self, path: Path) -> None:
        """Creates the folder if there is none; if that fails, the look that follows reports why."""
        try:
            if await asyncio.to_thread(_created, path):
                log.info("folder.created folder=%s", self._folder)
        except OSError as error:
            await self.report_failure(error)

    async def report_failure(self, error: OSError) -> None:
        """The folder cannot be read. Reported once for as long as the reason stays the same."""
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

    def report_recovery(self) -> None:
        """The folder can be read."""
        if self._reason:
            self._reason = ""
            log.info("folder.readable_again folder=%s", self._folder)


def _created(path: Path) -> bool:
    if path.exists():
        return False
    path.mkdir(parents=True, exist_ok=True)
    return True
