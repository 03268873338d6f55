"""The search index (being written; the engine replaces this file)."""

from __future__ import annotations

from storage.rows import Rows
from text.words import DocumentTokens


class Search:
    """Search through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def put(self, article: int, tokens: DocumentTokens) -> None:
        """Indexes an article anew."""

    async def drop(self, article: int) -> None:
        """Takes an article out of the index."""
