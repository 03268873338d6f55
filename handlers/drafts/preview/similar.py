"""What was published before and looks like a draft: a hint at the rubric, and a warning of the same story twice."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

from domain.article import Article
from domain.draft import Draft
from handlers.core.responder import Responder
from storage.search.answer import SearchOptions
from storage.store import Store
from text.search.query import LONGEST_QUERY

_NEIGHBOURS = 6
_RUN = 3
"""Words in a row that are compared."""
ALIKE = 0.5
"""Share of a draft's runs of words from which on it is called the same story."""
_WORD = re.compile(r"[^\W_]+")


async def neighbours(responder: Responder, store: Store, draft: Draft) -> list[Article]:
    """Published articles that a search for the draft's title finds, best first."""
    query = (draft.title or draft.body.text)[:LONGEST_QUERY]
    if not query.strip():
        return []
    options = SearchOptions(limit=_NEIGHBOURS, now_ms=responder.now_ms, zone=responder.zone)
    answer = await store.search.find(query, options)
    return [await store.articles.get(hit.article_key) for hit in answer.hits] if answer.found else []


async def suggested_rubric(responder: Responder, store: Store, draft: Draft) -> int:
    """The rubric (its key) of most neighbours; 0 without any."""
    counts = Counter(article.rubric.key for article in await neighbours(responder, store, draft))
    return counts.most_common(1)[0][0] if counts else 0


async def same_story(responder: Responder, store: Store, draft: Draft) -> tuple[Article, int] | None:
    """A published article that says the same, and how much of the draft stands in it, per cent."""
    found = [
        (article, await asyncio.to_thread(overlap, draft, article))
        for article in await neighbours(responder, store, draft)
    ]
    alike = max(found, key=lambda pair: pair[1], default=None)
    return (alike[0], round(alike[1] * 100)) if alike and alike[1] >= ALIKE else None


def overlap(draft: Draft, article: Article) -> float:
    """The share of the draft's runs of three words that stand in the article too."""
    ours = _runs(f"{draft.title}\n{draft.lead.text}\n{draft.body.text}")
    theirs = _runs(f"{article.title}\n{article.lead.text}\n{article.body.text}")
    return len(ours & theirs) / len(ours) if ours else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(max(0, len(words) - _RUN + 1))}
