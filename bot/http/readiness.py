"""Why the program is not ready: parts say what holds them up, and the store is asked whether it takes anything."""

from __future__ import annotations

import asyncio
import logging

from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.store import Store

log = logging.getLogger(__name__)

# Seconds that the store has to take a row; a monitor waits no longer.
PATIENCE = 2.0
# Seconds for which an answer of the store is passed on: some monitors ask several times a second.
_FRESH = 1.0


class Readiness:
    """`held_up`: the reason of each part that cannot work now, by its name."""

    def __init__(self, store: Store, clock: Clock, *, patience: float = PATIENCE) -> None:
        """`patience`: seconds that the store has to take a row."""
        self.patience = patience
        self._store = store
        self._clock = clock
        self._trying: asyncio.Task[str] | None = None
        self._found, self._found_at = "", float("-inf")
        self.held_up: dict[str, str] = {}

    def set(self, part: str, reason: str) -> None:
        """`reason` "": the part works."""
        if reason:
            self.held_up[part] = reason
        else:
            self.held_up.pop(part, None)

    async def reasons(self) -> list[str]:
        """Empty: ready."""
        store = await self._store_trouble()
        return [*([store] if store else []), *(f"{part}: {reason}" for part, reason in sorted(self.held_up.items()))]

    async def _store_trouble(self) -> str:
        """A store that answers reads may still take no writes: a row is written, and awaited for so long."""
        if self._store.damage is not None:
            return self._store.damage.key
        if self._clock.monotonic() - self._found_at < _FRESH:
            return self._found
        # A try that hangs goes on, and a question that comes meanwhile waits for the same one.
        trying = self._trying = self._trying or asyncio.create_task(self._try())
        done, _ = await asyncio.wait({trying}, timeout=self.patience)
        if not done:
            return self._store.trouble.key if self._store.trouble else "store-hangs"
        return trying.result()

    async def _try(self) -> str:
        """Keeps what it found, and when: where nobody waited any more, that may be long over at the next question."""
        try:
            self._found = await self._ask_store()
            self._found_at = self._clock.monotonic()
        finally:
            self._trying = None
        return self._found

    async def _ask_store(self) -> str:
        try:
            await self._store.facts.is_halted()
            async with self._store.transaction(quiet=True) as work:
                await work.facts.touch(self._clock.now_ms())
        except StoreUnavailable as error:
            return error.key
        return ""

    async def close(self) -> None:
        """At the end, before the store is closed."""
        if self._trying is not None:
            await asyncio.wait({self._trying}, timeout=PATIENCE)
