"""Lists: articles that came too many at once and are sent as one message that names them."""

from __future__ import annotations

from collections.abc import Sequence

from domain.article import Listed
from storage.ports import Rows
from storage.repositories.broadcasts import Broadcasts


class Listings:
    """Lists through a connection (reads) or a transaction (all). A list is an article of its own, in no archive."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._broadcasts = Broadcasts(rows)

    async def of(self, article: int) -> tuple[Listed, ...]:
        """What a list (its key) names, in order; a recalled article is left out."""
        return tuple(Listed(int(key), title) for key, title in await self._rows.fetch("listing_of", article))

    async def add(self, article: int, listed: Sequence[int]) -> None:
        """Writes down what a new list names."""
        await self._rows.many("listing_add", [(article, place, key) for place, key in enumerate(listed, start=1)])

    async def changed(self, listed: int) -> list[int]:
        """An article's title changed, or it was recalled: copies of the lists that name it are edited.

        The keys of lists in which nothing is left.
        """
        empty = []
        for article, rubric in await self._rows.fetch("listings_naming", listed):
            if not await self.of(article):
                empty.append(int(article))
                continue
            await self._broadcasts.lock_all(article)
            await self._rows.run("listing_changed", article)
            await self._broadcasts.content_changed(article, rubric, shown=True)
        return empty
