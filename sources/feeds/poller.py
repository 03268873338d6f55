"""Asks the feeds that are due, a few at a time, and adds new ones."""

from __future__ import annotations

import asyncio
import logging
from contextvars import Context
from dataclasses import replace

from domain.clock import Clock
from domain.errors import NotFound, StoreUnavailable
from domain.feed import Feed, FeedAnswer, FeedTrouble, NewFeed, host_of
from sources.feeds.asking import check_address
from sources.feeds.connections import AT_ONCE
from sources.feeds.poll import FeedPoll
from sources.feeds.timing import LONGEST_MS
from storage.store import Store

# A feed that is added is asked at once. If the process ends meanwhile, it is due then (milliseconds).
_FIRST_ASKED_MS = 120_000
# Seconds for which no server is asked after the store took nothing.
_REST_SECONDS = 10.0
# What is said of a web page that was given as a feed.
_NO_FEED = "source-no-feed"

log = logging.getLogger(__name__)


class FeedPoller:
    """Call `look()` each second, in one process of those that share a store, and `stop()` before the end."""

    def __init__(self, poll: FeedPoll, store: Store, clock: Clock) -> None:
        self._poll = poll
        self._store = store
        self._clock = clock
        self._asking: dict[int, asyncio.Task[FeedAnswer]] = {}
        self._rest_until = float("-inf")
        self.answers = {"read": 0, "unchanged": 0, "failed": 0}
        """How often feeds were asked by this process, by what came of it."""

    async def look(self) -> None:
        """Begins to ask what is due. Returns at once: a slow server keeps no other feed waiting."""
        if len(self._asking) >= AT_ONCE or self._clock.monotonic() < self._rest_until:
            return
        due = await self._store.feeds.due(self._clock.now_ms(), LONGEST_MS, AT_ONCE + len(self._asking))
        for feed in due:
            if feed.id not in self._asking and len(self._asking) < AT_ONCE:
                self._begin(feed)

    async def ask(self, feed_id: int) -> FeedAnswer:
        """Asks a feed now, or waits for the answer to the question that is under way. Raises NotFound."""
        asking = self._asking.get(feed_id) or self._begin(await self._store.feeds.get(feed_id))
        return await asyncio.shield(asking)

    async def add(self, new: NewFeed) -> FeedAnswer:
        """Adds a feed and asks it: what it holds now goes to the archive. Raises FeedTrouble when it is known already,
        or can never be read; one that cannot be read just now is added. Of a web page the feed that it names is
        added."""
        try:
            return await self._add(new)
        except FeedTrouble as trouble:
            named = await self._feed_of_page(new.url) if trouble.key == _NO_FEED else ""
            if not named:
                raise
            return await self._add(replace(new, url=named), typed=new.url)

    async def _feed_of_page(self, url: str) -> str:
        try:
            return await self._poll.feed_of_page(url)
        except FeedTrouble:
            return ""

    async def _add(self, new: NewFeed, typed: str = "") -> FeedAnswer:
        """`typed`: the address of the page that names the feed, where that was typed."""
        url = check_address(new.url)
        host = host_of(check_address(typed) if typed else url)
        async with self._store.transaction() as work:
            work.is_effect = False
            feed_id = await work.feeds.add(replace(new, url=url), host, self._clock.now_ms() + _FIRST_ASKED_MS)
        if not feed_id:
            raise FeedTrouble("feed-known")
        answer = await self.ask(feed_id)
        if answer.trouble is not None and answer.trouble.lasting:
            async with self._store.transaction() as work:
                work.is_effect = False
                await work.feeds.drop(feed_id)
            raise answer.trouble
        return answer

    async def stop(self) -> None:
        """Ends all questions. A feed whose answer was not taken whole is asked again at the next start."""
        self._poll.stop()
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    def _begin(self, feed: Feed) -> asyncio.Task[FeedAnswer]:
        # Also when an owner asks it: what it brings is not the effect of that owner's message.
        task = asyncio.create_task(self._poll.ask(feed), name=f"feed-{feed.id}", context=Context())
        self._asking[feed.id] = task
        task.add_done_callback(lambda done: self._ended(feed, done))
        return task

    def _ended(self, feed: Feed, task: asyncio.Task[FeedAnswer]) -> None:
        self._asking.pop(feed.id, None)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            answer = task.result()
            is_read = answer.added or answer.updated
            self.answers["failed" if answer.trouble else "read" if is_read else "unchanged"] += 1
        elif isinstance(error, StoreUnavailable):
            self._rest_until = self._clock.monotonic() + _REST_SECONDS
            log.info("feed.waits_for_store url=%s", feed.shown)
        elif not isinstance(error, NotFound):
            log.error("feed.poll_failed url=%s", feed.shown, exc_info=error)
