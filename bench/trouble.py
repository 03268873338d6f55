"""What happens to an article on its way, by seed: it is edited, perhaps recalled; workers are killed and frozen; calls
are cut, lost, refused and answered late."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field

from bench.delivery import BODY, LEAD, ZONE
from bench.nursery import Nursery
from bench.stand_in import StandIn
from domain.article import Manuscript
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.store import Store

# What a version is called in its title, so that a copy tells which it shows.
_NAME = "Нұсқа"
_METHODS = ("sendMessage", "sendMessage", "editMessageText", "deleteMessage")


def version_of(text: str) -> int:
    """The version that a copy shows; 0 when it is not there."""
    _, found, rest = text.partition(f"{_NAME} ")
    return int(rest.partition(".")[0]) if found else 0


@dataclass
class Trouble:
    """One article's. `kills`: when (monotonic seconds); `told`: what happened, a line each."""

    seed: int
    store: Store
    api: StandIn
    workers: Nursery
    article: int = 0
    recalled: bool = False
    kills: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        # One each, since what one of them asks for depends on how fast things go.
        self._editors, self._killers, self._faulty = (
            random.Random(f"{self.seed} {who}") for who in ("editors", "killers", "faults")
        )

    async def happens(self) -> None:
        """From the first version to the last, and some seconds more; then no fault is left standing."""
        await self._writes(1)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._kills())
            group.create_task(self._faults())
            for number in range(2, 2 + self._editors.randint(1, 4)):
                await asyncio.sleep(self._editors.expovariate(0.4))
                await self._writes(number)
            if self._editors.random() < 0.3:
                await asyncio.sleep(self._editors.expovariate(0.4))
                await self._recalls()
            await asyncio.sleep(self._editors.uniform(0, 6))
            self._over.set()
        await self.api.ask("clear")
        for one in self.workers.alive:
            self.workers.tells(one, signal.SIGCONT)

    def tell(self, what: str) -> None:
        self.told.append(f"{self.since_begun(time.monotonic()):6.2f} {what}")

    def since_begun(self, moment: float) -> float:
        return moment - self._begun

    async def _writes(self, number: int) -> None:
        manuscript = Manuscript("one", Rich(BODY), f"{_NAME} {number}.", "Саясат", Rich(LEAD))
        prepared = prepare(manuscript, PrepareContext(time.time_ns() // 1_000_000, ZONE))
        async with self.store.transaction() as work:
            self.article = (await work.articles.accept(prepared, push=True)).key
        self.tell(f"version {number}")

    async def _recalls(self) -> None:
        async with self.store.transaction() as work:
            self.recalled = await work.articles.recall(self.article)
        self.tell("recalled")

    async def _waits(self, seconds: float) -> bool:
        """Whether the trouble goes on after so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._over.wait()
        return not self._over.is_set()

    async def _kills(self) -> None:
        often = self._killers.choice((1.0, 2.5, 5.0))
        while await self._waits(self._killers.expovariate(1 / often)):
            one = self._killers.choice(self.workers.alive)
            if self._killers.random() < 0.25 and not await self._freezes(one):
                continue
            self.tell(f"{one} killed")
            self.kills.append(time.monotonic())
            self.workers.kills(one)
            await self._waits(self._killers.choice((0, 0, self._killers.uniform(0, 3))))
            await self.workers.begins()

    async def _freezes(self, one: int) -> bool:
        """Whether it is killed when it goes on."""
        seconds = self._killers.uniform(0.2, 9)
        self.tell(f"{one} frozen for {seconds:.1f} s")
        self.workers.tells(one, signal.SIGSTOP)
        await self._waits(seconds)
        self.workers.tells(one, signal.SIGCONT)
        return self._killers.random() < 0.5

    async def _faults(self) -> None:
        often = self._faulty.choice((0.1, 0.3, 1.0))
        while await self._waits(self._faulty.expovariate(1 / often)):
            where = {"method": self._faulty.choice(_METHODS), "times": self._faulty.randint(1, 4)}
            await self.api.ask("fault", **self._fault(), nth=self._faulty.randint(1, 20), **where)

    def _fault(self) -> dict[str, object]:
        seconds = round(self._faulty.uniform(0.2, 8), 2)
        return self._faulty.choice(
            (
                {"kind": "drop_before"},
                {"kind": "drop_after"},
                {"kind": "drop_after"},
                {"kind": "html_502", "after": True},
                {"kind": "html_502"},
                {"kind": "respond", "status": 429, "retry_after": self._faulty.randint(1, 3)},
                {"kind": "respond", "status": 500},
                {"kind": "slow", "seconds": seconds},
                {"kind": "late", "seconds": seconds},
                {"kind": "hang", "after": self._faulty.random() < 0.5},
            )
        )
