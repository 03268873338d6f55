"""Ends the process when it hangs: a supervisor's new process is better than one that hangs for hours.

Two things are watched. The event loop must run: that depends on nothing outside. The heartbeat must reach the
database, with much more patience: a server that is frozen or away comes back, and this process then goes on within a
second, which a new one could not.
"""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger(__name__)

# So many looks, one second apart, without a sign of the event loop end the process.
PATIENCE = 60
# The same without a heartbeat in the database. With a minute, a server that was frozen for 60 s ended the process.
PATIENCE_WITH_THE_DATABASE = 600
EXIT_CODE = 1


class Watchdog:
    """A thread of its own, since an event loop that hangs cannot look at itself.

    It counts its looks, not the time: a machine that slept has not hung. Ending at once is safe: the store knows what
    is in flight, and nothing can be recorded while the store is out of reach.
    """

    def __init__(self, patience: int = PATIENCE, with_the_database: int = PATIENCE_WITH_THE_DATABASE) -> None:
        self._patience = patience
        self._with_the_database = with_the_database
        self._without_loop = 0
        self._without_beat = 0
        self._over = threading.Event()

    def loop_runs(self) -> None:
        """The event loop is not stuck."""
        self._without_loop = 0

    def beat(self) -> None:
        """The process has written its heartbeat."""
        self._without_loop = self._without_beat = 0

    def start(self) -> None:
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            self._without_loop += 1
            self._without_beat += 1
            if self._without_loop >= self._patience:
                self._end("worker.hangs", self._patience)
            if self._without_beat >= self._with_the_database:
                self._end("worker.no_heartbeat", self._with_the_database)

    def _end(self, event: str, seconds: int) -> None:
        log.critical("%s seconds=%d", event, seconds)
        logging.shutdown()
        os._exit(EXIT_CODE)
