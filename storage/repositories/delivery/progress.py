"""Broadcasts for the newsroom: what is under way, how it ended and why, sent again to those that were not reached."""

from __future__ import annotations

from domain.broadcast import BroadcastProgress, CopyCounts, Failing
from domain.delivery import BroadcastState, Fate
from domain.errors import NotFound
from storage import objects
from storage.ports import Repository, exactly_one, single, value
from storage.repositories.delivery.broadcasts import Broadcasts

_ONE_TRY_LEFT = 2
"""Tries of a message that is sent again by hand: delivery gives up at three."""


class Progress(Repository):
    async def under_way(self) -> list[BroadcastProgress]:
        """Everything that has not ended, oldest first."""
        return [objects.progress(row) for row in await self._rows.fetch("progress_under_way")]

    async def ended(self, limit: int) -> list[BroadcastProgress]:
        """The last ones that ended, newest first; those that a newer correction took over are left out."""
        return [objects.progress(row) for row in await self._rows.fetch("progress_ended", limit)]

    async def get(self, broadcast: int) -> BroadcastProgress:
        """Raises NotFound."""
        row = await single(self._rows, "progress_get", broadcast)
        if row is None:
            raise NotFound("store-no-broadcast", id=str(broadcast))
        return objects.progress(row)

    async def failing(self, broadcast: int) -> list[Failing]:
        """Who was not reached, by how it ended and why, most first."""
        return [objects.failing(row) for row in await self._rows.fetch("progress_failing", broadcast)]

    async def unchanged_shared(self, broadcast: int, limit: int) -> list[tuple[str, str]]:
        """(title, reason) of groups and channels whose copy a correction or a recall could not change."""
        return [(title, reason) for title, reason in await self._rows.fetch("progress_unchanged", broadcast, limit)]

    async def unchanged_private(self, broadcast: int) -> list[Failing]:
        """The same of private chats: how many, by how it ended and why."""
        return [objects.failing(row) for row in await self._rows.fetch("progress_unchanged_private", broadcast)]

    async def retry(self, broadcast: int) -> bool:
        """Opens the broadcast again, for those who refused or whose fate is unknown: see `continue_retry`.

        False where no recipient is left to try, for a recalled article, and while it has not ended.
        """
        await Broadcasts(self._rows).lock(broadcast)
        progress = await self.get(broadcast)
        live = await self._rows.fetch("retry_is_possible", broadcast)
        if progress.state is not BroadcastState.DONE or not live:
            return False
        return await self._rows.run("retry_begin", broadcast) == 1

    async def continue_retry(self, broadcast: int, after: int) -> None:
        """Claims for the next of those who are tried again, after a recipient (`BroadcastCursor.retry_cursor`).

        It takes a few milliseconds, so that the retry of a hundred thousand delays nothing else.
        """
        last, count = map(
            int, await exactly_one(self._rows, "retry_reach", broadcast, after, self._limits.recipients_retried)
        )
        await self._rows.run("retry_claims", broadcast, _ONE_TRY_LEFT, after, last)
        fates = [fate for (fate,) in await self._rows.fetch("retry_forget", broadcast, after, last)]
        back = (-fates.count(Fate.REFUSED), -fates.count(Fate.UNKNOWN))
        await self._rows.run("broadcast_count", broadcast, 0, 0, *back, 0)
        await self._rows.run("retry_goes_on", broadcast, last if count == self._limits.recipients_retried else None)

    async def report_to(self, article: int, editor: int) -> None:
        """This editor is told how what is being sent of an article (its key) ends, but for what another waits for."""
        await self._rows.run("report_wanted", article, editor)

    async def report_on(self, broadcast: int, editor: int) -> None:
        """This editor is told how one broadcast ends, or has just been ended, unless another waits for that."""
        await self._rows.run("report_wanted_on", broadcast, editor)

    async def reports_due(self, limit: int = 20) -> list[tuple[BroadcastProgress, int]]:
        """(broadcast that ended, whom to tell) of those not told yet."""
        return [objects.due_report(row) for row in await self._rows.fetch("reports_due", limit)]

    async def reported(self, progress: BroadcastProgress) -> bool:
        """The editor is told of this end; False when that was done before, or it was opened again meanwhile."""
        await Broadcasts(self._rows).lock(progress.id)
        return await self._rows.run("report_told", progress.id, progress.finished_at) == 1

    async def count_copies(self, article: int) -> CopyCounts:
        """How many copies of an article (its key) stand in chats, and how many of them can't be changed."""
        return objects.copy_counts(await exactly_one(self._rows, "copies_count", article))

    async def article_of_copy(self, chat_id: int, topic: int, message_id: int) -> int | None:
        """The key of the article that this message is a copy of."""
        found: int | None = await value(self._rows, "article_of_copy", chat_id, topic, message_id)
        return found
