"""Parses what a person typed into the search: words, phrases, words to leave out, and filters.

Operators are never required and never an error: an unclosed quote, a lonely minus or an unknown rubric are words.

    "көктемгі егіс"       these words together, in this order; in a longer question only preferred
    -футбол               not with this word
    #спорт                of this rubric; more than one word is joined by "_"
    lang:ru               in this language
    2024-05-01            of this day; 01.05.2024 too, and from..to with two dots between
    соңғы апта            of the last seven days; also соңғы ай, соңғы 3 күн, за неделю, last month ...
    13 тамыз 2020         of this day, in words of three languages; also тамыз 2020, 13 августа, кеше, today
    ... жаңалықтары       beside one of these or a rubric: all that was published; also новости, news
    ... орысша            in this language, at the end of the query; also на казахском, in English

The last two may be words of the question: where they let no answer through, they are searched for.

Guillemets («…») are no operator: people write titles in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from text.search.names import capitalised
from text.search.news_words import chunks_beside_news
from text.time.periods import day_range, days_back, said_day, said_month
from text.words.folding import fold, tidy, words

LONGEST_QUERY = 256
# At most 12 of these words are searched for (text/search/interpretations.py), after question words were dropped.
_MOST_READ = 40
# A word to leave out has at least so many letters: "-ға" after a quotation is an ending.
_SHORTEST_EXCLUDED = 4

_PHRASE = re.compile(r'"([^"]*)"')
# Tables export a quotation inside a question as three quotes in a row.
_QUOTES = re.compile('""+')
# The last words of a query that name a language, folded.
_IN_LANGUAGE = {
    tuple(fold(word) for word in said.split()): language
    for language, ways in {
        "kk": "қазақша;қазақ тілінде;на казахском;по казахски;in kazakh",
        "ru": "орысша;орыс тілінде;на русском;по русски;in russian",
        "en": "ағылшынша;ағылшын тілінде;на английском;по английски;in english",
    }.items()
    for said in ways.split(";")
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search. `days`: so many back from now; `since` and `until`: days, both included.

    `day_words`: a day or a month in words; text/time/periods.py reads it once the day of asking is known.
    """

    rubric: str = ""
    language: str = ""
    days: int = 0
    since: date | None = None
    until: date | None = None
    day_words: str = ""

    def __bool__(self) -> bool:
        return bool(self.rubric or self.language or self.days or self.since or self.until or self.day_words)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `text`: what was kept of it, tidied; `chunks`: what stood between its spaces, without operators.

    `excluded`: words that no answer may hold. `all_chunks`: `chunks` and the words that were read as a day or a
    language. `all_news`: everything published within the filters is asked for, as in "новости за вчера"; this is set
    where the rubrics are known (storage/search/filters.py). `names`: words with a capital letter inside a sentence.
    """

    text: str
    chunks: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = Filters()
    all_chunks: tuple[str, ...] = ()
    all_news: bool = False
    names: frozenset[str] = frozenset()

    def without_filters(self) -> Query:
        """The same question without filters."""
        return replace(self, chunks=self.all_chunks, filters=Filters())

    @property
    def strict(self) -> bool:
        """Whether every answer must hold the phrases. In a longer question they are quotations, and only preferred."""
        quoted = {word for phrase in self.phrases for word in phrase}
        return bool(self.phrases) and len({word for chunk in self.chunks for word in words(chunk)} - quoted) <= 1


def parse(query: str) -> Query:
    """Parses a query; at most 256 characters are read."""
    text = tidy(" ".join(query[:LONGEST_QUERY].split()))[:LONGEST_QUERY]
    phrases = tuple(tuple(words(inside)) for inside in _PHRASE.findall(_QUOTES.sub('"', text)))
    days, rest = days_back(text)
    kept: list[str] = []
    excluded: list[str] = []
    rubric = language = ""
    since = until = None
    for chunk in rest.split():
        if chunk.startswith("#") and len(chunk) > 2:
            rubric = chunk[1:].replace("_", " ")
        elif chunk.startswith("lang:") and chunk[5:] in {"kk", "ru", "en"}:
            language = chunk[5:]
        elif chunk.startswith("-") and (out := words(chunk)) and len("".join(out)) >= _SHORTEST_EXCLUDED:
            excluded += out
        elif (span := day_range(chunk)) is not None:
            since, until = span
        else:
            kept.append(chunk)
    kept = kept[:_MOST_READ]
    named_language, chunks = _language_at_end(kept)
    places = said_day(chunks) or _month_of_news(chunks)
    day_words = " ".join(chunks[place] for place in places)
    return Query(
        text,
        tuple(chunk for place, chunk in enumerate(chunks) if place not in places),
        tuple(phrase for phrase in phrases if len(phrase) > 1),
        tuple(excluded[:_MOST_READ]),
        Filters(rubric, language or named_language, days, since, until, day_words),
        tuple(kept),
        names=capitalised(query[:LONGEST_QUERY]),
    )


def _month_of_news(chunks: list[str]) -> range:
    """The place of a month in a query that asks for nothing but its news; elsewhere a month alone is a word."""
    places = said_month(chunks)
    rest = [chunk for place, chunk in enumerate(chunks) if place not in places]
    return places if chunks_beside_news(rest) == () else range(0)


def _language_at_end(chunks: list[str]) -> tuple[str, list[str]]:
    """The language that the last words name ("": none), and the chunks before them."""
    for size in (1, 2):
        last = tuple(fold(word) for chunk in chunks[-size:] for word in words(chunk))
        if len(chunks) > size and last in _IN_LANGUAGE:
            return _IN_LANGUAGE[last], chunks[:-size]
    return "", chunks
