"""The end of a process run: waits for answers, gives the rest up as unknown, and records all."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.step import FLUSH, Delivery
from domain.delivery import Unknown, Urgency
from domain.errors import StoreUnavailable
from domain.reason import Reason, ReasonCode

# How long a stop waits for answers (seconds): closing takes up to two more on a busy machine, and ten is promised.
DRAIN = 8.0


async def drain(context: DeliveryContext, delivery: Delivery, runner: Runner, seconds: float) -> None:
    """After it no call is out, and no answer is left that the store would take."""
    deadline = context.clock.monotonic() + seconds
    while context.in_flight and (left := deadline - context.clock.monotonic()) > 0:
        await asyncio.wait(list(context.in_flight.calls()), timeout=min(left, FLUSH))
        await delivery.flush(runner)
    unanswered = context.in_flight.calls()
    for task in unanswered:
        task.cancel()
    await asyncio.gather(*unanswered, return_exceptions=True)
    for task, (claim, body) in unanswered.items():
        # A call whose answer came in this very instant has recorded it itself.
        if task.cancelled():
            delivery.sender.record(Urgency.PUSH, claim, body, Unknown(Reason(ReasonCode.CUT_OFF), final=True))
    await delivery.flush(runner)
    # If the store cannot do it now, the next start does.
    with suppress(StoreUnavailable):
        await delivery.finish(await context.store.broadcasts.open())
