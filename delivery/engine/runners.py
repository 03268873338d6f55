"""The runners of a process that delivers alone, with what runs beside them, until a stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.drain import DRAIN, drained
from delivery.engine.network_watch import keep_watching
from delivery.engine.paid_broadcasts import PaidBroadcasts
from delivery.engine.parts import running
from delivery.engine.step import FLUSH, Delivery
from delivery.rate.throttle import ThrottleKeeper
from domain.errors import StoreUnavailable
from storage.store import Store

log = logging.getLogger(__name__)

RUNNERS = 4
# How long an idle runner waits for news of a commit before it looks by itself (seconds).
IDLE = 1.0
# The same while something keeps a due message from leaving, or calls are out (seconds).
HELD = 0.1


async def run_delivery(context: DeliveryContext, drain_seconds: float = DRAIN) -> None:
    """Delivers until `context.stop` is set; then gives back what has not left, waits for answers and records them.

    A part that fails stops the others. Its error is raised when all is recorded: else what is out would be sent again.
    """
    delivery, flusher = Delivery(context), Runner(RUNNERS)
    runners = [_run(context, delivery, Runner(number)) for number in range(RUNNERS)]
    async with (
        drained(context, delivery, flusher, drain_seconds),
        running(context.stop, keep_measuring(context), keep_watching(context)),
        flushing(context, delivery, flusher),
        running(context.stop, *runners, end=context.stop),
    ):
        await context.stop.wait()
        context.begin_stop(drain_seconds)


async def _run(context: DeliveryContext, delivery: Delivery, runner: Runner) -> None:
    while not context.stop.is_set():
        seen = context.store.changes.seen()
        if not await try_step(delivery, runner):
            await wait_for_work(context, seen)


async def try_step(delivery: Delivery, runner: Runner) -> bool:
    """One step; False when there is nothing to do now, or the store is away."""
    try:
        return await delivery.step(runner)
    except StoreUnavailable as error:
        log.warning("delivery.store_unavailable why=%s", error)
        return False


async def wait_for_work(context: DeliveryContext, seen: asyncio.Event | None = None) -> None:
    """Returns when something was committed, a waiting claim is due, delivery stops, or a second has passed."""
    try:
        due = await context.store.broadcasts.next_due()
    except StoreUnavailable:
        due = None
    ahead = IDLE if due is None else (due - context.clock.now_ms()) / 1000
    # A claim that is due and does not leave is held by a breaker or a halt.
    wait = min(IDLE, ahead) if ahead > 0 else HELD
    # While calls are out, their answers may finish a broadcast or prove a canary.
    busy = context.in_flight or context.answers or not context.breakers.network.is_closed
    await context.store.changes.wait(min(wait, HELD) if busy else wait, seen)


@asynccontextmanager
async def flushing(context: DeliveryContext, delivery: Delivery, flusher: Runner) -> AsyncIterator[None]:
    """Commits answers beside the block. It is not cancelled: answers that a commit has taken would be lost."""
    end = asyncio.Event()
    async with running(context.stop, keep_flushing(context, delivery, flusher, end), end=end):
        yield


async def keep_flushing(context: DeliveryContext, delivery: Delivery, flusher: Runner, end: asyncio.Event) -> None:
    """Commits answers that no claim takes along; also while a stop waits, since a kill may follow."""
    clock, answers = context.clock, context.answers
    while not end.is_set():
        await clock.sleep(max(0.005, answers.taken_at + FLUSH - clock.monotonic()) if answers else FLUSH / 2)
        if answers and clock.monotonic() - answers.taken_at >= FLUSH:
            try:
                await delivery.flush(flusher)
            except StoreUnavailable:
                # At a stop that cannot wait any more; the drain says what is left.
                return
            context.store.changes.tell()


async def keep_measuring(context: DeliveryContext) -> None:
    """Counts audiences outside the transactions: a million followers take a second, and no message waits for it.

    It also stores a throttle of the rate, sees whether broadcasts are paid, and closes what an editor has cancelled.
    """
    keeper = ThrottleKeeper(context.limiter.throttle, context.store, context.clock)
    paid = PaidBroadcasts(context.store, context.limiter, context.bodies)
    while True:
        seen = context.store.changes.seen()
        try:
            await keeper.look(context.limiter.rate)
            await paid.look()
            for broadcast, total in await context.store.broadcasts.unmeasured():
                async with context.store.transaction() as work:
                    await work.broadcasts.measure(broadcast, total)
            await _close_ended(context.store)
        except StoreUnavailable as error:
            log.warning("delivery.store_unavailable why=%s", error)
        await context.store.changes.wait(IDLE, seen)


async def _close_ended(store: Store) -> None:
    """Closes the claims of broadcasts that have ended, in short transactions: there may be a hundred thousand."""
    while (broadcast := await store.broadcasts.closing()) is not None:
        async with store.transaction() as work:
            await work.broadcasts.close_some(broadcast)
