"""The search as the store offers it: finds articles by words, and keeps the index up to date with the articles."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from domain.article import Article
from domain.observer import DurationObserver, timed
from storage.ports import Related, RelatedOptions, Rows, RubricNames
from storage.search.answer import SearchAnswer, SearchOptions, Unanswered
from storage.search.ask import Archive, Reply, ask
from storage.search.find import find
from storage.search.rebuild import Rebuild, read_states
from storage.search.related import find_related
from text.search.query import LONGEST_QUERY
from text.words.words import RULES, DocumentTokens

# Tokens of one statement: the 40,000 of five hundred articles together took some megabytes more, and as much time.
_TOKENS_AT_ONCE = 4_000
# A merge that finds nothing to do counts as one change.
_CHANGES_OF_NOTHING = 1


class Search:
    """Search through a connection (reads) or a transaction (everything).

    In a transaction `put` and `drop` only note what changes. `flush`, which Store calls before the commit, writes all
    of it at once: counting the tokens of five hundred articles together costs a quarter of counting them one by one.
    """

    def __init__(self, rows: Rows, rubrics: RubricNames) -> None:
        self._rows = rows
        self._rubrics = rubrics
        self.rebuild = Rebuild(rows)
        # Is told how long each search took.
        self.durations: DurationObserver | None = None
        self._put: dict[int, DocumentTokens] = {}
        self._dropped: set[int] = set()

    async def find(self, query: str, options: SearchOptions | None = None) -> SearchAnswer:
        """The articles that answer a query, best first. Never raises for anything typed."""
        with timed(self.durations):
            return await find(self._rows, self._rubrics, query, options or SearchOptions())

    async def ask(self, text: str, options: SearchOptions | None = None, *, to_bot: bool = True) -> Reply:
        """What the bot answers to a text: to a request, with an article of ours, or with what a search finds.

        `to_bot`: whether the text may ask something of the bot itself. Never raises for anything typed.
        """
        archive = Archive(self._rows, self._rubrics, self.find)
        return await ask(archive, text, options or SearchOptions(), to_bot=to_bot)

    async def related(self, article: Article, options: RelatedOptions) -> list[Related]:
        """The articles most like one, best first."""
        return await find_related(self._rows, article, options)

    async def stale(self) -> bool:
        """Whether other rules than those of text/words/words.py made the index: `zharshy reindex` rebuilds it."""
        return (await read_states(self._rows))["serving"].rules not in {0, RULES}

    async def put(self, article: int, tokens: DocumentTokens) -> None:
        """Indexes an article (its key) anew, with the commit of this transaction."""
        self._dropped.discard(article)
        self._put[article] = tokens

    async def drop(self, article: int) -> None:
        """Removes an article from the index, with the commit of this transaction."""
        self._put.pop(article, None)
        self._dropped.add(article)

    async def flush(self) -> None:
        """Writes what `put` and `drop` have noted; Store calls it before each commit."""
        if not self._put and not self._dropped:
            return
        states = await read_states(self._rows, locked=True)
        gone = len(await self._indexed(self._dropped)) if self._dropped else 0
        for statement in ("search_drop", "search_stems_drop"):
            await self._rows.many(statement, [(key,) for key in self._dropped])
        if building := states.get("building"):
            await self._flush_building(building.cursor)
        known = await self._indexed(self._put)
        counts = await self._new_tokens(known)
        await self._rows.many("search_put", [(key, one.tokens) for key, one in self._put.items()])
        await self._rows.many("search_stems_put", [(key, one.stems) for key, one in self._put.items()])
        await self._add_frequencies(counts)
        words = sum(one.words for key, one in self._put.items() if key not in known)
        await self._rows.run("search_size_grow", "serving", len(self._put) - len(known) - gone, words, RULES)
        self._put, self._dropped = {}, set()

    async def _add_frequencies(self, counts: Counter[str]) -> None:
        """Some thousand at a time, in one order, as two processes lock them."""
        ordered = sorted(counts.items())
        for start in range(0, len(ordered), _TOKENS_AT_ONCE):
            some = dict(ordered[start : start + _TOKENS_AT_ONCE])
            await self._rows.run("search_frequencies_add", json.dumps(some, ensure_ascii=False))

    async def merge_some(self, pages: int) -> bool:
        """Merges some of the index's segments, so that a search has fewer to look into; whether there may be more.

        `pages`: of 4 KB, written at most.
        """
        await self._rows.run("search_merge_pairs")
        [(before,)] = await self._rows.fetch("search_merge_changes")
        await self._rows.run("search_merge", pages)
        [(after,)] = await self._rows.fetch("search_merge_changes")
        return bool(after - before > _CHANGES_OF_NOTHING)

    async def note_unanswered(self, query: str) -> None:
        """Notes a search that found nothing, without the person: the newsroom sees what was asked."""
        text = " ".join(query[:LONGEST_QUERY].lower().split())
        if text:
            await self._rows.run("search_unanswered_add", text)

    async def unanswered(self, limit: int = 50) -> list[Unanswered]:
        """The searches that found nothing, most frequent first."""
        return [Unanswered(*row) for row in await self._rows.fetch("search_unanswered_list", limit)]

    async def forget_unanswered(self, before_ms: int) -> int:
        """Forgets searches that were last made before a moment; how many."""
        return await self._rows.run("search_unanswered_forget", before_ms)

    async def _flush_building(self, cursor: int) -> None:
        """Writes the changes that lie behind the rebuild's cursor into the new index too; it will reach the others."""
        dropped = [(key,) for key in self._dropped if key <= cursor]
        for statement in ("search_build_drop", "search_build_stems_drop"):
            await self._rows.many(statement, dropped)
        passed = {key: one for key, one in self._put.items() if key <= cursor}
        counts: Counter[str] = Counter()
        for key, one in passed.items():
            rows = await self._rows.fetch("search_build_tokens_present", key, json.dumps(one.tokens.split()))
            counts.update(set(one.tokens.split()).difference(token for (token,) in rows))
            # A form is counted twice; it matters only that it is known.
            counts.update(one.forms.split())
        await self._rows.many("search_build_put", [(key, one.tokens) for key, one in passed.items()])
        await self._rows.many("search_build_stems_put", [(key, one.stems) for key, one in passed.items()])
        await self._rows.run("search_build_frequencies_add", json.dumps(counts, ensure_ascii=False))
        await self._rows.run("search_size_grow", "building", -len(dropped), 0, RULES)

    async def _indexed(self, keys: Iterable[int]) -> set[int]:
        return {int(key) for (key,) in await self._rows.fetch("search_indexed", json.dumps(list(keys)))}

    async def _new_tokens(self, known: set[int]) -> Counter[str]:
        """How many more articles hold each token. A changed article counts only for tokens it did not hold before."""
        counts: Counter[str] = Counter()
        for key, one in self._put.items():
            if key not in known:
                counts.update(one.tokens.split())
                counts.update(one.forms.split())
                continue
            rows = await self._rows.fetch("search_tokens_present", key, json.dumps(one.tokens.split()))
            had, held = {token for (token,) in rows}, one.tokens.split()
            counts.update(token for token in held if token not in had)
            if len(had) < len(held):
                counts.update(await self._new_forms(one.forms.split()))
        return counts

    async def _new_forms(self, forms: Iterable[str]) -> list[str]:
        """The forms that the vocabulary does not hold. Others of a changed article are not counted again."""
        listed = list(forms)
        known = {term for term, _ in await self._rows.fetch("search_frequencies", json.dumps(listed))}
        return [form for form in listed if form not in known]
