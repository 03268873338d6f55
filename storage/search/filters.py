"""The filter of a search in the store's terms: what was pressed, narrowed by what was typed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as day_time

from storage.ports import RubricNames
from storage.search.answer import FOREVER_MS, SearchOptions
from text.search.query import Filters, Query
from text.search.requests.news_words import news_request, without_joins
from text.time.period import Period
from text.time.said_periods import said_period
from text.time.year_or_month import year_or_month

DAY_MS = 86_400_000


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


def within(filter_: ArticleFilter, period: Period, options: SearchOptions) -> ArticleFilter | None:
    """The filter narrowed to a period; None where that lies ahead."""
    days = period.days(_today(options))
    return _narrowed(filter_, Filters(), days, options) if days else None


async def apply_typed_filters(
    rubrics: RubricNames, query: Query, options: SearchOptions
) -> tuple[Query, ArticleFilter]:
    """The pressed filter narrowed by the typed one; and the query without words that only named a rubric, or news.

    "спорт соңғы апта" names a rubric and a time, so no word is searched for; nor in "спорт жаңалықтары", "что нового".
    """
    typed, pressed = query.filters, filter_of(options)
    days = _days_of(typed, options)
    if typed.period and not days:
        return replace(query, chunks=query.all_chunks), pressed
    filter_ = _narrowed(pressed, typed, days, options)
    if typed.rubric:
        rubric = await rubrics.named_in_any_form(typed.rubric)
        if rubric is None:
            return replace(query, chunks=(*query.chunks, *typed.rubric.split())), filter_
        filter_ = replace(filter_, rubric=rubric.key)
    return await _without_words_for_news(rubrics, query, filter_, options)


async def _without_words_for_news(
    rubrics: RubricNames, query: Query, filter_: ArticleFilter, options: SearchOptions
) -> tuple[Query, ArticleFilter]:
    asked = news_request(query.chunks, of_period=bool(query.filters))
    if asked is None and not query.filters:
        return await _rubric_and_period(rubrics, query, filter_, options)
    topic = asked.topic if asked else without_joins(query.chunks)
    if not topic:
        return replace(query, chunks=(), all_news=asked is not None), filter_
    rubric = await rubrics.named_in_any_form(" ".join(topic))
    if rubric:
        return replace(query, chunks=(), all_news=True), replace(filter_, rubric=rubric.key)
    return (replace(query, chunks=asked.framed) if asked and asked.surely and asked.framed else query), filter_


async def _rubric_and_period(
    rubrics: RubricNames, query: Query, filter_: ArticleFilter, options: SearchOptions
) -> tuple[Query, ArticleFilter]:
    """A rubric with a weekday or a month is a request for news without the word: "спорт сенбі", "спорт 25.11"."""
    said = said_period(query.chunks, news=True) or year_or_month(query.chunks)
    if said is None or not options.now_ms:
        return query, filter_
    rest = [chunk for place, chunk in enumerate(query.chunks) if place not in said.places]
    rubric = await rubrics.named_in_any_form(" ".join(without_joins(rest))) if rest else None
    days = said.period.days(_today(options))
    # "В прошлую среду" is no word of a topic, as "среда" is.
    alone = not rest and len(said.places) > 1
    if days is None or (rubric is None and not alone):
        return query, filter_
    filter_ = _narrowed(filter_, Filters(), days, options)
    return replace(query, chunks=(), all_news=True), replace(filter_, rubric=rubric.key if rubric else filter_.rubric)


def _narrowed(
    filter_: ArticleFilter, typed: Filters, days: tuple[date, date] | None, options: SearchOptions
) -> ArticleFilter:
    """The filter, narrowed to the typed language and time."""
    if typed.language:
        filter_ = replace(filter_, languages=frozenset({typed.language}))
    if typed.days and options.now_ms:
        filter_ = replace(filter_, since=max(filter_.since, options.now_ms - typed.days * DAY_MS))
    if days:
        since, until = _midnight(days[0], options), _midnight(days[1] + timedelta(days=1), options)
        filter_ = replace(filter_, since=max(filter_.since, since), until=min(filter_.until, until))
    return filter_


def _days_of(typed: Filters, options: SearchOptions) -> tuple[date, date] | None:
    """The first and the last day that the query names."""
    if typed.since and typed.until:
        return typed.since, typed.until
    return typed.period.days(_today(options)) if typed.period and options.now_ms else None


def _today(options: SearchOptions) -> date:
    return datetime.fromtimestamp(options.now_ms / 1000, options.zone).date()


def _midnight(day: date, options: SearchOptions) -> int:
    return int(datetime.combine(day, day_time(), options.zone).timestamp() * 1000)
