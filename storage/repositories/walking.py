"""Where a broadcast goes next: to the followers of a push, or to the copies that a correction has to change."""

from __future__ import annotations

from typing import Any, NamedTuple

from domain.audience import ChatKind, RecipientState
from domain.delivery import BroadcastCursor, OpenBroadcast, Target
from storage.ports import Row, Rows, single

# Index entries that one step reads when it passes over recipients: about 8 ms of the writer's time.
LOOK_AT = 5000
# Telegram accepts messages to a chat in these states, although some of them want no news at present.
WRITABLE = (RecipientState.ACTIVE, RecipientState.PAUSED, RecipientState.STOPPED)


class Walked(NamedTuple):
    """Where a broadcast's cursor is after a step, and whether that is the end."""

    cursor: tuple[int, int]
    exhausted: bool


class Walking:
    """Along a broadcast's cursor, through a transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def followers(
        self, broadcast: OpenBroadcast, head: BroadcastCursor, limit: int
    ) -> tuple[list[Target], int, bool]:
        """The next followers of a push: (targets, where the cursor is then, whether that is the end)."""
        # One more than asked for tells whether the end is reached.
        values = (broadcast.rubric, head.cursor, limit + 1, LOOK_AT, head.language, broadcast.article, broadcast.id)
        rows, looked, last = await self._followers(values)
        targets = [
            Target(recipient, 0, chat_id, topic, ChatKind(kind), language, True, until)
            for recipient, chat_id, topic, kind, language, until in rows[:limit]
        ]
        if len(rows) > limit:
            return targets, targets[-1].recipient, False
        return targets, max(last, head.cursor), looked < LOOK_AT

    async def _followers(self, values: tuple[Any, ...]) -> tuple[list[Row], int, int]:
        """(rows, how many entries were read, the last of them); the last two are known only if the rows are few."""
        rubric, cursor, at_most, look_at, *_ = values
        rows = await self._rows.fetch("followers", *values)
        window = await single(self._rows, "followers_window", rubric, cursor, look_at) if len(rows) < at_most else None
        return rows, *(map(int, window) if window else (0, 0))

    async def copies(
        self, broadcast: OpenBroadcast, head: BroadcastCursor, limit: int
    ) -> tuple[list[Target], tuple[int, int], bool]:
        """The next copies that show something older than the present card: (targets, cursor, end)."""
        after = (head.cursor, head.cursor_message)
        values = (broadcast.article, *after, head.shown_since, limit + 1, LOOK_AT, broadcast.id)
        rows, last = await self._copies(values)
        targets = [
            Target(who, number, chat, topic, ChatKind(kind), language, state in WRITABLE, until, hours, 0, photo > 0)
            for who, number, chat, topic, kind, language, state, until, hours, photo in rows[:limit]
        ]
        if len(rows) > limit:
            return targets, (targets[-1].recipient, targets[-1].message_id), False
        return targets, last or after, last is None

    async def _copies(self, values: tuple[Any, ...]) -> tuple[list[Row], tuple[int, int] | None]:
        """(rows, the last receipt that was read; None at the end); the latter is known only if the rows are few."""
        article, cursor, cursor_message, _, at_most, look_at, _ = values
        rows = await self._rows.fetch("copies", *values)
        if len(rows) == at_most:
            return rows, None
        last = await single(self._rows, "copies_window", article, cursor, cursor_message, look_at - 1)
        return rows, (int(last[0]), int(last[1])) if last else None
