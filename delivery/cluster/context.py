"""Opens delivery for one process of several: its limiter, breakers and leases are shared through the database."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass

from delivery.cluster.circuit_breaker import SharedBreakers
from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.leases import LEASE, LeasedCoordinator
from delivery.cluster.limiter import SharedRateLimiter
from delivery.content.bodies import Bodies, Style
from delivery.engine.clock_jump import ClockJumpDetector
from delivery.engine.context import DeliveryContext
from delivery.engine.in_flight import AnswerOutbox, InFlight
from delivery.engine.opening import Speed
from delivery.engine.runners import RUNNERS
from delivery.engine.scheduler import Scheduler
from delivery.http.client import Telegram
from delivery.rate.chat_pace import ChatPace
from delivery.rate.circuit_breaker import CircuitBreakers
from domain.clock import Clock
from storage.store import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class ClusterContext:
    """A delivery context, and the parts of it that know of other processes."""

    delivery: DeliveryContext
    leases: LeasedCoordinator
    limiter: SharedRateLimiter
    breakers: SharedBreakers


async def open_cluster_context(
    store: Store, telegram: Telegram, style: Style, speed: Speed, system: Clock
) -> ClusterContext:
    """Begins a run of this process, with a lease; claims of others stay theirs until their leases lapse."""
    clock = DatabaseClock(system)
    asked_at = clock.monotonic()
    async with store.transaction(quiet=True) as work:
        for _ in range(3):
            before = clock.monotonic()
            clock.learn(before, await work.cluster.now_us(), clock.monotonic())
        run = await work.cluster.begin_run(RUNNERS + 1, int(LEASE * 1000))
    await asyncio.gather(*(store.whole(_connect) for _ in range(RUNNERS + 1)))
    leases = LeasedCoordinator(clock, run)
    leases.committed(asked_at)
    limiter = SharedRateLimiter(clock, speed.rate, store)
    breakers = CircuitBreakers(clock, limiter.slow_down)
    shared_breakers = SharedBreakers(breakers, store, clock)
    limiter.on_open = shared_breakers.open_for_all
    delivery = DeliveryContext(
        store=store,
        telegram=telegram,
        limiter=limiter,
        breakers=breakers,
        chat_pace=ChatPace(clock),
        bodies=Bodies(style, clock),
        scheduler=Scheduler(clock),
        clock=clock,
        clock_jumps=ClockJumpDetector(clock, tolerated_ms=math.inf),
        coordinator=leases,
        in_flight=InFlight(speed.in_flight),
        answers=AnswerOutbox(clock),
    )
    return ClusterContext(delivery, leases, limiter, shared_breakers)


async def _connect(work: UnitOfWork) -> None:
    """Opens a runner's connection before the first article: opened with it, two seconds of departures were lost."""
    await work.cluster.now_us()
