"""Broadcasts for the desk: what is under way, how it ended and why, sent again to those that were not reached."""

from __future__ import annotations

from domain.broadcast import BroadcastProgress, Failing, Reach
from domain.delivery import BroadcastKind, BroadcastState, Fate, Tally, Urgency
from domain.errors import NotFound
from storage.ports import Row, Rows, exactly_one, single
from storage.repositories.broadcasts import Broadcasts

_ONE_TRY_LEFT = 2
"""Tries of a message that is sent again by hand: delivery gives up at three."""

_AT_ONCE = 100
"""Recipients of one step of sending again: 3 ms of the writer on SQLite, 10 ms on PostgreSQL (a busy machine)."""


class Progress:
    """Broadcasts through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._broadcasts = Broadcasts(rows)

    async def under_way(self) -> list[BroadcastProgress]:
        """Everything that has not ended, oldest first."""
        return [progress_of(row) for row in await self._rows.fetch("progress_under_way")]

    async def ended(self, limit: int) -> list[BroadcastProgress]:
        """The last ones that ended, newest first; those that a newer correction took over are left out."""
        return [progress_of(row) for row in await self._rows.fetch("progress_ended", limit)]

    async def get(self, broadcast: int) -> BroadcastProgress:
        """Raises NotFound."""
        row = await single(self._rows, "progress_get", broadcast)
        if row is None:
            raise NotFound("store-no-broadcast", id=str(broadcast))
        return progress_of(row)

    async def failing(self, broadcast: int) -> list[Failing]:
        """Who was not reached, by how it ended and why, most first."""
        rows = await self._rows.fetch("progress_failing", broadcast)
        return [Failing(Fate(fate), reason, int(count)) for fate, reason, count in rows]

    async def unchanged_shared(self, broadcast: int, limit: int) -> list[tuple[str, str]]:
        """(title, reason) of groups and channels whose copy a correction or a recall could not change."""
        return [(title, reason) for title, reason in await self._rows.fetch("progress_unchanged", broadcast, limit)]

    async def unchanged_private(self, broadcast: int) -> list[Failing]:
        """The same of private chats: how many, by how it ended and why."""
        rows = await self._rows.fetch("progress_unchanged_private", broadcast)
        return [Failing(Fate(fate), reason, int(count)) for fate, reason, count in rows]

    async def retry(self, broadcast: int) -> bool:
        """Opens the broadcast again, for those who refused or whose fate is unknown: see `go_on_again`.

        False where there is nobody to try, for a recalled article, and while it has not ended.
        """
        await self._broadcasts.lock(broadcast)
        progress = await self.get(broadcast)
        live = await self._rows.fetch("retry_is_possible", broadcast)
        if progress.state is not BroadcastState.DONE or not live:
            return False
        return await self._rows.run("retry_begin", broadcast) == 1

    async def go_on_again(self, broadcast: int, after: int) -> None:
        """Claims for the next of those who are tried again, behind a recipient (`Head.again`); a step of few
        milliseconds, so that a hundred thousand hold up nobody.
        """
        row = await exactly_one(self._rows, "retry_reach", broadcast, after, _AT_ONCE)
        reach, count = map(int, row)
        await self._rows.run("retry_claims", broadcast, _ONE_TRY_LEFT, after, reach)
        fates = [fate for (fate,) in await self._rows.fetch("retry_forget", broadcast, after, reach)]
        back = (-fates.count(Fate.REFUSED), -fates.count(Fate.UNKNOWN))
        await self._rows.run("broadcast_count", broadcast, 0, 0, *back, 0)
        await self._rows.run("retry_goes_on", broadcast, reach if count == _AT_ONCE else None)

    async def report_to(self, article: int, editor: int) -> None:
        """This editor is told how what is being sent of an article (its key) ends, but for what another waits for."""
        await self._rows.run("report_wanted", article, editor)

    async def report_on(self, broadcast: int, editor: int) -> None:
        """This editor is told how one broadcast ends, or has just been ended, unless another waits for that."""
        await self._rows.run("report_wanted_on", broadcast, editor)

    async def reports_due(self, limit: int = 20) -> list[tuple[BroadcastProgress, int]]:
        """(broadcast that ended, whom to tell) of those not told yet."""
        rows = await self._rows.fetch("reports_due", limit)
        return [(progress_of(row[:-1]), int(row[-1])) for row in rows]

    async def reported(self, progress: BroadcastProgress) -> bool:
        """The editor is told of this end; False when that was done before, or it was opened again meanwhile."""
        await self._broadcasts.lock(progress.id)
        return await self._rows.run("report_told", progress.id, progress.finished_at) == 1

    async def reach(self, article: int) -> Reach:
        """How many copies of an article (its key) stand in chats, and how many of them can't be changed."""
        row = await exactly_one(self._rows, "copies_count", article)
        copies, moved, delivered, unknown = map(int, row)
        return Reach(copies, moved, unknown, max(0, delivered - copies - moved))

    async def article_of_copy(self, chat_id: int, topic: int, message_id: int) -> int | None:
        """The key of the article of which this message is a copy."""
        row = await single(self._rows, "article_of_copy", chat_id, topic, message_id)
        return int(row[0]) if row else None


def progress_of(row: Row) -> BroadcastProgress:
    """A row of the view `broadcast_progress`."""
    broadcast, article, title, rubric, kind, urgency, state, total, delivered, gone, refused, unknown = row[:12]
    possible_duplicates, created_at, finished_at, reason, note_of = row[12:]
    return BroadcastProgress(
        id=broadcast,
        article=article,
        title=title,
        rubric=rubric,
        kind=BroadcastKind(kind),
        urgency=Urgency(urgency),
        state=BroadcastState(state),
        tally=Tally(total, delivered, gone, refused, unknown, possible_duplicates),
        created_at=created_at,
        finished_at=finished_at or 0,
        reason=reason,
        is_note=bool(note_of),
    )
