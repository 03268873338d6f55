"""The ways to write a query of which words stand in no article, where two were written as one, or one as two."""

from __future__ import annotations

from dataclasses import replace

from storage.ports import Rows
from storage.search.build_answer import Outcome
from storage.search.token_list import json_of
from text.search.glued_words import Way, tokens_to_look_up, ways
from text.search.query import Query
from text.words.folding import words

# Of more words that stand nowhere the query is about something else.
_MOST_ABSENT = 2


async def respelled(rows: Rows, outcome: Outcome) -> list[tuple[Query, Way]]:
    """The query in other ways; none where its words were found, or are names or slips that were repaired.

    One look-up in the vocabulary, and only where a word stands nowhere.
    """
    attempt = outcome.attempt
    query, repaired = attempt.query, {one.word for one in outcome.certainty.absent if one.taken_for}
    names = query.names | {term.word for term in attempt.meaning.terms if term.is_name}
    absent = {one.word for one in outcome.certainty.absent} - names - (repaired if outcome.certainty.answers else set())
    chunks = [word for chunk in query.chunks for word in (words(chunk) or [chunk])]
    places = [place for place, chunk in enumerate(chunks) if chunk in absent]
    if not places or len(places) > _MOST_ABSENT or query.strict:
        return []
    tokens = tokens_to_look_up(chunks, places)
    known: dict[str, int] = dict(await rows.fetch("search_frequencies", json_of(tokens)))
    return [(replace(query, chunks=one.chunks), one) for one in ways(chunks, places, known)]
