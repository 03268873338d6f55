"""One process in virtual time with a real database file: the program's own code, and a fault where a test wants it."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from bot.last_exit import LAST_EXIT
from domain.audience import ChatKind
from storage.migrate import migrate_sqlite
from storage.store import Store
from tests import builders
from tests.simulation.chats import Chats
from tests.simulation.disk import Disk, Port
from tests.simulation.history import History
from tests.simulation.line import Network
from tests.simulation.loop import VirtualClock, VirtualLoop
from tests.simulation.process import Process, adopt
from tests.until import until

T = TypeVar("T")
RATE = 28.0
Visit = Callable[[str], None]


class FileDisk(Disk):
    """The disk of the simulation on a real file in WAL mode; not synced, since no test pulls the plug here."""

    def on(self, file: Path) -> FileDisk:
        if not file.exists():
            migrate_sqlite(file)
        self.connection.close()
        self.connection = sqlite3.connect(file, isolation_level=None, cached_statements=512)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.create_function("now_ms", 0, self.clock.now_ms)
        return self


class World:
    """A machine, a line and a Telegram with a few readers; `starts` begins a process, `time` passes virtually."""

    def __init__(self, file: Path, readers: int = 3, rate: float = RATE) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        adopt(loop)
        self.loop = loop
        self.rate = rate
        self.history = History(loop.time)
        self.clock = VirtualClock(loop)
        self.disk = FileDisk(self.clock, random.Random(1), self.history).on(file)
        self.network = Network(loop, random.Random(2), self.history, Chats())
        self.newsroom = Store(Port(self.disk, lambda _: None))
        self.readers = range(1, readers + 1)
        self.processes: list[Process] = []
        self._lives: list[asyncio.Task[Any]] = []
        for reader in self.readers:
            self.network.chats.add(reader, ChatKind.PRIVATE)

    async def begins(self) -> None:
        """Its readers follow everything."""
        for reader in self.readers:
            await builders.chat(self.newsroom, reader, "*")

    @property
    def process(self) -> Process:
        return self.processes[-1]

    def starts(self, visit: Visit | None = None) -> Process:
        """A life of the program. `visit` is told each call of the database, before it and after, and may raise."""
        process = Process(len(self.processes) + 1, self.disk, self.network, self.rate)
        if visit is not None:
            process._port.visit = visit
        self.processes.append(process)
        self._lives.append(process.spawn(process.live()))
        return process

    async def stops(self) -> None:
        """SIGTERM; raises what the program raises."""
        self.process.ask_to_stop()
        async with asyncio.timeout(LAST_EXIT):
            await self._lives[-1]

    def is_kept_running(self) -> asyncio.Task[None]:
        """A supervisor: starts it again whenever it has ended, until it is cancelled."""
        return asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        while True:
            if not self.processes or not self.process.alive or self._lives[-1].done():
                if self.processes:
                    await self.process.kill()
                self.starts()
            await asyncio.sleep(0.2)

    async def writes(self, id: str = "1", wording: int = 1) -> None:
        """An editor's word, from another program."""
        await builders.accept(self.newsroom, id, clock=self.clock, title=f"News {id} wording {wording}")

    async def recalls(self, key: int = 1) -> None:
        async with self.newsroom.transaction() as work:
            await work.articles.recall(key)

    async def all_ended(self, seconds: float = 600.0) -> None:
        """Waits until nothing is open any more."""
        await until(lambda: not self.disk.ask("SELECT 1 FROM broadcast WHERE finished_at IS NULL"), seconds, every=0.1)

    def copies(self) -> dict[int, list[str | None]]:
        """What stands in each chat: the words of each copy, None where it was deleted."""
        return {one.id: [message.text for message in one.messages.values()] for one in self.network.chats.all.values()}

    async def ends(self) -> None:
        if self.processes:
            await self.process.kill()
        self.disk.connection.close()


def in_virtual_time(life: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Plays a life; waiting costs nothing."""
    random.seed(1)
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(life())
