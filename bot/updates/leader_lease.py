"""Whose the timetable is: with several `run` on one database exactly one, by a lease that a dead host cannot keep."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.running import Part
from bot.until import within
from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.store import Store

log = logging.getLogger(__name__)

LEASE = 5.0
"""Seconds for which a turn is held; another process has it at most 1.5 s later."""

_LOOK = 1.0
_NAME = "timetable"


class Turn:
    """One process has the file to itself: it is always its turn."""

    @property
    def is_mine(self) -> bool:
        return True

    @asynccontextmanager
    async def kept(self, stop: asyncio.Event) -> AsyncIterator[None]:
        """Holds it, or waits for it, beside the block; hands it over at its end.

        Where it cannot do so any more the block is told to stop, and the error is raised after it: a process that
        went on without its turn would look alive, take no updates and publish nothing.
        """
        yield

    async def only(self, part: Part, stop: asyncio.Event) -> None:
        """Runs a part of the program that only one process may run."""
        await part(stop)


class SharedTurn(Turn):
    """Renewed each second; lost when the store has not confirmed it for so long as others must believe in it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._until = float("-inf")

    @property
    def is_mine(self) -> bool:
        return self._clock.monotonic() < self._until

    @asynccontextmanager
    async def kept(self, stop: asyncio.Event) -> AsyncIterator[None]:
        looking = asyncio.create_task(self._keep_looking(stop))
        try:
            yield
        finally:
            looking.cancel()
            [ended] = await asyncio.gather(looking, return_exceptions=True)
            await self._hand_over()
        if isinstance(ended, Exception):
            raise ended

    async def _keep_looking(self, stop: asyncio.Event) -> None:
        try:
            while True:
                await self._look()
                await self._clock.sleep(_LOOK)
        except Exception:
            self._until = float("-inf")
            stop.set()
            raise

    async def _hand_over(self) -> None:
        self._until = float("-inf")
        try:
            async with self._store.transaction(quiet=True) as work:
                await work.leases.drop(_NAME, self._holder)
        except StoreUnavailable as error:
            log.info("turn.not_handed_over why=%s", error)

    async def _look(self) -> None:
        asked_at = self._clock.monotonic()
        before = self.is_mine
        try:
            async with self._store.transaction(quiet=True) as work:
                mine = await work.leases.take(_NAME, self._holder, int(LEASE * 1000))
        except StoreUnavailable as error:
            log.warning("turn.unknown why=%s", error)
            return
        self._until = asked_at + LEASE if mine else float("-inf")
        if mine and not before:
            log.info("turn.taken")

    async def only(self, part: Part, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if not self.is_mine:
                await within(stop, _LOOK / 5)
                continue
            over = asyncio.Event()
            watching = asyncio.create_task(self._watch(over, stop))
            try:
                await part(over)
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self, over: asyncio.Event, stop: asyncio.Event) -> None:
        while self.is_mine and not await within(stop, _LOOK / 5):
            pass
        over.set()
