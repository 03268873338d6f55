"""Rebuilds the search index: a second one is built beside the one that serves, then they are swapped."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.errors import CannotStart
from storage.ports import Repository, Rows
from text.words.words import RULES, DocumentTokens, document_tokens

# Each part of the index: its table, whose name ends in _next while it is built and in _old once it was replaced, and
# the statements that delete some rows of the old table, drop it, and rename an unfinished one to old.
_PARTS = (
    ("search_words", "search_old_words_shrink", "search_old_words_drop", "search_next_words_retire"),
    ("search_term", "search_old_terms_shrink", "search_old_terms_drop", "search_next_terms_retire"),
    ("search_stems", "search_old_stems_shrink", "search_old_stems_drop", "search_next_stems_retire"),
)


@dataclass(frozen=True, slots=True)
class IndexState:
    """One of the indexes: the one that is `serving`, or the one that is `building`.

    `rules`: the version of the rules that made it, 0 before its first article; `cursor`: the last key that was built.
    """

    role: str
    rules: int
    articles: int
    words: int
    cursor: int


async def read_states(rows: Rows, *, locked: bool = False) -> dict[str, IndexState]:
    """The indexes by role; `locked` until the commit if asked."""
    found = await rows.fetch("search_index_locked" if locked else "search_index_state")
    return {state.role: state for state in (IndexState(*row) for row in found)}


@dataclass(frozen=True, slots=True)
class IndexableArticle:
    """A live article, in the order of the columns of `search_articles_after`."""

    key: int
    title: str
    lead: str
    body: str
    language: str

    def tokens(self) -> DocumentTokens:
        """What is indexed of it. Costs 0.1 ms for 140 words."""
        return document_tokens(self.title, self.lead, self.body, self.language)


class Rebuild(Repository):
    """The steps of a rebuild, each short; storage/admin/reindex.py puts them in order."""

    async def begin(self) -> None:
        """Makes the empty tables. From now on `Search` keeps both indexes up to date."""
        await self._rows.run("search_build_words")
        await self._rows.run("search_build_terms")
        await self._rows.run("search_build_stems")
        await self._rows.run("search_build_begin", RULES)

    async def articles_after(self, key: int, limit: int) -> list[IndexableArticle]:
        """A page of live articles."""
        return [IndexableArticle(*row) for row in await self._rows.fetch("search_articles_after", key, limit)]

    async def add_page(self, cursor: int, limit: int, prepared: Mapping[IndexableArticle, DocumentTokens]) -> list[int]:
        """Indexes the page of articles after `cursor`; their keys. At the end it swaps the indexes and returns no keys.

        The page is read again, under the lock that writers of the index take, so that an article accepted or changed
        since `prepared` was made is indexed as it is now. Raises CannotStart when another rebuild has begun meanwhile.
        """
        building = (await read_states(self._rows, locked=True)).get("building")
        if building is None or building.cursor != cursor:
            raise CannotStart("store-reindexed-twice")
        page = await self.articles_after(cursor, limit)
        if page:
            await self._add([(one.key, prepared.get(one) or one.tokens()) for one in page])
        else:
            await self._swap()
        return [one.key for one in page]

    async def _add(self, articles: Sequence[tuple[int, DocumentTokens]]) -> None:
        counts: Counter[str] = Counter()
        for _, one in articles:
            counts.update(one.tokens.split())
            counts.update(one.forms.split())
        await self._rows.many("search_build_put", [(key, one.tokens) for key, one in articles])
        await self._rows.many("search_build_stems_put", [(key, one.stems) for key, one in articles])
        await self._rows.run("search_build_frequencies_add", json.dumps(counts, ensure_ascii=False))
        words = sum(one.words for _, one in articles)
        await self._rows.run("search_size_grow", "building", len(articles), words, RULES)
        await self._rows.run("search_build_cursor_set", articles[-1][0])

    async def _swap(self) -> None:
        """The new index serves from this commit on."""
        await self._rows.run("search_swap_words_out")
        await self._rows.run("search_swap_terms_out")
        await self._rows.run("search_swap_stems_out")
        await self._rows.run("search_swap_words_in")
        await self._rows.run("search_swap_terms_in")
        await self._rows.run("search_swap_stems_in")
        await self._rows.run("search_swap_serving")
        await self._rows.run("search_swap_promote")

    async def remove_some_leftovers(self) -> bool:
        """Removes some of what a replaced index or an interrupted rebuild left; whether there was anything."""
        tables = {name for (name,) in await self._rows.fetch("search_leftovers")}
        for table, shrink, drop, _ in _PARTS:
            if f"{table}_old" in tables:
                if not await self._rows.run(shrink):
                    await self._rows.run(drop)
                return True
        for table, _, _, retire in _PARTS:
            if f"{table}_next" in tables:
                await self._rows.run("search_build_forget")
                await self._rows.run(retire)
                return True
        await self._rows.run("search_build_forget")
        return False
