"""Opens delivery for one process of several: its limiter, breakers and leases are shared through the database."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass

from delivery.cluster.circuit_breaker import SharedBreakers
from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.leases import LEASE, LeasedCoordinator
from delivery.cluster.limiter import SharedRateLimiter
from delivery.content.bodies import Style
from delivery.engine.clock_jump import ClockJumpDetector
from delivery.engine.context import DeliveryContext
from delivery.engine.opening import VaryingParts, build_context
from delivery.engine.outcomes import REST_MS
from delivery.engine.runners import RUNNERS
from delivery.http.client import Telegram
from domain.clock import Clock
from storage.store import Store


@dataclass(frozen=True, slots=True)
class ClusterContext:
    """A delivery context, and the parts of it that know of other processes."""

    delivery: DeliveryContext
    clock: DatabaseClock
    leases: LeasedCoordinator
    limiter: SharedRateLimiter
    breakers: SharedBreakers


async def open_cluster_context(
    store: Store, telegram: Telegram, style: Style, rate: float, system: Clock
) -> ClusterContext:
    """Begins a run of this process, with a lease; claims of others stay theirs until their leases lapse."""
    clock = DatabaseClock(system)
    asked_at = clock.monotonic()
    async with store.transaction(quiet=True) as work:
        for _ in range(3):
            before = clock.monotonic()
            clock.learn(before, await work.cluster.now_us(), clock.monotonic())
        # The database's clock may have been set back while no process was there to see it.
        await work.cluster.clock_was_set_back(0, 0, rest_ms=REST_MS, lease_ms=int(LEASE * 1000))
        run = await work.cluster.begin_run(RUNNERS + 1, int(LEASE * 1000))
    await store.prepare_stop_notice(run)
    # Opens the runners' connections before the first article: opened with it, two seconds of departures were lost.
    await asyncio.gather(*(store.transact(lambda work: work.cluster.now_us()) for _ in range(RUNNERS + 1)))
    leases = LeasedCoordinator(clock, run)
    leases.committed(asked_at)
    limiter = SharedRateLimiter(clock, rate, store, lambda: leases.run)
    await limiter.join()
    parts = VaryingParts(clock, ClockJumpDetector(clock, tolerated_ms=math.inf), limiter, leases)
    delivery = build_context(store, telegram, style, rate, parts)
    breakers = SharedBreakers(delivery.breakers, store, clock)
    limiter.on_open = breakers.open_for_all
    return ClusterContext(delivery, clock, leases, limiter, breakers)
