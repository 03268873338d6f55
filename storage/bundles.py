"""Bundles: what one press sent to readers, a document or articles that waited, told in one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.sending import Sending
from storage.rows import Rows, single
from storage.sendings import sending_of

_MOST = 1000
"""Articles of a bundle whose broadcasts are reported: more at once would hold the store for longer than 50 ms."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """`name`: of the document, or what it was; `editor` is told."""

    id: int
    editor: int
    name: str


class Bundles:
    """Bundles through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def newest_broadcast(self) -> int:
        """The newest intent: what comes after it is of what is done next."""
        row = await single(self._rows, "intent_newest")
        return int(row[0]) if row else 0

    async def report_to(self, editor: int, name: str, articles: Sequence[str], since: int) -> None:
        """This editor gets one report on all that is being sent of these articles (the source's ids), and on what was
        sent after the broadcast `since`. A single broadcast has its own report."""
        row = await single(self._rows, "bundle_add", editor, name)
        assert row is not None
        bundle = int(row[0])
        await self._rows.many("bundle_report", [(article, editor, bundle, since) for article in articles[:_MOST]])
        size = await single(self._rows, "bundle_size", bundle)
        if size is not None and size[0] < 2:
            await self._rows.run("bundle_dissolve", bundle)
            await self._rows.run("bundle_drop", bundle)

    async def due(self, limit: int = 20) -> list[Bundle]:
        """Of which nothing goes on any more, not told yet."""
        return [Bundle(*row) for row in await self._rows.fetch("bundles_due", limit)]

    async def sendings(self, bundle: int) -> list[Sending]:
        """What is in it, oldest first: ended, stopped or put aside."""
        return [sending_of(row) for row in await self._rows.fetch("bundle_sendings", bundle)]

    async def told(self, bundle: int) -> None:
        """Its editor is told; what was stopped or put aside gets a report of its own when it ends."""
        await self._rows.run("bundle_reports_told", bundle)
        await self._rows.run("bundle_dissolve", bundle)
        await self._rows.run("bundle_told", bundle)
