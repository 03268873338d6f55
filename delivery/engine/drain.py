"""The end of a process run: waits for answers, gives the rest up as unknown, and records all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from delivery.engine.commits import record_and
from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.parts import cancel
from delivery.engine.step import FLUSH, Delivery
from domain.errors import NotRecorded, StoreUnavailable
from domain.outcomes import Unknown
from domain.reason import Reason, ReasonCode
from storage.repositories.cluster import EVERY_BROADCAST
from storage.store import UnitOfWork

log = logging.getLogger(__name__)
# How long a stop waits for answers (seconds). Closing takes up to two more on a busy machine, and ten is promised: with
# 8 s and a load of 20, a process on PostgreSQL whose calls hung ended after 10.1 s.
DRAIN = 7.0


@asynccontextmanager
async def drained(context: DeliveryContext, delivery: Delivery, runner: Runner, seconds: float) -> AsyncIterator[None]:
    """Drains when the block has ended. If the block fails and the drain too, the first error is raised."""
    try:
        yield
    except Exception:
        try:
            await drain(context, delivery, runner, seconds)
        except Exception:
            log.exception("delivery.drain_failed")
        raise
    await drain(context, delivery, runner, seconds)


async def drain(context: DeliveryContext, delivery: Delivery, runner: Runner, seconds: float) -> None:
    """After it no call is out and every answer is recorded. Raises NotRecorded where the store takes nothing."""
    context.begin_stop(seconds)
    while context.in_flight and (left := context.patience.for_answers(context.clock.monotonic())):
        await asyncio.wait(list(context.in_flight.calls()), timeout=min(left, FLUSH))
        with suppress(StoreUnavailable):
            await delivery.flush(runner)
    unanswered = context.in_flight.calls()
    await cancel(unanswered)
    await asyncio.gather(*unanswered, return_exceptions=True)
    for task, call in unanswered.items():
        # A call whose answer came in this very instant has recorded it itself.
        if task.cancelled():
            delivery.sender.record(call.admission, call.claim, call.body, Unknown(Reason(ReasonCode.CUT_OFF)))
    if context.answers or context.answers.some_were_lost:
        await _record_the_last(context, runner)
    # If the store cannot do it now, the next start does.
    with suppress(StoreUnavailable, TimeoutError):
        async with asyncio.timeout(context.patience.for_the_store(context.clock.monotonic())):
            await delivery.finish(await context.store.broadcasts.open())


async def _record_the_last(context: DeliveryContext, runner: Runner) -> None:
    """A stop repeats nothing: whatever has no answer now may have arrived, also what waits for its next try."""

    async def give_up(work: UnitOfWork, _: bool) -> None:
        await work.process_runs.give_up_unknown(context.coordinator.run)

    try:
        await record_and(context, runner, [EVERY_BROADCAST], give_up)
    except StoreUnavailable as error:
        # What waits is given up by the next start, which knows of the stop.
        if count := context.count_unrecorded():
            raise NotRecorded("store-not-recorded", count=count, why=error.key) from error
