"""Rebuilds the search index when the rules that make its words have changed; the old one serves meanwhile."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from storage.admin.merge_index import merge_index
from storage.store import Store
from text.words.words import RULES

log = logging.getLogger(__name__)

# Articles indexed in one transaction. A page takes 40 ms; delivery waits no longer than that.
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles of how many are in the new index."""

    done: int
    total: int


async def reindex(store: Store, page_size: int = _PAGE) -> AsyncIterator[Progress]:
    """Builds an index beside the one that serves, swaps them, and deletes the old one in small steps.

    Articles that are accepted or recalled meanwhile are written to both. After an interrupted run the old index still
    serves, and the next run starts from the beginning.
    """
    total = await store.articles.count()
    await _remove_leftovers(store)
    async with store.transaction(quiet=True) as work:
        await work.search.rebuild.begin()
    done = cursor = 0
    while True:
        page = await store.search.rebuild.articles_after(cursor, page_size)
        prepared = {one: one.tokens() for one in page}
        async with store.transaction(quiet=True) as work:
            keys = await work.search.rebuild.add_page(cursor, page_size, prepared)
        if not keys:
            break
        cursor, done = keys[-1], done + len(keys)
        yield Progress(done, max(total, done))
    log.info("search.reindexed articles=%s rules=%s", done, RULES)
    await _remove_leftovers(store)
    await merge_index(store)


async def _remove_leftovers(store: Store) -> None:
    """Deletes what a replaced index or an interrupted rebuild left behind."""
    while True:
        async with store.transaction(quiet=True) as work:
            if not await work.search.rebuild.remove_some_leftovers():
                return
