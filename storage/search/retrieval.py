"""Finds the keys of candidates in the index: weights added up, filtered, rescored with stored stems."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from storage.ports import Rows
from storage.search.filters import ArticleFilter
from storage.search.postings import PostingQuery, ScoredKeys, best_keys, sum_weights, top
from text.search.query import Query
from text.search.retrieval_plan import RetrievalPlan, SkippedStem
from text.words.stem_codes import CODES, unpacked
from text.words.words import STEM, query_tokens

# With a filter so many are tried first, then all.
_TRIED_FIRST, _ALL = 1_000, 1_000_000
_ANY_KEY = 1 << 62


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """What the index is asked: the tokens to read, what every article must and must not hold, a filter, how many."""

    plan: RetrievalPlan
    conditions: str
    filter: ArticleFilter
    number: int


async def find_keys(rows: Rows, query: CandidateQuery) -> ScoredKeys:
    plan = query.plan
    newest_key = 0
    if any(one.newest_share < 1 for one in plan.lookups):
        [(newest,)] = await rows.fetch("search_newest_key")
        newest_key = newest or 0
    postings = [
        PostingQuery(
            f'"{one.token}"{query.conditions}', _key_before(newest_key, one.newest_share), one.weight, one.postings
        )
        for one in plan.lookups
    ]
    number = max(query.number, plan.rescored)
    if query.filter:
        found = await _best_filtered(rows, query.filter, postings, number)
    else:
        found = await best_keys(rows, postings, number)
    if plan.skipped:
        found = await _rescored(rows, found, plan.skipped, newest_key)
    return found[: query.number]


def _key_before(newest_key: int, newest_share: float) -> int:
    """The key after which this share of the newest articles begins."""
    return int(newest_key * (1 - newest_share))


async def _best_filtered(
    rows: Rows, filter_: ArticleFilter, postings: Sequence[PostingQuery], number: int
) -> ScoredKeys:
    """The best that the filter lets through. The best of all are tried first: most filters let many of them through."""
    # A year in a question is often one from which there is no article.
    if not await rows.fetch("search_any_published", filter_.since, filter_.until):
        return []
    found = await best_keys(rows, postings, _TRIED_FIRST)
    passed = await _passing(rows, filter_, [key for key, _ in found])
    if len(passed) >= number or len(found) < _TRIED_FIRST:
        return [one for one in found if one[0] in passed][:number]
    scores = await sum_weights(rows, postings, _ALL)
    passed = await _passing(rows, filter_, list(scores))
    return top({key: scores[key] for key in passed}, number)


async def _passing(rows: Rows, filter_: ArticleFilter, keys: list[int]) -> set[int]:
    return {key for (key,) in await rows.fetch("search_filter", json.dumps(keys), *filter_.values())}


async def _rescored(
    rows: Rows, found: ScoredKeys, skipped: Sequence[Sequence[SkippedStem]], newest_key: int
) -> ScoredKeys:
    """The scores with the weights of skipped stems: for each word the heaviest stem that the article holds."""
    words = [[(CODES[one.stem], one.weight, _last_unscored_key(newest_key, one)) for one in stems] for stems in skipped]
    scores = dict(found)
    for key, stems in await rows.fetch("search_stems_of", json.dumps(list(scores))):
        held = unpacked(stems)
        for word in words:
            for code, weight, last_unscored in word:
                if code in held:
                    scores[key] += weight if key <= last_unscored else 0.0
                    break
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))


def _last_unscored_key(newest_key: int, stem: SkippedStem) -> int:
    """The last key whose score does not hold the stem's weight yet: newer articles were read for it."""
    return _key_before(newest_key, stem.newest_share) if stem.newest_share else _ANY_KEY


def conditions(query: Query, *, strict: bool) -> str:
    """What every candidate must hold and must not hold, as the rest of a match expression. Tokens hold no quotes.

    `strict`: a candidate must hold all words of every phrase.
    """
    phrases = query.phrases if strict else ()
    text = "".join(f" AND {_any_stem_of(word)}" for phrase in phrases for word in phrase)
    if query.excluded:
        text += f" NOT ({' OR '.join(_any_stem_of(word) for word in query.excluded)})"
    return text


def _any_stem_of(word: str) -> str:
    return "(" + " OR ".join(f'"{tokens[STEM]}"' for tokens in query_tokens(word)) + ")"
