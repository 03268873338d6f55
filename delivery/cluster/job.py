"""A job of a cluster: it delivers for 10 s, and asks for further workers while there is work for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.runners import try_step, wait_for_work
from delivery.engine.scheduler import is_due
from delivery.engine.step import Delivery
from domain.errors import StoreUnavailable

# How long a job delivers (seconds); then its place is free for the next job.
JOB = 10.0
# Work of more than so many seconds asks for a further worker.
_MUCH = 0.2
# A job without work for so long ends (seconds).
_IDLE = 1.0


class DeliveryJob:
    """`call` asks the engine for a worker. It may raise anything: a sweep repeats a call that was lost."""

    def __init__(self, context: DeliveryContext, delivery: Delivery, call: Callable[[], Awaitable[None]]) -> None:
        self._context = context
        self._delivery = delivery
        self._call = call

    async def run(self, runner: Runner) -> None:
        """Delivers for 10 s, or until there has been nothing to do for a second, or delivery stops."""
        stop, clock = self._context.stop, self._context.clock
        begun = worked = clock.monotonic()
        called = await self._is_much()
        if called:
            await self._call_quietly()
        while not stop.is_set() and clock.monotonic() - begun < JOB:
            busy = await try_step(self._delivery, runner)
            now = clock.monotonic()
            if busy:
                worked = now
            elif now - worked > _IDLE:
                return
            else:
                await wait_for_work(self._context)
            if busy and not called and now - begun > _MUCH:
                called = True
                await self._call_quietly()
        if not stop.is_set():
            await self._call_quietly()

    async def _is_much(self) -> bool:
        """Whether there is work for another worker too, as far as it was counted."""
        context = self._context
        try:
            broadcasts = await context.store.broadcasts.open()
        except StoreUnavailable:
            return False
        now = context.clock.now_ms()
        left = [broadcast.left for broadcast in broadcasts if is_due(broadcast, now)]
        return sum(left) > _MUCH * context.limiter.rate or any(count < 0 for count in left)

    async def _call_quietly(self) -> None:
        with suppress(Exception):
            await self._call()
