"""The watch of the network asks on until it is known to be back, in whatever order questions are answered."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from delivery.engine.in_flight import InFlight
from delivery.engine.network_watch import keep_watching
from delivery.rate.network_breaker import NetworkBreaker
from tests.delivery.rate.moments import Moments
from tests.until import until


class Hurried(Moments):
    """Each sleep is over at once, as late as it would be."""

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


class Questions:
    """The first question fails when it is told to; all others are answered at once."""

    def __init__(self) -> None:
        self.asked = 0
        self.first_fails = asyncio.Event()
        self.has_failed = False

    async def is_reachable(self, seconds: float, *, anew: bool) -> bool:
        self.asked += 1
        if self.asked > 1:
            return True
        await self.first_fails.wait()
        self.has_failed = True
        return False


async def test_a_question_that_fails_after_a_later_one_was_answered_stops_nothing() -> None:
    clock, telegram = Hurried(), Questions()
    network = NetworkBreaker(clock)
    context: Any = SimpleNamespace(
        breakers=SimpleNamespace(network=network),
        clock=clock,
        in_flight=InFlight(10),
        telegram=telegram,
        store=SimpleNamespace(changes=SimpleNamespace(tell=lambda: None)),
    )
    network.record_failure(11, clock.monotonic(), lost=False)
    watching = asyncio.create_task(keep_watching(context))
    await until(lambda: telegram.asked == 2 and network.is_quiet)
    telegram.first_fails.set()
    await until(lambda: telegram.has_failed)
    await asyncio.sleep(0)
    assert (network.would_admit(), telegram.asked) == (True, 2)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
