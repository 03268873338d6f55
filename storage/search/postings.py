"""Adds up the weights of tokens for each article that holds them, in slices that leave the event loop free."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from storage.ports import Rows
from storage.search.breathing import breathe

ScoredKeys = list[tuple[int, float]]
"""Keys of articles with their scores in the index, best first."""

# Going through so many keys takes about a millisecond.
_KEYS_AT_ONCE = 8_000
# What sums of the same weights in another order may differ by.
_ROUNDING = 1e-9
# A database finds the articles that hold two tokens for a tenth of what it costs to read both lists. Each pair costs
# something too: with fewer postings than this, or more tokens, the lists are read.
_LEAST_PAIRED_POSTINGS, _MOST_PAIRED_TOKENS = 3_000, 8


class PostingQuery(NamedTuple):
    """One token to read: its match expression, the key after which it is read, its weight, about how many postings."""

    match: str
    after_key: int
    weight: float
    postings: int


async def best_keys(
    rows: Rows, queries: Sequence[PostingQuery], number: int, *, least_paired: int = _LEAST_PAIRED_POSTINGS
) -> ScoredKeys:
    """The articles for which most weight adds up, best first, newer ones before older ones."""
    scores = await sum_weights(rows, queries, number, least_paired=least_paired)
    await breathe()
    return top(scores, number)


async def sum_weights(
    rows: Rows, queries: Sequence[PostingQuery], number: int, *, least_paired: int = _LEAST_PAIRED_POSTINGS
) -> dict[int, float]:
    """The weight that adds up for each article, at least for the best `number` of them.

    The best are the same as if everything were read and added up. `least_paired`: from so many postings on the database
    is asked pair by pair.
    """
    heaviest_first = sorted(queries, key=lambda one: -one.weight)
    if len(queries) <= _MOST_PAIRED_TOKENS and sum(one.postings for one in queries) > least_paired:
        scores = await _scores_of_pairs(rows, heaviest_first)
        return await _with_single_tokens(rows, heaviest_first, scores, number)
    lists = await _read(rows, [(one.match, one.after_key) for one in heaviest_first])
    return await _scores_of_lists([one.weight for one in heaviest_first], lists, number)


async def _with_single_tokens(
    rows: Rows, heaviest_first: Sequence[PostingQuery], scores: dict[int, float], number: int
) -> dict[int, float]:
    """With the articles that hold one token only: its list is read while it may be worth as much as the last best."""
    for one in heaviest_first:
        if _score_of_last(scores, number) > one.weight:
            break
        [keys] = await _read(rows, [(one.match, one.after_key)])
        await breathe()
        alone = set(keys) - scores.keys()
        await breathe()
        scores.update(dict.fromkeys(sorted(alone)[-number:], one.weight))
    return scores


def top(scores: dict[int, float], number: int) -> ScoredKeys:
    """The best in order. Of the thousands that are equally good the newest are taken; not all are sorted."""
    last = _score_of_last(scores, number)
    found = [(key, score) for key, score in scores.items() if score >= last]
    better = sorted([one for one in found if one[1] > last], key=lambda one: (-one[1], -one[0]))
    equal = heapq.nlargest(number - len(better), [key for key, score in found if score == last])
    return better + [(key, last) for key in equal]


def _score_of_last(scores: dict[int, float], number: int) -> float:
    """The score of the last of the best `number`; 0, which no article has, when there are fewer."""
    return heapq.nlargest(number, scores.values())[-1] if len(scores) >= number else 0.0


async def _read(rows: Rows, matches: Sequence[tuple[str, int]]) -> list[list[int]]:
    """The keys that fit each match, in the order of the matches."""
    # Most queries read whole lists: to compare each article with a first key takes a fifth of the database's time.
    statement = "search_postings" if any(after for _, after in matches) else "search_postings_of_all"
    found: dict[int, str | None] = dict(await rows.fetch(statement, json.dumps(matches, ensure_ascii=False)))
    lists: list[list[int]] = json.loads(f"[{','.join([found.get(place) or '[]' for place in range(len(matches))])}]")
    return lists


async def _scores_of_pairs(rows: Rows, queries: Sequence[PostingQuery]) -> dict[int, float]:
    """The scores of articles that hold several tokens. The database is asked which articles hold each two."""
    pairs = list(combinations(range(len(queries)), 2))
    matches = [
        (f"{queries[one].match} AND {queries[other].match}", max(queries[one].after_key, queries[other].after_key))
        for one, other in pairs
    ]
    # Key -> the tokens that the article holds, a bit each.
    held: dict[int, int] = {}
    for (one, other), keys in zip(pairs, await _read(rows, matches), strict=True):
        both = 1 << one | 1 << other
        bits = held.get
        for key in keys:
            held[key] = bits(key, 0) | both
        await breathe()
    weights = {
        bits: sum(one.weight for place, one in enumerate(queries) if bits >> place & 1) for bits in set(held.values())
    }
    return {key: weights[bits] for key, bits in held.items()}


async def _scores_of_lists(weights: Sequence[float], lists: Sequence[list[int]], number: int) -> dict[int, float]:
    """The same from the whole lists, the heaviest token first.

    Common tokens have the longest lists and weigh least. Once enough articles have more than all tokens to come weigh
    together, no further article can be among the best: the rest is added to those that are known.
    """
    scores: dict[int, float] = {}
    whole = to_come = sum(weights)
    least = 0.0
    for weight, keys in zip(weights, lists, strict=True):
        worth_asking = 2 * to_come < whole and 2 * len(keys) > len(scores)
        if worth_asking and not least and _are_above(scores, to_come, number):
            least = to_come
        for piece in _pieces(keys):
            _add(scores, piece, weight, new=not least)
            await breathe()
        to_come -= weight
    return {key: score for key, score in scores.items() if score > least} if least else scores


def _are_above(scores: dict[int, float], least: float, number: int) -> bool:
    """Whether so many articles have a higher score, rounding aside."""
    return len(scores) >= number and sum(map((least + _ROUNDING).__lt__, scores.values())) >= number


def _add(scores: dict[int, float], keys: list[int], weight: float, *, new: bool) -> None:
    """Adds a weight for these articles; `new`: for those without a score, too."""
    if new:
        # A plain loop: to find those with a score by sets, and to update the others at once, takes twice as long.
        known = scores.get
        for key in keys:
            scores[key] = known(key, 0.0) + weight
    else:
        for key in scores.keys() & keys:
            scores[key] += weight


def _pieces(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + _KEYS_AT_ONCE] for start in range(0, len(keys), _KEYS_AT_ONCE))
