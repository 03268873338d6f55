"""The desk of one process among several: its gate, doors and company are those that the database knows of."""

from __future__ import annotations

import asyncio

from delivery.cluster.circuit_breaker import SharedDoors
from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.leases import LEASE, Sharing
from delivery.cluster.limiter import SharedGate
from delivery.content.bodies import Bodies, Style
from delivery.engine.clock_jump import StillWall
from delivery.engine.context import Desk
from delivery.engine.runners import RUNNERS, Speed
from delivery.engine.scheduler import Chooser
from delivery.http.client import Telegram
from delivery.rate.chat_pace import Pace
from domain.clock import Clock
from storage.store import Store, UnitOfWork


async def _nothing(work: UnitOfWork) -> None:
    """A step's connection is there before the first article: opened with it, two seconds of departures were lost."""
    await work.cluster.now_us()


async def open_shared_desk(store: Store, telegram: Telegram, style: Style, speed: Speed, system: Clock) -> Desk:
    """Begins a run of this process, with a lease; claims of others stay theirs until their leases lapse."""
    clock = DatabaseClock(system)
    sharing = Sharing(clock)
    asked_at = clock.monotonic()
    async with store.transaction(quiet=True) as work:
        for _ in range(3):
            before = clock.monotonic()
            clock.learn(before, await work.cluster.now_us(), clock.monotonic())
        run = await work.cluster.begin_run(RUNNERS + 1, int(LEASE * 1000))
    await asyncio.gather(*(store.whole(_nothing) for _ in range(RUNNERS + 1)))
    sharing.committed(asked_at)
    gate = SharedGate(clock, speed.rate, store)
    doors = SharedDoors(clock, gate.be_cautious, store=store)
    gate.hears = doors.shut_elsewhere
    return Desk(
        store=store,
        telegram=telegram,
        gate=gate,
        doors=doors,
        pace=Pace(clock),
        bodies=Bodies(style, clock),
        chooser=Chooser(clock),
        clock=clock,
        wall=StillWall(clock),
        run=run,
        in_flight_at_most=speed.in_flight,
        company=sharing,
    )
