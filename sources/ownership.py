"""Whose an article is: an id belongs to its source, and the newsroom's own sources win over feeds."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from domain.feed import host_of
from storage.prepare import Prepared
from storage.store import Store

log = logging.getLogger(__name__)


async def move_feeds_aside(store: Store, articles: Iterable[Prepared]) -> None:
    """Before the newsroom's articles are accepted as news: what a stranger's feed put under an id gets another one.

    Else anybody's feed could write the next address of a site into an entry, and the site's own article would be a
    correction of that, which nobody is sent. The feed of the article's own site brought the article itself.
    """
    for one in articles:
        feed = await store.feeds.brought(one.id)
        if feed is None or host_of(one.url or one.id) == host_of(feed.url):
            continue
        aside = f"{feed.known_as}#{one.id}"
        async with store.transaction() as work:
            work.is_effect = False
            if await work.articles.with_id(aside) is None:
                await work.feeds.rename(feed.id, one.id, aside)
        log.info("feed.moved_aside url=%s article=%s", feed.shown, one.id)
