"""Which articles the index has for a query: added up, let through by the filters, completed by their stems."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from storage.ports import Rows
from storage.search.limits import Limits
from storage.search.postings import Asked, added_up, best, first
from text.search.query import Query
from text.search.terms import LeftOut, Plan
from text.words.stem_codes import CODES, unpacked
from text.words.words import STEM, query_tokens

Counted = list[tuple[int, float]]
"""Articles with what counts for them, best first."""

# With filters so many are tried at first, then all.
_TRIED, _ALL = 1_000, 1_000_000
_ANY_KEY = 1 << 62


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the index: tokens, what else each article must and must not hold, filters, how many articles."""

    plan: Plan
    conditions: str
    limits: Limits
    number: int


async def keys(rows: Rows, wish: Wish) -> Counted:
    """The best articles."""
    plan = wish.plan
    newest = 0
    if any(term.newest < 1 for term in plan.terms):
        newest = int((await rows.fetch("search_newest_key"))[0][0] or 0)
    terms = [
        Asked(f'"{one.token}"{wish.conditions}', _since(newest, one.newest), one.weight, one.held) for one in plan.terms
    ]
    sought = max(wish.number, plan.completed)
    found = await (_let_through(rows, wish, terms, sought) if wish.limits else best(rows, terms, sought))
    completed = await _completed(rows, found, plan.left_out, newest) if plan.left_out else found
    return completed[: wish.number]


def _since(newest: int, share: float) -> int:
    """The key after which this share of the newest articles begins."""
    return int(newest * (1 - share))


async def _let_through(rows: Rows, wish: Wish, terms: Sequence[Asked], number: int) -> Counted:
    """The best that the filters let through. The best of all are tried first: most filters let many of them through."""
    limits = wish.limits
    # A year in a question is often one of which there is nothing.
    if not await rows.fetch("search_any_published", limits.since, limits.until):
        return []
    found = await best(rows, terms, _TRIED)
    through = await _through(rows, limits, [key for key, _ in found])
    if len(through) >= number or len(found) < _TRIED:
        return [one for one in found if one[0] in through][:number]
    scores = await added_up(rows, terms, _ALL)
    through = await _through(rows, limits, list(scores))
    return first({key: scores[key] for key in through}, number)


async def _through(rows: Rows, limits: Limits, keys: list[int]) -> set[int]:
    return {key for (key,) in await rows.fetch("search_let_through", json.dumps(keys), *limits.values())}


async def _completed(rows: Rows, found: Counted, left_out: Sequence[Sequence[LeftOut]], newest: int) -> Counted:
    """With what the words count that the index was not asked for; of each word the dearest stem that is there."""
    sought = [[(CODES[one.stem], one.weight, _read_after(newest, one)) for one in stems] for stems in left_out]
    scores = dict(found)
    stored = await rows.fetch("search_stems_of", json.dumps(list(scores)))
    for key, stems in stored:
        letters = unpacked(stems)
        for word in sought:
            for code, weight, counted_after in word:
                if code in letters:
                    scores[key] += weight if key <= counted_after else 0.0
                    break
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))


def _read_after(newest: int, one: LeftOut) -> int:
    """The key after which a stem has been counted already."""
    return _since(newest, one.newest) if one.newest else _ANY_KEY


def conditions(query: Query, *, strict: bool) -> str:
    """What every candidate must hold and must not hold, as the rest of a match expression. Tokens hold no quotes.

    `strict`: every phrase must be there, at least all its words.
    """
    required = [_any_of(word) for phrase in query.phrases for word in phrase] if strict else []
    text = "".join(f" AND {one}" for one in required)
    if query.without:
        text += f" NOT ({' OR '.join(_any_of(word) for word in query.without)})"
    return text


def _any_of(word: str) -> str:
    return "(" + " OR ".join(f'"{tokens[STEM]}"' for tokens in query_tokens(word)) + ")"
