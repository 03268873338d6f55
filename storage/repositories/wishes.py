"""Wishes: what readers searched for in vain and want to be told of once it appears."""

from __future__ import annotations

from dataclasses import dataclass

from storage.ports import Repository, number

MOST_OF_READER = 20
"""Wishes of one reader; each costs a look at every new article."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The words that a recipient (its id) waits for, as they were typed."""

    recipient: int
    words: str
    wished_at: int


class Wishes(Repository):
    async def add(self, recipient: int, words: str) -> bool:
        """Notes a wish; False where it stands already."""
        return await self._rows.run("wish_add", recipient, " ".join(words.lower().split())) == 1

    async def count_of(self, recipient: int) -> int:
        return await number(self._rows, "wishes_count", recipient)

    async def after(self, recipient: int, words: str, limit: int) -> list[Wish]:
        """A page of all wishes, in the order of recipients and words, behind this one."""
        return [Wish(*row) for row in await self._rows.fetch("wishes_after", recipient, words, limit)]

    async def drop(self, wish: Wish) -> bool:
        """Fulfilled, or taken back; False where it was gone."""
        return await self._rows.run("wish_drop", wish.recipient, wish.words) == 1
