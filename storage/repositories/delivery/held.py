"""Fresh articles that came too many at once: held for an owner's word, and lists that name them in one message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from domain.article import Listed
from storage.ports import Repository, Rows, number
from storage.repositories.delivery.broadcasts import Broadcasts


class Held:
    """Held articles through a connection (reads) or a transaction (all).

    An article is held in the transaction that accepts it, `announced` only when the look that brought it has ended and
    its articles have been counted: few of them are let go at once, many wait for an owner.
    """

    def __init__(self, rows: Rows, push: Callable[[int], Awaitable[bool]]) -> None:
        """`push`: `Articles.push`."""
        self._rows = rows
        self._push = push

    async def add(self, article: int) -> None:
        """Holds an accepted article (its key) back."""
        await self._rows.run("held_add", article)

    async def add_announced(self, article: int) -> None:
        """The same for one that the owners are told of in this transaction."""
        await self._rows.run("held_add_announced", article)

    async def count(self) -> int:
        """How many wait for an owner's word."""
        return await self._count(announced=1)

    async def count_new(self) -> int:
        """How many were held by looks that the owners have not been told of yet."""
        return await self._count(announced=0)

    async def announce(self) -> int:
        """An owner is told of all that are held: how many were new."""
        return await self._rows.run("held_announce")

    async def waiting(self, limit: int) -> list[int]:
        """The keys of the oldest live articles that wait for an owner's word."""
        return [int(key) for key, live in await self._rows.fetch("held_page", 1, limit) if live]

    async def release(self, push: bool, limit: int = 50) -> int:
        """An owner's word: pushes the oldest that wait, or leaves them in the archive. How many; again until it is 0.

        `limit` keeps the transaction short. A recalled article is not pushed.
        """
        return await self._release(1, push=push, limit=limit)

    async def release_new(self, limit: int = 50) -> int:
        """Pushes what was held by a look that turned out to bring few; again until it is 0."""
        return await self._release(0, push=True, limit=limit)

    async def let_go(self, article: int) -> bool:
        """Pushes one held article; False when it is not held."""
        if not await self._rows.run("held_remove", article):
            return False
        return await self._push(article)

    async def _release(self, announced: int, *, push: bool, limit: int) -> int:
        found = await self._rows.fetch("held_page", announced, limit)
        for key, live in found:
            if push and live:
                await self._push(key)
        await self._rows.many("held_remove", [(key,) for key, _ in found])
        return len(found)

    async def _count(self, *, announced: int) -> int:
        return await number(self._rows, "held_count", announced)


class Listings(Repository):
    """Lists. A list is an article of its own, in no archive."""

    async def of(self, article: int) -> tuple[Listed, ...]:
        """What a list (its key) names, in order; a recalled article is left out."""
        return tuple(Listed(int(key), title) for key, title in await self._rows.fetch("listing_of", article))

    async def add(self, article: int, listed: Sequence[int]) -> None:
        await self._rows.many("listing_add", [(article, place, key) for place, key in enumerate(listed, start=1)])

    async def changed(self, listed: int) -> list[int]:
        """A title changed, or its article was recalled: edits the lists that name it. The keys of lists left empty."""
        broadcasts, empty = Broadcasts(self._rows), []
        for article, rubric in await self._rows.fetch("listings_naming", listed):
            if not await self.of(article):
                empty.append(int(article))
                continue
            await broadcasts.lock_all(article)
            await self._rows.run("listing_changed", article)
            await broadcasts.content_changed(article, rubric, shown=True)
        return empty
