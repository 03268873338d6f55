"""Notes: each holder of a copy is told in a reply what was wrong in the article."""

from __future__ import annotations

from collections.abc import Sequence

from domain.delivery import BroadcastCursor, OpenBroadcast, Target
from storage import objects
from storage.ports import Rows
from storage.prepare import Prepared
from storage.repositories.articles import Articles
from storage.repositories.delivery.broadcasts import Broadcasts

EVERYBODY = 2**62
"""Larger than any recipient's id."""


class Notes:
    """Notes through a transaction. A note is an article of its own, in no list and no search."""

    def __init__(self, rows: Rows, articles: Articles, broadcasts: Broadcasts, entries_read: int) -> None:
        self._rows = rows
        self._articles = articles
        self._broadcasts = broadcasts
        self._entries_read = entries_read

    async def send(self, prepared: Prepared, about: int) -> int | None:
        """Writes a note about an article (its key) that was just corrected, and its push; its key.

        None when the article was sent to no chat. A push of it that goes on brings the right version to the others.
        """
        push = await self._broadcasts.push_of(about)
        if push is None or not (push.cursor or push.ended):
            return None
        corrected = await self._articles.get(about)
        note = await self._articles.insert(prepared)
        await self._rows.run("note_add", note.key, about, corrected.version)
        up_to = EVERYBODY if push.ended else push.cursor
        await self._rows.run("note_broadcast_add", note.key, note.rubric, about, up_to)
        return note.key

    async def holders(
        self, broadcast: OpenBroadcast, head: BroadcastCursor, limit: int
    ) -> tuple[list[Target], int, bool]:
        """The next who hold a copy: (targets, where the cursor is then, whether that is the end)."""
        values = (broadcast.id, broadcast.article, broadcast.note_of, head.cursor)
        *holders, (_, last, looked, *_) = await self._rows.fetch("holders", *values, limit + 1, self._entries_read)
        targets = [objects.holder(row) for row in holders]
        if len(targets) > limit:
            return targets[:limit], targets[limit - 1].recipient, False
        return targets, max(int(last), head.cursor), looked < self._entries_read

    async def tell_late(self, about: int, copies: Sequence[tuple[int, int]]) -> None:
        """(recipient, version) of copies that were recorded when the walk of a note had passed them, or will pass."""
        for recipient, version in copies:
            for (broadcast,) in await self._rows.fetch("notes_missed", about, version):
                await self._broadcasts.lock(int(broadcast))
                if await self._rows.run("note_claim_late", broadcast, recipient):
                    await self._rows.run("broadcast_reopen", broadcast)
