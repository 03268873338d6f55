"""Parses what a person typed into the search: words, phrases, words to leave out, and filters.

Operators are never required and never an error: an unclosed quote, a lonely minus or an unknown rubric are words.

    "көктемгі егіс"       these words together, in this order; in a longer question only preferred
    -футбол               not with this word
    #спорт                of this rubric; more than one word is joined by "_" or by nothing; without such a rubric they
                          are words
    lang:ru               in this language
    2024-05-01            of this day; 01.05.2024 too, and from..to with two dots between
    соңғы апта            of the last seven days; also соңғы ай, соңғы 3 күн, за неделю, last month ...
    13 тамыз 2020         of this day, in words of three languages; also тамыз 2020, 13-го августа, кеше, today
    өткен апта            of the calendar's week, month or year: this one or the last one
    1–15 қараша           from one day to another; also с 1 по 15 ноября, from 1 to 15 November
    ... жаңалықтары       beside one of these, a rubric or nothing: all that was published; also новости, news. Then a
                          weekday or a month alone is a period too
    ... орысша            in this language, at the end of the query; also на казахском, in English

The last two may be words of the question: where they let no answer through, they are searched for.

Guillemets («…») are quotes where they hold the whole query; elsewhere people write titles in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from text.search.framing import framing
from text.search.names import as_written, capitalised, opening_capitals
from text.search.requests.news_words import news_request
from text.time.period import Period
from text.time.periods import day_range, days_back
from text.time.said_periods import said_period
from text.words import kazakh
from text.words.folding import fold, folded_words, tidy, words

LONGEST_QUERY = 256
# At most 12 of these words are searched for (text/search/interpretations.py), after question words were dropped.
_MOST_READ = 40
# "-ға" after a quotation is an ending and no word to leave out; nor is one letter.
_ENDINGS = frozenset(folded_words(" ".join((kazakh.PLURAL, kazakh.CASE, kazakh.POSSESSIVE, kazakh.RELATIVE))))
_SHORTEST_EXCLUDED = 2
# Phones make a dash of a minus.
_MINUSES = ("-", "–", "−")
_HASHTAG = re.compile(r"#\w+")
# Quotes as phones type them.
_PHONE_QUOTES = str.maketrans("“”„‟", '""""')
_GUILLEMETS = re.compile("«([^«»]+)»")

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

    `period`: in words; it becomes days once the day of asking is known.
    """

    rubric: str = ""
    language: str = ""
    days: int = 0
    since: date | None = None
    until: date | None = None
    period: Period | None = None

    def __bool__(self) -> bool:
        return bool(self.rubric or self.language or self.days or self.since or self.until or self.period)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `text`: what was kept of it, tidied; `chunks`: what stood between its spaces, without operators.

    `excluded`: words that no answer may hold. `all_chunks`: `chunks` and the words that were read as a day or a
    language. `all_news`: everything published within the filters is asked for, as in "новости за вчера"; this is set
    where the rubrics are known (storage/search/filters.py). `names`: words with a capital letter inside a sentence.
    `openings`: those with one at its beginning, which may be names.
    `framing`: folded words that only stand around the question.
    `written`: tidied words as they were typed, where that differs. `glued`: what stood behind a hash; it may be several
    words written as one.
    """

    text: str
    chunks: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = Filters()
    all_chunks: tuple[str, ...] = ()
    all_news: bool = False
    names: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    glued: frozenset[str] = frozenset()
    framing: frozenset[str] = frozenset()
    written: dict[str, str] = field(default_factory=dict, hash=False)

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
    text = tidy(" ".join(_HASHTAG.sub(_words_of_hashtag, query[:LONGEST_QUERY]).split()))[:LONGEST_QUERY]
    text = _with_plain_quotes(text)
    phrases = tuple(tuple(words(inside)) for inside in _PHRASE.findall(_QUOTES.sub('"', text)))
    days, rest = days_back(text)
    kept: list[str] = []
    excluded: list[str] = []
    rubric = language = ""
    since = until = None
    for chunk in rest.split():
        if chunk.startswith("#") and len(chunk) > 2:
            rubric = " ".join(chunk[1:].split("_")).strip()
        elif chunk.startswith("lang:") and chunk[5:] in {"kk", "ru", "en"}:
            language = chunk[5:]
        elif chunk.startswith(_MINUSES) and (out := _words_to_leave_out(chunk[1:])):
            excluded += out
        elif (span := day_range(chunk)) is not None:
            since, until = span
        else:
            kept.append(chunk)
    kept = kept[:_MOST_READ]
    named_language, chunks = _language_at_end(kept)
    asked = news_request(chunks)
    said = said_period(chunks, news=asked is not None and asked.surely)
    if excluded and not (kept or rubric):
        kept = chunks = excluded
        excluded = []
    return Query(
        text,
        tuple(chunk for place, chunk in enumerate(chunks) if not said or place not in said.places),
        tuple(phrase for phrase in phrases if len(phrase) > 1),
        tuple(excluded[:_MOST_READ]),
        Filters(rubric, language or named_language, days, since, until, said.period if said else None),
        (*kept, *rubric.split()),
        names=capitalised(query[:LONGEST_QUERY]),
        openings=opening_capitals(query[:LONGEST_QUERY]),
        glued=frozenset(rubric.split()),
        framing=framing(query[:LONGEST_QUERY]),
        written=as_written(query[:LONGEST_QUERY]),
    )


def _words_of_hashtag(found: re.Match[str]) -> str:
    """The words of "#АлматыМарафоны" joined by "_"."""
    tag = found.group()
    pairs = zip(" " + tag, tag, strict=False)
    return "".join(f"_{now}" if _begins_a_word(before, now) else now for before, now in pairs)


def _begins_a_word(before: str, now: str) -> bool:
    """A capital behind a small letter, a number behind a letter: "#AlmatyMarathon2026"."""
    return before.isalpha() and ((now.isupper() and before.islower()) or now.isdigit())


def _with_plain_quotes(text: str) -> str:
    text = text.translate(_PHONE_QUOTES)
    outside = words(_GUILLEMETS.sub(" ", text))
    return _GUILLEMETS.sub(r'"\1"', text) if "«" in text and len(outside) <= 1 else text


def _words_to_leave_out(chunk: str) -> list[str]:
    """The words behind a minus; none where it is an ending or stands apart."""
    found = words(chunk)
    if not chunk[:1].isalnum() or len("".join(found)) < _SHORTEST_EXCLUDED:
        return []
    return [] if len(found) == 1 and fold(found[0]) in _ENDINGS else found


def _language_at_end(chunks: list[str]) -> tuple[str, list[str]]:
    """The language that the last words name ("": none), and the chunks before them."""
    for size in (1, 2):
        last = tuple(fold(word) for chunk in chunks[-size:] for word in words(chunk))
        if len(chunks) > size and last in _IN_LANGUAGE:
            return _IN_LANGUAGE[last], chunks[:-size]
    return "", chunks
