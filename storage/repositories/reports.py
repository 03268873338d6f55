"""Reports to editors: how what they sent has ended, each broadcast alone or many as one bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.broadcast import BroadcastProgress
from storage import objects
from storage.ports import Repository, number

AT_ONCE = 200
"""Articles by which a bundle grows in one transaction: 1,000 hold the store for some 50 ms."""

_OPEN_MS = 60_000
"""So long after the last part a bundle waits for more, if its process died: then it is reported as it is."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """`name`: of the document, or what it was; `editor` is told."""

    id: int
    editor: int
    name: str


class Bundles(Repository):
    async def newest_broadcast(self) -> int:
        """The newest broadcast: what comes after it is of what is done next."""
        return await number(self._rows, "broadcast_newest")

    async def begin(self, editor: int, name: str) -> Bundle:
        """A bundle that grows with `grow`, in one transaction or in many, until it is `whole`."""
        return Bundle(await number(self._rows, "bundle_add", editor, name, _OPEN_MS), editor, name)

    async def grow(self, bundle: Bundle, articles: Sequence[str], since: int) -> None:
        """All that is being sent of these articles (the source's ids), and what was sent of them after the broadcast
        `since`, is reported with it."""
        await self._rows.many("bundle_report", [(article, bundle.editor, bundle.id, since) for article in articles])
        await self._rows.run("bundle_goes_on", bundle.id, _OPEN_MS)

    async def whole(self, bundle: Bundle) -> None:
        """Its editor gets one report when all of it has ended; of a single broadcast the broadcast's own.

        What came into it after it was told, since it grew too slowly, has reports of its own too.
        """
        is_told = not await self._rows.run("bundle_whole", bundle.id)
        if is_told or await number(self._rows, "bundle_size", bundle.id) < 2:
            await self._rows.run("bundle_dissolve", bundle.id)
            await self._rows.run("bundle_drop", bundle.id)

    async def report_to(self, editor: int, name: str, articles: Sequence[str], since: int) -> None:
        """`begin`, `grow`, `whole` in one: for few articles."""
        bundle = await self.begin(editor, name)
        await self.grow(bundle, articles, since)
        await self.whole(bundle)

    async def due(self, limit: int = 20) -> list[Bundle]:
        """Those that have ended and were not told yet."""
        return [Bundle(*row) for row in await self._rows.fetch("bundles_due", limit)]

    async def broadcasts(self, bundle: int) -> list[BroadcastProgress]:
        """What is in it, oldest first: ended, stopped or put aside."""
        return [objects.progress(row) for row in await self._rows.fetch("bundle_broadcasts", bundle)]

    async def mark_told(self, bundle: int) -> None:
        """Its editor is told; what was stopped or put aside gets a report of its own when it ends."""
        await self._rows.run("bundle_reports_told", bundle)
        await self._rows.run("bundle_dissolve", bundle)
        await self._rows.run("bundle_told", bundle)
