"""Finds hours, days and deadlines in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from text.search import lexicon
from text.search.sentences.answer_kinds import Asked
from text.search.sentences.sentence_words import Quantity, SentenceWords
from text.search.sentences.shown import CURRENCY, TIME_UNITS, YEAR, Shown, is_month, is_part_of_a_day
from text.words.folding import fold, folded_words

_PARTS_OF_DAY = frozenset(lexicon.words("shows.part_of_day"))
_HOUR = frozenset(lexicon.words("shows.hour_word"))
_WEEKDAYS = lexicon.words("shows.weekdays")
_NEAR_DAYS = lexicon.words("shows.near_days")
_AHEAD = frozenset(folded_words("кейін соң через within after in"))
_UNTIL = frozenset(lexicon.words("shows.until"))
_BEFORE_DEADLINE = frozenset(lexicon.words("shows.before_deadline"))
_CLOSING = lexicon.words("shows.closing")
_AT = frozenset(folded_words("в во к до с со at until till to from by"))
_NOONS = frozenset(folded_words("midnight noon полдень полночь"))
_MAY = fold("may")
# Between two days of one month: "28 және 29 қараша", "с 1 по 15 ноября", "from 1 to 15 May".
_BETWEEN_DAYS = frozenset(folded_words("және мен пен бен и по до and to"))
_WHICH_YEAR = frozenset(
    folded_words("келер келесі өткен биылғы алдағы былтырғы осы будущего следующего этого прошлого next this last")
)
# Between a month and its day: "қараша айының 15-інде".
_MONTH_WORD = frozenset(folded_words("айының айында айы ай месяца"))
# "Қарашаның 15-і": only behind such a month a number is its day.
_OF_MONTH = folded_words("ның нің дың дің тың тің")
_OPENING_QUOTES, _YEAR_DIGITS = frozenset("«\"“„'"), 4


def hours(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for one in sentence.quantities:
        start, end = sentence.span(one.first, one.behind)
        before, behind = sentence.folded(one.first - 1), sentence.first_behind(one)
        beside = {before, behind, sentence.folded(one.behind + 1)}
        of_day = not _PARTS_OF_DAY.isdisjoint(beside) or before in _HOUR
        if one.is_clock:
            yield Shown(start, end, 1.0)
        elif of_day and not one.has_scale:
            first = one.first - 1 if before in _PARTS_OF_DAY | _HOUR else one.first
            last = one.behind + 1 if behind in _PARTS_OF_DAY else one.behind
            yield Shown(*sentence.span(first, last), 1.0)
        elif not one.digits and not one.has_scale and _may_be_an_hour(sentence, one):
            yield Shown(start, end, 0.8)
    yield from (Shown(word.start, word.end, 0.6) for word in sentence.words if word.folded in _NOONS)


def _may_be_an_hour(sentence: SentenceWords, one: Quantity) -> bool:
    """ "Сегізден он төртке дейін", "с девяти до трёх", "opens at ten": a number that counts nothing."""
    before, behind = sentence.folded(one.first - 1), sentence.first_behind(one)
    counts = behind.startswith((*TIME_UNITS, *CURRENCY)) or is_part_of_a_day(sentence, one)
    return not counts and (one.from_ or one.to or before in _AT or behind in _UNTIL)


def dates(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for place, word in enumerate(sentence.words):
        if _is_month_here(sentence, place):
            numbers = {n for one in sentence.quantities for n in range(one.first, one.behind)}
            first, behind = _first_of_day(sentence, place, numbers), _end_of_day(sentence, place, numbers)
            yield Shown(*sentence.span(first, behind), 1.0 if behind - first > 1 else 0.9)
        elif word.folded.startswith(_WEEKDAYS):
            yield Shown(word.start, word.end, 0.85)
        elif word.folded.startswith(_NEAR_DAYS):
            yield Shown(word.start, word.end, 0.55)
    yield from _years_and_stretches(sentence)


def _is_month_here(sentence: SentenceWords, place: int) -> bool:
    """Whether a word is a month and no name: «Наурыз жұмыскер», Қазан."""
    word = sentence.words[place]
    if not is_month(word.folded):
        return False
    if word.folded.isascii():
        return word.capital or word.folded != _MAY
    return not word.capital or (place == 0 and sentence.text[max(word.start - 1, 0)] not in _OPENING_QUOTES)


def _first_of_day(sentence: SentenceWords, month: int, numbers: set[int]) -> int:
    """The first word of a day that ends with this month."""
    first = month
    while True:
        before = sentence.folded(first - 1)
        if first - 1 in numbers or before.startswith(YEAR):
            first -= 1
        elif first < month and before in _BETWEEN_DAYS and first - 2 in numbers:
            first -= 2
        else:
            in_a_year = sentence.folded(first).startswith(YEAR) and before in _WHICH_YEAR
            return first - 1 if in_a_year else first


def _end_of_day(sentence: SentenceWords, month: int, numbers: set[int]) -> int:
    """The word behind a day that begins with this month: "қараша айының 15-інде", "March 15, 2027"."""
    behind = month + 1
    if sentence.folded(behind) in _MONTH_WORD:
        behind += 1
    number = sentence.folded(behind)
    of_month = sentence.folded(behind - 1).endswith(_OF_MONTH) or sentence.words[month].folded.isascii()
    if behind in numbers and number[0].isdigit() and (of_month or len(number) == _YEAR_DIGITS):
        while behind in numbers:
            behind += 1
        behind += sentence.folded(behind).startswith(YEAR)
    return behind


def _years_and_stretches(sentence: SentenceWords) -> Iterator[Shown]:
    for one in sentence.quantities:
        behind, start = sentence.first_behind(one), sentence.words[one.first].start
        is_year = sentence.words[one.first].end - start == 4 and sentence.text[start : start + 2] in {"19", "20"}
        if one.digits and is_year:
            end = sentence.words[one.behind if behind.startswith(YEAR) else one.behind - 1].end
            yield Shown(start, end, 0.8)
        elif behind.startswith(TIME_UNITS) and not _AHEAD.isdisjoint(
            {sentence.folded(one.first - 1), sentence.folded(one.behind + 1)}
        ):
            yield Shown(start, sentence.words[one.behind].end, 0.7)


def deadlines(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    closes = any(word.folded.startswith(_CLOSING) for word in sentence.words)
    for one in dates(sentence, asked):
        around = [word.folded for word in sentence.words if one.start - 12 < word.end <= one.start]
        behind = [word.folded for word in sentence.words if one.end <= word.start < one.end + 16]
        until = not _UNTIL.isdisjoint(behind[:2]) or not _BEFORE_DEADLINE.isdisjoint(around[-2:])
        yield one._replace(sure=one.sure * (1.0 if until else 0.8 if closes else 0.3))
    for quantity in sentence.quantities:
        if sentence.first_behind(quantity) in _UNTIL and not quantity.is_clock:
            yield Shown(*sentence.span(quantity.first, quantity.behind + 1), 0.7)
