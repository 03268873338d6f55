"""Whether the bot understands the ways in which people ask, and says the same everywhere: `python -m bench.ways`.

Fills a store with the articles of a set (`--set`, way_set.py) and asks what stands in its ways.tsv. Then everything
typed there, and the texts of a file (`--texts`), is sent to the chat and put to the command line; both must show the
same articles first, or both none. `--misses` lists what went wrong of the tuned half; nobody reads the others.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench.search import ZONE
from bench.ways.agreement import agreement, show_agreement
from bench.ways.way_set import LIMIT, SETS, TUNED, Way, WaySet
from domain.article import Manuscript
from domain.clock import SystemClock
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.search.answer import SearchOptions
from storage.search.ask import Reply
from storage.store import Store
from text.search.requests.requests_to_bot import request_to_bot

_HINTED_AGAIN = 2_000

Asked = Sequence[tuple[Way, bool, Reply]]
"""Each way, whether it is met, and the reply."""


async def fill(store: Store, ways: WaySet) -> None:
    context = PrepareContext(int(ways.now.timestamp() * 1000), ZONE)
    async with store.transaction() as work:
        for one in ways.articles:
            article = Manuscript(
                one.id, title=one.title, body=Rich(one.text), rubric=one.rubric, published=one.published, url=one.url
            )
            await work.articles.accept(prepare(article, context), push=False)


async def ask_all(store: Store, way_set: WaySet, ways: Sequence[Way]) -> Asked:
    options = SearchOptions(limit=LIMIT, now_ms=int(way_set.now.timestamp() * 1000), zone=ZONE)
    rubrics = {one.key: one.name("kk") for one in await store.rubrics.all()}
    replies = [(way, await store.search.ask(way.typed, options)) for way in ways]
    return [(way, way.is_met(reply, rubrics), reply) for way, reply in replies]


def show(asked: Asked, halves: Sequence[str], *, misses: bool) -> None:
    for half in halves:
        of_half = [one for one in asked if one[0].half == half]
        print(f"\n{half}: {_share(of_half)} ways understood, {sum(met for _, met, _ in of_half) / len(of_half):.3f}")
        print(f"  {_by(of_half, lambda way: way.kind)}")
        print(f"  hints: {_by([one for one in of_half if one[0].kind == 'hint'], lambda way: way.expected.split()[0])}")
        if of_half[0][0].language:
            print(f"  {_by(of_half, lambda way: way.language)}")
            print(f"  {_by(of_half, lambda way: f'{way.language} {way.kind}')}")
    for way, met, reply in asked:
        if misses and not met and way.half == TUNED:
            got = reply.request.kind if reply.request else [hit.id for hit in reply.answer.hits]
            print(f"{way.half} {way.kind} {way.expected}: {way.typed} -> {got} found {reply.found}")


def _by(asked: Asked, part: Callable[[Way], str]) -> str:
    parts = sorted({part(way) for way, _, _ in asked})
    return ", ".join(f"{name} {_share([one for one in asked if part(one[0]) == name])}" for name in parts)


def _share(asked: Asked) -> str:
    return f"{sum(met for _, met, _ in asked)} of {len(asked)}"


def microseconds_of_hint(ways: Sequence[Way]) -> float:
    """CPU of deciding whether a text is a request."""
    texts = [way.typed for way in ways]
    begun = time.process_time()
    for number in range(_HINTED_AGAIN):
        request_to_bot(texts[number % len(texts)])
    return 1e6 * (time.process_time() - begun) / _HINTED_AGAIN


async def main(options: argparse.Namespace) -> int:
    way_set = SETS[options.set]
    ways = way_set.read()
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/zharshy.db", SystemClock())
        try:
            await fill(store, way_set)
            asked = await ask_all(store, way_set, ways)
        finally:
            await store.close()
        show(asked, way_set.halves, misses=options.misses)
        print(f"\n{microseconds_of_hint(ways):.0f} microseconds of CPU to know a request")
        if not options.without_chat:
            more = options.texts.read_text("utf-8").splitlines() if options.texts else []
            texts = list(dict.fromkeys([way.typed for way in ways] + [text for text in more if text.strip()]))
            show_agreement(await agreement(Path(folder), texts, partial(fill, ways=way_set)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, default="first")
    parser.add_argument("--misses", action="store_true", help="list the texts that were not understood")
    parser.add_argument("--texts", type=Path, help="a file of further texts for chat and command line, one a line")
    parser.add_argument("--without-chat", action="store_true", help="only what is understood")
    raise SystemExit(asyncio.run(main(parser.parse_args())))
