"""What each process of a cluster does beside its jobs: its heartbeat, and taking over what dead processes have left."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.leases import LEASE, LeasedCoordinator
from delivery.cluster.watchdog import Watchdog
from delivery.engine.context import DeliveryContext
from delivery.engine.opening import LAST_TRY_MS
from delivery.engine.outcomes import REST_MS, TRIES
from delivery.engine.quarantine import quarantine_crashing
from delivery.engine.runners import RUNNERS
from delivery.engine.scheduler import is_due
from domain.delivery import OpenBroadcast
from domain.errors import StoreUnavailable

log = logging.getLogger(__name__)

# Seconds between two heartbeats, and between two sweeps. Tried with 1,000/s and a kill: a sweep each second ends the
# dead one's claims 7-8 s after its last sign of life; it costs two transactions a second.
BEAT = 1.0
SWEEP = 1.0
# A lapsed run may come back for so long, before its claims are taken over (milliseconds).
GRACE_MS = 2000
# A process that had trouble with the store does not judge others for so long (seconds): they had the same trouble.
STEADY = 3.0
# Old rows are removed at every so manieth sweep.
_TIDY = 30


@dataclass(slots=True)
class Sweeper:
    """`call` asks for a worker, `tidy` removes the jobs of dead workers; both may raise anything.

    `finish` ends broadcasts that have nothing left: the last answer may come when no job runs any more.
    """

    context: DeliveryContext
    clock: DatabaseClock
    leases: LeasedCoordinator
    watchdog: Watchdog
    call: Callable[[], Awaitable[None]]
    tidy: Callable[[], Awaitable[None]]
    finish: Callable[[list[OpenBroadcast]], Awaitable[None]]
    _sweeps: int = 0

    async def keep_beating(self) -> None:
        """Renews the lease until it is cancelled; begins a new run when the claims of the old one were taken over."""
        while True:
            try:
                await self.beat()
            except StoreUnavailable as error:
                log.warning("cluster.no_heartbeat why=%s", error)
            await self.context.clock.sleep(BEAT)

    async def keep_turning(self) -> None:
        """Tells the watchdog that the event loop turns, also while a heartbeat waits for a database that is frozen."""
        while True:
            self.watchdog.loop_runs()
            await self.context.clock.sleep(BEAT)

    async def beat(self) -> None:
        """One heartbeat. Raises StoreUnavailable."""
        asked_at, old_run = self.context.clock.monotonic(), self.leases.run
        async with self.context.store.transaction(quiet=True) as work:
            renewed = await self.leases.renew(work)
            run = old_run if renewed else await work.cluster.begin_run(RUNNERS + 1, int(LEASE * 1000))
        if run != old_run:
            log.warning("cluster.run_was_taken_over run=%d new_run=%d", old_run, run)
            self.leases.run = run
        self.leases.committed(asked_at)
        self.watchdog.beat()

    async def keep_sweeping(self) -> None:
        while True:
            await self.context.clock.sleep(SWEEP)
            try:
                await self.sweep()
            except StoreUnavailable as error:
                log.warning("cluster.no_sweep why=%s", error)
            except Exception as error:
                # The engine's own errors are many, and most mean that its database is away.
                log.warning("cluster.no_call why=%s", type(error).__name__)

    async def sweep(self) -> None:
        """Takes over what lapsed runs have left, and calls a worker when anything can be claimed."""
        await self._mend_waits()
        if self.leases.steady_for > STEADY:
            await self._take_over_lapsed()
        broadcasts = await self.context.store.broadcasts.open()
        now = self.context.clock.now_ms()
        if any(is_due(broadcast, now) for broadcast in broadcasts):
            await self.call()
        await self.finish(broadcasts)
        self._sweeps += 1
        if self._sweeps % _TIDY == 1:
            async with self.context.store.transaction(quiet=True) as work:
                await work.cluster.forget_walks(60_000)
                if self.clock.is_steady:
                    await work.deliveries.forget_chat_waits(self.clock.now_ms())
            await self.tidy()

    async def _mend_waits(self) -> None:
        """Each process does so when it has noticed: until then it wrote by the later time. Raises StoreUnavailable."""
        if set_back := self.clock.set_back:
            log.warning("cluster.clock_set_back seconds=%.0f", set_back.by_ms / 1000)
            async with self.context.store.transaction() as work:
                await work.cluster.clock_was_set_back(*set_back, rest_ms=REST_MS, lease_ms=int(LEASE * 1000))
            self.clock.mended(set_back)

    async def _take_over_lapsed(self) -> None:
        store = self.context.store
        async with store.transaction(quiet=True) as work:
            marked = await work.cluster.lapse(self.leases.run)
            lapsed = await work.cluster.lapsed(GRACE_MS)
        if marked:
            log.warning("cluster.runs_lapsed count=%d", marked)
        for run in lapsed:
            # One transaction a run, so that locks are held briefly.
            async with store.transaction(quiet=True) as work:
                over = await work.cluster.take_over(
                    run, lapsed_ms=GRACE_MS, tries=TRIES, rest_ms=REST_MS, last_ms=LAST_TRY_MS
                )
                if over:
                    await quarantine_crashing(work, self.context.clock.now_ms())
            if over:
                log.warning("cluster.run_taken_over run=%d", run)
