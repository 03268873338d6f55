"""The newsroom's figures: followers and their growth, deliveries, honest openings, who left after what."""

from __future__ import annotations

from dataclasses import dataclass

from domain.newsroom import Leaving
from storage.ports import Rows, single

FEW = 5_000
"""Followers that are counted at a look: about 1 ms."""
_ALL = 1 << 62


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """What is known of one article's life. `opens`: presses of Read; `mutes`, `stops`: within an hour of getting it."""

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


class Readership:
    """Figures through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def left(self, recipient: int, rubric: int, what: Leaving) -> None:
        """A chat muted a rubric (its key), or stopped (0): counted at the article it got within the last hour, once."""
        for (article,) in await self._rows.fetch("leaver_add", recipient, rubric, what):
            await self._rows.run("leaving_count", article, what)

    async def forget_leavers(self) -> None:
        """Who left more than two hours ago is known no more: only how many there were."""
        await self._rows.run("leavers_over")

    async def is_moving(self) -> bool:
        """Whether some push is under way, so that its passage is to be marked."""
        return bool(await self._rows.fetch("passage_moving"))

    async def mark_passage(self) -> None:
        """Keeps how far each push is at this moment: by that it is known when whom it reached."""
        await self._rows.run("passage_over")
        await self._rows.run("passage_mark")

    async def followers(self, rubric: int) -> int:
        """Chats that get a rubric (its key) at once; 0: all chats that are written to."""
        if rubric:
            return await self._counted_up_to(_ALL, rubric)
        row = await single(self._rows, "followers_all")
        return int(row[0]) if row else 0

    async def about(self, rubric: int) -> int:
        """The same for whoever only looks: exact while they are few, then as they were counted within the hour."""
        few = await self._counted_up_to(FEW, rubric)
        if few < FEW:
            return few
        row = await single(self._rows, "readers_counted", rubric)
        return int(row[0]) if row and int(row[0]) >= FEW else await self._counted_up_to(_ALL, rubric)

    async def _counted_up_to(self, most: int, rubric: int) -> int:
        row = await single(self._rows, "readers_of", rubric, most)
        return int(row[0]) if row else 0

    async def keep_day(self, day: int, rubric: int, followers: int) -> None:
        """How many there are on a day (days since 1970 in the newsroom's zone); a later count stands in its place."""
        await self._rows.run("rubric_day_put", day, rubric, followers)

    async def followers_on(self, day: int) -> dict[int, int]:
        """By rubric, as counted on the last day up to this one that has a count."""
        return {int(rubric): int(count) for rubric, count in await self._rows.fetch("rubric_day_get", day)}

    async def followers_by_day(self, rubric: int, since_day: int) -> dict[int, int]:
        """Of one rubric, or of all chats (0), by day; days on which nobody counted are left out."""
        return {int(day): int(count) for day, count in await self._rows.fetch("rubric_days", rubric, since_day)}

    async def delivered_by_day(self, since_ms: int, shift_ms: int) -> dict[int, int]:
        """Pushes delivered by day of the broadcast; `shift_ms`: the zone's distance from UTC."""
        rows = await self._rows.fetch("readership_delivered", since_ms, shift_ms)
        return {int(day): int(count) for day, count in rows}

    async def opens_by_hour(self, since_ms: int) -> dict[int, int]:
        """Presses of Read by hour (hours since 1970, UTC)."""
        return {
            int(hour): int(opens) for hour, opens in await self._rows.fetch("readership_opens", since_ms // 3_600_000)
        }

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
