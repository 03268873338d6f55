"""Before a push is sent: whose alerts and stories bring the article, and whose keep it away.

A push that has to be judged says so in its row (`judged` 0). A process that is killed in between leaves it so, and the
next one judges it again from the beginning: the same verdicts are written a second time. Each transaction looks at a
range of recipients, so that it stays short however many alerts ring.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.article import Article
from domain.delivery import OpenBroadcast, Urgency
from storage.repositories.delivery.verdicts import JudgedArticle, words_of
from storage.store import Store
from text.search.alert_words import ArticleWords

log = logging.getLogger(__name__)
# Characters from which an article is taken apart in a thread: 20,000 take some 5 ms.
_LONG = 20_000
_BY_URGENCY = tuple(Urgency)


class Judge:
    """For all runners of a process: one of them judges a push, the others go on with what may be sent."""

    def __init__(self, store: Store, at_once: int = 0) -> None:
        """`at_once`: chats of a transaction, instead of those of the store's limits."""
        self._store = store
        self._at_once = at_once or store.limits.chats_judged
        self._under_way: set[int] = set()

    def next_of(self, broadcasts: Sequence[OpenBroadcast]) -> OpenBroadcast | None:
        """The most urgent one that has to be judged and is not being judged here."""
        waiting = [one for one in broadcasts if not one.judged and one.id not in self._under_way]
        return min(waiting, key=lambda one: _BY_URGENCY.index(one.urgency), default=None)

    async def judge(self, broadcast: OpenBroadcast) -> None:
        """Writes all verdicts about a push. Raises StoreUnavailable."""
        self._under_way.add(broadcast.id)
        try:
            await self._judge(broadcast)
        finally:
            self._under_way.discard(broadcast.id)

    async def _judge(self, broadcast: OpenBroadcast) -> None:
        store = self._store
        while await store.alerts.are_outdated():
            async with store.transaction() as work:
                await work.alerts.restem(self._at_once)
        article = await store.articles.get(broadcast.article)
        words = await _words(await store.verdicts.texts(article))
        judged = JudgedArticle(article.key, words, await self._story(article))
        concerned = await store.verdicts.concerned(judged)
        written = 0
        for after, up_to in _ranges(concerned, self._at_once):
            async with store.transaction() as work:
                if not await work.verdicts.begin(broadcast.id):
                    # Another process was faster.
                    return
                written += await work.verdicts.judge(judged, after, up_to)
                if not concerned or up_to == concerned[-1]:
                    await work.verdicts.judged(broadcast.id)
        log.info("delivery.judged broadcast=%d chats=%d verdicts=%d", broadcast.id, len(concerned), written)

    async def _story(self, article: Article) -> int:
        """The story of an article; 0 where nobody has chosen anything about any, and for a list."""
        store = self._store
        if article.listed or not await store.stories.any():
            return 0
        alike = await store.stories.alike(article)
        async with store.transaction() as work:
            story = await work.stories.find(article.key, alike)
            await work.stories.join(article.key, story)
        return story


async def _words(articles: Sequence[Article]) -> list[ArticleWords]:
    if sum(len(one.lead.text) + len(one.body.text) for one in articles) < _LONG:
        return words_of(articles)
    return await asyncio.to_thread(words_of, articles)


def _ranges(concerned: Sequence[int], at_once: int) -> Iterator[tuple[int, int]]:
    """(after, up to) of so many recipients each, in the order of their ids; one range where there are none."""
    ends = [*concerned[at_once - 1 :: at_once], *concerned[-1:]]
    return pairwise((0, *dict.fromkeys(ends or [0])))
