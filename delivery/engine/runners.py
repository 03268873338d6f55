"""The driver for one process: four runners, one that flushes answers, one that counts audiences; a clean stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from delivery.content.bodies import Bodies, Style
from delivery.engine.clock_jump import Wall
from delivery.engine.context import Desk, Runner
from delivery.engine.outcomes import REST_MS, TRIES
from delivery.engine.quarantine import quarantine_crashing
from delivery.engine.scheduler import Chooser
from delivery.engine.step import FLUSH, Delivery
from delivery.http.client import Telegram
from delivery.rate.chat_pace import Pace
from delivery.rate.circuit_breaker import Doors
from delivery.rate.limiter import Gate
from delivery.rate.throttle import Caution, go_on_cautiously
from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.store import Store

log = logging.getLogger(__name__)

RUNNERS = 4
# How long an idle runner waits for word of a commit before it looks by itself (seconds).
IDLE = 1.0
# The same while something keeps a ripe message from leaving, or calls are out (seconds).
HELD = 0.1
# How long a stop waits for answers (seconds): closing takes up to two more on a busy machine, and ten is promised.
DRAIN = 8.0


@dataclass(frozen=True, slots=True)
class Speed:
    """`rate`: messages a second for the token; `in_flight`: calls out at once, at most."""

    rate: float

    @property
    def in_flight(self) -> int:
        """Enough for half a second of round trip at full rate; a hung line holds no more than that."""
        return 25 + int(self.rate / 2)


async def open_desk(store: Store, telegram: Telegram, style: Style, speed: Speed, clock: Clock) -> Desk:
    """Begins a process run: frees the claims of earlier runs, and quarantines broadcasts that crashed too often."""
    async with store.transaction() as work:
        run = await work.deliveries.begin_run(RUNNERS + 1, tries=TRIES, rest_ms=REST_MS)
        await quarantine_crashing(work, clock.now_ms())
    gate = Gate(clock, speed.rate)
    await go_on_cautiously(gate, store, clock)
    return Desk(
        store=store,
        telegram=telegram,
        gate=gate,
        doors=Doors(clock, gate.be_cautious),
        pace=Pace(clock),
        bodies=Bodies(style, clock),
        chooser=Chooser(clock),
        clock=clock,
        wall=Wall(clock),
        run=run,
        in_flight_at_most=speed.in_flight,
    )


async def run_delivery(desk: Desk) -> None:
    """Delivers until `desk.stopping` is set; then gives back what has not left, waits for answers and records them.

    A part that fails stops the others, and its error is raised when all is recorded: what is out would be sent again.
    """
    delivery = Delivery(desk)
    flusher = Runner(RUNNERS)
    failures: list[Exception] = []

    async def guarded(part: Coroutine[Any, Any, None]) -> None:
        try:
            await part
        except Exception as error:
            failures.append(error)
            desk.stopping.set()

    async with asyncio.TaskGroup() as group:
        measuring = group.create_task(guarded(keep_measuring(desk)))
        # Never cancelled: answers collected and not committed yet would be lost, and sent again after the next start.
        quiet = asyncio.Event()
        flushing = group.create_task(guarded(keep_flushing(desk, delivery, flusher, quiet)))
        runners = [group.create_task(guarded(_run(desk, delivery, Runner(number)))) for number in range(RUNNERS)]
        await desk.stopping.wait()
        desk.store.changes.tell()
        await asyncio.wait(runners)
        quiet.set()
        await flushing
        measuring.cancel()
    await guarded(delivery.drain(flusher, DRAIN))
    if failures:
        raise failures[0]


async def _run(desk: Desk, delivery: Delivery, runner: Runner) -> None:
    while not desk.stopping.is_set():
        seen = desk.store.changes.seen()
        try:
            busy = await delivery.step(runner)
        except StoreUnavailable as error:
            log.warning("delivery.store_unavailable why=%s", error)
            busy = False
        if not busy:
            await idle(desk, seen)


async def idle(desk: Desk, seen: asyncio.Event | None = None) -> None:
    """Until something is committed, a waiting claim is ripe, the desk stops, or a second has passed."""
    try:
        due = await desk.store.next_due()
    except StoreUnavailable:
        due = None
    ahead = IDLE if due is None else (due - desk.clock.now_ms()) / 1000
    # One that is ripe and does not leave is held by a door or a halt.
    wait = min(IDLE, ahead) if ahead > 0 else HELD
    # While calls are out, their answers may finish a broadcast or prove a canary.
    await desk.store.changes.wait(min(wait, HELD) if desk.flying or desk.answers else wait, seen)


async def keep_flushing(desk: Desk, delivery: Delivery, runner: Runner, end: asyncio.Event) -> None:
    """Commits answers that no claim takes along; also while a stop waits, for a kill may follow."""
    while not end.is_set():
        await desk.clock.sleep(
            max(0.005, desk.collected_at + FLUSH - desk.clock.monotonic()) if desk.answers else FLUSH / 2
        )
        if desk.answers and desk.clock.monotonic() - desk.collected_at >= FLUSH:
            await delivery.flush(runner)
            desk.store.changes.tell()


async def _close(store: Store) -> None:
    """Closes what waited for broadcasts that have ended, in steps: a hundred thousand hold up nobody."""
    while (broadcast := await store.broadcasts.closing()) is not None:
        async with store.transaction() as work:
            await work.broadcasts.close_some(broadcast)


async def keep_measuring(desk: Desk) -> None:
    """Counts audiences beside the transactions: a million followers take a second, and nobody waits for it.

    Also writes down that the rate is lower for a while, and closes what an editor has cancelled.
    """
    caution = Caution(desk)
    while True:
        seen = desk.store.changes.seen()
        try:
            await caution.look()
            for broadcast, total in await desk.store.broadcasts.unmeasured():
                async with desk.store.transaction() as work:
                    await work.broadcasts.measure(broadcast, total)
            await _close(desk.store)
        except StoreUnavailable as error:
            log.warning("delivery.store_unavailable why=%s", error)
        await desk.store.changes.wait(IDLE, seen)
