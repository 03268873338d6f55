"""Makes what asks feeds, from the settings; for `run` and for the commands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.config import Settings
from bot.folder import intake_rules
from domain.clock import Clock
from sources.feeds.addresses import AddressRules
from sources.feeds.fetching import Fetcher
from sources.feeds.pages import WholePages
from sources.feeds.poll import FeedPoll, FeedRules, FeedTools
from sources.feeds.poller import FeedPoller
from sources.feeds.robots import Robots
from sources.sandbox.readers import Readers
from storage.store import Store


@asynccontextmanager
async def open_feeds(settings: Settings, store: Store, clock: Clock, readers: Readers) -> AsyncIterator[FeedPoller]:
    """The poller; at the end of the block nothing is asked any more."""
    fetcher = Fetcher(AddressRules(settings.feeds_allow_private), clock)
    rules = FeedRules(intake_rules(settings), settings.feeds_every.total_seconds(), bool(settings.admin_ids))
    pages = WholePages(fetcher, Robots(fetcher, clock), readers, clock)
    tools = FeedTools(store, clock, readers, fetcher, pages)
    poller = FeedPoller(FeedPoll(tools, rules), store, clock)
    try:
        yield poller
    finally:
        await poller.stop()
        await fetcher.close()
