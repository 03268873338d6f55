"""A year or a month in a query: a word of the articles found, or else the time at which they were published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storage.search.answer import SearchOptions
from storage.search.filters import ArticleFilter, filter_of, within
from text.search.honesty.held import Held, HeldWord
from text.search.query import Query
from text.search.query_terms import QueryTerm
from text.time.year_or_month import year_or_month
from text.words.folding import words


def as_time(
    query: Query, terms: Sequence[QueryTerm], held: Sequence[Sequence[HeldWord]], options: SearchOptions
) -> tuple[Query, ArticleFilter] | None:
    """The query without its year or month, and the filter that this makes; None where it is a word of the articles.

    `held`: how the articles found hold the terms. A word that is not searched for, such as "may", is no month.
    """
    if query.filters or query.all_news or query.strict or not options.now_ms:
        return None
    said = year_or_month(query.chunks)
    named = {word for place in said.places for word in words(query.chunks[place])} if said else set()
    times = [n for n, term in enumerate(terms) if term.word in named and _is_time(term.word)]
    if said is None or not times or any(_is_word_of(article, times) for article in held):
        return None
    filter_ = within(filter_of(options), said.period, options)
    rest = tuple(chunk for place, chunk in enumerate(query.chunks) if place not in said.places)
    return (replace(query, chunks=rest, all_news=not rest), filter_) if filter_ else None


def _is_time(word: str) -> bool:
    return year_or_month((word,)) is not None


def _is_word_of(article: Sequence[HeldWord], times: Sequence[int]) -> bool:
    """Whether an article holds these words, and another word of the query, if it has any."""
    others = [one.held for n, one in enumerate(article) if n not in times]
    return all(article[n].held is Held.ITSELF for n in times) and (not others or max(others) >= Held.REPAIRED)
