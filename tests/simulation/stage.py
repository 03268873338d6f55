"""Everything a run consists of, and the keeper that starts the program again whenever it has ended."""

from __future__ import annotations

import asyncio
import math
import random
import traceback
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.last_exit import LAST_EXIT
from domain.audience import ChatKind
from domain.errors import NotRecorded, StoreUnavailable
from storage.limits import StoreLimits
from storage.store import Store, UnitOfWork
from tests.simulation.audience import Audience
from tests.simulation.chats import Chats
from tests.simulation.disk import Disk, Port
from tests.simulation.history import History
from tests.simulation.hours import THEME as HOURS
from tests.simulation.hours import begins_ms
from tests.simulation.line import Network
from tests.simulation.loop import VirtualClock, VirtualLoop
from tests.simulation.plan import Plan
from tests.simulation.process import Killed, Process
from tests.simulation.readers import Reader


@dataclass
class Brake:
    """A push that was paused, cancelled, or (story 0) every push: nothing new leaves between the two times."""

    story: int
    broadcast: int
    since: float
    until: float = math.inf


class Stage:
    """The machine, the network and the processes of one run."""

    def __init__(self, loop: VirtualLoop, plan: Plan, replaced: dict[str, str] | None = None) -> None:
        self.loop = loop
        self.plan = plan
        self.dice = random.Random(plan.seed + 1)
        self.history = History(loop.time)
        self.clock = VirtualClock(loop)
        self.has_hours = plan.theme == HOURS
        if self.has_hours:
            self.clock.set_by = begins_ms(random.Random(plan.seed + 2))
        self.disk = Disk(self.clock, self.dice, self.history, replaced=replaced or {})
        self.audience = Audience(self.disk, with_digests=self.has_hours)
        self.network = Network(loop, self.dice, self.history, Chats())
        self.limits = StoreLimits(entries_read=plan.look_at, chats_judged=plan.look_at)
        self.outside = Store(Port(self.disk, lambda _: None), self.limits)
        self.processes: list[Process] = []
        self.complaints: list[str] = self.audience.complaints
        # By number of the story: when an editor had it sent again to those whom it had not reached.
        self.sent_again: dict[int, list[float]] = defaultdict(list)
        # Of title tests: the first title, by the second.
        self.second_titles: dict[str, str] = {}
        self.brakes: list[Brake] = []
        self.may_run = asyncio.Event()
        self._living = asyncio.Event()

    @property
    def process(self) -> Process:
        """The youngest process, alive or not."""
        return self.processes[-1]

    async def keep(self) -> None:
        """Starts the program, and again a little after each of its ends, while `may_run` is set."""
        while True:
            await self.may_run.wait()
            number, rate = len(self.processes) + 1, float(self.plan.rate)
            process = Process(number, self.disk, self.network, rate, self.limits)
            process.prepares_digests = self.has_hours
            self.history.note("run %s: starts", process.number)
            self.processes.append(process)
            if "fuse" in self.plan.troubles and self.loop.now < self.plan.seconds and self.dice.random() < 0.8:
                process.fuse = self.dice.randint(1, 600)
            await self._one_life(process)
            await asyncio.sleep(self.dice.uniform(0.05, 2.0))

    async def _one_life(self, process: Process) -> None:
        life = process.spawn(process.live())
        self._living.set()
        while not life.done() and process.alive:
            await asyncio.wait([life], timeout=0.05)
            if process.asked_at is not None and self.loop.now - process.asked_at > LAST_EXIT and not life.done():
                await process.kill()
        self._living.clear()
        error = life.exception() if life.done() and not life.cancelled() else None
        if isinstance(error, NotRecorded):
            self.history.note("run %s: has stopped, and could not record %s", process.number, error.values["count"])
            # For the store, it was killed.
            process.alive, process.killed_at = False, self.loop.now
        elif error is not None:
            self.complaints.append("the program ended: " + "".join(traceback.format_exception(error)))
        if life.done() and process.alive:
            self.history.note("run %s: has stopped", process.number)
            process.stopped_at = self.loop.now
            if process.context is not None and (
                in_flight := self.disk.ask("SELECT count(*) FROM claim WHERE state = 'taken'")[0][0]
            ):
                self.complaints.append(f"run {process.number} stopped, and left {in_flight} claims in flight")
            self._look_for_doubt(process)
            process.alive = False
        await process.kill()

    def _look_for_doubt(self, process: Process) -> None:
        """A stop leaves nothing to be sent that may have arrived; unless the disk refused at its very end."""
        if process.context is None or self.disk.is_ill():
            return
        run = process.context.coordinator.run
        found = self.disk.ask("SELECT count(*) FROM claim WHERE message_id = 0 AND unanswered = ?", run)[0][0]
        if found:
            self.complaints.append(f"run {process.number} stopped, and {found} that may have arrived will be sent")

    async def in_a_process(self, work: Callable[[Store], Awaitable[None]]) -> None:
        """Done by a living process; again by the next one if it died, or the store could not: as updates are."""
        while True:
            await self._living.wait()
            try:
                await self.process.do(work)
                return
            except Killed:
                pass
            except StoreUnavailable:
                await asyncio.sleep(0.5)
            await asyncio.sleep(0.05)

    async def beside(self, work: Callable[[UnitOfWork], Awaitable[object]]) -> None:
        """Done by another program on the same file."""
        while True:
            try:
                async with self.outside.transaction() as transaction:
                    await work(transaction)
                return
            except StoreUnavailable:
                await asyncio.sleep(0.5)

    async def answer(self, reader: Reader) -> None:
        """The living process answers a person: counted by the limiter, never held."""
        if self.processes and self.process.alive and (context := self.process.context) is not None:
            context.limiter.count_answer()
            context.chat_pace.record_departure(reader.chat, ChatKind.PRIVATE if reader.chat > 0 else ChatKind.GROUP)
            self.network.answers_to_people.append(self.loop.now)
        await asyncio.sleep(0)

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
