"""The second search index, while it is being built beside the first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from domain.errors import CannotStart
from storage.ports import Row, Rows
from text.words.words import RULES, DocumentTokens, document_tokens

# Each part of the index: its table, whose name ends in _next while it is built and in _old once it was replaced, and
# the statements that thin it, end it, and put it aside.
_PARTS = (
    ("search_words", "search_old_words_thin", "search_old_words_gone", "search_next_words_away"),
    ("search_term", "search_old_terms_thin", "search_old_terms_gone", "search_next_terms_away"),
    ("search_stems", "search_old_stems_thin", "search_old_stems_gone", "search_next_stems_away"),
)


class Rebuild:
    """Its steps, each short; storage/admin/reindex.py puts them in order."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def begin(self) -> None:
        """Makes the empty tables. From now on `Search` keeps both indexes up to date."""
        await self._rows.run("search_build_words")
        await self._rows.run("search_build_terms")
        await self._rows.run("search_build_stems")
        await self._rows.run("search_build_begin", RULES)

    async def articles_after(self, key: int, limit: int) -> list[Row]:
        """A page of live articles: key, title, lead, body, language."""
        return await self._rows.fetch("search_articles_after", key, limit)

    async def take(self, cursor: int, limit: int, prepared: Mapping[Row, DocumentTokens]) -> list[int]:
        """Takes the page of articles after `cursor` in; their keys, none when the end is reached and the index swapped.

        The page is read once more, under the lock that writers of the index take: an article that was accepted or
        changed since `prepared` was made (tokens by row of `articles_after`) comes in as it is now. Raises CannotStart
        when somebody else has begun to rebuild meanwhile.
        """
        states = {role: at for role, _, _, _, at in await self._rows.fetch("search_index_locked")}
        if states.get("building") != cursor:
            raise CannotStart("store-reindexed-twice")
        page = await self.articles_after(cursor, limit)
        if page:
            await self._add([(row[0], prepared.get(row) or document_tokens(*row[1:])) for row in page])
        else:
            await self._swap()
        return [int(row[0]) for row in page]

    async def _add(self, articles: Sequence[tuple[int, DocumentTokens]]) -> None:
        counts: Counter[str] = Counter()
        for _, one in articles:
            counts.update(one.tokens)
            counts.update(one.forms)
        await self._rows.many("search_build_put", [(key, " ".join(one.tokens)) for key, one in articles])
        await self._rows.many("search_build_stems_put", [(key, one.stems) for key, one in articles])
        await self._rows.run("search_build_count", json.dumps(counts, ensure_ascii=False))
        words = sum(one.words for _, one in articles)
        await self._rows.run("search_grown", "building", len(articles), words, RULES)
        await self._rows.run("search_build_moved", articles[-1][0])

    async def _swap(self) -> None:
        """The new index serves from this commit on."""
        for statement in (
            "search_swap_words_away",
            "search_swap_terms_away",
            "search_swap_stems_away",
            "search_swap_words_in",
            "search_swap_terms_in",
            "search_swap_stems_in",
            "search_swap_serving",
            "search_swap_promote",
        ):
            await self._rows.run(statement)

    async def clear_some(self) -> bool:
        """Removes some of what lies about; whether there was anything."""
        left = {name for (name,) in await self._rows.fetch("search_leftovers")}
        for table, thin, gone, _ in _PARTS:
            if f"{table}_old" in left:
                if not await self._rows.run(thin):
                    await self._rows.run(gone)
                return True
        for table, _, _, away in _PARTS:
            if f"{table}_next" in left:
                await self._rows.run("search_build_forget")
                await self._rows.run(away)
                return True
        await self._rows.run("search_build_forget")
        return False
