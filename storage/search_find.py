"""One search from the typed query to ranked hits: four short reads, and ranking in slices between them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as day_time
from typing import Any

from domain.rich import Rich
from storage.rows import Row, Rows
from storage.rubrics import Rubrics
from storage.search_answer import FOREVER_MS, Hit, SearchAnswer, SearchOptions
from text import query as query_text
from text.folding import fold, mend_lookalikes, tidy
from text.query import Query
from text.ranking import Judged, Ranker, Wanted, freshness
from text.readings import choose, content, readings, tokens_to_look_up
from text.summary import best_sentences
from text.wanting import Repairs, Term, beginning_tokens, repair_tokens, repairs, terms, to_repair, wanted
from text.words import KAZAKH, STEM, Tokens, query_tokens

# So many candidates are read and ranked; phrases are rarer than their words, so more are tried.
_CANDIDATES, _CANDIDATES_FOR_PHRASES = 100, 300
# Ranking one slice takes less than a millisecond; the loop is free between two.
_SLICE = 12
# From this share of the query's weight on an article counts as an answer.
_GOOD_COVERAGE = 0.34
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is searched for, after the vocabulary was asked."""

    reading: str
    wanted: list[Wanted]
    repaired: dict[str, Repairs]
    known: dict[str, int]
    articles: int
    usual_length: float


@dataclass(frozen=True, slots=True)
class _Limits:
    """Filters in the store's terms."""

    rubric: int = 0
    languages: tuple[str, ...] = ()
    since: int = 0
    until: int = FOREVER_MS

    def __bool__(self) -> bool:
        return bool(self.rubric or self.languages or self.since > 0 or self.until < FOREVER_MS)

    def values(self) -> tuple[int, str, int, int]:
        """As the statements take them."""
        return self.rubric, json.dumps(sorted(self.languages)), self.since, self.until


@dataclass(frozen=True, slots=True)
class _Candidate:
    row: Row
    judged: Judged
    score: float


