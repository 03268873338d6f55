"""Merges the segments of the search index: after many articles came, and every night."""

from __future__ import annotations

from storage.store import Store

# Of 4 KB, written in one transaction. That takes 10 ms, and delivery waits no longer.
_PAGES = 100


async def merge_index(store: Store) -> None:
    """In small steps; what was merged stays where it is broken off. Does nothing on PostgreSQL."""
    while True:
        async with store.transaction(quiet=True) as work:
            if not await work.search.merge_some(_PAGES):
                return
