"""How well and how fast the store's search answers judged queries, beside plain FTS5: `python -m bench.search`.

Plain FTS5 is what one gets without any work: `unicode61`, title and text, all words of the query joined by OR, its own
bm25. It answers the same queries over the same passages in the same run.

The judged queries (data/search of the shared folder, CC BY-SA 4.0) are not part of the project: `--data` names their
folder. Each arm fills a store of its own, SQLite in a temporary folder and, with `--postgres URL`, an empty PostgreSQL
database; `--copies` takes every passage several times under other ids, for the figures of a large archive.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import math
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.article import Manuscript
from domain.clock import SystemClock
from domain.rich import Rich
from storage.admin.merge_index import merge_index
from storage.prepare import PrepareContext, prepare
from storage.search.answer import SearchOptions
from storage.store import Store

ZONE = ZoneInfo("Asia/Almaty")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "search"
VARIANTS = ("text", "fold", "latin", "typo", "redrawn", "layout")
# A slip hits a word of at least so many letters; another letter is one of these.
_SLIPPING, _LETTERS = 4, "аәбвгғдежзийкқлмнңоөпрстуұүфхшыі"
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """The queries, and which passages answer each: query id -> passage id -> grade."""

    queries: list[dict[str, str]]
    grades: dict[str, dict[str, int]]


def lines(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as text:
        yield from text


def judged(data: Path) -> Judged:
    grades: dict[str, dict[str, int]] = {}
    for line in lines(data / "qrels.tsv.gz"):
        query, passage, grade = line.split("\t")
        grades.setdefault(query, {})[passage] = int(grade)
    queries = [json.loads(line) for line in lines(data / "queries.jsonl.gz")]
    dice = random.Random(7)
    return Judged([query | {"redrawn": _with_slips(query["text"], dice)} for query in queries], grades)


def _with_slips(text: str, dice: random.Random) -> str:
    """One slip in every word of four letters and more, drawn here: nothing was tuned on these."""
    return " ".join(_slip(word, dice) if len(word) >= _SLIPPING else word for word in text.lower().split())


def _slip(word: str, dice: random.Random) -> str:
    place = dice.randrange(len(word) - 1)
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    other = dice.choice(_LETTERS.replace(letter, ""))
    return dice.choice(
        (head + tail, head + other + tail, head + letter + other + tail, head + tail[0] + letter + tail[1:])
    )


async def fill(store: Store, data: Path, copies: int) -> float:
    """Articles a second."""
    passages: list[dict[str, Any]] = [json.loads(line) for line in lines(data / "passages.jsonl.gz")]
    context = PrepareContext(SystemClock().now_ms(), ZONE)
    begun = time.monotonic()
    for copy in range(copies):
        for start in range(0, len(passages), _PAGE):
            page = [prepare(_manuscript(one, copy), context) for one in passages[start : start + _PAGE]]
            async with store.transaction() as work:
                for prepared in page:
                    await work.articles.accept(prepared, push=False)
    await merge_index(store)
    return copies * len(passages) / (time.monotonic() - begun)


def _manuscript(passage: dict[str, Any], copy: int) -> Manuscript:
    id_ = passage["id"] if copy == 0 else f"{passage['id']}#{copy}"
    title = passage["title"] or ""
    return Manuscript(id_, title=title, body=Rich(passage["text"]), rubric="Bench", language=passage["lang"])


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    """Of the first ten."""
    gain = sum((2 ** grades.get(one, 0) - 1) / math.log2(place + 2) for place, one in enumerate(found))
    best = sorted(grades.values(), reverse=True)[:10]
    return gain / sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(best))


async def ask(store: Store, queries: Judged, variant: str) -> tuple[dict[str, float], list[float]]:
    """nDCG@10 by set, and the duration of every search in milliseconds, in order of length."""
    sets: dict[str, list[float]] = {}
    took = []
    for query in queries.queries:
        begun = time.perf_counter()
        answer = await store.search.find(query[variant], SearchOptions(limit=10))
        took.append(1000 * (time.perf_counter() - begun))
        grades = queries.grades.get(query["id"], {})
        if any(grades.values()):
            # A copy of the passage is as good an answer as the passage; each counts once.
            ids = list(dict.fromkeys(hit.id.partition("#")[0] for hit in answer.hits))
            sets.setdefault(query["set"], []).append(ndcg(ids, grades))
    return {name: sum(values) / len(values) for name, values in sets.items()}, sorted(took)


async def recall(store: Store, queries: Judged) -> float:
    """Which share of what answers stands among the first hundred, mean of the sets, as typed."""
    sets: dict[str, list[float]] = {}
    for query in queries.queries:
        right = {passage for passage, grade in queries.grades.get(query["id"], {}).items() if grade}
        if right:
            answer = await store.search.find(query["text"], SearchOptions(limit=100))
            found = right & {hit.id.partition("#")[0] for hit in answer.hits}
            sets.setdefault(query["set"], []).append(len(found) / len(right))
    return sum(sum(values) / len(values) for values in sets.values()) / len(sets)


def plain(options: argparse.Namespace) -> None:
    """The same queries put to FTS5 as it comes."""
    queries = judged(options.data)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE passage USING fts5 (id UNINDEXED, title, text, tokenize = 'unicode61')")
        passages = [json.loads(line) for line in lines(options.data / "passages.jsonl.gz")]
        rows = [(one["id"], one["title"] or "", one["text"]) for one in passages]
        database.executemany("INSERT INTO passage VALUES (?, ?, ?)", rows)
        print("\nplain FTS5 (unicode61, OR, bm25)")
        for variant in options.variants:
            sets: dict[str, list[float]] = {}
            for query in queries.queries:
                grades = queries.grades.get(query["id"], {})
                if any(grades.values()):
                    match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query[variant]))
                    found = database.execute(
                        "SELECT id FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 10", (match,)
                    )
                    sets.setdefault(query["set"], []).append(ndcg([id_ for (id_,) in found], grades))
            show(variant, {name: sum(values) / len(values) for name, values in sets.items()})


def show(variant: str, sets: dict[str, float], more: str = "") -> None:
    """A line of figures."""
    shown = "  ".join(f"{one} {value:.3f}" for one, value in sorted(sets.items()))
    print(f"{variant:<7} macro {sum(sets.values()) / len(sets):.4f}  {shown}{more}", flush=True)


async def arm(name: str, url: str, options: argparse.Namespace) -> dict[str, float]:
    """Fills, asks, prints; the mean of the four sets by variant."""
    queries = judged(options.data)
    store = await Store.open(url, SystemClock())
    means = {}
    try:
        if await store.articles.count():
            raise SystemExit(f"{name}: the store is not empty; name an empty database")
        rate = await fill(store, options.data, options.copies)
        print(f"\n{name}: {await store.articles.count()} articles, {rate:.0f} taken a second")
        for variant in options.variants:
            sets, took = await ask(store, queries, variant)
            means[variant] = sum(sets.values()) / len(sets)
            half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
            show(variant, sets, f"  p50 {half:.1f} ms  p99 {most:.1f} ms")
        print(f"recall@100 as typed {await recall(store, queries):.4f}")
    finally:
        await store.close()
    return means


async def main(options: argparse.Namespace) -> int:
    plain(options)
    with tempfile.TemporaryDirectory() as folder:
        ours = await arm("SQLite", f"sqlite:///{folder}/zharshy.db", options)
    if not options.postgres:
        return 0
    theirs = await arm("PostgreSQL", options.postgres, options)
    apart = max(abs(ours[variant] - theirs[variant]) for variant in ours)
    print(f"\nquality of the two at most {apart:.4f} apart")
    return int(apart > 0.02)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="the folder of the judged queries")
    parser.add_argument("--postgres", default="", metavar="URL", help="an empty PostgreSQL database, as a second arm")
    parser.add_argument("--copies", type=int, default=1, metavar="N", help="every passage so many times (1)")
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=VARIANTS, help="which ways of typing")
    raise SystemExit(asyncio.run(main(parser.parse_args())))