class Finder:
    """Searches through one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def find(self, typed: str, options: SearchOptions) -> SearchAnswer:
        """See Search.find."""
        query = query_text.parse(typed)
        pressed, narrowed = await self._limits(query, options)
        meant = await self._understand(query)
        ranker = Ranker(meant.wanted, meant.usual_length, query.phrases)
        found = await self._ranked(query, meant, ranker, narrowed, options)
        dropped = not found and narrowed != pressed
        if dropped:
            found = await self._ranked(query, meant, ranker, pressed, options)
        if not found and query.strict:
            query = replace(query, phrases=())
            found = await self._ranked(query, meant, ranker, pressed, options)
        return _answer(query, meant, ranker, found, options, dropped)

    async def _limits(self, query: Query, options: SearchOptions) -> tuple[_Limits, _Limits]:
        """What was pressed, and the same narrowed by what was typed."""
        pressed = _Limits(options.rubric, tuple(options.languages), options.since_ms, options.until_ms)
        asked = query.filters
        if not asked:
            return pressed, pressed
        rubric = await Rubrics(self._rows).named(asked.rubric) if asked.rubric else None
        since, until = pressed.since, pressed.until
        if asked.days and options.now_ms:
            since = max(since, options.now_ms - asked.days * _DAY_MS)
        if asked.since and asked.until:
            since = max(since, _midnight(asked.since, options))
            until = min(until, _midnight(asked.until + timedelta(days=1), options))
        languages = (asked.language,) if asked.language else pressed.languages
        return pressed, _Limits(rubric.key if rubric else pressed.rubric, languages, since, until)

    async def _understand(self, query: Query) -> _Meant:
        """Chooses the reading and repairs unknown words, by the vocabulary."""
        states = {role: row for role, *row in await self._rows.fetch("search_index_state")}
        _, articles, length, _ = states["serving"]
        ways = readings(query)
        known = await self._known(tokens_to_look_up(ways))
        reading, chosen = choose(ways, known)
        words = content(chosen)
        repaired: dict[str, Repairs] = {}
        unknown = to_repair(words, known)
        if unknown:
            vocabulary = await self._known(repair_tokens(unknown))
            repaired = {word: repairs(word, vocabulary) for word in unknown}
            known |= await self._known(_tokens_of(repaired.values()))
        known |= await self._known({f"{token[:-1]}t" for token in known if token[-1] == "s"})
        asked = wanted(words, repaired, known, max(articles, 1))
        return _Meant(reading, asked, repaired, known, articles, length / max(articles, 1))

    async def _known(self, tokens: Iterable[str]) -> dict[str, int]:
        listed = list(tokens)
        if not listed:
            return {}
        return dict(await self._rows.fetch("search_known", json.dumps(listed, ensure_ascii=False)))

    async def _ranked(
        self, query: Query, meant: _Meant, ranker: Ranker, limits: _Limits, options: SearchOptions
    ) -> list[_Candidate]:
        """Candidates in their final order."""
        if not meant.wanted:
            return await self._newest(limits, options) if limits else []
        chosen = terms(meant.wanted, meant.known)
        strict = query.strict
        number = _CANDIDATES_FOR_PHRASES if strict else _CANDIDATES
        keys = await self._candidates(query, chosen, meant.articles, limits, number)
        rows = await self._rows.fetch("search_texts", json.dumps(keys))
        candidates = []
        for start in range(0, len(rows), _SLICE):
            for row in rows[start : start + _SLICE]:
                _, _, title, _, language, published_at, lead, body = row
                judged = ranker.judge(title, f"{lead}\n{body}", language)
                if judged.score > 0 and (judged.phrases or not strict):
                    fresh = freshness(options.now_ms - published_at) if options.now_ms else 1.0
                    candidates.append(_Candidate(row, judged, judged.score * fresh))
            await asyncio.sleep(0)
        candidates.sort(key=lambda one: (-one.score, -one.row[5], -one.row[0]))
        return candidates

    async def _candidates(
        self, query: Query, chosen: Sequence[Term], articles: int, limits: _Limits, number: int
    ) -> list[int]:
        around = _conditions(query)
        newest = await self._newest_key() if any(term.newest < 1 for term in chosen) else 0
        plan = [
            (
                f'"{term.token}"{around}',
                round(term.weight, 4),
                0 if term.newest >= 1 else int(newest * (1 - term.newest)),
            )
            for term in chosen
        ]
        packed = json.dumps(plan, ensure_ascii=False)
        if not limits:
            rows = await self._rows.fetch("search_candidates", packed, number)
        else:
            rows = await self._rows.fetch("search_candidates_filtered", packed, number, *limits.values())
        return [int(key) for key, _ in rows]

    async def _newest_key(self) -> int:
        rows = await self._rows.fetch("search_newest_key")
        return int(rows[0][0] or 0)

    async def _newest(self, limits: _Limits, options: SearchOptions) -> list[_Candidate]:
        """A query of filters alone: the newest articles they let through."""
        keys = [key for (key,) in await self._rows.fetch("search_latest_filtered", *limits.values(), _CANDIDATES)]
        rows = await self._rows.fetch("search_texts", json.dumps(keys))
        judged = Judged(1.0, 1.0, True, {})
        return sorted((_Candidate(row, judged, 1.0) for row in rows), key=lambda one: -one.row[5])


def _conditions(query: Query) -> str:
    """What every candidate must hold and must not hold, as the rest of a match expression. Tokens hold no quotes."""
    required = [_any_of(word) for phrase in query.phrases for word in phrase] if query.strict else []
    text = "".join(f" AND {one}" for one in required)
    if query.without:
        text += f" NOT ({' OR '.join(_any_of(word) for word in query.without)})"
    return text


def _any_of(word: str) -> str:
    return "(" + " OR ".join(f'"{tokens[STEM]}"' for tokens in query_tokens(word)) + ")"


def _tokens_of(found: Iterable[Repairs]) -> set[str]:
    tokens: set[str] = set()
    for repair in found:
        for form in repair.forms:
            for reading in query_tokens(form[:-1]):
                tokens.update(reading)
        for beginning in repair.beginnings:
            tokens.update(beginning_tokens(beginning))
    return tokens


def _midnight(day: date, options: SearchOptions) -> int:
    return int(datetime.combine(day, day_time(), options.zone).timestamp() * 1000)


def _answer(
    query: Query, meant: _Meant, ranker: Ranker, found: list[_Candidate], options: SearchOptions, dropped: bool
) -> SearchAnswer:
    page = found[options.offset : options.offset + options.limit]
    hits = tuple(_hit(candidate, meant) for candidate in page)
    good = any(candidate.judged.coverage >= _GOOD_COVERAGE for candidate in found[:10])
    return SearchAnswer(
        hits=hits,
        total_known=len(found),
        found=good,
        is_match=lambda word: ranker.matches(_read(word)),
        filters_dropped=dropped,
        explain=_explain(query, meant, page),
    )


def _read(word: str) -> Tokens:
    return KAZAKH[mend_lookalikes(tidy(word))]


def _hit(candidate: _Candidate, meant: _Meant) -> Hit:
    key, id_, title, rubric, _, published_at, lead, body = candidate.row
    sentence = best_sentences(Rich(f"{lead}\n\n{body}" if lead else body), _beginnings(meant), lambda p: 1.0, _fold)
    best = sentence[0].text if sentence else ""
    return Hit(key, id_, title, rubric, candidate.score, candidate.judged.coverage, best, published_at)


def _beginnings(meant: _Meant) -> set[str]:
    return {v.beginnings[0][:-1] for one in meant.wanted for v in one.variants if v.rarity}


def _fold(word: str) -> str:
    return fold(tidy(word))


def _explain(query: Query, meant: _Meant, page: Sequence[_Candidate]) -> dict[str, Any]:
    return {"reading": meant.reading, "words": [one.word for one in meant.wanted]}
