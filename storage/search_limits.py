"""The filters of a search in the store's terms: those that were pressed, narrowed by those that were typed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as day_time

from storage.rows import Rows
from storage.rubrics import Rubrics
from storage.search_answer import FOREVER_MS, SearchOptions
from text.periods import said_days
from text.query import Query

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
    """What was pressed, narrowed by what was typed; and the query without words that only named a rubric.

    An unknown rubric narrows nothing. "спорт соңғы апта" names a rubric and a time, so it is no search for a word.
    """
    limits = pressed(options)
    asked = query.filters
    if not asked:
        return query, limits
    rubric = await Rubrics(rows).named(asked.rubric) if asked.rubric else None
    if not asked.rubric and query.chunks:
        rubric = await Rubrics(rows).named(" ".join(query.chunks))
        if rubric:
            query = replace(query, chunks=())
    if rubric:
        limits = replace(limits, rubric=rubric.key)
    if asked.language:
        limits = replace(limits, languages=frozenset({asked.language}))
    if asked.days and options.now_ms:
        limits = replace(limits, since=max(limits.since, options.now_ms - asked.days * _DAY_MS))
    days = (asked.since, asked.until) if asked.since and asked.until else _said(asked.said, options)
    if days:
        since, until = _midnight(days[0], options), _midnight(days[1] + timedelta(days=1), options)
        limits = replace(limits, since=max(limits.since, since), until=min(limits.until, until))
    elif asked.said:
        query = replace(query, chunks=query.all_chunks)
    return query, limits


def _said(words: str, options: SearchOptions) -> tuple[date, date] | None:
    """The days that a query says in words."""
    if not words or not options.now_ms:
        return None
    return said_days(words, datetime.fromtimestamp(options.now_ms / 1000, options.zone))


def _midnight(day: date, options: SearchOptions) -> int:
    return int(datetime.combine(day, day_time(), options.zone).timestamp() * 1000)
