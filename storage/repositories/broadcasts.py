"""Intents: written with the article that causes them, moved by editors and runners, finished when nothing is left."""

from __future__ import annotations

from dataclasses import dataclass

from domain.article import ArticleState
from domain.delivery import Fate, Head, IntentKind, IntentState, OpenIntent, Tally, Urgency
from storage.ports import Rows, single

_AT_ONCE = 100
"""Claims that one commit closes: 2 ms of the writer's time on SQLite, 15 ms on PostgreSQL (a busy machine)."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An intent with its counts, for `stats` and the desk. `article` is the source's id."""

    intent: int
    article: str
    kind: IntentKind
    state: IntentState
    tally: Tally
    created_at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Push:
    """Where the push of an article stands: up to which recipient it has come, and whether that is for good."""

    intent: int
    cursor: int
    ended: bool


class Intents:
    """Intents through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def add(self, kind: IntentKind, urgency: Urgency, *, article: int, rubric: int) -> bool:
        """Writes an intent; one row for any number of followers. False for a second push of an article."""
        return await self._rows.run("intent_add", kind, urgency, article, rubric) == 1

    async def content_changed(self, article: int, rubric: int, *, shown: bool) -> None:
        """A new version is there: a push that Telegram refused goes on; copies that show another card are edited."""
        await self._rows.run("intent_reopen_stopped", article)
        push = await single(self._rows, "intent_push_of", article)
        if shown and push is not None and push[2] > 0:
            await self.add(IntentKind.EDIT, Urgency.EDIT, article=article, rubric=rubric)
            await self._supersede_older(article)

    async def recalled(self, article: int) -> None:
        """The article was recalled: its push ends, and every copy is deleted or replaced by a notice."""
        push = await single(self._rows, "intent_push_of", article)
        if push is None:
            return
        await self.cancel(int(push[0]))
        await self.add(IntentKind.RECALL, Urgency.EDIT, article=article, rubric=0)
        await self._supersede_older(article)

    async def push_of(self, article: int) -> Push | None:
        """The push of an article (its key); None when it was never sent."""
        row = await single(self._rows, "intent_push_of", article)
        ended = (IntentState.DONE, IntentState.CANCELLED)
        return Push(int(row[0]), int(row[2]), row[1] in ended) if row else None

    async def pause(self, intent: int) -> bool:
        """No further claims of it until it is resumed; takes effect at the next step. False when it is not open."""
        return await self._rows.run("intent_pause", intent) == 1

    async def resume(self, intent: int) -> bool:
        """Goes on after a pause, a content error or a parking. False when there is nothing to resume."""
        return await self._rows.run("intent_resume", intent) == 1

    async def cancel(self, intent: int) -> bool:
        """Ends it for good: what waits is dropped, what is out is still recorded. False when it had ended."""
        if not await self._rows.run("intent_cancel", intent):
            return False
        await self.close(intent)
        return True

    async def lock(self, intent: int) -> None:
        """Nobody else changes it, or claims of it, until the commit; what is read after this is how it stays."""
        await self._rows.fetch("intent_lock", intent)

    async def lock_all(self, article: int) -> None:
        """The same for every intent of an article: before what the article shows is changed."""
        await self._rows.fetch("intents_lock", article)

    async def close(self, intent: int) -> None:
        """Closes claims that wait for an intent, if it has ended: nobody would take them, and a copy with a claim is
        passed over by later corrections. Of more than a hundred the rest is left to `closing`."""
        if await self._rows.run("intent_close", intent):
            await self.close_some(intent)

    async def close_ended(self) -> None:
        """The same for every intent that has ended, after a process was gone that had claims of them."""
        for (intent,) in await self._rows.fetch("intents_close"):
            await self.close_some(int(intent))

    async def closing(self) -> int | None:
        """An intent that has ended and whose claims are still being closed."""
        row = await single(self._rows, "intents_closing")
        return int(row[0]) if row else None

    async def close_some(self, intent: int) -> None:
        """Closes some of its waiting claims. A message that left once is of unknown fate; nobody tries again."""
        await self.lock(intent)
        closed = await self._rows.fetch("claims_close", intent, _AT_ONCE)
        fates = [Fate.UNKNOWN if not message_id and sent > 0 else Fate.CANCELLED for _, message_id, sent in closed]
        rows = [
            (intent, recipient, message_id, fate, "cancelled")
            for (recipient, message_id, _), fate in zip(closed, fates, strict=True)
        ]
        await self._rows.many("undelivered_add", rows)
        await self._rows.run("intent_count", intent, 0, 0, 0, fates.count(Fate.UNKNOWN), 0)
        if len(closed) < _AT_ONCE:
            await self._rows.run("intent_closed", intent)

    async def correction_for(self, article: int) -> int | None:
        """The newest correction of an article, open: a finished one is opened again, a missing one is made.

        None when an editor cancelled it: copies that come late stay as the others do.
        """
        newest = await single(self._rows, "intent_newest_correction", article)
        if newest is not None and newest[1] == IntentState.CANCELLED:
            return None
        if newest is None or newest[1] == IntentState.SUPERSEDED:
            await self.add(IntentKind.EDIT, Urgency.EDIT, article=article, rubric=0)
            newest = await single(self._rows, "intent_newest_correction", article)
            assert newest is not None
        await self.lock(int(newest[0]))
        await self._rows.run("intent_reopen", newest[0])
        return int(newest[0])

    async def _supersede_older(self, article: int) -> None:
        newest = await single(self._rows, "intent_newest_correction", article)
        assert newest is not None
        await self._rows.run("intent_take_over", article, newest[0])
        await self._rows.run("intent_supersede", article, newest[0])

    async def open(self) -> list[OpenIntent]:
        """Every open intent, as a runner chooses among them."""
        found = []
        for row in await self._rows.fetch("intents_open"):
            intent, kind, urgency, article, rubric, _, _, exhausted, total, served, due, proven, out, note_of = row
            left = max(total - served, 0) if total >= 0 else -1
            head = (intent, IntentKind(kind), Urgency(urgency), article, rubric)
            found.append(OpenIntent(*head, bool(exhausted), left, due, bool(proven), out, note_of))
        return found

    async def head(self, intent: int) -> Head | None:
        """The intent inside a transaction; None when it is open no more."""
        row = await single(self._rows, "intent_head", intent)
        if row is None:
            return None
        cursor, cursor_message, exhausted, version, shown_since, language, state, accepted_at, proven, out, again = row
        article = (version, shown_since, language, state == ArticleState.RECALLED, accepted_at)
        return Head(cursor, cursor_message, bool(exhausted), *article, bool(proven), out, again)

    async def advance(self, intent: int, cursor: int, cursor_message: int, *, exhausted: bool) -> None:
        await self._rows.run("intent_advance", intent, cursor, cursor_message, int(exhausted))

    async def stop(self, intent: int, reason: str) -> bool:
        """A content error: nobody else gets this version. False when it was not open."""
        return await self._rows.run("intent_stop", intent, reason) == 1

    async def stumbled(self, intent: int) -> None:
        """A step of it failed by a defect; the next progress is a clean slate."""
        await self._rows.run("intent_stumbled", intent)

    async def park(self, rescues: int, reason: str) -> list[tuple[int, int]]:
        """Puts aside what was rescued so often without progress and is not through: (intent, article) of each."""
        return [
            (int(intent), int(article)) for intent, article in await self._rows.fetch("intents_park", rescues, reason)
        ]

    async def finish(self, intent: int) -> bool:
        """Closes it if nothing is left to do."""
        await self.lock(intent)
        return await self._rows.run("intent_finish", intent) == 1

    async def measure(self, intent: int, total: int) -> None:
        """How many there are to serve, counted beside the transactions; for progress only."""
        await self._rows.run("intent_measure", intent, total)

    async def unmeasured(self) -> list[tuple[int, int]]:
        """(intent, how many recipients) of open intents not yet counted."""
        counted = []
        for row in await self._rows.fetch("intents_unmeasured"):
            intent, kind, article, rubric, language, shown_since, note_of = row
            if note_of:
                found = await single(self._rows, "count_holders", note_of, intent)
                counted.append((int(intent), int(found[0]) if found else 0))
            elif kind == IntentKind.PUSH:
                kinds = await single(self._rows, "audience_by_kind", rubric, language)
                counted.append((int(intent), sum(map(int, kinds or ()))))
            else:
                found = await single(self._rows, "count_copies", article, shown_since)
                counted.append((int(intent), int(found[0]) if found else 0))
        return counted

    async def broadcasts(self) -> list[Broadcast]:
        """Every intent with its counts, oldest first."""
        found = []
        for row in await self._rows.fetch("intent_counts"):
            intent, article, kind, state, total, delivered, gone, refused, unknown, twice, *when = row
            tally = Tally(max(total, delivered + gone + refused + unknown), delivered, gone, refused, unknown, twice)
            found.append(Broadcast(intent, article, IntentKind(kind), IntentState(state), tally, *when))
        return found
