"""The filters of a search in the store's terms: those that were pressed, narrowed by those that were typed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as day_time

from storage.ports import Rows
from storage.repositories.rubrics import Rubrics
from storage.search.answer import FOREVER_MS, SearchOptions
from text.search.news_words import beside_news
from text.search.query import Filters, Query
from text.time.periods import said_days

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Limits:
    """`rubric`: a key, 0 for all; `languages` empty: all; from `since` to before `until`, UTC milliseconds."""

    rubric: int = 0
    languages: frozenset[str] = frozenset()
    since: int = 0
    until: int = FOREVER_MS

    def __bool__(self) -> bool:
        return bool(self.rubric or self.languages or self.since > 0 or self.until < FOREVER_MS)

    def values(self) -> tuple[int, str, int, int]:
        """As the statements take them."""
        return self.rubric, json.dumps(sorted(self.languages)), self.since, self.until


def pressed(options: SearchOptions) -> Limits:
    """What was pressed."""
    return Limits(options.rubric, options.languages, options.since_ms, options.until_ms)


async def typed(rows: Rows, query: Query, options: SearchOptions) -> tuple[Query, Limits]:
    """What was pressed, narrowed by what was typed; and the query without words that only named a rubric, or news.

    An unknown rubric narrows nothing. "спорт соңғы апта" names a rubric and a time, so it is no search for a word;
    nor is "спорт жаңалықтары".
    """
    asked = query.filters
    named = beside_news(query.chunks)
    limits = pressed(options)
    if not asked and named is None:
        return query, limits
    chunks = query.chunks if named is None else named
    name = asked.rubric or " ".join(chunks)
    rubric = await Rubrics(rows).named(name) if name else None
    if rubric:
        limits = replace(limits, rubric=rubric.key)
        chunks = chunks if asked.rubric else ()
    days = (asked.since, asked.until) if asked.since and asked.until else _said(asked.said, options)
    if asked.said and not days:
        return replace(query, chunks=query.all_chunks), limits
    limits = _within(limits, asked, days, options)
    if chunks or limits == pressed(options):
        return query, limits
    return replace(query, chunks=(), news=named is not None), limits


def _within(limits: Limits, asked: Filters, days: tuple[date, date] | None, options: SearchOptions) -> Limits:
    """The limits, narrowed to the language and the time that were asked for."""
    if asked.language:
        limits = replace(limits, languages=frozenset({asked.language}))
    if asked.days and options.now_ms:
        limits = replace(limits, since=max(limits.since, options.now_ms - asked.days * _DAY_MS))
    if days:
        since, until = _midnight(days[0], options), _midnight(days[1] + timedelta(days=1), options)
        limits = replace(limits, since=max(limits.since, since), until=min(limits.until, until))
    return limits


def _said(words: str, options: SearchOptions) -> tuple[date, date] | None:
    """The days that a query says in words."""
    if not words or not options.now_ms:
        return None
    return said_days(words, datetime.fromtimestamp(options.now_ms / 1000, options.zone))


def _midnight(day: date, options: SearchOptions) -> int:
    return int(datetime.combine(day, day_time(), options.zone).timestamp() * 1000)
