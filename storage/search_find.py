"""One search, from the typed query to the answer."""

from __future__ import annotations

from storage.rows import Rows
from storage.search_answer import SearchAnswer, SearchOptions
from storage.search_candidates import Hunt, ranked
from storage.search_hits import Found, answer
from storage.search_limits import pressed, typed
from storage.search_meaning import understand
from text.query import parse
from text.ranking import Ranker


async def find(rows: Rows, words: str, options: SearchOptions) -> SearchAnswer:
    """See Search.find. Typed filters and phrases that leave nothing over are left aside, one after the other."""
    query, limits = await typed(rows, parse(words), options)
    meaning = await understand(rows, query)
    ranker = Ranker(meaning.wanted, meaning.usual_length, query.phrases, keywords=meaning.keywords)
    hunt = Hunt(query, meaning, ranker, limits, options, strict=query.strict)
    found = await ranked(rows, hunt)
    dropped = False
    for easier in _easier(hunt):
        if found.candidates:
            break
        found, dropped, hunt = await ranked(rows, easier), True, easier
    return await answer(rows, Found(hunt, found, dropped and bool(found.candidates)))


def _easier(hunt: Hunt) -> list[Hunt]:
    """The same search with fewer demands."""
    steps = []
    loose = pressed(hunt.options)
    if hunt.limits != loose and hunt.meaning.wanted:
        steps.append(Hunt(hunt.query, hunt.meaning, hunt.ranker, loose, hunt.options, hunt.strict))
    if hunt.strict:
        steps.append(Hunt(hunt.query, hunt.meaning, hunt.ranker, loose, hunt.options, strict=False))
    return steps
