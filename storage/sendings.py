"""Broadcasts for the desk: what is under way, how it ended and why, sent again to those that were not reached."""

from __future__ import annotations

from domain.delivery import Fate, IntentKind, IntentState, Tally, Urgency
from domain.errors import NotFound
from domain.sending import Failing, Reach, Sending
from storage.intents import Intents
from storage.rows import Row, Rows, single

_ONE_TRY_LEFT = 2
"""Tries of a message that is sent again by hand: delivery gives up at three."""


class Sendings:
    """Broadcasts through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._intents = Intents(rows)

    async def under_way(self) -> list[Sending]:
        """Everything that has not ended, oldest first."""
        return [sending_of(row) for row in await self._rows.fetch("sendings_under_way")]

    async def ended(self, limit: int) -> list[Sending]:
        """The last ones that ended, newest first; those that a newer correction took over are left out."""
        return [sending_of(row) for row in await self._rows.fetch("sendings_ended", limit)]

    async def get(self, intent: int) -> Sending:
        """Raises NotFound."""
        row = await single(self._rows, "sending_get", intent)
        if row is None:
            raise NotFound("store-no-broadcast", id=str(intent))
        return sending_of(row)

    async def of_article(self, article: int) -> list[Sending]:
        """Every broadcast of an article (its key), oldest first."""
        return [sending_of(row) for row in await self._rows.fetch("sendings_of_article", article)]

    async def failing(self, intent: int) -> list[Failing]:
        """Who was not reached, by how it ended and why, most first."""
        rows = await self._rows.fetch("sending_failing", intent)
        return [Failing(Fate(fate), reason, int(count)) for fate, reason, count in rows]

    async def unchanged_shared(self, intent: int, limit: int) -> list[tuple[str, str]]:
        """(title, reason) of groups and channels whose copy a correction or a recall could not change."""
        return [(title, reason) for title, reason in await self._rows.fetch("sending_unchanged", intent, limit)]

    async def unchanged_private(self, intent: int) -> list[Failing]:
        """The same of private chats: how many, by how it ended and why."""
        rows = await self._rows.fetch("sending_unchanged_private", intent)
        return [Failing(Fate(fate), reason, int(count)) for fate, reason, count in rows]

    async def retry(self, intent: int) -> int:
        """Sends once more to those who refused or whose fate is unknown, and opens the broadcast again; how many.

        A recalled article is not sent again. What has not ended yet cannot be tried again: 0.
        """
        await self._intents.lock(intent)
        sending = await self.get(intent)
        live = await self._rows.fetch("sending_is_sendable", intent)
        if sending.state is not IntentState.DONE or not live:
            return 0
        added = await self._rows.run("retry_claims", intent, _ONE_TRY_LEFT)
        if added:
            await self._rows.run("retry_count", intent)
            await self._rows.run("retry_forget", intent)
            await self._rows.run("intent_reopen", intent)
        return added

    async def report_to(self, article: int, editor: int) -> None:
        """This editor is told how what is being sent of an article (its key) ends; who comes later takes over."""
        await self._rows.run("report_wanted", article, editor)

    async def reports_due(self, limit: int = 20) -> list[tuple[Sending, int]]:
        """(broadcast that ended, whom to tell) of those not told yet."""
        rows = await self._rows.fetch("reports_due", limit)
        return [(sending_of(row[:-1]), int(row[-1])) for row in rows]

    async def reported(self, intent: int) -> bool:
        """The editor is told; False when that was done before."""
        return await self._rows.run("report_told", intent) == 1

    async def reach(self, article: int) -> Reach:
        """How many copies of an article (its key) stand in chats, and how many of them can't be changed."""
        row = await single(self._rows, "copies_reach", article)
        assert row is not None
        copies, moved, delivered, unknown = map(int, row)
        return Reach(copies, moved, unknown, max(0, delivered - copies - moved))

    async def article_of_copy(self, chat_id: int, topic: int, message_id: int) -> int | None:
        """The key of the article of which this message is a copy."""
        row = await single(self._rows, "article_of_copy", chat_id, topic, message_id)
        return int(row[0]) if row else None


def sending_of(row: Row) -> Sending:
    """A row of the statements that list broadcasts."""
    intent, article, title, rubric, kind, urgency, state, total, delivered, gone, refused, unknown = row[:12]
    twice, created_at, finished_at, reason, note_of = row[12:]
    return Sending(
        intent=intent,
        article=article,
        title=title,
        rubric=rubric,
        kind=IntentKind(kind),
        urgency=Urgency(urgency),
        state=IntentState(state),
        tally=Tally(total, delivered, gone, refused, unknown, twice),
        created_at=created_at,
        finished_at=finished_at or 0,
        reason=reason,
        is_note=bool(note_of),
    )
