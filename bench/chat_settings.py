"""CPU a delivered push where chats have layouts, quiet hours and caps, beside one where none has: `python -m
bench.chat_settings`. Both arms in turn, into a sink in this process that answers at once: the ratio is ours alone."""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from bench.delivery import ZONE, accept
from bench.million import RATE, Sink, populate
from delivery.content.bodies import Style
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.rate.limiter import LocalRateLimiter
from domain.clock import SystemClock
from storage.store import Store


def choose(file: Path) -> None:
    """A third of each layout; half with quiet hours, which are not now; half with a cap that is not reached."""
    now = datetime.now(ZONE)
    quiet = f"{now + timedelta(hours=8):%H}:00-{now + timedelta(hours=16):%H}:00"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "UPDATE recipient SET layout = CASE id % 3 WHEN 0 THEN 'compact' WHEN 1 THEN 'full' ELSE 'normal' END,"
            " quiet = CASE WHEN id % 2 = 0 THEN ?1 ELSE '' END, cap = CASE WHEN id % 4 < 2 THEN 100 ELSE 0 END,"
            " zone = CASE WHEN id % 5 = 0 THEN 'Europe/Berlin' ELSE '' END,"
            " sound = CASE WHEN id % 7 = 0 THEN 'breaking' ELSE 'all' END",
            (quiet,),
        )
        connection.commit()


async def push(folder: Path, people: int, *, chosen: bool) -> float:
    """CPU seconds a message."""
    file = folder / f"{chosen}-{time.time_ns()}.db"
    store = await Store.open(f"sqlite:///{file}", SystemClock())
    try:
        async with store.transaction() as work:
            await work.rubrics.named_or_new("Саясат")
        await asyncio.to_thread(populate, file, people)
        # Nobody is offered quiet hours in the middle of a measurement at night.
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE recipient SET night_asked = 1")
            connection.commit()
        if chosen:
            await asyncio.to_thread(choose, file)
        sink = Sink()
        context = await open_context(store, sink, Style(ZONE, "zharshy_bot"), LocalRateLimiter(SystemClock(), RATE))
        driver = asyncio.create_task(run_delivery(context))
        await accept(store, 0, "Ешкім")
        await asyncio.sleep(1.5)
        cpu, before = time.process_time(), sink.taken
        await accept(store, 1)
        while any(one.state != "done" for one in await store.broadcasts.summaries()):
            await asyncio.sleep(0.1)
        cpu = time.process_time() - cpu
        sent = sink.taken - before
        assert sent == people, sent
        context.stop.set()
        await driver
        return cpu / sent
    finally:
        await store.close()


async def main(people: int, rounds: int) -> None:
    ratios = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            bare = await push(Path(name), people, chosen=False)
            full = await push(Path(name), people, chosen=True)
        ratios.append(full / bare)
        print(
            f"CPU a message: chosen {full * 1e6:.0f} us, none {bare * 1e6:.0f} us, ratio {ratios[-1]:.2f}", flush=True
        )
    print(f"median ratio {median(ratios):.2f} ({rounds} rounds of {people:,} messages)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    asyncio.run(main(options.people, options.rounds))
