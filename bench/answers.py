"""How fast a person is answered while a broadcast runs, beside the idle bot in the same run: `python -m bench.answers`.

The real process (`zharshy run`) talks to the stand-in; readers send /help one after another.
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
from pathlib import Path

from bench.delivery import BODY, LEAD, audience
from bench.stand_in import StandIn, stand_in

READER = 900_000_001


@asynccontextmanager
async def running_bot(api: StandIn, folder: Path, rate: int) -> AsyncIterator[Path]:
    """`zharshy run` over a folder; gives its articles folder."""
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
        yield articles
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def asks(api: StandIn, count: int) -> list[float]:
    """Seconds from a reader's /help to the arrival of the answer at the stand-in, by its log of calls."""
    waits = []
    since = (await api.ask("info"))["calls"]
    for number in range(count):
        # Another reader each time: one who asks without pause is slowed down.
        reader = READER + number
        sent = time.monotonic()
        await api.ask("say", person=reader, text="/help")
        arrived = None
        while arrived is None:
            await asyncio.sleep(0.05)
            page = await api.ask("calls", since=since)
            since = page["next"]
            arrived = next((call[0] for call in page["calls"] if call[1] == "sendMessage" and call[2] == reader), None)
        waits.append(arrived - sent)
    return waits


def p(share: float, values: list[float]) -> float:
    """A percentile in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


async def main(people: int, rate: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with stand_in(people=people, latency=0.06) as api:
            for number in range(count):
                await api.ask("person", id=READER + number, name="Әлия", language_code="kk")
            async with audience(folder, people), running_bot(api, folder, rate) as articles:
                await api.ask("say", person=READER, text="/start")
                await api.ask("hears", chat=READER, text="", timeout=30)
                await asyncio.sleep(2)
                idle = await asks(api, count)
                article = {"id": "big", "title": "Үлкен тарату", "rubric": "Саясат", "lead": LEAD, "body": BODY}
                (articles / "big.json").write_text(json.dumps(article, ensure_ascii=False), "utf-8")
                await asyncio.sleep(3)
                busy = await asks(api, count)
                delivered = (await api.ask("counts"))["total"]
    print(f"/help idle: p50 {p(0.5, idle):.0f} ms, p99 {p(0.99, idle):.0f} ms")
    print(
        f"/help during {rate}/s: p50 {p(0.5, busy):.0f} ms, p99 {p(0.99, busy):.0f} ms ({delivered} messages meanwhile)"
    )
    print(f"p99 difference {p(0.99, busy) - p(0.99, idle):.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=40_000)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    asyncio.run(main(options.people, options.rate, options.count))
