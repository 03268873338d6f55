"""Candidates from the index, and their judgement: short reads, and ranking in slices that leave the loop free."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace

from storage.ports import Row, Rows
from storage.search.answer import SearchOptions
from storage.search.keys import Wish, conditions, keys
from storage.search.limits import Limits
from storage.search.meaning import Meaning
from text.search.query import Query
from text.search.ranking import Judged, Ranker, freshness
from text.search.terms import plan
from text.words.words import RULES

# So many candidates are known at most; a phrase is rarer than its words, so more are tried.
_CANDIDATES, _CANDIDATES_FOR_PHRASES = 100, 150
# They are read and judged in waves, until the rest is hopeless: a candidate with less than this share of what the last
# one shown has in the index, or behind so many more than are shown; where most words are repaired, which the
# index weighs less well, behind more. What judging all hundred would change: docs/search.md.
_WAVE, _HOPELESS, _JUDGED_BEYOND, _JUDGED_BEYOND_REPAIRED = 24, 0.75, 14, 38
# Judging one slice takes less than a millisecond; the loop is free between two.
_SLICE = 8
# From this share of the query's weight on an article counts as an answer.
_GOOD_COVERAGE = 0.28
# A hit with less of the best one's score than this is no further page for a reader.
WORTH_A_PAGE = 0.5
# An article in the reader's own language goes before an equal one in another.
_OWN_LANGUAGE = 1.03


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article, as `search_texts` reads it, and how well it answers."""

    row: Row
    judged: Judged
    score: float

    @property
    def text(self) -> str:
        """Lead and body."""
        return f"{self.row[6]}\n\n{self.row[7]}" if self.row[6] else str(self.row[7])

    @property
    def body_start(self) -> int:
        """Where in that text the body begins."""
        return len(self.row[6]) + 2 if self.row[6] else 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates that were judged, best first, and how many articles in all are worth a page."""

    candidates: list[Candidate]
    worthy: int = 0

    @property
    def good(self) -> bool:
        """Whether one of the best ten holds a good part of what was asked."""
        return any(one.judged.coverage >= _GOOD_COVERAGE for one in self.candidates[:10])


@dataclass(frozen=True, slots=True)
class Hunt:
    """One search among articles within limits. `needed`: how many hits will be shown, those before them included."""

    query: Query
    meaning: Meaning
    ranker: Ranker
    limits: Limits
    options: SearchOptions
    strict: bool

    @property
    def needed(self) -> int:
        return max(10, self.options.offset + self.options.limit)


async def ranked(rows: Rows, hunt: Hunt) -> Ranked:
    """The articles that answer, best first."""
    if not hunt.meaning.wanted:
        return Ranked(await _newest(rows, hunt) if hunt.limits else [])
    found = await keys(rows, _wish(hunt))
    counted = dict(found)
    candidates: list[Candidate] = []
    judged = 0
    while judged < len(found) and not _rest_is_hopeless(candidates, counted, found[judged:], hunt):
        candidates += await _judged(rows, hunt, [key for key, _ in found[judged : judged + _WAVE]])
        candidates.sort(key=lambda one: (-one.score, -one.row[5], -one.row[0]))
        judged += _WAVE
    return Ranked(candidates, _worthy(candidates, counted, found[judged:]))


def _wish(hunt: Hunt) -> Wish:
    meaning = hunt.meaning
    chosen = plan(meaning.wanted, meaning.known, meaning.index.articles)
    if meaning.index.rules != RULES:
        # Made before articles kept their stems, and not yet renewed: some have them and some have not.
        chosen = replace(chosen, left_out=[])
    number = _CANDIDATES_FOR_PHRASES if hunt.strict else _CANDIDATES
    return Wish(chosen, conditions(hunt.query, strict=hunt.strict), hunt.limits, number)


async def _judged(rows: Rows, hunt: Hunt, keys: list[int]) -> list[Candidate]:
    texts = await rows.fetch("search_texts", json.dumps(keys)) if keys else []
    found = []
    for start in range(0, len(texts), _SLICE):
        for row in texts[start : start + _SLICE]:
            judged = hunt.ranker.judge(row[2], f"{row[6]}\n{row[7]}", row[4])
            if judged.score > 0 and (judged.phrases or not hunt.strict):
                found.append(Candidate(row, judged, judged.score * _favour(row, hunt.options)))
        await asyncio.sleep(0)
    return found


def _favour(row: Row, options: SearchOptions) -> float:
    """What multiplies a score besides the words: age, and the reader's language."""
    favour = freshness(options.now_ms - row[5]) if options.now_ms else 1.0
    return favour * _OWN_LANGUAGE if row[4] == options.language_of_reader else favour


def _rest_is_hopeless(
    judged: list[Candidate], counted: dict[int, float], rest: list[tuple[int, float]], hunt: Hunt
) -> bool:
    if len(judged) < hunt.needed:
        return False
    mostly_repaired = 2 * len(hunt.meaning.repaired) > len(hunt.meaning.wanted)
    beyond = _JUDGED_BEYOND_REPAIRED if mostly_repaired else _JUDGED_BEYOND
    return (
        len(counted) - len(rest) >= hunt.needed + beyond
        or rest[0][1] < _HOPELESS * counted[judged[hunt.needed - 1].row[0]]
    )


def _worthy(judged: list[Candidate], counted: dict[int, float], rest: list[tuple[int, float]]) -> int:
    """How many articles are an answer worth turning a page for; those that were not judged by what the index counts."""
    if not judged:
        return 0
    best = judged[0]
    worthy = sum(one.score >= WORTH_A_PAGE * best.score for one in judged)
    return worthy + sum(count >= WORTH_A_PAGE * counted[best.row[0]] for _, count in rest)


async def _newest(rows: Rows, hunt: Hunt) -> list[Candidate]:
    """A query of filters alone: the newest articles they let through."""
    rubric, *others = hunt.limits.values()
    if rubric:
        found = await rows.fetch("search_latest_of_rubric", *others, _CANDIDATES, rubric)
    else:
        found = await rows.fetch("search_latest_filtered", *others, _CANDIDATES)
    texts = await rows.fetch("search_texts", json.dumps([key for (key,) in found]))
    whole = Judged(1.0, 1.0, True, {})
    return sorted((Candidate(row, whole, 1.0) for row in texts), key=lambda one: (-one.row[5], -one.row[0]))
