"""A hundred articles at once, to audiences of very different size: `python -m bench.classes`.

Into a sink in this process at 1,000/s: when breaking news began and ended, when a push to 100 chats was done beside one
to 100,000, and how long that one had to wait: what has the fewest left goes first, and a minute's wait gives a step.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from bench.delivery import LEAD, ZONE
from bench.million import Sink
from delivery.content.bodies import Style
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import BeforeSend, do_nothing
from delivery.rate.limiter import LocalRateLimiter
from domain.article import Manuscript
from domain.clock import SystemClock
from domain.outcomes import Outcome
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.store import Store

SIZES = [100_000, 50_000, 20_000, *[1000] * 27, *[100] * 40, *[10] * 29, 5000]
BREAKING = len(SIZES) - 1


class Watching(Sink):
    """Notes when each article's messages leave, by the number in its title."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[int, list[float]] = {number: [] for number in range(len(SIZES))}

    async def call(self, method: str, body: bytes, before_send: BeforeSend = do_nothing) -> Outcome:
        number = int(json.loads(body)["text"].split("№")[1].split("<")[0])
        self.times[number].append(time.monotonic())
        return await super().call(method, body, before_send)


def populate(file: Path) -> None:
    """Chat n follows rubric r when n is within the size of r; rubrics are r + 1 in the store."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executemany(
            "INSERT INTO recipient (id, chat_id, topic, kind, state, language, created_at, changed_at)"
            " VALUES (?1, ?1, 0, 'private', 'active', 'kk', 0, 0)",
            ((number,) for number in range(1, sum(SIZES) + 1)),
        )
        first = 1
        for rubric, size in enumerate(SIZES):
            connection.execute(
                "INSERT INTO rubric (key, slug, name_kk) VALUES (?1, ?2, ?2)", (rubric + 1, f"r{rubric}")
            )
            connection.execute("INSERT INTO rubric_name (name, rubric) VALUES (?2, ?1)", (rubric + 1, f"r{rubric}"))
            connection.execute(
                "INSERT INTO subscription (recipient, rubric, mode, live, since)"
                " SELECT id, ?1, 'now', 1, 0 FROM recipient WHERE id >= ?2 AND id < ?3",
                (rubric + 1, first, first + size),
            )
            first += size
        connection.commit()


async def main(seconds: float, rate: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "zharshy.db"
        store = await Store.open(f"sqlite:///{file}", SystemClock())
        try:
            await asyncio.to_thread(populate, file)
            sink = Watching()
            delivery = await open_context(
                store, sink, Style(ZONE, "zharshy_bot"), LocalRateLimiter(SystemClock(), rate)
            )
            driver = asyncio.create_task(run_delivery(delivery))
            await asyncio.sleep(1.2)
            begun = time.monotonic()
            context = PrepareContext(time.time_ns() // 1_000_000, ZONE)
            async with store.transaction() as work:
                for number in range(len(SIZES)):
                    text = Manuscript(
                        f"a{number}", Rich(LEAD), f"№{number}", f"r{number}", Rich(LEAD), breaking=number == BREAKING
                    )
                    await work.articles.accept(prepare(text, context), push=True)
            await asyncio.sleep(seconds)
            delivery.stop.set()
            await driver
        finally:
            await store.close()
    report(sink.times, begun, seconds)


def report(times: dict[int, list[float]], begun: float, seconds: float) -> None:
    def ended(number: int) -> float | None:
        """Seconds after acceptance when the whole audience was served."""
        return max(times[number]) - begun if len(times[number]) >= SIZES[number] else None

    breaking = times[BREAKING]
    first, last = breaking[0] - begun, ended(BREAKING) or -1.0
    print(f"breaking to {SIZES[BREAKING]:,}: first after {first:.2f} s, done after {last:.1f} s")
    for size in (10, 100, 1000):
        done = [end for number, want in enumerate(SIZES) if want == size and (end := ended(number)) is not None]
        last = f"last done after {max(done):.1f} s" if done else "none done"
        print(f"pushes to {size}: {len(done)} of {SIZES.count(size)} done in {seconds:.0f} s, {last}")
    moments = [moment - begun for moment in times[0]]
    pause = max((later - earlier for earlier, later in pairwise([0.0, *moments, seconds])), default=seconds)
    in_all = sum(map(len, times.values()))
    print(f"the push to 100,000 had sent {len(moments):,}, its longest pause {pause:.1f} s; in all {in_all:,}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=150)
    parser.add_argument("--rate", type=int, default=1000)
    options = parser.parse_args()
    asyncio.run(main(options.seconds, options.rate))
