"""Search in a large archive: latency, how long the loop is held, size, speed, and what size costs in quality.

`python -m bench.search_scale --articles 200000 1000000`. The judged passages (`--data`, as for bench.search) stand
evenly among articles of 140 words that are put together from runs of three words of them, so that words are as frequent
and as near each other as in real text. At each size questions, questions with a slip in every word, and common words
alone are asked, five hits each, then the judged questions for their nDCG@10. CPU time is shown beside the clock's,
since a shared machine says more about its other guests.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.search import SHARED, Judged, ask, judged, lines, show
from domain.clock import SystemClock
from storage.admin.merge_index import merge_index
from storage.search.answer import SearchOptions
from storage.store import Store, UnitOfWork
from text.words.words import document_tokens

WORDS, TITLE, RUN = 140, 8, 3
COMMON = ("жыл", "қазақстан", "бүгін қазақстан", "жаңа жыл", "қала халқы", "ел", "адам саны", "үлкен қала")
_PAGE = 250
_NOW_MS = 1_700_000_000_000


@dataclass(frozen=True, slots=True)
class Invented:
    """An article to be taken in, judged or put together."""

    id: str
    title: str
    body: str
    language: str


def archive(data: Path, largest: int) -> Iterator[Invented]:
    """Articles without end; the judged passages stand evenly among the first `largest`."""
    dice = random.Random(1)
    passages: list[dict[str, Any]] = [json.loads(line) for line in lines(data / "passages.jsonl.gz")]
    bags = [(one["lang"], one["text"].split()) for one in passages]
    waiting = iter(dice.sample(passages, len(passages)))
    every = max(1, largest // len(passages))
    number = 0
    while True:
        if number % every == 0 and (one := next(waiting, None)):
            yield Invented(one["id"], one["title"] or "", one["text"], one["lang"])
        else:
            yield _invented(number, bags, dice)
        number += 1


def _invented(number: int, bags: list[tuple[str, list[str]]], dice: random.Random) -> Invented:
    language, bag = dice.choice(bags)
    words: list[str] = []
    while len(words) < WORDS:
        if len(bag) >= RUN:
            start = int(dice.random() * (len(bag) - RUN + 1))
            words += bag[start : start + RUN]
        bag = ()  # type: ignore[assignment]
        while not bag:
            other, bag = bags[int(dice.random() * len(bags))]
            bag = bag if other == language else []
    return Invented(f"x{number}", " ".join(words[:TITLE]), " ".join(words[TITLE:WORDS]), language)


async def grow(store: Store, articles: Iterable[Invented]) -> tuple[float, float]:
    """Seconds of CPU for making tokens, and by the clock and of CPU for writing them; the articles' own rows apart."""
    made = written = 0.0
    async with store.transaction() as work:
        rubric = (await work.rubrics.named_or_new("Bench")).key
    source = iter(articles)
    while page := list(islice(source, _PAGE)):
        begun = time.process_time()
        tokens = [document_tokens(one.title, "", one.body, one.language) for one in page]
        made += time.process_time() - begun
        async with store.transaction() as work:
            first = await _add(work, page, rubric)
            for key, one in enumerate(tokens, first):
                await work.search.put(key, one)
            begun = time.process_time()
            await work.search.flush()
            written += time.process_time() - begun
    begun = time.process_time()
    await merge_index(store)
    return made, written + time.process_time() - begun


async def _add(work: UnitOfWork, page: list[Invented], rubric: int) -> int:
    """Writes the articles without the care that acceptance takes; the key of the first."""
    rows = work._rows
    newest = int((await rows.fetch("search_newest_key"))[0][0] or 0)
    derived = ("", "", "", "", "", "", "[]")
    await rows.many(
        "article_add",
        [
            (
                one.id,
                rubric,
                one.language,
                _NOW_MS + 60_000 * (newest + n),
                None,
                1,
                0,
                0,
                "",
                "",
                one.title,
                *derived,
                one.body,
            )
            for n, one in enumerate(page)
        ],
    )
    assert int((await rows.fetch("search_newest_key"))[0][0]) == newest + len(page)
    return newest + 1


