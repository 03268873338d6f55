"""What the owners must be told, each event once."""

from __future__ import annotations

import json
from dataclasses import dataclass

from storage.ports import Rows


@dataclass(frozen=True, slots=True)
class Notice:
    """`key` names the phrase (text/locales), `values` fill its places."""

    id: int
    key: str
    values: dict[str, str | int]


class Notices:
    """Notices through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def add(self, dedupe: str, key: str, values: dict[str, str | int]) -> bool:
        """Tells the owners, unless this event (`dedupe`) was told before; False then."""
        packed = json.dumps(values, ensure_ascii=False)
        return await self._rows.run("notice_add", dedupe[:500], key, packed) == 1

    async def untold(self, limit: int = 20) -> list[Notice]:
        """What is still to be told, oldest first."""
        rows = await self._rows.fetch("notices_untold", limit)
        return [Notice(id_, key, json.loads(values)) for id_, key, values in rows]

    async def told(self, notice: int) -> None:
        """It was told to every owner who can be reached."""
        await self._rows.run("notice_told", notice)

    async def give_up(self, older_than_ms: int) -> int:
        """What has waited for so long counts as told; how many."""
        return await self._rows.run("notices_give_up", older_than_ms)
