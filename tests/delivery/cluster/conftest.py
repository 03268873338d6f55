"""Several real processes on one real PostgreSQL, which may be killed and frozen; the Bot API counts every copy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from bench.delivery import accept
from bench.stand_in import StandIn, busiest_second, stand_in
from domain.broadcast import BroadcastSummary
from domain.clock import SystemClock
from domain.delivery import BroadcastState
from domain.errors import StoreUnavailable
from storage.store import Store
from tests.acceptance.conftest import Running, start_program
from tests.postgres_server import PostgresServer, private_server
from tests.until import until

PEOPLE = 3000
RATE = 500
LATENCY = 0.06
# What one process may have claimed at once: four places, 50 ms of the rate each.
CLAIMED = 4 * (1 + int(0.05 * RATE / 1.015))

_AUDIENCE = """
INSERT INTO recipient (chat_id, topic, kind, state, language, created_at, changed_at)
SELECT n, 0, 'private', 'active', 'kk', 0, 0 FROM generate_series(1, {people}) n;
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT id, 0, 'now', 1, 0 FROM recipient;
ANALYZE;
"""


@dataclass(slots=True)
class Newsroom:
    """A database, a Bot API, and processes of ours between them."""

    server: PostgresServer
    url: str
    api: StandIn
    folder: Path
    store: Store
    processes: list[Running] = field(default_factory=list)

    async def starts(self, *words: str, **settings: str) -> Running:
        """A process of ours, once it says that it works."""
        ours = {
            "BOT_TOKEN": self.api.token,
            "API_BASE_URL": self.api.url,
            "DATABASE_URL": self.url,
            "SEND_RATE": str(RATE),
            "PAID_BROADCAST": "true",
            "LOG_FORMAT": "json",
            **settings,
        }
        running = Running(await start_program(words, self.folder, ours))
        self.processes.append(running)
        await running.logs(f"{words[0]}.started", 60)
        return running

    async def two_workers(self) -> tuple[Running, Running]:
        first, second = await asyncio.gather(self.starts("worker"), self.starts("worker"))
        return first, second

    async def pushes(self, number: int = 1) -> None:
        """Accepts an article for everyone; our own connections may not know yet that the server has been away."""

        async def is_accepted() -> bool:
            with suppress(StoreUnavailable):
                await accept(self.store, number)
                return True
            return False

        await until(is_accepted, every=0.1)

    async def sent(self, least: int, seconds: float = 30) -> None:
        """Waits until so many were recorded as delivered."""

        async def enough() -> bool:
            return any(one.tally.delivered >= least for one in (await self.summaries())[-1:])

        await until(enough, seconds, lambda: f"not {least} delivered", every=0.05)

    async def done(self, seconds: float = 60) -> BroadcastSummary:
        """Waits for the end of the last push."""

        async def ended() -> list[BroadcastSummary]:
            return [one for one in (await self.summaries())[-1:] if one.state is BroadcastState.DONE]

        [last] = await until(ended, seconds, lambda: "the last push is not done", every=0.1)
        assert isinstance(last, BroadcastSummary)
        return last

    async def summaries(self) -> list[BroadcastSummary]:
        try:
            return await self.store.broadcasts.summaries()
        except StoreUnavailable:
            return []

    async def jobs(self) -> int:
        """What the engine keeps of jobs that have begun; one that waits for a worker is none of them."""
        async with await psycopg.AsyncConnection.connect(self.url) as connection:
            row = await (
                await connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status <> 'todo'")
            ).fetchone()
            return int(row[0]) if row else 0

    async def copies(self) -> tuple[int, int]:
        """(people without a copy, copies beyond the first)."""
        counts = await self.api.ask("counts", first=1, count=PEOPLE)
        return len(counts["missing"]), sum(copies - 1 for copies in counts["repeated"].values())

    async def busiest(self) -> int:
        """The most messages that came in within a second."""
        return busiest_second(await self.api.arrivals("sendMessage"))


@pytest.fixture(scope="session")
def durable_server() -> Iterator[PostgresServer]:
    """A server that these tests may kill and freeze."""
    with private_server(durable=True) as server:
        yield server


@pytest.fixture
async def newsroom(durable_server: PostgresServer, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Three thousand people who follow every rubric, and no process that delivers yet."""
    url = durable_server.fresh()
    durable_server.run(_AUDIENCE.format(people=PEOPLE), url.rsplit("/", 1)[1])
    async with stand_in(people=PEOPLE, latency=LATENCY) as api:
        store = await Store.open(url, SystemClock())
        made = Newsroom(durable_server, url, api, tmp_path, store)
        try:
            yield made
        finally:
            for running in made.processes:
                if running.process.returncode is None:
                    await running.is_killed()
            await store.close()
    durable_server.drop(url)
