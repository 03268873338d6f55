"""Whether the bot understands the ways in which people ask, and says the same everywhere: `python -m bench.ways`.

Fills a store with the articles of articles.tsv and asks what stands in ways.tsv as on 24 November 2026. Then everything
typed there, and the texts of a file (`--texts`), is sent to the chat and put to the command line; both must show the
same articles first, or both none. `--misses` lists what went wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.search import ZONE
from bench.ways.agreement import agreement, show_agreement
from domain.article import Manuscript
from domain.clock import SystemClock
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.search.answer import SearchOptions
from storage.search.ask import Reply
from storage.store import Store
from text.search.requests.requests_to_bot import request_to_bot

FOLDER = Path(__file__).parent
NOW = datetime(2026, 11, 24, 20, tzinfo=ZONE)
_HINTED_AGAIN = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """A text with what is expected: `kind` hint, search, news, article or first, and the rest of it."""

    half: str
    kind: str
    expected: str
    typed: str

    def is_met(self, reply: Reply) -> bool:
        ids = [hit.id for hit in reply.answer.hits] if reply.found else []
        request = reply.request.kind if reply.request else ""
        if self.kind == "hint":
            return request == self.expected
        if self.kind == "search":
            return not request
        if self.kind == "article":
            return reply.itself and ids == [self.expected]
        return not request and (ids == self.expected.split(",") if self.kind == "news" else ids[:1] == [self.expected])


def _rows(file: str) -> Iterator[list[str]]:
    for line in (FOLDER / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_ways() -> list[Way]:
    ways = []
    for half, expected, typed in _rows("ways.tsv"):
        kind, _, rest = expected.partition(" ")
        ways.append(Way(half, kind, rest, typed))
    return ways


async def fill(store: Store) -> None:
    context = PrepareContext(int(NOW.timestamp() * 1000), ZONE)
    async with store.transaction() as work:
        for id_, rubric, day, url, title, text in _rows("articles.tsv"):
            published = datetime.fromisoformat(day).replace(tzinfo=ZONE) + timedelta(hours=9)
            article = Manuscript(id_, title=title, body=Rich(text), rubric=rubric, published=published, url=url)
            await work.articles.accept(prepare(article, context), push=False)


async def ask_all(store: Store, ways: Sequence[Way]) -> list[tuple[Way, Reply]]:
    options = SearchOptions(limit=10, now_ms=int(NOW.timestamp() * 1000), zone=ZONE)
    return [(way, await store.search.ask(way.typed, options)) for way in ways]


def show(asked: Sequence[tuple[Way, Reply]], *, misses: bool) -> None:
    for half in ("tuned", "untouched", "unseen"):
        of_half = [(way, reply) for way, reply in asked if way.half == half]
        met = sum(way.is_met(reply) for way, reply in of_half)
        print(f"\n{half}: {met} of {len(of_half)} ways understood, {met / len(of_half):.3f}")
        for kind in ("hint", "search", "news", "first", "article"):
            one = [way.is_met(reply) for way, reply in of_half if way.kind == kind]
            print(f"  {kind:<8} {sum(one):>3} of {len(one)}")
        hints = sorted({way.expected for way, _ in of_half if way.kind == "hint"})
        shares = {
            hint: [way.is_met(reply) for way, reply in of_half if (way.kind, way.expected) == ("hint", hint)]
            for hint in hints
        }
        print("  hints by kind: " + ", ".join(f"{hint} {sum(met)}/{len(met)}" for hint, met in shares.items()))
    for way, reply in asked:
        if misses and not way.is_met(reply):
            got = reply.request.kind if reply.request else [hit.id for hit in reply.answer.hits]
            print(f"{way.half} {way.kind} {way.expected}: {way.typed} -> {got} found {reply.found}")


def microseconds_of_hint(ways: Sequence[Way]) -> float:
    """CPU of deciding whether a text is a request."""
    texts = [way.typed for way in ways]
    begun = time.process_time()
    for number in range(_HINTED_AGAIN):
        request_to_bot(texts[number % len(texts)])
    return 1e6 * (time.process_time() - begun) / _HINTED_AGAIN


async def main(options: argparse.Namespace) -> int:
    ways = read_ways()
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/zharshy.db", SystemClock())
        try:
            await fill(store)
            asked = await ask_all(store, ways)
        finally:
            await store.close()
        show(asked, misses=options.misses)
        print(f"\n{microseconds_of_hint(ways):.0f} microseconds of CPU to know a request")
        if not options.without_chat:
            more = options.texts.read_text("utf-8").splitlines() if options.texts else []
            texts = list(dict.fromkeys([way.typed for way in ways] + [text for text in more if text.strip()]))
            show_agreement(await agreement(Path(folder), texts, fill))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the texts that were not understood")
    parser.add_argument("--texts", type=Path, help="a file of further texts for chat and command line, one a line")
    parser.add_argument("--without-chat", action="store_true", help="only what is understood")
    raise SystemExit(asyncio.run(main(parser.parse_args())))
