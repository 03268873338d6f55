"""Figures: for monitors what waits and what was sent; for the newsroom followers, openings, and who left."""

from __future__ import annotations

from dataclasses import dataclass

from domain.delivery import BroadcastKind, Urgency
from domain.newsroom import Leaving
from storage.ports import Repository, number, single


@dataclass(frozen=True, slots=True)
class Depth:
    """Of one class: unfinished broadcasts, how many messages they still send (about), when the oldest came (UTC ms)."""

    urgency: Urgency
    broadcasts: int
    messages: int
    oldest_at: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of all messages of one kind of broadcast."""

    kind: BroadcastKind
    delivered: int
    blocked: int
    failed: int
    unknown: int
    possible_duplicates: int


class Figures(Repository):
    async def depth(self) -> list[Depth]:
        """What waits, by class; a class with nothing is left out."""
        rows = await self._rows.fetch("figures_depth")
        return [Depth(Urgency(urgency), int(n), int(messages), int(at)) for urgency, n, messages, at in rows]

    async def outcomes(self) -> list[Outcomes]:
        rows = await self._rows.fetch("figures_sent")
        return [Outcomes(BroadcastKind(kind), *map(int, counts)) for kind, *counts in rows]


_ALL = 1 << 62


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """One article in figures. `opens`: presses of Read. `mutes`, `stops`: chats that left within an hour of it."""

    key: int
    id: str
    title: str
    rubric: int
    published_at: int
    delivered: int
    gone: int
    refused: int
    unknown: int
    opens: int
    mutes: int
    stops: int


class Readership(Repository):
    async def count_leaving(self, recipient: int, rubric: int, what: Leaving) -> None:
        """A chat muted a rubric (its key), or stopped (0): counted once, at its last article within the hour."""
        for (article,) in await self._rows.fetch("leaver_add", recipient, rubric, what):
            await self._rows.run("leaving_count", article, what)

    async def forget_leavers(self, now_ms: int) -> None:
        """Forgets which chats left more than two hours ago; their number stays."""
        await self._rows.run("leavers_over", now_ms)

    async def is_moving(self) -> bool:
        """Whether a push is under way, so that `mark_passage` has something to mark."""
        return bool(await self._rows.fetch("passage_moving"))

    async def mark_passage(self, now_ms: int) -> None:
        """Notes how far each push is at this moment. So the time at which a push reached a chat can be told later."""
        await self._rows.run("passage_over", now_ms)
        await self._rows.run("passage_mark")

    async def followers(self, rubric: int) -> int:
        """How many chats get a rubric (its key) at once; 0: how many chats are active."""
        if rubric:
            return await self._counted_up_to(_ALL, rubric)
        return await number(self._rows, "followers_all")

    async def about(self, rubric: int) -> int:
        """The same for a view: exact while they are few, else the count of the last hour."""
        few = await self._counted_up_to(limit := self._limits.followers_counted, rubric)
        if few < limit:
            return few
        counted = await number(self._rows, "readers_counted", rubric)
        return counted if counted >= limit else await self._counted_up_to(_ALL, rubric)

    async def _counted_up_to(self, most: int, rubric: int) -> int:
        return await number(self._rows, "readers_of", rubric, most)

    async def keep_day(self, day: int, rubric: int, followers: int) -> None:
        """Keeps the count of a day (days since 1970 in the newsroom's zone); a later count replaces it."""
        await self._rows.run("rubric_day_put", day, rubric, followers)

    async def followers_on(self, day: int) -> dict[int, int]:
        """By rubric, from the last day with a count up to this one."""
        return {int(rubric): int(count) for rubric, count in await self._rows.fetch("rubric_day_get", day)}

    async def followers_by_day(self, rubric: int, since_day: int) -> dict[int, int]:
        """Of one rubric, or of all chats (0), by day; days without a count are left out."""
        return {int(day): int(count) for day, count in await self._rows.fetch("rubric_days", rubric, since_day)}

    async def delivered_by_day(self, since_ms: int, shift_ms: int) -> dict[int, int]:
        """Pushes delivered by day of the broadcast; `shift_ms`: the zone's distance from UTC."""
        rows = await self._rows.fetch("readership_delivered", since_ms, shift_ms)
        return {int(day): int(count) for day, count in rows}

    async def opens_by_hour(self, since_ms: int) -> dict[int, int]:
        """Presses of Read by hour (hours since 1970, UTC)."""
        rows = await self._rows.fetch("readership_opens", since_ms // 3_600_000)
        return {int(hour): int(opens) for hour, opens in rows}

    async def opens_of(self, article: int) -> dict[int, int]:
        """The same for one article."""
        return {int(hour): int(opens) for hour, opens in await self._rows.fetch("readership_opens_of", article)}

    async def leavings(self, since_ms: int) -> dict[Leaving, int]:
        """Chats that muted a rubric or stopped, each within an hour of an article that was pushed since then."""
        return {Leaving(what): int(chats) for what, chats in await self._rows.fetch("leavings_since", since_ms)}

    async def articles(self, limit: int, offset: int = 0) -> list[ArticleFigures]:
        """The newest articles that were sent, newest first."""
        return [ArticleFigures(*row) for row in await self._rows.fetch("readership_articles", limit, offset)]

    async def article(self, key: int) -> ArticleFigures | None:
        row = await single(self._rows, "readership_article", key)
        return ArticleFigures(*row) if row else None
