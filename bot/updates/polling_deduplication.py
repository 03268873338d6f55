"""Acts once on each polled update, also when a server gives it twice and when the process was killed.

The commit of an update's first effect marks it as done; a second mark says that its handler has ended. Only then is it
confirmed to Telegram. After a kill in between it comes again: its effect stands, and only the answer is repeated
(handlers/core/middlewares.py).
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from aiogram.types import Update

from domain.errors import StoreUnavailable
from storage.current_update import CurrentUpdate
from storage.store import Store

log = logging.getLogger(__name__)

# Updates of this process that are remembered as started: about 2 MB.
REMEMBERED = 10_000

# Telegram's longest fields of this kind are far shorter.
_LONGEST_FINGERPRINT = 200
_TELLING_FIELDS = ("id", "message_id", "poll_id", "date")


def fingerprint(update: Update) -> str:
    """Tells an update from another of the same number: a server that lost its counter may give a number twice."""
    kind, event = next(
        ((name, value) for name, value in update if name != "update_id" and value is not None), ("", None)
    )
    parts = [str(getattr(event, name, "")) for name in _TELLING_FIELDS]
    parts += [str(getattr(getattr(event, who, None), "id", "")) for who in ("chat", "from_user")]
    return ":".join([kind, *parts])[:_LONGEST_FINGERPRINT]


class PollingDeduplication:
    """Remembers the updates of this process."""

    def __init__(self) -> None:
        self._started: OrderedDict[tuple[int, str], None] = OrderedDict()

    async def fresh(self, updates: Sequence[Update]) -> list[Update]:
        """The updates that were not started yet; they count as started from now on."""
        found = []
        for update in updates:
            key = (update.update_id, fingerprint(update))
            if key not in self._started:
                self._started[key] = None
                found.append(update)
        while len(self._started) > REMEMBERED:
            self._started.popitem(last=False)
        return found

    def current(self, update: Update) -> CurrentUpdate | None:
        """What marks the effects of this update; None if nothing is stored."""
        return None

    async def answered(self, update: Update) -> None:
        """The update's handler has ended."""


class StoredPollingDeduplication(PollingDeduplication):
    """Remembers the updates of every process, in the store. One commit writes all that ended during the last one."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._unwritten: list[tuple[int, str]] = []
        self._unanswered: set[tuple[int, str]] = set()
        self._writing = asyncio.Lock()

    async def fresh(self, updates: Sequence[Update]) -> list[Update]:
        new = await super().fresh(updates)
        if not new:
            return []
        numbers = [update.update_id for update in new]
        try:
            done = await self._store.updates.done_among(min(numbers), max(numbers))
        except StoreUnavailable as error:
            # The person is told that it does not work now: an answer twice is better than none.
            log.warning("deduplication.unreadable reason=%s", error)
            return new
        self._unanswered |= {key for key, answered in done.items() if not answered}
        return [update for update in new if not done.get((update.update_id, fingerprint(update)), False)]

    def current(self, update: Update) -> CurrentUpdate:
        key = (update.update_id, fingerprint(update))
        return CurrentUpdate(*key, committed=key in self._unanswered)

    async def answered(self, update: Update) -> None:
        key = (update.update_id, fingerprint(update))
        self._unanswered.discard(key)
        self._unwritten.append(key)
        async with self._writing:
            updates, self._unwritten = self._unwritten, []
            if not updates:
                return
            try:
                async with self._store.transaction(quiet=True) as work:
                    await work.updates.remember(updates)
            except StoreUnavailable as error:
                log.warning("deduplication.unwritten updates=%d reason=%s", len(updates), error)
