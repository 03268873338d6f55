"""`zharshy search`: the bot's own search, for one query or a file of them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.cli.console import open_text, say, warn
from bot.cli.exit_codes import ALL_WELL, USAGE
from bot.cli.open_store import with_store
from bot.config import Settings
from domain.clock import SystemClock
from storage.search.answer import SearchOptions
from storage.search.ask import Reply
from storage.store import Store


def main(args: argparse.Namespace) -> int:
    query = " ".join(args.query).strip()
    if bool(query) == bool(args.queries):
        warn("zharshy search: give the words to search for, or a file of queries by --queries FILE (see --help)")
        return USAGE

    async def task(settings: Settings, store: Store) -> int:
        search = SearchCommand(settings, store, args)
        if query:
            await search.answer(query)
            return ALL_WELL
        with open_text(args.queries) as lines:
            for line in lines:
                say(json.dumps(await search.found(line.strip()), ensure_ascii=False))
        return ALL_WELL

    return with_store(task)


class SearchCommand:
    """Searches as a reader's chat does, with the newsroom's language and time zone."""

    def __init__(self, settings: Settings, store: Store, args: argparse.Namespace) -> None:
        self._settings = settings
        self._store = store
        self._limit = args.limit
        self._explain = args.explain
        self._json = args.json

    async def answer(self, query: str) -> None:
        """Prints the answer to one query."""
        if self._json:
            say(json.dumps(await self.found(query), ensure_ascii=False))
            return
        reply = await self._ask(query)
        answer, names = reply.answer, await self._rubrics()
        for place, hit in enumerate(reply.shown, 1):
            day = datetime.fromtimestamp(hit.published_at / 1000, self._settings.timezone).date()
            say(f"{place:>3}. {hit.title or hit.best_sentence}")
            say(f"     {names[hit.rubric]} · {day} · score {hit.score:.3f} · {hit.id}")
            if hit.title and hit.best_sentence:
                say(f"     {hit.best_sentence}")
        for line in _remarks(reply):
            say(line)
        if self._explain and answer.explain:
            for line in _explained(answer.explain):
                say(line)

    async def found(self, query: str) -> dict[str, Any]:
        """The answer as an object. Its hits go on behind the last card that a chat shows, where it shows any."""
        reply = await self._ask(query)
        names = await self._rubrics()
        hits = [
            {"id": hit.id, "title": hit.title, "rubric": names[hit.rubric], "score": round(hit.score, 6)}
            for hit in (reply.answer.hits if reply.found else ())
        ]
        # In small letters, since programs compare them.
        missing = [one.word.lower() for one in reply.answer.missing]
        request = {"request": _asked_of_bot(reply)} if _asked_of_bot(reply) else {}
        explained = {"explain": reply.answer.explain} if self._explain else {}
        return {"query": query, "found": reply.found, "missing": missing, "hits": hits, **request, **explained}

    async def _ask(self, query: str) -> Reply:
        options = SearchOptions(
            limit=self._limit,
            now_ms=SystemClock().now_ms(),
            language_of_reader=self._settings.default_language,
            zone=self._settings.timezone,
        )
        return await self._store.search.ask(query, options)

    async def _rubrics(self) -> dict[int, str]:
        return {rubric.key: rubric.name("kk") for rubric in await self._store.rubrics.all()}


def _asked_of_bot(reply: Reply) -> str:
    """What a text asks of the bot itself, or says to it; "" for a search."""
    return str((reply.request and reply.request.kind) or reply.courtesy or "")


def _remarks(reply: Reply) -> Iterator[str]:
    """What the hits alone do not say."""
    if asked := _asked_of_bot(reply):
        yield f"the bot itself is spoken to ({asked}); nothing was searched for"
        return
    if not reply.shown:
        proposed = f"; did you mean “{reply.answer.did_you_mean}”?" if reply.answer.did_you_mean else ""
        yield f"nothing was found{proposed}"
    elif reply.found == "inexact":
        yield "these are only alike; nothing answers exactly"
    for one in reply.answer.missing:
        yield f"“{one.word}” stands in no article" + (f"; alike: {', '.join(one.taken_for)}" if one.taken_for else "")


def _explained(explain: dict[str, Any]) -> Iterator[str]:
    """Explains an answer: how the query was read, words with tokens, hits with the parts of their scores."""
    yield f"read as: {explain['reading']}; articles weighed: {explain['candidates']}"
    for word in explain["words"]:
        tokens = ", ".join(f"{token} in {count}" for token, count in word["tokens"].items())
        yield f"word “{word['word']}”, weight {word['weight']:g}: {tokens}"
        if word["repairs"]:
            yield f"     no article holds it; taken for {', '.join(word['repairs'])}"
    for name in ("phrases", "without"):
        if explain[name]:
            yield f"{name}: {', '.join(explain[name])}"
    for hit in explain["hits"]:
        parts = ", ".join(f"{name} {value:g}" for name, value in hit.items() if name != "id")
        yield f"hit {hit['id']}: {parts}"
    yield "tokens end in = (the whole word), s (its stem), 4 and 6 (its first letters), t (a stem in a title)"
