"""Broadcasts: written with the article that causes them, moved by editors and runners, finished when nothing waits."""

from __future__ import annotations

from dataclasses import dataclass

from domain.broadcast import BroadcastSummary
from domain.delivery import BroadcastCursor, BroadcastKind, BroadcastState, Fate, OpenBroadcast, Urgency
from domain.reason import ReasonCode
from storage import objects
from storage.ports import Repository, exactly_one, number, single, value


@dataclass(frozen=True, slots=True)
class Push:
    """Where the push of an article stands: up to which recipient it has come, and whether that is for good."""

    broadcast: int
    cursor: int
    ended: bool


class Broadcasts(Repository):
    async def add(self, kind: BroadcastKind, urgency: Urgency, *, article: int, rubric: int) -> bool:
        """Writes a broadcast; one row for any number of followers. False for a second push of an article."""
        return await self._rows.run("broadcast_add", kind, urgency, article, rubric) == 1

    async def content_changed(self, article: int, rubric: int, *, shown: bool) -> None:
        """A new version is there: a push that Telegram refused goes on; copies that show another card are edited."""
        await self._rows.run("broadcast_reopen_stopped", article)
        push = await self.push_of(article)
        if shown and push is not None and push.cursor > 0:
            await self.add(BroadcastKind.EDIT, Urgency.EDIT, article=article, rubric=rubric)
            await self._supersede_older(article)

    async def recalled(self, article: int) -> None:
        """The article was recalled: its push ends, and every copy is deleted or replaced by a notice."""
        push = await self.push_of(article)
        if push is None:
            return
        await self.cancel(push.broadcast)
        await self.add(BroadcastKind.RECALL, Urgency.EDIT, article=article, rubric=0)
        await self._supersede_older(article)

    async def push_of(self, article: int) -> Push | None:
        """The push of an article (its key); None when it was never sent."""
        row = await single(self._rows, "broadcast_push_of", article)
        if row is None:
            return None
        broadcast, state, cursor = row
        return Push(broadcast, cursor, state in (BroadcastState.DONE, BroadcastState.CANCELLED))

    async def pause(self, broadcast: int) -> bool:
        """No further claims of it until it is resumed; takes effect at the next step. False when it is not open."""
        return await self._rows.run("broadcast_pause", broadcast) == 1

    async def resume(self, broadcast: int) -> bool:
        """Goes on after a pause, a content error or a quarantine. False when there is nothing to resume."""
        return await self._rows.run("broadcast_resume", broadcast) == 1

    async def cancel(self, broadcast: int) -> bool:
        """Ends it for good: what waits is dropped, what is out is still recorded. False when it had ended."""
        if not await self._rows.run("broadcast_cancel", broadcast):
            return False
        await self.close(broadcast)
        return True

    async def lock(self, broadcast: int) -> None:
        """Locks it and its claims until the commit; what is read after this is how it stays."""
        await self._rows.fetch("broadcast_lock", broadcast)

    async def lock_all(self, article: int) -> None:
        """The same for every broadcast of an article: before what the article shows is changed."""
        await self._rows.fetch("broadcasts_lock", article)

    async def close(self, broadcast: int) -> None:
        """Closes claims that wait for a broadcast, if it has ended: no runner takes them, and a copy with a claim is
        passed over by later corrections. Of more than a hundred the rest is left to `closing`."""
        if await self._rows.run("broadcast_close", broadcast):
            await self.close_some(broadcast)

    async def close_ended(self) -> None:
        """The same for every broadcast that has ended, after a process was gone that had claims of them."""
        for (broadcast,) in await self._rows.fetch("broadcasts_close"):
            await self.close_some(int(broadcast))

    async def closing(self) -> int | None:
        """A broadcast that has ended and whose claims are still being closed."""
        found: int | None = await value(self._rows, "broadcasts_closing")
        return found

    async def close_some(self, broadcast: int) -> None:
        """Closes some of its waiting claims. A message that left once is of unknown fate and is not tried again."""
        await self.lock(broadcast)
        closed = await self._rows.fetch("claims_close", broadcast, self._limits.claims_closed)
        fates = [Fate.UNKNOWN if not message_id and sent > 0 else Fate.CANCELLED for _, message_id, sent in closed]
        rows = [
            (broadcast, recipient, message_id, fate, ReasonCode.CANCELLED)
            for (recipient, message_id, _), fate in zip(closed, fates, strict=True)
        ]
        await self._rows.many("undelivered_add", rows)
        await self._rows.run("broadcast_count", broadcast, 0, 0, 0, fates.count(Fate.UNKNOWN), 0)
        if len(closed) < self._limits.claims_closed:
            await self._rows.run("broadcast_closed", broadcast)

    async def correction_for(self, article: int) -> int | None:
        """The newest correction of an article, open: a finished one is opened again, a missing one is made.

        None when an editor cancelled it: copies that come late stay as the others do.
        """
        newest, state = await self._newest_correction(article)
        if state == BroadcastState.CANCELLED:
            return None
        if state in ("", BroadcastState.SUPERSEDED):
            await self.add(BroadcastKind.EDIT, Urgency.EDIT, article=article, rubric=0)
            newest, _ = await self._newest_correction(article)
        await self.lock(newest)
        await self._rows.run("broadcast_reopen", newest)
        return newest

    async def _newest_correction(self, article: int) -> tuple[int, str]:
        """Its id and state; (0, "") when there is none."""
        broadcast, state = await single(self._rows, "broadcast_newest_correction", article) or (0, "")
        return broadcast, state

    async def _supersede_older(self, article: int) -> None:
        newest, _ = await self._newest_correction(article)
        await self._rows.run("broadcast_take_over", article, newest)
        await self._rows.run("broadcast_supersede", article, newest)

    async def open(self) -> list[OpenBroadcast]:
        """Every open broadcast, as a runner chooses among them."""
        return [objects.open_broadcast(row) for row in await self._rows.fetch("broadcasts_open")]

    async def next_due(self) -> int | None:
        """When the next waiting claim is due, UTC milliseconds."""
        found: int | None = await value(self._rows, "next_due")
        return found

    async def head(self, broadcast: int) -> BroadcastCursor | None:
        """The broadcast inside a transaction; None when it is open no more."""
        row = await single(self._rows, "broadcast_head", broadcast)
        return objects.cursor(row) if row else None

    async def stop(self, broadcast: int, reason: str) -> bool:
        """A content error: no further chat gets this version. False when it was not open."""
        return await self._rows.run("broadcast_stop", broadcast, reason) == 1

    async def brake(self, broadcast: int, reason: str) -> bool:
        """Most chats refused for this reason: it stands still until a person decides. False when it was not open."""
        return await self._rows.run("broadcast_brake", broadcast, reason) == 1

    async def is_braked(self, broadcast: int, reason: str) -> bool:
        """Whether it stands still because most chats refused for this reason; it stays so until the commit."""
        return bool(await self._rows.fetch("broadcast_braked", broadcast, reason))

    async def step_failed(self, broadcast: int) -> None:
        """A step of it failed by a defect of ours: this counts as a crash. Progress resets the count."""
        await self._rows.run("broadcast_step_failed", broadcast)

    async def quarantine(self, crashes: int, reason: str) -> list[tuple[int, int]]:
        """Quarantines the unfinished broadcasts with so many crashes without progress: (broadcast, article) of each."""
        return [
            (int(broadcast), int(article))
            for broadcast, article in await self._rows.fetch("broadcasts_quarantine", crashes, reason)
        ]

    async def finish(self, broadcast: int) -> bool:
        """Closes it if nothing is left to do."""
        await self.lock(broadcast)
        return await self._rows.run("broadcast_finish", broadcast) == 1

    async def measure(self, broadcast: int, total: int) -> None:
        """How many there are to serve, counted beside the transactions; for progress only."""
        await self._rows.run("broadcast_measure", broadcast, total)

    async def unmeasured(self) -> list[tuple[int, int]]:
        """(broadcast, how many recipients) of open broadcasts not yet counted."""
        counted = []
        for row in await self._rows.fetch("broadcasts_unmeasured"):
            broadcast, kind, article, rubric, language, shown_since, note_of = row
            if note_of:
                total = await number(self._rows, "count_holders", note_of, broadcast)
            elif kind == BroadcastKind.DIGEST:
                total = await number(self._rows, "count_digest_parts", article)
            elif kind == BroadcastKind.PUSH:
                total = sum(map(int, await exactly_one(self._rows, "audience_by_kind", rubric, language)))
                total += await number(self._rows, "verdicts_counted", article, rubric, language)
            else:
                total = await number(self._rows, "count_copies", article, shown_since)
            counted.append((int(broadcast), total))
        return counted

    async def summaries(self) -> list[BroadcastSummary]:
        """Every broadcast with its counts, oldest first."""
        return [objects.summary(row) for row in await self._rows.fetch("broadcast_counts")]
