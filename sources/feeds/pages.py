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
from sources.feeds.entries import PAGE_TRIES, Change
from sources.feeds.fetching import PAGE_TYPES, Asked, Fetcher
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
        """The changes with the text of their pages, as far as these could be had; the others wait for the next time."""
        done: list[Change] = []
        asked, kept_away, until = 0, 0, self.clock.monotonic() + _SECONDS_AT_ONCE
        for change in changes:
            if not change.wants_page:
                done.append(change)
                continue
            if asked >= PAGES_AT_ONCE or self.clock.monotonic() > until:
                done.append(_waiting(change, max(1, change.entry.page_tries)))
                continue
            rules = await self.robots.rules(change.found.url, feed.typed_url)
            if rules is None:
                done.append(_waiting(change, change.entry.page_tries + 1))
            elif not rules.allow(_path(change.found.url)):
                kept_away += 1
                done.append(_waiting(change, PAGE_TRIES))
            else:
                if asked:
                    await self.clock.sleep(max(self.pause, rules.delay))
                asked += 1
                done.append(await self._with_page(change, feed, now))
        if kept_away:
            log.info("feed.pages_kept_away url=%s pages=%d reason=robots.txt", feed.shown, kept_away)
        return done

    async def _with_page(self, change: Change, feed: Feed, now: datetime) -> Change:
        try:
            fetched = await self.fetcher.get(Asked(change.found.url, PAGE_TYPES, home=feed.typed_url))
        except FeedTrouble as trouble:
            return _waiting(change, PAGE_TRIES if trouble.lasting else change.entry.page_tries + 1)
        request = Request(change.found.url, now, data=fetched.body or b"", only=Only.PAGE)
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
