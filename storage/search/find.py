"""One search, from the typed query to the answer."""

from __future__ import annotations

from dataclasses import replace

from storage.ports import Rows
from storage.search.answer import SearchAnswer, SearchOptions
from storage.search.candidates import Hunt, ranked
from storage.search.hits import Found, answer
from storage.search.limits import Limits, pressed, typed
from storage.search.meaning import understand
from text.search.query import Query, parse
from text.search.ranking import Ranker


async def find(rows: Rows, words: str, options: SearchOptions) -> SearchAnswer:
    """See Search.find. Filters that were typed and let no answer through are left aside, then phrases."""
    asked = parse(words)
    query, limits = await typed(rows, asked, options)
    found = await _tried(rows, query, limits, options, strict=query.strict)
    loose = pressed(options)
    if limits != loose and not found.ranked.good and asked.all_chunks and not query.news:
        found = await _easier(rows, found, asked.without_filters(), strict=query.strict)
    if query.strict and not found.ranked.candidates:
        found = await _easier(rows, found, asked.without_filters(), strict=False)
    return await answer(rows, found)


async def _tried(rows: Rows, query: Query, limits: Limits, options: SearchOptions, *, strict: bool) -> Found:
    meaning = await understand(rows, query)
    ranker = Ranker(meaning.wanted, meaning.index.usual_length, query.phrases, keywords=meaning.keywords)
    hunt = Hunt(query, meaning, ranker, limits, options, strict)
    return Found(hunt, await ranked(rows, hunt), eased=False)


async def _easier(rows: Rows, found: Found, query: Query, *, strict: bool) -> Found:
    """The search with fewer demands, where it finds an answer or the stricter one found nothing at all."""
    options = found.hunt.options
    easier = await _tried(rows, query, pressed(options), options, strict=strict)
    if easier.ranked.good or (easier.ranked.candidates and not found.ranked.candidates):
        return replace(easier, eased=True)
    return found
