"""Feeds that the bot polls, and the articles that each has given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.errors import NotFound
from domain.feed import Feed, FeedState, FeedTrouble, NewFeed
from storage.ports import Repository, Row, single, value


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article (its id) as a feed last gave it. `own`: the feed may change it. `page_tries`: in vain."""

    entry: str
    digest: str
    own: bool = True
    page_tries: int = 0


class Feeds(Repository):
    async def all(self) -> list[Feed]:
        """In the order in which they were added."""
        return [_feed(row) for row in await self._rows.fetch("feeds")]

    async def get(self, feed: int) -> Feed:
        """Raises NotFound."""
        row = await single(self._rows, "feed_get", feed)
        if row is None:
            raise NotFound("feed-unknown", url=str(feed))
        return _feed(row)

    async def with_url(self, url: str) -> int:
        """The id of the feed at this address; 0 for none."""
        return int(await value(self._rows, "feed_with_url", url) or 0)

    async def due(self, now_ms: int, longest_ms: int, limit: int) -> list[Feed]:
        """Feeds to ask now, those that wait longest first. `longest_ms`: no feed waits for longer than that."""
        rows = await self._rows.fetch("feeds_due", now_ms, now_ms + longest_ms, limit)
        return [_feed(row) for row in rows]

    async def add(self, new: NewFeed, known_as: str, due_at: int) -> int:
        """The id of a new feed; 0 when its address is known."""
        categories = json.dumps(new.categories, ensure_ascii=False)
        about = (new.url, known_as, new.rubric, categories, int(new.whole_pages), due_at)
        return int(await value(self._rows, "feed_add", *about) or 0)

    async def begin(self, feed: int) -> None:
        """Its bytes are about to be read."""
        await self._rows.run("feed_begin", feed)

    async def read(self, feed: int) -> None:
        """Its bytes were read to their end."""
        await self._rows.run("feed_read", feed)

    async def put(self, feed: Feed) -> bool:
        """What asking it has changed; False when it was removed meanwhile."""
        trouble = json.dumps([feed.trouble.key, feed.trouble.values], ensure_ascii=False) if feed.trouble else ""
        told = (feed.url, feed.state, feed.due_at, feed.etag, feed.modified, feed.failures, trouble)
        return await self._rows.run("feed_put", feed.id, *told, feed.news_at, feed.read_at) == 1

    async def take_whole_pages(self, feed: int, *, wanted: bool) -> None:
        await self._rows.run("feed_whole_pages", feed, int(wanted))

    async def drop(self, feed: int) -> bool:
        """Its articles stay. False when it was gone."""
        await self._rows.run("feed_entries_drop", feed)
        return await self._rows.run("feed_drop", feed) == 1

    async def entries(self, feed: int, articles: Iterable[str]) -> dict[str, FeedEntry]:
        """By their ids, those of these articles that the feed has given."""
        wanted = json.dumps(sorted({*articles}), ensure_ascii=False)
        rows = await self._rows.fetch("feed_entries", feed, wanted)
        return {row[0]: FeedEntry(row[0], row[1], bool(row[2]), int(row[3])) for row in rows}

    async def entry(self, feed: int, entry: str) -> FeedEntry | None:
        return (await self.entries(feed, [entry])).get(entry)

    async def that_brought(self, article: str, but: int) -> str:
        """The address of a feed, other than `but`, that brought the article with this id; "" for none."""
        return str(await value(self._rows, "feed_that_brought", article, but) or "")

    async def brought(self, article: str) -> Feed | None:
        """A feed that brought the article with this id, and may change it."""
        row = await single(self._rows, "feed_of_entry", article)
        return _feed(row) if row else None

    async def give_up(self, article: str) -> None:
        """The article with this id is the newsroom's: no feed changes it any more."""
        await self._rows.run("feed_entry_give_up", article)

    async def rename(self, feed: int, article: str, new: str) -> None:
        """The article that a feed brought under this id has another one from now on."""
        await self._rows.run("article_rename", article, new)
        await self._rows.run("feed_entry_rename", feed, article, new)

    async def put_entries(self, feed: int, entries: Sequence[FeedEntry]) -> None:
        rows = [(feed, one.entry, one.digest, int(one.own), one.page_tries) for one in entries]
        await self._rows.many("feed_entry_put", rows)

    async def url_of_article(self, article: str) -> str | None:
        """The address of the article with this id, "" without one; None when the store has no such article."""
        found = await value(self._rows, "article_url", article)
        return None if found is None else str(found)

    async def count_articles(self) -> dict[int, int]:
        """How many articles each feed has given."""
        return {int(feed): int(count) for feed, count in await self._rows.fetch("feed_articles")}

    async def count_by_state(self) -> dict[FeedState, int]:
        return {FeedState(state): int(count) for state, count in await self._rows.fetch("feeds_by_state")}


def _feed(row: Row) -> Feed:
    id_, url, known_as, rubric, categories, whole, state, due_at, etag, modified, failures, begun, trouble, *times = row
    about = (id_, url, known_as, rubric, json.loads(categories), bool(whole), FeedState(state))
    return Feed(*about, due_at, etag, modified, failures, begun, _trouble(trouble), *times)


def _trouble(packed: str) -> FeedTrouble | None:
    if not packed:
        return None
    key, values = json.loads(packed)
    return FeedTrouble(key, **values)
