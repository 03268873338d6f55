"""Adding up what the index counts for each article, in slices that leave the event loop free."""

from __future__ import annotations

import asyncio
import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from storage.ports import Rows

# Going through so many keys takes about a millisecond.
_KEYS_AT_ONCE = 8_000
# A database finds the articles that hold two terms for a tenth of what it costs to take both lists out of it. Each
# pair has its price, too: with few postings, or many terms, the lists are taken out.
_WORTH_PAIRING, _MOST_PAIRED = 3_000, 8


@dataclass(frozen=True, slots=True)
class Asked:
    """One term: the match expression, the key after which articles are looked at, weight, about how many hold it."""

    match: str
    since: int
    weight: float
    held: int


async def best(rows: Rows, terms: Sequence[Asked], number: int) -> list[tuple[int, float]]:
    """The articles for which most weight adds up, best first, newer ones before older ones."""
    scores = await added_up(rows, terms, number)
    await asyncio.sleep(0)
    return first(scores, number)


async def added_up(rows: Rows, terms: Sequence[Asked], number: int) -> dict[int, float]:
    """What adds up for each article, at least for those that are among the best (`number`).

    Most articles hold one term only. Those that hold several are added up; the others are looked at, heaviest term
    first, only while one term may be worth as much as what the last of the best has. Which are the best is the same.
    """
    heavy_first = sorted(terms, key=lambda one: -one.weight)
    paired = len(terms) <= _MOST_PAIRED and sum(one.held for one in terms) > _WORTH_PAIRING
    lists = {} if paired else dict(enumerate(await _read(rows, [(one.match, one.since) for one in heavy_first])))
    scores = await (_of_pairs(rows, heavy_first) if paired else _of_lists(heavy_first, lists))
    for place, one in enumerate(heavy_first):
        if _least_of_the_best(scores, number) > one.weight:
            break
        keys = lists[place] if place in lists else (await _read(rows, [(one.match, one.since)]))[0]
        await asyncio.sleep(0)
        alone = set(keys) - scores.keys()
        await asyncio.sleep(0)
        scores.update(dict.fromkeys(sorted(alone)[-number:], one.weight))
    return scores


def first(scores: dict[int, float], number: int) -> list[tuple[int, float]]:
    """The best in order. Of common words thousands are equally good; the newest are taken, and not all are sorted."""
    least = _least_of_the_best(scores, number)
    better = [one for one in scores.items() if one[1] > least]
    equal = sorted([key for key, score in scores.items() if score == least], reverse=True)
    return sorted(better, key=lambda one: (-one[1], -one[0])) + [(key, least) for key in equal[: number - len(better)]]


def _least_of_the_best(scores: dict[int, float], number: int) -> float:
    """What the last of so many has; 0, which nothing has, when there are fewer."""
    return heapq.nlargest(number, scores.values())[-1] if len(scores) >= number else 0.0


async def _read(rows: Rows, matches: Sequence[tuple[str, int]]) -> list[list[int]]:
    """The keys that fit each match, in the order of the matches."""
    found: dict[int, str] = dict(await rows.fetch("search_postings", json.dumps(matches, ensure_ascii=False)))
    return [json.loads(found.get(place, "[]")) for place in range(len(matches))]


async def _of_pairs(rows: Rows, terms: Sequence[Asked]) -> dict[int, float]:
    """What adds up for the articles that several terms hold: the database says which hold which two."""
    pairs = list(combinations(range(len(terms)), 2))
    matches = [
        (f"{terms[one].match} AND {terms[other].match}", max(terms[one].since, terms[other].since))
        for one, other in pairs
    ]
    held: dict[int, int] = {}
    breath = _Breath()
    for (one, other), keys in zip(pairs, await _read(rows, matches), strict=True):
        both = 1 << one | 1 << other
        known = held.get
        for key in keys:
            held[key] = known(key, 0) | both
        await breath.after(len(keys))
    worth = {
        which: sum(one.weight for place, one in enumerate(terms) if which >> place & 1) for which in set(held.values())
    }
    return {key: worth[which] for key, which in held.items()}


async def _of_lists(terms: Sequence[Asked], lists: dict[int, list[int]]) -> dict[int, float]:
    """The same from the whole lists."""
    seen: set[int] = set()
    several: set[int] = set()
    breath = _Breath()
    for keys in lists.values():
        for piece in _pieces(keys):
            several.update(seen.intersection(piece))
            seen.update(piece)
            await breath.after(len(piece))
    scores = dict.fromkeys(several, 0.0)
    for place, one in enumerate(terms):
        for piece in _pieces(lists[place]):
            for key in several.intersection(piece):
                scores[key] += one.weight
            await breath.after(len(piece))
    return scores


class _Breath:
    """Leaves the event loop free once so many keys were gone through."""

    def __init__(self) -> None:
        self._gone = 0

    async def after(self, keys: int) -> None:
        self._gone += keys
        if self._gone >= _KEYS_AT_ONCE:
            self._gone = 0
            await asyncio.sleep(0)


def _pieces(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + _KEYS_AT_ONCE] for start in range(0, len(keys), _KEYS_AT_ONCE))
