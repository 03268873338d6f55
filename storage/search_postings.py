"""Adding up what the index counts for each article, in slices that leave the event loop free."""

from __future__ import annotations

import asyncio
import heapq
import json
from collections.abc import Sequence

# Adding up so many keys takes less than a millisecond.
_KEYS_AT_ONCE = 3_000
# Before a shorter list it is not worth asking whether further articles can still come among the best.
_WORTH_ASKING = 400


async def best(postings: Sequence[tuple[float, str]], number: int) -> list[tuple[int, float]]:
    """The articles for which most weight adds up, best first, newer ones before older ones.

    `postings`: of each term its weight and the articles that hold it, as a JSON list of keys. Heavy terms come first,
    until all the weight that is left could not bring a new article among the best: of the other lists, which are the
    longest, only the articles that are known already are read. What comes out is the same.
    """
    scores: dict[int, float] = {}
    left = sum(weight for weight, _ in postings)
    closed = False
    added = 0
    for weight, packed in sorted(postings, key=lambda one: -one[0]):
        keys = json.loads(packed)
        if not closed and len(keys) > _WORTH_ASKING and len(scores) > number:
            closed = left < heapq.nlargest(number, scores.values())[-1]
        left -= weight
        for start in range(0, len(keys), _KEYS_AT_ONCE):
            piece = keys[start : start + _KEYS_AT_ONCE]
            _add(scores, weight, piece, closed=closed)
            added += len(piece)
            if added >= _KEYS_AT_ONCE:
                added = 0
                await asyncio.sleep(0)
    return await _first(scores, number)


def _add(scores: dict[int, float], weight: float, keys: list[int], *, closed: bool) -> None:
    if closed:
        for key in scores.keys() & keys:
            scores[key] += weight
        return
    held = scores.get
    for key in keys:
        scores[key] = held(key, 0.0) + weight


async def _first(scores: dict[int, float], number: int) -> list[tuple[int, float]]:
    least = min(heapq.nlargest(number, scores.values()), default=0.0)
    await asyncio.sleep(0)
    good = [(key, score) for key, score in scores.items() if score >= least]
    better = [one for one in good if one[1] > least]
    # Of common words thousands are equally good; the newest are taken.
    equal = heapq.nlargest(number - len(better), [key for key, score in good if score == least])
    return sorted(better, key=lambda one: (-one[1], -one[0])) + [(key, least) for key in equal]
