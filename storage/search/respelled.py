"""The ways to write a query of which words stand in no article, where two were written as one, or one as two."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from storage.ports import Rows
from storage.search.breathing import breathe
from storage.search.build_answer import Outcome
from storage.search.candidates import read_articles
from storage.search.token_list import json_of
from text.search.glued_words import Way, match_of, stand_side_by_side, tokens_of_beginnings, tokens_of_rests, ways
from text.search.query import Query
from text.words.folding import words

# Of more words that stand nowhere the query is about something else.
_MOST_ABSENT = 2
# Ways that are searched for: each costs as much as the first search.
_MOST_SEARCHED = 2
# Articles that are read for one way.
_MOST_READ = 3


async def respelled(rows: Rows, outcome: Outcome) -> list[tuple[Query, Way]]:
    """The query in other ways that some article holds; none where its words were found, or are names or repaired slips.

    Two look-ups in the vocabulary, one in the index and a few texts, and only where a word stands nowhere.
    """
    attempt = outcome.attempt
    query, repaired = attempt.query, {one.word for one in outcome.certainty.absent if one.taken_for}
    names = query.names | {term.word for term in attempt.meaning.terms if term.is_name}
    absent = {one.word for one in outcome.certainty.absent} - names - (repaired if outcome.certainty.answers else set())
    chunks = [word for chunk in query.chunks for word in (words(chunk) or [chunk])]
    places = [place for place, chunk in enumerate(chunks) if chunk in absent]
    if not places or len(places) > _MOST_ABSENT or query.strict:
        return []
    known = await _frequencies(rows, tokens_of_beginnings(chunks, places))
    known |= await _frequencies(rows, tokens_of_rests(chunks, places, known))
    return [(replace(query, chunks=one.chunks), one) for one in await _held(rows, ways(chunks, places, known))]


async def _frequencies(rows: Rows, tokens: set[str]) -> dict[str, int]:
    return dict(await rows.fetch("search_frequencies", json_of(tokens))) if tokens else {}


async def _held(rows: Rows, possible: Sequence[Way]) -> list[Way]:
    """The ways of which the newest articles with both words hold them side by side; few cuts of a word are such."""
    if not possible:
        return []
    matches = json.dumps([(match_of(one), 0) for one in possible], ensure_ascii=False)
    found: dict[int, str | None] = dict(await rows.fetch("search_postings_of_all", matches))
    held = []
    for place, way in enumerate(possible):
        keys = sorted(json.loads(found.get(place) or "[]"))[-_MOST_READ:]
        if keys and (len(way.pair) == 1 or await _any_side_by_side(rows, keys, way)):
            held.append(way)
        if len(held) == _MOST_SEARCHED:
            break
    return held


async def _any_side_by_side(rows: Rows, keys: Sequence[int], way: Way) -> bool:
    articles = await read_articles(rows, keys)
    await breathe()
    return any(stand_side_by_side(one.read(keep=False), way.pair) for one in articles)
