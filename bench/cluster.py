"""Several workers on one PostgreSQL: `python -m bench.cluster` runs all figures, or those that are named.

rate       two workers, 20,000 chats: share of SEND_RATE, busiest second of departures
kill       the same with kill -9 of one;  restart  with the database killed and started again
breaking   first message of a breaking article beside two big pushes; a push to 100 beside one to 100,000
accept     seconds to accept an article for 1,000,000 followers
unlimited  messages a second without a limit, over HTTP and into a sink inside the workers
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from statistics import median

from bench.delivery import BODY, LEAD, ZONE
from bench.stand_in import StandIn, busiest_second, stand_in
from delivery.cluster.context import open_cluster_context
from delivery.cluster.database_clock import DatabaseClock
from delivery.cluster.engine import Cluster
from delivery.cluster.limiter import SharedRateLimiter
from delivery.cluster.watchdog import Watchdog
from delivery.content.bodies import Style
from delivery.http.client import BeforeSend, Telegram, do_nothing
from domain.article import Manuscript
from domain.broadcast import BroadcastSummary
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from domain.outcomes import Delivered, Outcome
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.store import Store
from tests.postgres_server import PostgresServer, private_server

LATENCY = 0.06
UNLIMITED = 2000
_PEOPLE = """
INSERT INTO rubric (slug, name_kk) VALUES ('big', 'big'), ('small', 'small');
INSERT INTO rubric_name (name, rubric) SELECT name_kk, key FROM rubric;
INSERT INTO recipient (chat_id, topic, kind, state, language, created_at, changed_at)
SELECT n, 0, 'private', 'active', 'kk', 0, 0 FROM generate_series(1, {people}) n;
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT id, (SELECT key FROM rubric WHERE slug = 'big'), 'now', 1, 0 FROM recipient;
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT id, (SELECT key FROM rubric WHERE slug = 'small'), 'now', 1, 0 FROM recipient ORDER BY id DESC LIMIT 100;
ANALYZE;
"""


class Timed(Telegram):
    """Notes when each call leaves; `sink`: nothing leaves, the answer is there at once."""

    sink = False
    departures: list[float]

    async def call(self, method: str, body: bytes, before_send: BeforeSend = do_nothing) -> Outcome:
        self.departures.append(time.monotonic())
        if self.sink:
            before_send()
            return Delivered(len(self.departures))
        return await super().call(method, body, before_send)


class Open(SharedRateLimiter):
    """No limit: two hundred messages a step, so that a commit's wait for the disk is shared by more of them."""

    async def reserve(self) -> list[float]:
        return [self._clock.monotonic() + 3600.0] * 200

    async def wait_for(self, slot: float) -> float:
        return slot

    def try_acquire(self, slot: float) -> bool:
        self.window.permit()
        return True


async def child(database: str, url: str, token: str, rate: int, sink: bool) -> None:
    """A worker; its departures are printed at its end, monotonic seconds."""
    cluster = Cluster(database)
    store = await Store.open(database, SystemClock(), cluster.engine)
    try:
        async with Timed(url, token, connections=1000) as telegram:
            telegram.departures, telegram.sink = [], sink
            context = await open_cluster_context(store, telegram, Style(ZONE, "zharshy_bot"), rate, SystemClock())
            if rate == UNLIMITED:
                limiter = Open(DatabaseClock(SystemClock()), rate, store)
                delivery = replace(context.delivery, limiter=limiter)
                context = replace(context, delivery=delivery, limiter=limiter)
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, context.delivery.stop.set)
            print("ready", flush=True)
            begun = time.process_time()
            await cluster.deliver(context, Watchdog())
        print(json.dumps([time.process_time() - begun, telegram.departures]), flush=True)
    finally:
        await store.close()


