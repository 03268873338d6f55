"""What each process of a cluster does beside its jobs: its heartbeat, and what others have left behind."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from delivery.cluster.leases import LEASE, Sharing
from delivery.cluster.watchdog import Watchdog
from delivery.engine.context import Desk
from delivery.engine.outcomes import REST_MS, TRIES
from delivery.engine.quarantine import quarantine_crashing
from delivery.engine.scheduler import is_ripe
from domain.delivery import OpenBroadcast
from domain.errors import StoreUnavailable

log = logging.getLogger(__name__)

# Seconds between two heartbeats, and between two sweeps. Tried with 1,000/s and a kill: a sweep each second ends the
# dead one's claims 7-8 s after its last sign of life; it costs two transactions a second.
BEAT = 1.0
SWEEP = 1.0
# A lapsed run may come back for so long, before its claims are taken over (milliseconds).
GRACE_MS = 2000
# Whoever had trouble with the store itself does not judge others for so long (seconds): they had it too.
STEADY = 3.0
# Every so many sweeps what is over is forgotten.
_TIDY = 30


@dataclass(slots=True)
class Sweep:
    """`call` asks the engine for a worker, `tidy` clears away what the engine has left; both may raise anything.

    `finish` closes broadcasts of which nothing is left: an answer may come when no job runs any more.
    """

    desk: Desk
    sharing: Sharing
    watchdog: Watchdog
    runners: int
    call: Callable[[], Awaitable[None]]
    tidy: Callable[[], Awaitable[None]]
    finish: Callable[[list[OpenBroadcast]], Awaitable[None]]
    _sweeps: int = 0

    async def keep_beating(self) -> None:
        """Renews the lease until it is cancelled; begins a new run where the claims were taken over."""
        while True:
            try:
                await self.beat()
            except StoreUnavailable as error:
                log.warning("cluster.no_heartbeat why=%s", error)
            await self.desk.clock.sleep(BEAT)

    async def beat(self) -> None:
        """One heartbeat. Raises StoreUnavailable."""
        asked_at = self.desk.clock.monotonic()
        async with self.desk.store.transaction(quiet=True) as work:
            renewed = await self.sharing.renew(work, self.desk.run)
            run = self.desk.run if renewed else await work.cluster.begin_run(self.runners, int(LEASE * 1000))
        if run != self.desk.run:
            log.warning("cluster.run_was_taken_over run=%d new_run=%d", self.desk.run, run)
            self.desk.run = run
        self.sharing.committed(asked_at)
        self.watchdog.beat()

    async def keep_sweeping(self) -> None:
        """Sweeps until it is cancelled."""
        while True:
            await self.desk.clock.sleep(SWEEP)
            try:
                await self.sweep()
            except StoreUnavailable as error:
                log.warning("cluster.no_sweep why=%s", error)
            except Exception as error:
                # The engine's own errors are many, and most mean that its database is away.
                log.warning("cluster.no_call why=%s", type(error).__name__)

    async def sweep(self) -> None:
        """Takes over what lapsed runs have left, and calls a worker when anything can be claimed."""
        if self.sharing.steady_for > STEADY:
            await self._take_over_lapsed()
        broadcasts = await self.desk.store.broadcasts.open()
        now = self.desk.clock.now_ms()
        if any(is_ripe(broadcast, now) for broadcast in broadcasts):
            await self.call()
        await self.finish(broadcasts)
        self._sweeps += 1
        if self._sweeps % _TIDY == 1:
            await self._forget()
            await self.tidy()

    async def _take_over_lapsed(self) -> None:
        store = self.desk.store
        async with store.transaction(quiet=True) as work:
            marked = await work.cluster.lapse(self.desk.run)
            lapsed = await work.cluster.lapsed(GRACE_MS)
        if marked:
            log.warning("cluster.runs_lapsed count=%d", marked)
        for run in lapsed:
            # One transaction a run: locks are held for as short as can be.
            async with store.transaction(quiet=True) as work:
                over = await work.cluster.take_over(run, lapsed_ms=GRACE_MS, tries=TRIES, rest_ms=REST_MS)
                if over:
                    await quarantine_crashing(work, self.desk.clock.now_ms())
            if over:
                log.warning("cluster.run_taken_over run=%d", run)

    async def _forget(self) -> None:
        async with self.desk.store.transaction(quiet=True) as work:
            await work.cluster.forget_strides(60_000)
            await work.chat_waits_over()
