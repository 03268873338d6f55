"""The filter of a search in the store's terms: what was pressed, narrowed by what was typed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as day_time

from storage.ports import RubricNames
from storage.search.answer import FOREVER_MS, SearchOptions
from text.search.news_words import chunks_beside_news
from text.search.query import Filters, Query
from text.time.periods import said_days

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Articles of `rubric` (a key, 0: all), in `languages` (empty: all), from `since` to before `until` (UTC ms)."""

    rubric: int = 0
    languages: frozenset[str] = frozenset()
    since: int = 0
    until: int = FOREVER_MS

    def __bool__(self) -> bool:
        return bool(self.rubric or self.languages or self.since > 0 or self.until < FOREVER_MS)

    def values(self) -> tuple[int, str, int, int]:
        """As the statements take them."""
        return self.rubric, json.dumps(sorted(self.languages)), self.since, self.until


def filter_of(options: SearchOptions) -> ArticleFilter:
    """The filter that the reader pressed."""
    return ArticleFilter(options.rubric, options.languages, options.since_ms, options.until_ms)


async def apply_typed_filters(
    rubrics: RubricNames, query: Query, options: SearchOptions
) -> tuple[Query, ArticleFilter]:
    """The pressed filter narrowed by the typed one; and the query without words that only named a rubric, or news.

    An unknown rubric narrows nothing. "спорт соңғы апта" names a rubric and a time, so no word is searched for; nor in
    "спорт жаңалықтары".
    """
    typed = query.filters
    beside_news = chunks_beside_news(query.chunks)
    pressed = filter_of(options)
    if not typed and beside_news is None:
        return query, pressed
    chunks = query.chunks if beside_news is None else beside_news
    filter_ = pressed
    name = typed.rubric or " ".join(chunks)
    rubric = await rubrics.named(name) if name else None
    if rubric:
        filter_ = replace(filter_, rubric=rubric.key)
        chunks = chunks if typed.rubric else ()
    days = (typed.since, typed.until) if typed.since and typed.until else _days_in_words(typed.day_words, options)
    if typed.day_words and not days:
        return replace(query, chunks=query.all_chunks), filter_
    filter_ = _narrowed(filter_, typed, days, options)
    if chunks or filter_ == pressed:
        return query, filter_
    return replace(query, chunks=(), all_news=beside_news is not None), filter_


def _narrowed(
    filter_: ArticleFilter, typed: Filters, days: tuple[date, date] | None, options: SearchOptions
) -> ArticleFilter:
    """The filter, narrowed to the typed language and time."""
    if typed.language:
        filter_ = replace(filter_, languages=frozenset({typed.language}))
    if typed.days and options.now_ms:
        filter_ = replace(filter_, since=max(filter_.since, options.now_ms - typed.days * _DAY_MS))
    if days:
        since, until = _midnight(days[0], options), _midnight(days[1] + timedelta(days=1), options)
        filter_ = replace(filter_, since=max(filter_.since, since), until=min(filter_.until, until))
    return filter_


def _days_in_words(words: str, options: SearchOptions) -> tuple[date, date] | None:
    """The first and the last day that words of a query name."""
    if not words or not options.now_ms:
        return None
    return said_days(words, datetime.fromtimestamp(options.now_ms / 1000, options.zone))


def _midnight(day: date, options: SearchOptions) -> int:
    return int(datetime.combine(day, day_time(), options.zone).timestamp() * 1000)
