"""Which updates were acted on: each acts once, also when a server gives it twice, and when the process was killed.

An update that was polled is written down in the commit of its first effect, and again when its handler has ended; only
then it is confirmed. After a kill in between it comes again: what it did stands, and only the answer is made up for
(handlers/core/middlewares.py).
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from aiogram.types import Update

from domain.errors import StoreUnavailable
from storage.store import Store
from storage.update_in_hand import Acting

log = logging.getLogger(__name__)

REMEMBERED = 10_000
"""Updates of this process that are known to have been begun (about 2 MB)."""

_TELLING = ("id", "message_id", "poll_id", "date")


def said_in(update: Update) -> str:
    """What tells an update from another of the same number, which a server that lost its counter may give."""
    kind, event = next(
        ((name, value) for name, value in update if name != "update_id" and value is not None), ("", None)
    )
    parts = [str(getattr(event, name, "")) for name in _TELLING]
    parts += [str(getattr(getattr(event, who, None), "id", "")) for who in ("chat", "from_user")]
    return ":".join([kind, *parts])[:200]


class Memory:
    """Of one life of the process."""

    def __init__(self) -> None:
        self._begun: OrderedDict[tuple[int, str], None] = OrderedDict()

    async def fresh(self, updates: Sequence[Update]) -> list[Update]:
        """Those that nobody has begun yet; they count as begun from now on."""
        found = []
        for update in updates:
            key = (update.update_id, said_in(update))
            if key not in self._begun:
                self._begun[key] = None
                found.append(update)
        while len(self._begun) > REMEMBERED:
            self._begun.popitem(last=False)
        return found

    def acting(self, update: Update) -> Acting | None:
        """By what its effects are marked; None where nothing is kept."""
        return None

    async def acted(self, update: Update) -> None:
        """Its handler has ended."""


class StoredMemory(Memory):
    """Of every life: kept in the store, in one commit for all that ended while the last was written."""

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
            # Whoever writes is answered that it does not work now; better twice than not at all.
            log.warning("updates.cannot_remember why=%s", error)
            return new
        self._unanswered |= {key for key, answered in done.items() if not answered}
        return [update for update in new if not done.get((update.update_id, said_in(update)), False)]

    def acting(self, update: Update) -> Acting:
        key = (update.update_id, said_in(update))
        return Acting(*key, committed=key in self._unanswered)

    async def acted(self, update: Update) -> None:
        key = (update.update_id, said_in(update))
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
                log.warning("updates.cannot_write_down count=%d why=%s", len(updates), error)
