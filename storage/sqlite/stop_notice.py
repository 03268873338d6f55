"""Tells the next start that a run was asked to stop, also where the store takes nothing: locked, full, away.

A file beside the store is made at the start and renamed at the stop. A rename needs no lock, and no room on a full
disk. Without it the next start could not tell a stop from a kill, and would send again what had no answer in the store.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)


class StopNotice:
    """Beside the file of a store; of the one process that delivers from it."""

    def __init__(self, database: Path) -> None:
        self._prepared = database.with_name(database.name + ".run")
        self._posted = database.with_name(database.name + ".stopped")

    def posted(self) -> int:
        """The run that was asked to stop; 0: the last one was not, or its notice cannot be read."""
        with suppress(OSError, ValueError):
            return int(self._posted.read_text("ascii"))
        return 0

    def prepare(self, run: int) -> None:
        """This run delivers now. Without room for the file a stop counts as a kill, which the log says."""
        try:
            self._prepared.write_text(f"{run}\n", "ascii")
            self._posted.unlink(missing_ok=True)
        except OSError as error:
            log.warning("store.no_stop_notice why=%s", error.strerror)

    def post(self) -> None:
        """The run that was prepared is asked to stop."""
        with suppress(OSError):
            self._prepared.replace(self._posted)
