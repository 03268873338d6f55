"""Articles that a chat has put aside to read later."""

from __future__ import annotations

from storage.ports import Repository, number

# Articles of one chat.
MOST = 300


class Saved(Repository):
    async def add(self, recipient: int, article: int) -> bool:
        """False where it stands already."""
        return await self._rows.run("saved_add", recipient, article) == 1

    async def drop(self, recipient: int, article: int) -> bool:
        return await self._rows.run("saved_drop", recipient, article) == 1

    async def has(self, recipient: int, article: int) -> bool:
        return bool(await self._rows.fetch("saved_has", recipient, article))

    async def count(self, recipient: int) -> int:
        return await number(self._rows, "saved_count", recipient)

    async def page(self, recipient: int, limit: int, offset: int) -> list[int]:
        """Keys of saved articles, also of recalled ones, the last saved first."""
        return [int(key) for (key,) in await self._rows.fetch("saved_page", recipient, limit, offset)]
