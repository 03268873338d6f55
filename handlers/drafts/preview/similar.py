"""Published articles that resemble a draft: they suggest its rubric, and warn of the same story told twice."""

from __future__ import annotations

import asyncio
from collections import Counter

from domain.article import Article
from domain.draft import Draft
from handlers.core.article_buttons import find_articles
from handlers.core.responder import Responder
from text.search.query import LONGEST_QUERY
from text.words.near_copies import SAME_STORY, runs_of

_SIMILAR = 6


async def similar_articles(responder: Responder, draft: Draft) -> list[Article]:
    """Published articles that a search for the draft's title finds, best first."""
    query = (draft.title or draft.body.text)[:LONGEST_QUERY]
    return await find_articles(responder, query, _SIMILAR) if query.strip() else []


async def suggested_rubric(responder: Responder, draft: Draft) -> int:
    """The rubric (its key) of most similar articles; 0 without any."""
    counts = Counter(article.rubric.key for article in await similar_articles(responder, draft))
    return counts.most_common(1)[0][0] if counts else 0


async def same_story(responder: Responder, draft: Draft) -> tuple[Article, int] | None:
    """A published article that tells the same story, and the per cent of the draft that stands in it."""
    articles = await similar_articles(responder, draft)
    found = [(article, await asyncio.to_thread(overlap, draft, article)) for article in articles]
    closest = max(found, key=lambda pair: pair[1], default=None)
    return (closest[0], round(closest[1] * 100)) if closest and closest[1] >= SAME_STORY else None


def overlap(draft: Draft, article: Article) -> float:
    """The share of the draft's runs of three words that the article contains."""
    ours = runs_of(f"{draft.title}\n{draft.lead.text}\n{draft.body.text}")
    theirs = runs_of(f"{article.title}\n{article.lead.text}\n{article.body.text}")
    return len(ours & theirs) / len(ours) if ours else 0.0
