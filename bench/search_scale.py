"""Search in a large archive: latency, size of the index, pace of indexing: `python -m bench.search_scale`.

Articles of 140 words are drawn from the judged passages (`--data`, as for bench.search), so that words are as frequent
as in real text. Then questions, questions with a slip in every word, and common words alone are asked, five hits each.
CPU time is shown beside the clock's, since a shared machine says more about its other guests.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench.search import SHARED, ZONE, judged, lines
from domain.article import Manuscript
from domain.clock import SystemClock
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.search_answer import SearchOptions
from storage.store import Store
from text.words import document_tokens

WORDS, TITLE = 140, 8
COMMON = ("жыл", "қазақстан", "бүгін қазақстан", "жаңа жыл", "қала халқы", "ел", "адам саны", "үлкен қала")
_PAGE = 250


def texts(data: Path, count: int) -> Iterable[tuple[str, str]]:
    """(title, body) of invented articles: stretches of the passages."""
    dice = random.Random(1)
    passages = [json.loads(line)["text"].split() for line in lines(data / "passages.jsonl.gz")]
    for _ in range(count):
        words: list[str] = []
        while len(words) < WORDS:
            words += dice.choice(passages)
        start = dice.randrange(len(words) - WORDS + 1)
        yield " ".join(words[start : start + TITLE]), " ".join(words[start + TITLE : start + WORDS])


async def fill(store: Store, data: Path, count: int) -> tuple[float, float]:
    """Seconds for making tokens and for writing them; the rows of the articles themselves are not counted."""
    template = prepare(Manuscript("b", body=Rich("б"), rubric="Bench", language="kk"), PrepareContext(0, ZONE))
    made = written = 0.0
    numbered = enumerate(texts(data, count))
    while page := list(islice(numbered, _PAGE)):
        begun = time.perf_counter()
        tokens = [document_tokens(title, "", body, "kk") for _, (title, body) in page]
        made += time.perf_counter() - begun
        async with store.transaction() as work:
            for (number, (title, body)), one in zip(page, tokens, strict=True):
                at = 1_700_000_000_000 + 60_000 * number
                article = replace(template, id=f"b{number}", title=title, body=Rich(body), published_at=at, tokens=one)
                await work.articles.accept(article, push=False)
            begun = time.perf_counter()
            await work.search.settle()
            written += time.perf_counter() - begun
    return made, written


async def ask(store: Store, queries: Iterable[str]) -> tuple[list[float], list[float]]:
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
    return {"index": index, "vocabulary": found["search_term"], "filter": found["article_filter"]}


async def main(options: argparse.Namespace) -> None:
    queries = judged(options.data).queries
    dice = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "zharshy.db"
        store = await Store.open(f"sqlite:///{file}", SystemClock())
        try:
            made, written = await fill(store, options.data, options.articles)
            count = await store.articles.count()
            print(f"{count} articles of {WORDS} words: {count / (made + written):.0f} a second into the index")
            print(f"  tokens {1000 * made / count:.2f} ms, writing {1000 * written / count:.2f} ms an article")
            arms = {
                "questions": [query["text"] for query in dice.sample(queries, options.queries)],
                "a slip a word": [query["typo"] for query in dice.sample(queries, options.queries)],
                "common words": COMMON * (options.queries // len(COMMON)),
            }
            await ask(store, arms["questions"][:100])
            for name, asked in arms.items():
                for kind, took in zip(("clock", "CPU"), await ask(store, asked), strict=True):
                    half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
                    print(f"{name:<14} {kind:<5} p50 {half:.1f} ms  p99 {most:.1f} ms", flush=True)
        finally:
            await store.close()
        parts = {name: round(value * 100_000 / count) for name, value in size(file).items()}
        print(f"per 100,000 articles: {sum(parts.values())} MB", parts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="the folder of the judged queries")
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=400)
    asyncio.run(main(parser.parse_args()))
