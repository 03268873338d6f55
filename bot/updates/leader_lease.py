"""The leader lease: which of several `run` on one database polls and runs the periodic tasks.

The lease runs out by itself, so a dead host cannot keep it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.running import Part, until
from delivery.engine.parts import cancel
from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.store import Store

log = logging.getLogger(__name__)

# Seconds for which the lease is taken. When its holder dies, another process has it at most 1.5 s after that.
LEASE_SECONDS = 5.0

# Seconds between two renewals.
RENEW_SECONDS = 1.0

_NAME = "timetable"


class LeaderLease(Protocol):
    """Held by one process of those that share a store."""

    @property
    def is_held(self) -> bool:
        """Whether this process is the leader now."""

    def kept(self, stop: asyncio.Event) -> AbstractAsyncContextManager[None]:
        """Tries to hold the lease during the block, and hands it over at its end.

        A defect in renewing sets `stop` and is raised after the block: a process that went on without a lease would
        look alive, take no updates and publish nothing.
        """

    async def run_as_leader(self, part: Part, stop: asyncio.Event) -> None:
        """Runs a part of the program while this process is the leader."""


class SoleLeader:
    """One process has the store to itself: it is always the leader."""

    is_held = True

    @asynccontextmanager
    async def kept(self, stop: asyncio.Event) -> AsyncIterator[None]:
        yield

    async def run_as_leader(self, part: Part, stop: asyncio.Event) -> None:
        await part(stop)


class StoredLease:
    """A row of the store, renewed each second. It is lost when the store has not confirmed it for its whole length."""

    def __init__(self, store: Store, clock: Clock, *, renew_seconds: float = RENEW_SECONDS) -> None:
        self._store = store
        self._clock = clock
        self._renew_seconds = renew_seconds
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._until = float("-inf")

    @property
    def is_held(self) -> bool:
        return self._clock.monotonic() < self._until

    @asynccontextmanager
    async def kept(self, stop: asyncio.Event) -> AsyncIterator[None]:
        renewing = asyncio.create_task(self._keep_renewing(stop))
        try:
            yield
        finally:
            await cancel((renewing,))
            [ended] = await asyncio.gather(renewing, return_exceptions=True)
            await self._hand_over()
        if isinstance(ended, Exception):
            raise ended

    async def _keep_renewing(self, stop: asyncio.Event) -> None:
        try:
            while True:
                await self.renew()
                await self._clock.sleep(self._renew_seconds)
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
            log.info("lease.not_handed_over reason=%s", error)

    async def renew(self) -> None:
        """Takes the lease if it is free, renews it if it is ours."""
        asked_at, was_held = self._clock.monotonic(), self.is_held
        try:
            async with self._store.transaction(quiet=True) as work:
                taken = await work.leases.take(_NAME, self._holder, int(LEASE_SECONDS * 1000))
        except StoreUnavailable as error:
            log.warning("lease.unknown reason=%s", error)
            return
        self._until = asked_at + LEASE_SECONDS if taken else float("-inf")
        if taken and not was_held:
            log.info("lease.taken")

    async def run_as_leader(self, part: Part, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if not self.is_held:
                await until(stop, self._clock.sleep(self._renew_seconds / 5))
                continue
            lost = asyncio.Event()
            watching = asyncio.create_task(self._watch(lost, stop))
            try:
                await part(lost)
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self, lost: asyncio.Event, stop: asyncio.Event) -> None:
        """Sets `lost` when the lease is lost or the program stops."""
        while self.is_held and not stop.is_set():
            await until(stop, self._clock.sleep(self._renew_seconds / 5))
        lost.set()
