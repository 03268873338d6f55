"""Who of the readers gave a sign of life: noted in memory, and written for many at once, once a day for each."""

from __future__ import annotations

from collections import OrderedDict

from domain.readers.nudge import DAY_MS, SILENT_DAYS
from storage.store import Store

# Readers remembered at once (about 10 MB). One who is forgotten is written once more.
_REMEMBERED = 100_000
# Readers of one transaction: some 10 ms.
_AT_ONCE = 500


class Presence:
    """One a process."""

    def __init__(self) -> None:
        self._written: OrderedDict[int, int] = OrderedDict()
        self._new: set[int] = set()

    def note(self, recipient: int, now_ms: int) -> None:
        """A reader wrote or pressed."""
        today = now_ms // DAY_MS
        if self._written.get(recipient) != today and len(self._new) < _REMEMBERED:
            self._written[recipient] = today
            self._written.move_to_end(recipient)
            self._new.add(recipient)
            if len(self._written) > _REMEMBERED:
                self._written.popitem(last=False)

    async def flush(self, store: Store, now_ms: int) -> None:
        """Writes what was noted; after a kill a reader of the last minute is written at the next word."""
        while self._new:
            batch = [self._new.pop() for _ in range(min(_AT_ONCE, len(self._new)))]
            try:
                async with store.transaction() as work:
                    await work.nudges.seen(batch, now_ms + SILENT_DAYS * DAY_MS)
            except BaseException:
                self._new.update(batch)
                raise
