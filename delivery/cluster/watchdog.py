"""Ends the process when its heartbeat stops: a supervisor's new process is better than one that hangs for hours."""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger(__name__)

# So many looks, one second apart, without a heartbeat end the process.
PATIENCE = 60
EXIT_CODE = 1


class Watchdog:
    """A thread of its own, since an event loop that hangs cannot look at itself.

    It counts its looks, not the time: a machine that slept has not hung. Ending at once is safe: the store knows what
    is in flight, and nothing can be recorded while the store is out of reach.
    """

    def __init__(self, patience: int = PATIENCE) -> None:
        self._patience = patience
        self._without_beat = 0
        self._over = threading.Event()

    def beat(self) -> None:
        """The process has written its heartbeat."""
        self._without_beat = 0

    def start(self) -> None:
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            self._without_beat += 1
            if self._without_beat >= self._patience:
                log.critical("worker.no_heartbeat seconds=%d", self._patience)
                logging.shutdown()
                os._exit(EXIT_CODE)