@dataclass(slots=True)
class Stage:
    """One database with its people, two workers, a Bot API."""

    server: PostgresServer
    store: Store
    api: StandIn
    workers: list[Process]
    people: int
    articles: int = 0
    cpu: float = 0.0

    async def accept(self, rubric: str = "big", *, breaking: bool = False) -> float:
        """Seconds that the transaction took."""
        self.articles += 1
        name = f"bench-{self.articles}"
        manuscript = Manuscript(name, Rich(BODY), f"Мақала {name}", rubric, Rich(LEAD), breaking=breaking)
        prepared = prepare(manuscript, PrepareContext(time.time_ns() // 1_000_000, ZONE))
        begun = time.perf_counter()
        async with self.store.transaction() as work:
            await work.articles.accept(prepared, push=True)
        return time.perf_counter() - begun

    async def until(self, check: Callable[[list[BroadcastSummary]], bool]) -> float:
        """When it came true, monotonic seconds."""
        while True:
            try:
                if check(await self.store.broadcasts.summaries()):
                    return time.monotonic()
            except StoreUnavailable:
                pass
            await asyncio.sleep(0.02)

    async def end(self) -> list[float]:
        """Stops the workers: every departure of those that were not killed."""
        for worker in self.workers:
            if worker.returncode is None:
                worker.terminate()
        outs = [await worker.communicate() for worker in self.workers]
        told = [json.loads(out.decode() or "[0, []]") for out, _ in outs]
        self.cpu = sum(cpu for cpu, _ in told)
        return sorted(moment for _, moments in told for moment in moments)

    def costs(self, database: float) -> str:
        """CPU; `database`: seconds of it that the server used."""
        each = self.people / 1e6
        return f"CPU a message: workers {self.cpu / each:.0f} us, PostgreSQL {database / each:.0f} us"

    async def copies(self) -> str:
        counts = await self.api.ask("counts", first=1, count=self.people)
        return f"lost {len(counts['missing'])}, repeated {sum(n - 1 for n in counts['repeated'].values())}"


@asynccontextmanager
async def stage(
    server: PostgresServer, people: int, rate: int, *, sink: bool = False, workers: int = 2
) -> AsyncIterator[Stage]:
    url = server.fresh()
    server.run(_PEOPLE.format(people=people), url.rsplit("/", 1)[1])
    store = await Store.open(url, SystemClock(), Cluster(url).engine)
    try:
        async with stand_in(people=people, latency=LATENCY) as api:
            command = [sys.executable, "-m", "bench.cluster", "--child", url, api.url, api.token, str(rate), str(sink)]
            started = [await asyncio.create_subprocess_exec(*command, stdout=PIPE, limit=2**26) for _ in range(workers)]
            for worker in started:
                assert worker.stdout is not None
                await worker.stdout.readline()
            # What was sent before its start a worker does not know, so every chat waits for a second.
            await asyncio.sleep(1.2)
            yield Stage(server, store, api, started, people)
    finally:
        await store.close()
        server.drop(url)


async def rate(server: PostgresServer, people: int) -> None:
    async with stage(server, people, 1000) as at:
        database = server.cpu_seconds()
        await at.accept()
        await at.until(lambda found: found[-1].state == "done")
        left = await at.end()
        database = server.cpu_seconds() - database
        # The first message is the canary, whose answer the others wait for.
        whole = (len(left) - 2) / (left[-1] - left[1])
        print(f"rate: {whole:.0f}/s ({whole / 10:.1f} %), busiest second {busiest_second(left)}, {await at.copies()}")
        print(at.costs(database))


async def _faulty(server: PostgresServer, people: int, name: str, fault: Callable[[Stage], Awaitable[None]]) -> None:
    async with stage(server, people, 1000) as at:
        begun = time.monotonic()
        await at.accept()
        await at.until(lambda found: found[-1].tally.delivered > people / 2)
        await fault(at)
        over = await at.until(lambda found: found[-1].state == "done")
        await at.end()
        late = over - begun - people / 985
        print(f"{name}: {await at.copies()}, finished {late:.1f} s later than at full rate")


async def kill(server: PostgresServer, people: int) -> None:
    async def one(at: Stage) -> None:
        at.workers[0].kill()

    await _faulty(server, people, "kill -9 of one", one)


async def restart(server: PostgresServer, people: int) -> None:
    async def database(at: Stage) -> None:
        begun = time.monotonic()
        await asyncio.to_thread(at.server.kill)
        await asyncio.to_thread(at.server.start)
        print(f"restart: the database was away for {time.monotonic() - begun:.1f} s")

    await _faulty(server, people, "restart", database)


async def breaking(server: PostgresServer, people: int) -> None:
    async with stage(server, max(people, 100_000), 1000) as at:
        await at.accept()
        await at.accept()
        await at.until(lambda found: sum(one.tally.delivered for one in found) > 2000)
        begun = time.monotonic()
        await at.accept("small", breaking=True)
        first = await at.until(lambda found: found[-1].tally.delivered > 0)
        await at.until(lambda found: found[-1].state == "done")
        print(f"breaking beside two big pushes: first message recorded {first - begun:.2f} s after")
        begun = time.monotonic()
        await at.accept("small")
        over = await at.until(lambda found: found[-1].state == "done")
        print(f"push to 100 beside 100,000: done after {over - begun:.2f} s")
        await at.end()


async def accept(server: PostgresServer, people: int) -> None:
    async with stage(server, max(people, 1_000_000), 28, workers=0) as at:
        took = [await at.accept() for _ in range(21)]
        print(f"accept for {at.people:,}: median {median(took) * 1000:.1f} ms, worst {max(took) * 1000:.1f} ms")


async def unlimited(server: PostgresServer, people: int) -> None:
    for sink, name in ((False, "over HTTP"), (True, "into a sink")):
        async with stage(server, people * 2, UNLIMITED, sink=sink) as at:
            database = server.cpu_seconds()
            await at.accept()
            await at.until(lambda found: found[-1].state == "done")
            left = await at.end()
            database = server.cpu_seconds() - database
            # The first message is the canary, whose answer the others wait for.
            print(f"unlimited {name}: {(len(left) - 2) / (left[-1] - left[1]):.0f}/s, {at.costs(database)}")


FIGURES = {
    "rate": rate,
    "kill": kill,
    "restart": restart,
    "breaking": breaking,
    "accept": accept,
    "unlimited": unlimited,
}


async def main(names: list[str], people: int) -> None:
    with private_server(durable=True) as server:
        for name in names or FIGURES:
            await FIGURES[name](server, people)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--child":
        asyncio.run(child(*sys.argv[2:5], int(sys.argv[5]), sys.argv[6] == "True"))
    else:
        parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("figures", nargs="*", choices=[*FIGURES, []], help="all of them if none is named")
        parser.add_argument("--people", type=int, default=20_000)
        options = parser.parse_args()
        asyncio.run(main(options.figures, options.people))