async def longest_halt(searching: asyncio.Task[Any]) -> float:
    """For how many milliseconds of its own CPU time at most the event loop stood still meanwhile."""
    longest = 0.0
    while not searching.done():
        worked = time.thread_time()
        await asyncio.sleep(0)
        longest = max(longest, 1000 * (time.thread_time() - worked))
    return longest


async def timed(store: Store, queries: Iterable[str]) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of CPU, each in order."""
    took, worked = [], []
    for query in queries:
        begun, cpu = time.perf_counter(), time.process_time()
        await store.search.find(query, SearchOptions(limit=5, now_ms=SystemClock().now_ms()))
        took.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - cpu))
    return sorted(took), sorted(worked)


def size(file: Path) -> dict[str, float]:
    """Megabytes by part."""
    with closing(sqlite3.connect(file)) as database:
        found = dict(database.execute("SELECT name, sum(pgsize) / 1e6 FROM dbstat GROUP BY name").fetchall())
    index = sum(value for name, value in found.items() if name.startswith("search_words"))
    named = {"vocabulary": "search_term", "stems": "search_stems", "filter": "article_filter"}
    return {"index": index} | {name: found[table] for name, table in named.items()}


async def measure(store: Store, queries: Judged, count: int) -> None:
    """Latency by kind of query, then quality."""
    dice = random.Random(2)
    arms = {
        "questions": [query["text"] for query in dice.sample(queries.queries, count)],
        "a slip a word": [query["typo"] for query in dice.sample(queries.queries, count)],
        "common words": COMMON * (count // len(COMMON)),
    }
    await timed(store, arms["questions"][:100])
    # As the running bot does (bot/running.py): or each full collection would look through the judged queries, too.
    gc.freeze()
    for name, asked in arms.items():
        for kind, took in zip(("clock", "CPU"), await timed(store, asked), strict=True):
            half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
            print(
                f"{name:<14} {kind:<5} p50 {half:.1f} ms  p99 {most:.1f} ms  (load {os.getloadavg()[0]:.1f})",
                flush=True,
            )
        halt = await longest_halt(asyncio.create_task(timed(store, asked)))
        print(f"{name:<14} the loop is held for {halt:.1f} ms of CPU at most", flush=True)
    for variant in ("text", "typo"):
        show(variant, (await ask(store, queries, variant))[0])


async def main(options: argparse.Namespace) -> None:
    queries = judged(options.data)
    largest = max(options.articles)
    articles = archive(options.data, min(options.articles))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(options.keep or folder) / "zharshy.db"
        store = await Store.open(options.postgres or f"sqlite:///{file}", SystemClock())
        try:
            count = await store.articles.count()
            for _ in islice(articles, count):
                pass
            for wanted in sorted(options.articles):
                more = wanted - count
                if more > 0:
                    made, written = await grow(store, islice(articles, more))
                    print(f"\n{wanted} articles: {more / (made + written):.0f} a second of CPU into the index")
                    print(
                        f"  tokens {1000 * made / more:.2f} ms, writing {1000 * written / more:.2f} ms an article",
                        flush=True,
                    )
                    count = wanted
                if not options.only_fill:
                    await measure(store, queries, options.queries)
        finally:
            await store.close()
        if not options.postgres:
            parts = {name: round(value * 100_000 / largest) for name, value in size(file).items()}
            print(f"per 100,000 articles: {sum(parts.values())} MB", parts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="the folder of the judged queries")
    parser.add_argument(
        "--articles", type=int, nargs="+", default=[50_000], metavar="N", help="sizes, measured at each"
    )
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--postgres", default="", metavar="URL", help="a PostgreSQL database instead of SQLite")
    parser.add_argument("--keep", default="", metavar="FOLDER", help="where the store stays, to be measured once more")
    parser.add_argument("--only-fill", action="store_true", help="measure nothing yet")
    asyncio.run(main(parser.parse_args()))
