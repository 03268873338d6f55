"""Ends a process that was asked to stop and does not end by itself: a store that refuses must not keep it."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

# So long after the signal (seconds): delivery waits 7 s for answers and one for the store, and ten are promised, of
# which the exit itself took half a second on a busy machine.
LAST_EXIT = 9.0
_FAILED = 1


class LastExit:
    """`begin` at the signal; `unrecorded` then tells how many answers of Telegram the store has not taken.

    A thread, since what holds the process up may be the event loop's own end, which waits for the store's threads.
    """

    def __init__(self, seconds: float = LAST_EXIT) -> None:
        self._seconds = seconds
        self.unrecorded: Callable[[], int] = lambda: 0

    def begin(self) -> None:
        timer = threading.Timer(self._seconds, self._exit)
        timer.daemon = True
        timer.start()

    def _exit(self) -> None:
        log.error("run.ended_unrecorded answers=%d next=counted as of unknown fate", self.unrecorded())
        logging.shutdown()
        os._exit(_FAILED)
