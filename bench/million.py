"""What a million followers cost: `python -m bench.million`.

The same push to 10,000, 100,000 and 1,000,000 followers, into a sink in this process that answers at once: time to
accept, first message, CPU a message, memory, bytes a settled receipt. What does not stay flat would show.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.delivery import ZONE, accept
from delivery.content.bodies import Style
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import BeforeSend, Telegram, do_nothing
from delivery.rate.limiter import LocalRateLimiter
from domain.clock import SystemClock
from domain.outcomes import Delivered, Outcome
from storage.store import Store

# Far above what Telegram allows: the limiter is in the way, but never full.
RATE = 20_000


class Sink(Telegram):
    """Takes everything at once, in this process: what is measured is ours alone."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "1:sink", connections=1)
        self.taken = 0
        self.first = 0.0

    async def call(self, method: str, body: bytes, before_send: BeforeSend = do_nothing) -> Outcome:
        self.first = self.first or time.monotonic()
        self.taken += 1
        before_send()
        return Delivered(self.taken + 1000)


def populate(file: Path, people: int, first: int = 500_000_000) -> None:
    """Private chats `first` + 1 … follow rubric 1; written past the store, since only the state matters here."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executemany(
            "INSERT INTO recipient (id, chat_id, topic, kind, state, language, created_at, changed_at)"
            " VALUES (?1, ?1 + ?2, 0, 'private', 'active', 'kk', 0, 0)",
            ((number, first) for number in range(1, people + 1)),
        )
        connection.execute(
            "INSERT INTO subscription (recipient, rubric, mode, live, since) SELECT id, 1, 'now', 1, 0 FROM recipient"
        )
        connection.commit()


def memory_mb() -> float:
    """Resident memory now, MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def receipt_bytes(file: Path) -> float:
    """Bytes on disk a receipt, whole pages."""
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'receipt'").fetchone()[0]
        count = connection.execute("SELECT count(*) FROM receipt").fetchone()[0]
    return float(size / count)


async def push(folder: Path, people: int) -> None:
    file = folder / f"{people}.db"
    store = await Store.open(f"sqlite:///{file}", SystemClock())
    try:
        async with store.transaction() as work:
            await work.rubrics.named_or_new("Саясат")
        await asyncio.to_thread(populate, file, people)
        sink = Sink()
        context = await open_context(store, sink, Style(ZONE, "zharshy_bot"), LocalRateLimiter(SystemClock(), RATE))
        driver = asyncio.create_task(run_delivery(context))
        # An article without followers pays for the caches that all later ones use.
        await accept(store, 0, "Ешкім")
        await asyncio.sleep(2)
        sink.first, idle, cpu = 0.0, memory_mb(), time.process_time()
        taken, begun = sink.taken, time.monotonic()
        accepting = await accept(store, 1)
        accepted, most = time.monotonic(), 0.0
        while any(b.state != "done" for b in await store.broadcasts.summaries()):
            most = max(most, memory_mb() - idle)
            await asyncio.sleep(0.1)
        seconds, cpu = time.monotonic() - begun, time.process_time() - cpu
        context.stop.set()
        await driver
    finally:
        await store.close()
    sent = sink.taken - taken
    wait = max(0.0, sink.first - accepted) * 1000
    print(f"{people:>9,}: accepted in {accepting * 1000:.1f} ms, first message {wait:.0f} ms later,", end=" ")
    print(f"{sent / seconds:,.0f}/s,")
    print(f"{'':>11}CPU {cpu / sent * 1e6:.0f} us a message, memory +{most:.0f} MB,", end=" ")
    print(f"{receipt_bytes(file):.1f} bytes a receipt", flush=True)


async def main(sizes: list[int]) -> None:
    for people in sizes:
        with tempfile.TemporaryDirectory() as name:
            await push(Path(name), people)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    asyncio.run(main(parser.parse_args().sizes))
