"""Verdicts: what the words and stories of chats decide about a pushed article, worked out before it is sent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.article import Article
from domain.readers.alerts import Alert, Verdict
from storage.ports import Repository, Rows, single
from storage.repositories.articles import Articles
from storage.repositories.readers.alerts import Alerts
from storage.repositories.readers.stories import Stories
from text.search.alert_words import ArticleWords, verdict_of

# Pushes that a choice may still change when it is made. More go on at a time only after an outage.
_STILL_OPEN = 50


@dataclass(frozen=True, slots=True)
class JudgedArticle:
    """`words`: of the article, or of all articles of a list; `story`: which it belongs to, 0 for none."""

    key: int
    words: Sequence[ArticleWords]
    story: int

    @property
    def stems(self) -> str:
        """All its stems, as the statements take them."""
        return json.dumps(sorted({stem for one in self.words for stem in one.stems}), ensure_ascii=False)


class Verdicts(Repository):
    def __init__(self, rows: Rows, articles: Articles, alerts: Alerts, stories: Stories) -> None:
        super().__init__(rows)
        self._articles = articles
        self._alerts = alerts
        self._stories = stories

    async def get(self, article: int, recipient: int) -> Verdict | None:
        row = await single(self._rows, "verdict_get", article, recipient)
        if row is None:
            return None
        _, wanted, said, story = row
        return Verdict(recipient, bool(wanted), tuple(said.splitlines()), int(story))

    async def has_come(self, article: int, recipient: int) -> bool:
        """Whether an article has come to a chat: by itself, in a list or in a digest."""
        return bool(await self._rows.fetch("article_has_come", article, recipient))

    async def texts(self, article: Article) -> list[Article]:
        """What is compared with alerts: the article, or all of a list."""
        return [await self._articles.get(one.key) for one in article.listed] or [article]

    async def concerned(self, judged: JudgedArticle) -> list[int]:
        """Recipients whose alerts or choices are to be looked at, in the order of their ids."""
        found = await self._rows.fetch("alert_recipients", judged.stems)
        choosers = await self._stories.recipients(judged.story) if judged.story else set()
        return sorted({int(recipient) for (recipient,) in found} | choosers)

    async def begin(self, broadcast: int) -> bool:
        """Whether a push is still to be judged. Words that are changed wait for the end of the transaction."""
        await self._rows.fetch("verdicts_lock")
        return bool(await self._rows.fetch("broadcast_unjudged", broadcast))

    async def judge(self, judged: JudgedArticle, after: int, last: int) -> int:
        """Writes the verdicts of recipients after `after` up to `last`: how many. A second time writes the same."""
        alerts: defaultdict[int, list[Alert]] = defaultdict(list)
        found = {row[0]: Alert(*row) for row in await self._rows.fetch("alerts_among", judged.stems, after, last)}
        for _, alert in sorted(found.items()):
            alerts[alert.recipient].append(alert)
        choices = await self._stories.among(judged.story, after, last) if judged.story else {}
        verdicts = [
            verdict_of(one, alerts.get(one, ()), choices.get(one), judged.story, judged.words)
            for one in sorted({*alerts, *choices})
        ]
        return await self._put(judged.key, [one for one in verdicts if one is not None])

    async def judged(self, broadcast: int) -> bool:
        """All verdicts of a push stand: it may be sent. False when that was known."""
        return await self._rows.run("broadcast_judged", broadcast) == 1

    async def again(self, recipient: int) -> None:
        """After a chat has changed its words or stories: what has not reached it yet is judged anew.

        Only what keeps an article away, or what brought it, can change so; nothing comes that was passed over before.
        One that is being judged counts too: this chat's range may lie behind the judge already.
        """
        await self._rows.fetch("verdicts_lock")
        alerts = await self._alerts.of(recipient)
        for (article,) in await self._rows.fetch("verdicts_open", recipient, _STILL_OPEN):
            await self._judge_again(recipient, alerts, await self._articles.get(int(article)))

    async def _judge_again(self, recipient: int, alerts: list[Alert], article: Article) -> None:
        old = await self.get(article.key, recipient)
        story = await self._stories.of(article.key)
        choice = await self._stories.choice(recipient, story) if story else None
        new = verdict_of(recipient, alerts, choice, story, words_of(await self.texts(article)))
        if new is not None and (not new.wanted or (old is not None and old.wanted)):
            await self._put(article.key, [new])
        elif old is not None:
            await self._rows.run("verdict_drop", article.key, recipient)

    async def _put(self, article: int, verdicts: Iterable[Verdict]) -> int:
        rows = [(article, one.recipient, int(one.wanted), "\n".join(one.words), one.story) for one in verdicts]
        return await self._rows.many("verdict_put", rows)

    async def forget(self, accepted_before_ms: int, limit: int = 2000) -> int:
        """Deletes a few verdicts of articles accepted before then; how many, 0 when there are none left."""
        return await self._rows.run("verdicts_forget", accepted_before_ms, limit)


def words_of(articles: Iterable[Article]) -> list[ArticleWords]:
    """What alerts are compared with; takes 0.1 ms for 140 words."""
    return [ArticleWords(one.title, f"{one.lead.text}\n{one.body.text}", one.language) for one in articles]
