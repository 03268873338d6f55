"""What a job of a cluster does: it delivers for 10 s, and calls others while there is work for them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from delivery.engine.context import Desk, Runner
from delivery.engine.runners import idle
from delivery.engine.scheduler import is_ripe
from delivery.engine.step import Delivery
from domain.errors import StoreUnavailable

log = logging.getLogger(__name__)

JOB = 10.0
"""Seconds that a job delivers; then its place is free for whoever waits."""

_BUSY = 0.2
_NOTHING = 1.0


class Turns:
    """`call` asks the engine for a worker; it may raise anything: a call that got lost is made again by a sweep."""

    def __init__(self, desk: Desk, delivery: Delivery, call: Callable[[], Awaitable[None]]) -> None:
        self._desk = desk
        self._delivery = delivery
        self._call = call

    async def take(self, runner: Runner) -> None:
        """Delivers for 10 s, or until there has been nothing to do for a second, or the desk stops."""
        desk, clock = self._desk, self._desk.clock
        begun = worked = clock.monotonic()
        called = await self._is_much()
        if called:
            await self._call_quietly()
        while not desk.stopping.is_set() and clock.monotonic() - begun < JOB:
            busy = await self._step(runner)
            now = clock.monotonic()
            if busy:
                worked = now
            elif now - worked > _NOTHING:
                return
            else:
                await idle(desk)
            if busy and not called and now - begun > _BUSY:
                called = True
                await self._call_quietly()
        if not desk.stopping.is_set():
            await self._call_quietly()

    async def _step(self, runner: Runner) -> bool:
        try:
            return await self._delivery.step(runner)
        except StoreUnavailable as error:
            log.warning("delivery.store_unavailable why=%s", error)
            return False

    async def _is_much(self) -> bool:
        """Whether there is work for another place too, as far as anybody has counted."""
        desk = self._desk
        try:
            broadcasts = await desk.store.broadcasts.open()
        except StoreUnavailable:
            return False
        now = desk.clock.now_ms()
        left = [broadcast.left for broadcast in broadcasts if is_ripe(broadcast, now)]
        return sum(left) > _BUSY * desk.gate.rate or any(count < 0 for count in left)

    async def _call_quietly(self) -> None:
        with suppress(Exception):
            await self._call()
