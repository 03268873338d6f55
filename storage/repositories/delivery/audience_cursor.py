"""Where a broadcast goes next: to the followers of a push, or to the copies that a correction has to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.delivery import BroadcastCursor, OpenBroadcast, Target, Urgency
from storage import objects
from storage.ports import Rows
from storage.repositories.delivery.delivery_statements import CursorMove, DeliveryStatements


class AudienceCursor:
    """Along a broadcast's cursor, through a transaction."""

    def __init__(self, rows: Rows, statements: DeliveryStatements, entries_read: int) -> None:
        self._rows = rows
        self._statements = statements
        self._entries_read = entries_read

    async def followers(
        self, broadcast: OpenBroadcast, head: BroadcastCursor, limit: int
    ) -> tuple[list[Target], int, bool]:
        """The next followers of a push: (targets, where the cursor is then, whether that is the end)."""
        # One more than asked for tells whether the end is reached.
        after = (broadcast.rubric, head.cursor)
        values = (*after, limit + 1, self._entries_read, head.language, broadcast.article, broadcast.id)
        rows, looked, last = await self._statements.followers(values)
        targets = [objects.follower(row, breaking=broadcast.urgency is Urgency.BREAKING) for row in rows[:limit]]
        if len(rows) > limit:
            return targets, targets[-1].recipient, False
        return targets, max(last, head.cursor), looked < self._entries_read

    async def copies(
        self, broadcast: OpenBroadcast, head: BroadcastCursor, limit: int
    ) -> tuple[list[Target], tuple[int, int], bool]:
        """The next copies that show something older than the present card: (targets, cursor, end)."""
        after = (head.cursor, head.cursor_message)
        values = (broadcast.article, *after, head.shown_since, limit + 1, self._entries_read, broadcast.id)
        rows, last = await self._statements.copies(values)
        targets = [objects.copy(row) for row in rows[:limit]]
        if len(rows) > limit:
            return targets, (targets[-1].recipient, targets[-1].message_id), False
        return targets, last or after, last is None

    async def walk(
        self, broadcast: OpenBroadcast, steps: Sequence[tuple[Target, int]], to: CursorMove, run: int
    ) -> None:
        """The cursor moves over these: claimed by this run (0), or waiting until a time (UTC milliseconds)."""
        await self._statements.walk(broadcast, steps, to, run)

    async def withhold(self, article: int, targets: Sequence[tuple[Target, int]]) -> None:
        """(chat that sleeps, or is at its cap; until when) of chats that get this article in a digest."""
        await self._rows.many("withheld_add", [(t.recipient, article) for t, _ in targets])
        await self._rows.many("digest_due_by", [(t.recipient, until) for t, until in targets])

    async def count_pushes(self, days: Sequence[tuple[int, int]]) -> set[int]:
        """One more push on its day for each (recipient with a cap, day): those that were below their cap still."""
        return await self._statements.count_pushes(days) if days else set()

    async def mark_asked(self, recipients: Iterable[int]) -> None:
        """They were offered quiet hours; no later message does that."""
        await self._rows.many("recipient_night_asked", [(recipient,) for recipient in recipients])
