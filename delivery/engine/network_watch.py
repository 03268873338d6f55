"""Watches the network while calls are out: notices silence, and asks Telegram where failures may be the network's."""

from __future__ import annotations

import asyncio

from delivery.engine.context import DeliveryContext
from delivery.rate.network_breaker import QUESTION_TIMEOUT

# Seconds between two looks.
LOOK = 0.05
# A look that comes so late (seconds) judges nothing: the process stood still, and answers lie unread in its sockets.
LATE = 0.5


async def keep_watching(context: DeliveryContext) -> None:
    """Looks until it is cancelled. Questions run beside it: one without an answer must not delay the next."""
    network, clock = context.breakers.network, context.clock
    questions: set[asyncio.Task[None]] = set()
    looked_at = clock.monotonic()
    try:
        while True:
            # A question that is out may still open the breaker; then no message would wake this again.
            if not context.in_flight and network.is_quiet and not questions:
                await context.in_flight.until_busy()
            await clock.sleep(LOOK)
            now = clock.monotonic()
            if now - looked_at < LATE and (found := context.in_flight.unanswered(network.last_answered())):
                network.record_stall(*found)
            looked_at = now
            if network.start_check():
                question = asyncio.create_task(_ask(context, network.asked_at))
                questions.add(question)
                question.add_done_callback(questions.discard)
    finally:
        for question in questions:
            question.cancel()


async def _ask(context: DeliveryContext, asked_at: float) -> None:
    network = context.breakers.network
    # A connection of before the fault may be dead without knowing it.
    answered = await context.telegram.is_reachable(QUESTION_TIMEOUT, anew=not network.is_closed)
    network.end_check(answered, asked_at)
    if network.would_admit():
        context.store.changes.tell()
