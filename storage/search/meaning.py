"""What a query means, by the vocabulary of the index: which reading, which words, which repairs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.ports import Rows
from text.search.query import Query
from text.search.readings import are_keywords, choose, content, readings, tokens_to_look_up
from text.search.repairs import Repairs, beginnings_to_look_up, forms_to_look_up, repairs, to_repair, tokens_of_repairs
from text.search.wanted import Wanted, wanted
from text.words.folding import fold
from text.words.words import in_title


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles the index holds, words of an average one, and the rules it was made with (words/words.py)."""

    articles: int
    usual_length: float
    rules: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """`words`: all of the query as it was read, folded, in order; `wanted`: what is looked for of them.

    `known`: how many articles hold each token; `index`: what all this was asked of.
    """

    reading: str
    words: list[str]
    keywords: bool
    wanted: list[Wanted]
    repaired: dict[str, Repairs]
    known: dict[str, int]
    index: Size


async def understand(rows: Rows, query: Query) -> Meaning:
    """Chooses the reading that the vocabulary knows best and repairs the words it does not know."""
    ways = readings(query)
    listed = json.dumps(list(_with_titles(tokens_to_look_up(ways))), ensure_ascii=False)
    *counted, (_, articles, length, rules) = await rows.fetch("search_known_of_all", listed)
    known = {token: count for token, count, *_ in counted}
    reading, chosen = choose(ways, known)
    said = [fold(word) for spelling in chosen for word in spelling]
    words = content(chosen)
    repaired: dict[str, Repairs] = {}
    unknown = to_repair(words, known)
    if unknown:
        repaired = await _repaired(rows, unknown)
        known |= await _known(rows, _with_titles(tokens_of_repairs(repaired.values())))
    asked = wanted(words, repaired, known, max(articles, 1))
    size = Size(articles, length / max(articles, 1), rules)
    return Meaning(reading, said, are_keywords(query, words), asked, repaired, known, size)


async def _repaired(rows: Rows, unknown: Sequence[str]) -> dict[str, Repairs]:
    """What these words may have meant, by what the vocabulary holds. The loop is free between two words."""
    beginnings: set[str] = set()
    for word in unknown:
        beginnings |= beginnings_to_look_up(word)
        await asyncio.sleep(0)
    begun = await _known(rows, beginnings)
    forms: dict[str, set[str]] = {}
    for word in unknown:
        forms[word] = forms_to_look_up(word, begun)
        await asyncio.sleep(0)
    vocabulary = begun | await _known(rows, set().union(*forms.values()))
    return {word: repairs(word, forms[word], vocabulary) for word in unknown}


async def _known(rows: Rows, tokens: Iterable[str]) -> dict[str, int]:
    listed = list(tokens)
    if not listed:
        return {}
    return dict(await rows.fetch("search_known", json.dumps(listed, ensure_ascii=False)))


def _with_titles(tokens: set[str]) -> set[str]:
    return tokens | {in_title(token) for token in tokens if token[-1] == "s"}
