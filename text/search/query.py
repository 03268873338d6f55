"""What a person typed into the search, taken apart: words, phrases, words to leave out, and filters.

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

The last two may as well be words of the question: where they let no answer through they are searched for.

Guillemets («…») are how people write titles, not an operator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from text.search.news_words import beside_news
from text.time.periods import day_range, days_back, said_day, said_month
from text.words.folding import fold, tidy, words

LONGEST_QUERY = 256
# Of these at most 12 words are searched for (text/search/readings.py), after question words were dropped.
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

    `said`: a day or a month in words, for text/time/periods.py to understand when the day of asking is known.
    """

    rubric: str = ""
    language: str = ""
    days: int = 0
    since: date | None = None
    until: date | None = None
    said: str = ""

    def __bool__(self) -> bool:
        return bool(self.rubric or self.language or self.days or self.since or self.until or self.said)


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what was kept of the query, tidied; `chunks` what stood between its spaces, without operators.

    `all_chunks`: with the words that were taken for a day or a language. `news`: whatever was published within the
    filters is asked for, as in "новости за вчера"; only who knows the rubrics can tell (storage/search/limits.py).
    """

    text: str
    chunks: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    filters: Filters = Filters()
    all_chunks: tuple[str, ...] = ()
    news: bool = False

    def without_filters(self) -> Query:
        """The same question with nothing that narrows it."""
        return replace(self, chunks=self.all_chunks, filters=Filters())

    @property
    def strict(self) -> bool:
        """Whether the phrases are what is asked for. In a longer question they are quotations, and only preferred."""
        quoted = {word for phrase in self.phrases for word in phrase}
        return bool(self.phrases) and len({word for chunk in self.chunks for word in words(chunk)} - quoted) <= 1


def parse(query: str) -> Query:
    """Takes a query apart. Pure; at most 256 characters are read."""
    text = tidy(" ".join(query[:LONGEST_QUERY].split()))[:LONGEST_QUERY]
    phrases = tuple(tuple(words(inside)) for inside in _PHRASE.findall(_QUOTES.sub('"', text)))
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
    kept = kept[:_MOST_READ]
    in_words, chunks = _language(kept)
    places = said_day(chunks) or _month_of_news(chunks)
    said = " ".join(chunks[place] for place in places)
    return Query(
        text,
        tuple(chunk for place, chunk in enumerate(chunks) if place not in places),
        tuple(phrase for phrase in phrases if len(phrase) > 1),
        tuple(without[:_MOST_READ]),
        Filters(rubric, language or in_words, days, since, until, said),
        tuple(kept),
    )


def _month_of_news(chunks: list[str]) -> range:
    """Where a query names a month alone and asks for nothing but its news; elsewhere such a month is a word."""
    places = said_month(chunks)
    rest = [chunk for place, chunk in enumerate(chunks) if place not in places]
    return places if beside_news(rest) == () else range(0)


def _language(chunks: list[str]) -> tuple[str, list[str]]:
    """The language that the last words name, "" for none, and the words before them."""
    for size in (1, 2):
        last = tuple(fold(word) for chunk in chunks[-size:] for word in words(chunk))
        if len(chunks) > size and last in _IN_LANGUAGE:
            return _IN_LANGUAGE[last], chunks[:-size]
    return "", chunks
