"""What a person typed into the search, taken apart: words, phrases, words to leave out, and filters.

Operators are never required and never an error: an unclosed quote, a lonely minus or an unknown rubric are words.

    "көктемгі егіс"       these words together, in this order; in a longer question only preferred
    -футбол               not with this word
    #спорт                of this rubric; more than one word is joined by "_"
    lang:ru               in this language
    2024-05-01            of this day; 01.05.2024 too, and from..to with two dots between
    соңғы апта            of the last seven days; also соңғы ай, соңғы 3 күн, за неделю, last month ...

Guillemets («…») are how people write titles, not an operator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from text.folding import tidy, words
from text.periods import day_range, days_back

LONGEST_QUERY = 256
# Of these at most 12 words are searched for (text/readings.py), after question words were dropped.
_MOST_READ = 40
# A word to leave out has at least so many letters: "-ға" after a quotation is an ending.
_SHORTEST_EXCLUDED = 4

_PHRASE = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search. `days`: so many back from now; `since` and `until`: days, both included."""

    rubric: str = ""
    language: str = ""
    days: int = 0
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.rubric or self.language or self.days or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what was kept of the query, tidied; `chunks` what stood between its spaces, without operators."""

    text: str
    chunks: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    filters: Filters = Filters()

    @property
    def strict(self) -> bool:
        """Whether the phrases are what is asked for. In a longer question they are quotations, and only preferred."""
        quoted = {word for phrase in self.phrases for word in phrase}
        return bool(self.phrases) and len({word for chunk in self.chunks for word in words(chunk)} - quoted) <= 1


def parse(query: str) -> Query:
    """Takes a query apart. Pure; at most 256 characters are read."""
    text = tidy(" ".join(query[:LONGEST_QUERY].split()))[:LONGEST_QUERY]
    phrases = tuple(tuple(words(inside)) for inside in _PHRASE.findall(text))
    days, rest = days_back(text)
    kept: list[str] = []
    without: list[str] = []
    rubric = language = ""
    since = until = None
    for chunk in rest.split():
        if chunk.startswith("#") and len(chunk) > 2:
            rubric = chunk[1:].replace("_", " ")
        elif chunk.startswith("lang:") and chunk[5:] in {"kk", "ru", "en"}:
            language = chunk[5:]
        elif chunk.startswith("-") and (out := words(chunk)) and len("".join(out)) >= _SHORTEST_EXCLUDED:
            without += out
        elif (span := day_range(chunk)) is not None:
            since, until = span
        else:
            kept.append(chunk)
    return Query(
        text,
        tuple(kept[:_MOST_READ]),
        tuple(phrase for phrase in phrases if len(phrase) > 1),
        tuple(without[:_MOST_READ]),
        Filters(rubric, language, days, since, until),
    )
