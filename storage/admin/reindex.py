"""The search index anew, when the rules that make its words have changed; the old one serves meanwhile."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from storage.store import Store
from text.words.words import RULES, document_tokens

log = logging.getLogger(__name__)

# One transaction a page: 40 ms, so that delivery never waits for longer.
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles of how many are in the new index."""

    done: int
    total: int


async def reindex(store: Store) -> AsyncIterator[Progress]:
    """Builds the index beside the one that serves, swaps them, and throws the old one away in small steps.

    Articles that are accepted or recalled meanwhile come into both. An interrupted run leaves the old index serving;
    the next run begins anew.
    """
    total = await store.articles.count()
    await _clear(store)
    async with store.transaction(quiet=True) as work:
        await work.search.rebuild.begin()
    done = cursor = 0
    while True:
        page = await store.search.rebuild.articles_after(cursor, _PAGE)
        prepared = {row: document_tokens(*row[1:]) for row in page}
        async with store.transaction(quiet=True) as work:
            taken = await work.search.rebuild.take(cursor, _PAGE, prepared)
        if not taken:
            break
        cursor, done = taken[-1], done + len(taken)
        yield Progress(done, max(total, done))
    log.info("search.reindexed articles=%s rules=%s", done, RULES)
    await _clear(store)


async def _clear(store: Store) -> None:
    """Removes what a replaced index, or an interrupted rebuilding, left behind."""
    while True:
        async with store.transaction(quiet=True) as work:
            if not await work.search.rebuild.clear_some():
                return
