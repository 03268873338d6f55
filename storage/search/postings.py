"""Adds up the weights of tokens for each article that holds them, in slices that leave the event loop free."""

from __future__ import annotations

import asyncio
import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from storage.ports import Rows

ScoredKeys = list[tuple[int, float]]
"""Keys of articles with their scores in the index, best first."""

# Going through so many keys takes about a millisecond.
_KEYS_AT_ONCE = 8_000
# A database finds the articles that hold two tokens for a tenth of what it costs to read both lists. Each pair costs
# something too: with fewer postings than this, or more tokens, the lists are read.
_LEAST_PAIRED_POSTINGS, _MOST_PAIRED_TOKENS = 3_000, 8


@dataclass(frozen=True, slots=True)
class PostingQuery:
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
    await asyncio.sleep(0)
    return top(scores, number)


async def sum_weights(
    rows: Rows, queries: Sequence[PostingQuery], number: int, *, least_paired: int = _LEAST_PAIRED_POSTINGS
) -> dict[int, float]:
    """The weight that adds up for each article, at least for the best `number` of them.

    Most articles hold one token only. Those that hold several are added up first. Those with one token are read token
    by token, heaviest first, only while that token alone may be worth as much as the last of the best. The best are the
    same as if everything were read. `least_paired`: from so many postings on the database is asked pair by pair.
    """
    heaviest_first = sorted(queries, key=lambda one: -one.weight)
    paired = len(queries) <= _MOST_PAIRED_TOKENS and sum(one.postings for one in queries) > least_paired
    lists: list[list[int]] = []
    if paired:
        scores = await _scores_of_pairs(rows, heaviest_first)
    else:
        lists = await _read(rows, [(one.match, one.after_key) for one in heaviest_first])
        scores = await _scores_of_lists(heaviest_first, lists)
    for place, one in enumerate(heaviest_first):
        if _score_of_last(scores, number) > one.weight:
            break
        keys = (await _read(rows, [(one.match, one.after_key)]))[0] if paired else lists[place]
        await asyncio.sleep(0)
        alone = set(keys) - scores.keys()
        await asyncio.sleep(0)
        scores.update(dict.fromkeys(sorted(alone)[-number:], one.weight))
    return scores


def top(scores: dict[int, float], number: int) -> ScoredKeys:
    """The best in order. Of the thousands that are equally good the newest are taken; not all are sorted."""
    last = _score_of_last(scores, number)
    better = [one for one in scores.items() if one[1] > last]
    equal = sorted([key for key, score in scores.items() if score == last], reverse=True)
    return sorted(better, key=lambda one: (-one[1], -one[0])) + [(key, last) for key in equal[: number - len(better)]]


def _score_of_last(scores: dict[int, float], number: int) -> float:
    """The score of the last of the best `number`; 0, which no article has, when there are fewer."""
    return heapq.nlargest(number, scores.values())[-1] if len(scores) >= number else 0.0


async def _read(rows: Rows, matches: Sequence[tuple[str, int]]) -> list[list[int]]:
    """The keys that fit each match, in the order of the matches."""
    found: dict[int, str] = dict(await rows.fetch("search_postings", json.dumps(matches, ensure_ascii=False)))
    return [json.loads(found.get(place, "[]")) for place in range(len(matches))]


async def _scores_of_pairs(rows: Rows, queries: Sequence[PostingQuery]) -> dict[int, float]:
    """The scores of articles that hold several tokens. The database is asked which articles hold each two."""
    pairs = list(combinations(range(len(queries)), 2))
    matches = [
        (f"{queries[one].match} AND {queries[other].match}", max(queries[one].after_key, queries[other].after_key))
        for one, other in pairs
    ]
    # Key -> the tokens that the article holds, a bit each.
    held: dict[int, int] = {}
    pause = _Pause()
    for (one, other), keys in zip(pairs, await _read(rows, matches), strict=True):
        both = 1 << one | 1 << other
        bits = held.get
        for key in keys:
            held[key] = bits(key, 0) | both
        await pause.after(len(keys))
    weights = {
        bits: sum(one.weight for place, one in enumerate(queries) if bits >> place & 1) for bits in set(held.values())
    }
    return {key: weights[bits] for key, bits in held.items()}


async def _scores_of_lists(queries: Sequence[PostingQuery], lists: Sequence[list[int]]) -> dict[int, float]:
    """The same from the whole lists."""
    seen: set[int] = set()
    several: set[int] = set()
    pause = _Pause()
    for keys in lists:
        for piece in _pieces(keys):
            several.update(seen.intersection(piece))
            seen.update(piece)
            await pause.after(len(piece))
    scores = dict.fromkeys(several, 0.0)
    for place, one in enumerate(queries):
        for piece in _pieces(lists[place]):
            for key in several.intersection(piece):
                scores[key] += one.weight
            await pause.after(len(piece))
    return scores


class _Pause:
    """Leaves the event loop free once so many keys were gone through."""

    def __init__(self) -> None:
        self._keys = 0

    async def after(self, keys: int) -> None:
        self._keys += keys
        if self._keys >= _KEYS_AT_ONCE:
            self._keys = 0
            await asyncio.sleep(0)


def _pieces(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + _KEYS_AT_ONCE] for start in range(0, len(keys), _KEYS_AT_ONCE))
