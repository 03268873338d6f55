"""How fast a person is answered while a broadcast runs, beside the idle bot in the same run: `python -m bench.answers`.

The real process (`zharshy run`) talks to the stand-in; three readers at a time send /help and wait for the answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.delivery import BODY, LEAD, audience
from bench.million import populate
from bench.stand_in import StandIn, stand_in

READER = 900_000_001
LANES = 3
# Chat ids of the audience begin after it.
FIRST = 1_000


@dataclass(frozen=True, slots=True)
class RunningBot:
    """The process, and its folder of articles."""

    pid: int
    articles: Path


@asynccontextmanager
async def running_bot(api: StandIn, folder: Path, rate: int) -> AsyncIterator[RunningBot]:
    """`zharshy run` over a folder."""
    articles = folder / "articles"
    articles.mkdir()
    settings = {
        "BOT_TOKEN": api.token,
        "API_BASE_URL": api.url,
        "DATABASE_URL": f"sqlite:///{folder}/zharshy.db",
        "ARTICLES_DIR": str(articles),
        "SEND_RATE": str(rate),
        "PAID_BROADCAST": "true",
        "LOG_LEVEL": "warning",
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env={**os.environ, **settings})
    try:
        yield RunningBot(process.pid, articles)
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


class Ear:
    """Hears when messages to readers arrive at the stand-in, by its log of calls."""

    def __init__(self, api: StandIn) -> None:
        self._api = api
        self.awaited: dict[int, asyncio.Future[float]] = {}

    async def listen(self) -> None:
        """Until it is cancelled."""
        since = (await self._api.ask("info"))["calls"]
        while True:
            await asyncio.sleep(0.05)
            page = await self._api.ask("calls", since=since)
            since = page["next"]
            for call in page["calls"]:
                if call[1] == "sendMessage" and (place := self.awaited.pop(call[2], None)):
                    place.set_result(call[0])


async def asks(api: StandIn, readers: range) -> list[float]:
    """Seconds from each reader's /help to the arrival of the answer at the stand-in; a few readers at the same time."""
    ear = Ear(api)
    listening = asyncio.create_task(ear.listen())
    waits = []
    # Another reader each time: one who asks without pause is slowed down.
    queue = iter(readers)

    async def lane() -> None:
        for reader in queue:
            ear.awaited[reader] = asyncio.get_running_loop().create_future()
            sent, arrival = time.monotonic(), ear.awaited[reader]
            await api.ask("say", person=reader, text="/help")
            waits.append(await arrival - sent)

    await asyncio.gather(*[lane() for _ in range(LANES)])
    listening.cancel()
    return waits


def p(share: float, values: list[float]) -> float:
    """A percentile in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


async def main(people: int, rate: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with stand_in(people=FIRST + people, latency=0.06) as api:
            for number in range(2 * count):
                await api.ask("person", id=READER + number, name="Әлия", language_code="kk")
            async with audience(folder, 0):
                await asyncio.to_thread(populate, folder / "zharshy.db", people, FIRST)
            async with running_bot(api, folder, rate) as bot:
                await api.ask("say", person=READER, text="/start")
                await api.ask("hears", chat=READER, text="", timeout=30)
                await asyncio.sleep(2)
                idle = await asks(api, range(READER, READER + count))
                article = {"id": "big", "title": "Үлкен тарату", "rubric": "Саясат", "lead": LEAD, "body": BODY}
                (bot.articles / "big.json").write_text(json.dumps(article, ensure_ascii=False), "utf-8")
                await asyncio.sleep(3)
                begun, before = time.monotonic(), (await api.ask("counts"))["total"]
                busy = await asks(api, range(READER + count, READER + 2 * count))
                sent = (await api.ask("counts"))["total"] - before
                speed = sent / (time.monotonic() - begun)
    print(f"/help idle: p50 {p(0.5, idle):.0f} ms, p99 {p(0.99, idle):.0f} ms")
    print(f"/help during {rate}/s: p50 {p(0.5, busy):.0f} ms, p99 {p(0.99, busy):.0f} ms ({speed:.0f}/s were sent)")
    print(f"p99 difference {p(0.99, busy) - p(0.99, idle):.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60_000)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--count", type=int, default=400)
    options = parser.parse_args()
    asyncio.run(main(options.people, options.rate, options.count))
