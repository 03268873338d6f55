"""The pages behind the teasers of a feed: asked for one after the other, with pauses, and taken if they say more.

What a site's robots.txt keeps from us stays a teaser.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from yarl import URL

from domain.article import Manuscript
from domain.clock import Clock
from domain.feed import Feed, FeedTrouble
from sources.feeds.asking import PAGE_TYPES, Asked
from sources.feeds.entries import PAGE_TRIES, Change
from sources.feeds.fetching import Fetcher
from sources.feeds.robots import Robots
from sources.sandbox.messages import Only, Request
from sources.sandbox.readers import Readers

# Seconds between two pages of one feed: a newspaper's server must not notice us.
PAUSE_SECONDS = 1.0
# Pages at one asking of a feed; those of a first reading come with the next ones.
PAGES_AT_ONCE = 20
# Seconds after which no further page is asked for: other feeds wait for their turn.
_SECONDS_AT_ONCE = 120.0
# Characters of a teaser that stands as the lead above the page's text.
_LEAD = 600
# What is said of a page that a robots.txt keeps from us, also behind a redirect.
_KEPT_AWAY = "feed-robots"


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WholePages:
    """`pause`: seconds between two pages, unless their site wants more."""

    fetcher: Fetcher
    robots: Robots
    readers: Readers
    clock: Clock
    pause: float = PAUSE_SECONDS

    async def add_to(self, changes: Iterable[Change], feed: Feed, now: datetime) -> list[Change]:
        """The changes with the text of their pages; those whose page was not to be had wait for the next time."""
        done: list[Change] = []
        asked, kept_away, until = 0, 0, self.clock.monotonic() + _SECONDS_AT_ONCE
        for change in changes:
            if not change.wants_page:
                done.append(change)
                continue
            if asked >= PAGES_AT_ONCE or self.clock.monotonic() > until:
                done.append(_waiting(change, max(1, change.entry.page_tries)))
                continue
            try:
                delay = await self._allowed(change.found.url, feed)
                if asked:
                    await self.clock.sleep(max(self.pause, delay))
                asked += 1
                done.append(await self._with_page(change, feed, now))
            except FeedTrouble as trouble:
                kept_away += trouble.key == _KEPT_AWAY
                done.append(_waiting(change, PAGE_TRIES if trouble.lasting else change.entry.page_tries + 1))
        if kept_away:
            log.info("feed.pages_kept_away url=%s pages=%d reason=robots.txt", feed.shown, kept_away)
        return done

    async def _allowed(self, url: str, feed: Feed) -> float:
        """The seconds that the site of a page wants between two. Raises FeedTrouble where its robots.txt keeps us away,
        or cannot be had."""
        rules = await self.robots.rules(url, feed.typed_url)
        if rules is None:
            raise FeedTrouble("feed-busy", status=503)
        if not rules.allow(_path(url)):
            trouble = FeedTrouble(_KEPT_AWAY)
            trouble.lasting = True
            raise trouble
        return rules.delay

    async def _with_page(self, change: Change, feed: Feed, now: datetime) -> Change:
        async def may_follow(url: str) -> None:
            await self._allowed(url, feed)

        asked = Asked(change.found.url, PAGE_TYPES, home=feed.typed_url, may_follow=may_follow)
        fetched = await self.fetcher.get(asked)
        body = fetched.body or b""
        request = Request(change.found.url, now, data=body, only=Only.PAGE, charset=fetched.charset)
        found = await asyncio.to_thread(lambda: list(self.readers.read(request)))
        page = next((one for one in found if isinstance(one, Manuscript)), None)
        return replace(_waiting(change, 0), found=_fuller(change.found, page) if page else change.found)


def _path(url: str) -> str:
    """The path of a page with its query, as robots.txt has them."""
    try:
        return URL(url).raw_path_qs
    except ValueError:
        return "/"


def is_complete(changes: Iterable[Change]) -> bool:
    """Whether no page is still to be had, so that the feed need not be read again for it."""
    return not any(0 < change.entry.page_tries < PAGE_TRIES for change in changes)


def _waiting(change: Change, tries: int) -> Change:
    return replace(change, entry=replace(change.entry, page_tries=tries))


def _fuller(teaser: Manuscript, page: Manuscript) -> Manuscript:
    """The feed knows title, date and rubric; the page has the text."""
    if len(page.body.text) <= len(teaser.body.text):
        return teaser
    lead = teaser.lead or (teaser.body if len(teaser.body.text) <= _LEAD else page.lead)
    return replace(teaser, body=page.body, lead=lead, image=teaser.image or page.image)
