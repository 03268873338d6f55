"""How fast due digests of one hour are prepared and sent, and how long the event loop is held up meanwhile:
`python -m bench.digests --people 100000`. They go into a sink in this process that answers at once."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from zoneinfo import ZoneInfo

from bench.answers import p
from bench.million import Sink
from delivery.content.bodies import Style
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.rate.limiter import LocalRateLimiter
from domain.article import Manuscript
from domain.audience import ChatKind, Mode
from domain.clock import SystemClock
from domain.rich import Rich
from handlers.readers.digests import fitting
from storage.prepare import PrepareContext, Prepared, prepare
from storage.repositories.audience import Listed
from storage.store import Store

ZONE = ZoneInfo("Asia/Almaty")
RUBRICS = ("Саясат", "Спорт", "Мәдениет", "Экономика", "Қоғам", "Әлем")
BODY = "Кеңес барысында тараптар өңір экономикасын жандандыру мәселелерін қарастырды. " * 10
DAY_MS = 86_400_000


class LaterClock(SystemClock):
    """The machine's clock, set ahead."""

    ahead_ms = 0

    def now_ms(self) -> int:
        return super().now_ms() + self.ahead_ms


def article(id: str, rubric: str, clock: LaterClock) -> Prepared:
    manuscript = Manuscript(id, Rich(BODY), title=f"Жаңалық {id}", rubric=rubric)
    return prepare(manuscript, PrepareContext(clock.now_ms(), ZONE))


async def audience(store: Store, people: int) -> None:
    """Each follows three of the rubrics in the digest, at 08:00."""
    async with store.transaction() as work:
        keys = [(await work.rubrics.named_or_new(name)).key for name in RUBRICS]
    for start in range(0, people, 500):
        listed = [
            Listed(
                number + 1,
                ChatKind.PRIVATE,
                "kk",
                {keys[(number + step) % len(keys)]: Mode.DIGEST for step in range(3)},
            )
            for number in range(start, min(start + 500, people))
        ]
        async with store.transaction() as work:
            await work.audience.put(listed)


async def prepare_all(store: Store, clock: LaterClock) -> tuple[int, list[tuple[float, float]]]:
    """(due rows, seconds and seconds of CPU of each transaction)."""
    count, steps, at_once = 0, list[tuple[float, float]](), 20
    while True:
        async with store.transaction() as work:
            started, used = time.perf_counter(), time.process_time()
            found = await work.digests.prepare(
                clock.now_ms(), at_once, ZONE, lambda hour: article(f"digest-{hour}", RUBRICS[0], clock)
            )
            at_once = fitting(at_once, time.perf_counter() - started)
        steps.append((time.perf_counter() - started, time.process_time() - used))
        count += found
        if not found:
            return count, steps


async def loop_lags(lags: list[float]) -> None:
    """How late a timer of 5 ms is, again and again: so long an answer to a person would wait."""
    while True:
        due = time.perf_counter() + 0.005
        await asyncio.sleep(0.005)
        lags.append(time.perf_counter() - due)


async def send(store: Store, rate: int, seconds: float) -> None:
    """Delivers the digests at this rate for so long."""
    sink, clock = Sink(), SystemClock()
    context = await open_context(store, sink, Style(ZONE, "zharshy_bot"), LocalRateLimiter(clock, rate))
    driver, lags = asyncio.create_task(run_delivery(context)), list[float]()
    await asyncio.sleep(3)
    listening = asyncio.create_task(loop_lags(lags))
    sent, cpu, begun = sink.taken, time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    sent, cpu, took = sink.taken - sent, time.process_time() - cpu, time.monotonic() - begun
    listening.cancel()
    context.stop.set()
    await driver
    print(f"SEND_RATE {rate}: {sent / took:.0f} digests a second, CPU {cpu / max(1, sent) * 1e6:.0f} us each", end=", ")
    print(f"the loop was late by {p(0.5, lags):.1f} ms at p50, {p(0.99, lags):.1f} ms at p99")


async def run(people: int, articles: int, rate: int, seconds: float) -> None:
    clock = LaterClock()
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/zharshy.db", clock)
        await audience(store, people)
        # The first look gives each chat its next hour.
        await prepare_all(store, clock)
        clock.ahead_ms = 1000
        for number in range(articles):
            prepared = article(f"a{number}", RUBRICS[number % len(RUBRICS)], clock)
            async with store.transaction() as work:
                await work.articles.accept(prepared, push=True)
        clock.ahead_ms = DAY_MS
        started, cpu = time.perf_counter(), time.process_time()
        count, steps = await prepare_all(store, clock)
        took, cpu = time.perf_counter() - started, time.process_time() - cpu
        parts = sum(total for _, total in await store.broadcasts.unmeasured() if total == count)
        print(f"{count} due, {parts} parts: {count / took:.0f} a second ({count / cpu:.0f} a second of CPU)")
        walls, cpus = zip(*steps, strict=True)
        print(
            f"transactions: {p(0.5, walls):.0f} ms at p50, {p(0.99, walls):.0f} ms at p99, {max(walls) * 1000:.0f} ms",
            end=" ",
        )
        print(f"the longest ({max(cpus) * 1000:.0f} ms of CPU)")
        if seconds:
            await send(store, rate, seconds)
        await store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=20, help="for which digests are sent; 0: none are")
    options = parser.parse_args()
    asyncio.run(run(options.people, options.articles, options.rate, options.seconds))
