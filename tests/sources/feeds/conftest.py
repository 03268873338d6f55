"""A site on loopback and what asks it, on a store of each kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from domain.feed import Feed, NewFeed
from sources.feeds.addresses import AddressRules
from sources.feeds.fetching import Fetcher
from sources.feeds.pages import WholePages
from sources.feeds.poll import FeedPoll, FeedRules, FeedTools
from sources.feeds.poller import FeedPoller
from sources.feeds.robots import Robots
from sources.intake_rules import IntakeRules
from storage.store import Store
from tests.builders import ZONE, JumpingClock, store_url
from tests.readers import shared_readers
from tests.sources.feeds.site import Site, open_site

LOOPBACK = AddressRules((ip_network("127.0.0.0/8"),))
EVERY = 600.0


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


class Feeds:
    """The poller of one process on a store; `restart()` is the next process."""

    def __init__(self, store: Store, clock: JumpingClock) -> None:
        self.store = store
        self.clock = clock
        self._begin()

    def _begin(self) -> None:
        self._fetcher = Fetcher(LOOPBACK, self.clock)
        readers = shared_readers()
        robots = Robots(self._fetcher, self.clock)
        pages = WholePages(self._fetcher, robots, readers, self.clock, pause=0)
        tools = FeedTools(self.store, self.clock, readers, self._fetcher, pages)
        rules = FeedRules(IntakeRules(ZONE, "kk", timedelta(hours=24)), EVERY, owners=True)
        self.poller = FeedPoller(FeedPoll(tools, rules), self.store, self.clock)

    async def end(self) -> None:
        await self.poller.stop()
        await self._fetcher.close()

    async def restart(self) -> None:
        await self.end()
        self._begin()

    async def adds(self, url: str, rubric: str = "", *, whole: bool = False, **categories: str) -> Feed:
        answer = await self.poller.add(NewFeed(url, rubric, categories, whole))
        assert answer.trouble is None, answer.trouble
        return answer.feed

    async def now(self, feed: Feed) -> Feed:
        return await self.store.feeds.get(feed.id)

    async def pushes(self) -> list[str]:
        """Titles of the articles that were pushed, oldest first."""
        shown = [*await self.store.progress.under_way(), *await self.store.progress.ended(1000)]
        return [one.title for one in sorted(shown, key=lambda one: one.id) if one.kind == "push"]

    async def notices(self) -> list[str]:
        return [notice.key for notice in await self.store.notices.pending(100)]


@pytest.fixture
async def feeds(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Feeds]:
    """On SQLite; a test that is parametrized with "postgres" gets that."""
    clock = JumpingClock()
    on_postgres = getattr(request, "param", "") == "postgres"
    url = request.getfixturevalue("postgres_url") if on_postgres else store_url(tmp_path)
    store = await Store.open(url, clock)
    feeds = Feeds(store, clock)
    try:
        yield feeds
    finally:
        await feeds.end()
        await store.close()
