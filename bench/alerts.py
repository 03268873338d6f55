"""How long a new article waits for its alerts: `python -m bench.alerts --alerts 100000 [--database URL]`.

The articles are the passages of bench.search (`--data`), the newest of them judged against alerts. Two thirds of the
alerts are phrases of two words, the rest are words, drawn from the texts of all passages, frequent words as often as
people write them; each chat has ten, and one of them blocks. `--database` names an empty PostgreSQL database; without
it the store is an SQLite file.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.search import SHARED, lines
from delivery.engine.judging import Judge
from domain.article import Manuscript
from domain.audience import ChatKind
from domain.clock import SystemClock
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.repositories.recipients import NewRecipient
from storage.store import Store
from text.words.folding import tidy, words
from text.words.stopwords import ALL

ZONE = ZoneInfo("Asia/Almaty")
OF_CHAT = 10
# Passages that are judged, and passages of the archive.
JUDGED, ARCHIVE = 60, 1500


def said(articles: list[dict[str, Any]], chance: random.Random) -> str:
    """A word or two of some article, none of them a word of grammar."""
    while True:
        text = [word for word in words(tidy(chance.choice(articles)["text"])) if len(word) > 3 and word not in ALL]
        size = 1 if chance.random() < 1 / 3 else 2
        if len(text) > size:
            start = chance.randrange(len(text) - size)
            return " ".join(text[start : start + size])


async def accept(store: Store, article: dict[str, Any], *, push: bool) -> int:
    manuscript = Manuscript(article["id"], Rich(article["text"]), title=article["title"] or "", rubric="Қоғам")
    prepared = prepare(manuscript, PrepareContext(SystemClock().now_ms(), ZONE))
    async with store.transaction() as work:
        return (await work.articles.accept(prepared, push=push)).key


async def add_alerts(store: Store, count: int, articles: list[dict[str, Any]]) -> None:
    chance = random.Random(15)
    for first in range(0, count, 500):
        async with store.transaction() as work:
            for number in range(first, min(first + 500, count)):
                if number % OF_CHAT == 0:
                    chat = await work.recipients.met(NewRecipient(number + 1, ChatKind.PRIVATE, "kk"))
                await work.alerts.add(chat.id, said(articles, chance), blocks=number % OF_CHAT == 9)


async def judge_all(store: Store, articles: list[dict[str, Any]]) -> None:
    took, cpu = [], []
    for article in articles:
        await accept(store, article, push=True)
        [push] = [one for one in await store.broadcasts.open() if not one.judged]
        started, used = time.perf_counter(), time.process_time()
        await Judge(store).judge(push)
        took.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - used))
    print(f"{len(took)} articles: {statistics.median(took):.1f} ms each ({statistics.median(cpu):.1f} ms of CPU),")
    slow, slow_cpu = (statistics.quantiles(values, n=20)[-1] for values in (took, cpu))
    print(f"95 of 100 within {slow:.1f} ms ({slow_cpu:.1f} of CPU)")


async def run(count: int, url: str, data: Path) -> None:
    articles = [json.loads(line) for line in lines(data / "passages.jsonl.gz")]
    random.Random(7).shuffle(articles)
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(url or f"sqlite:///{folder}/zharshy.db", SystemClock())
        for article in articles[:ARCHIVE]:
            await accept(store, article, push=False)
        await add_alerts(store, count, articles)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        await judge_all(store, articles[-JUDGED:])
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{count} alerts; memory grew by {(after - before) / 1024:.1f} MB")
        await store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=100_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--data", type=Path, default=SHARED)
    options = parser.parse_args()
    asyncio.run(run(options.alerts, options.database, options.data))
