"""Finds the words of a sentence that answer a kind of question, each with how surely it is such an answer, 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from text.search import lexicon
from text.search.answer_kinds import AnswerKind, Asked
from text.search.sentence_words import Quantity, SentenceWords
from text.time.lexicon import KAZAKH_ENDINGS
from text.words.folding import fold, folded_words

_CURRENCY = lexicon.words("shows.currency")
_CURRENCY_SIGNS = frozenset("$€₸₽")
_FREE = lexicon.words("shows.free")
_PARTS_OF_DAY = frozenset(lexicon.words("shows.part_of_day"))
_HOUR = frozenset(lexicon.words("shows.hour_word"))
_MONTHS = lexicon.words("shows.months")
_WEEKDAYS = lexicon.words("shows.weekdays")
_NEAR_DAYS = lexicon.words("shows.near_days")
_YEAR = folded_words("жыл год года году year")
_TIME_UNITS = lexicon.words("shows.time_units")
_AHEAD = frozenset(folded_words("кейін соң через within after in"))
_UNTIL = frozenset(lexicon.words("shows.until"))
_BEFORE_DEADLINE = frozenset(lexicon.words("shows.before_deadline"))
_CLOSING = lexicon.words("shows.closing")
_PLACE_WORDS = lexicon.words("shows.place_words")
_PLACE_ENDINGS = lexicon.words("shows.place_endings")
_PREPOSITIONS = frozenset(lexicon.words("shows.place_prepositions"))
_OFFICES = lexicon.words("shows.office")
_ORGANISATIONS = lexicon.words("shows.organisation")
_NAMES = lexicon.folded_names()
_BECAUSE = lexicon.words("shows.because")
_BECAUSE_WEAKLY = frozenset(lexicon.words("shows.because_weakly"))
_BECAUSE_ENDS = lexicon.words("shows.because_endings")
_AFTER_CAUSE = frozenset(lexicon.words("shows.after_cause"))
_WHETHER = lexicon.words("shows.whether")
_NEGATIONS = folded_words("майды мейді байды бейді пайды пейді маған меген баған беген паған пеген")
_NOW = lexicon.words("asks.now")
_BEFORE = lexicon.words("asks.before")
_NOT = frozenset(folded_words("емес вместо instead"))
_AT = frozenset(folded_words("в во к до с со at until till to from by"))
_NOONS = frozenset(folded_words("midnight noon полдень полночь"))
_ONE = frozenset(folded_words("бір один одна одного one"))
_NOT_KAZAKH = fold("емес")
_YEAR_DIGITS = 4
_MAY = fold("may")
# What is left of an answer that the sentence itself says to be the old one.
_OLD_SHARE = 0.4
_LONGEST_MONTH_ENDING = 4


class Shown(NamedTuple):
    """Words that answer: where they stand in the sentence, and how surely they are an answer of the kind."""

    start: int
    end: int
    sure: float


def shown_answers(kind: AnswerKind, sentence: SentenceWords, asked: Asked, question: Collection[str]) -> list[Shown]:
    """The answers of a kind that a sentence shows and the question does not hold itself, the surest first.

    `question`: the first four letters of each word of the question.
    """
    found = [
        one._replace(sure=one.sure * _share_of_age(sentence, one, asked))
        for one in _FINDERS[kind](sentence, asked)
        if not _stands_in(sentence.text[one.start : one.end], question)
    ]
    return sorted(found, key=lambda one: -one.sure)


def _stands_in(text: str, question: Collection[str]) -> bool:
    return all(fold(word)[:4] in question for word in text.lower().replace("-", " ").split())


def _share_of_age(sentence: SentenceWords, one: Shown, asked: Asked) -> float:
    """Less than 1 for an answer that the sentence itself calls the old one: "before 90, now 130", "instead of six"."""
    before = after = ""
    for word in sentence.words:
        if word.end <= one.start and word.folded.startswith((*_NOW, *_BEFORE)):
            before = word.folded
        elif word.start >= one.end and not after:
            after = word.folded
    last = next((word.folded for word in reversed(sentence.words) if word.end <= one.start), "")
    if (last in _NOT or after == _NOT_KAZAKH) and not asked.before:
        return _OLD_SHARE
    if before.startswith(_BEFORE):
        return 1.0 if asked.before else _OLD_SHARE
    return _OLD_SHARE if before and asked.before else 1.0


def _money(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    priced = [one for one in sentence.quantities if _has_currency(sentence, one)]
    for one in sentence.quantities:
        behind = sentence.first_behind(one)
        start, end = sentence.span(one.first, one.behind)
        if one in priced:
            end = sentence.words[one.behind].end if behind.startswith(_CURRENCY) else end
            yield Shown(start, end, _old_share_of_a_change(sentence, one, priced, asked))
        elif one.has_scale or (priced and not behind.startswith(_TIME_UNITS)):
            yield Shown(start, end, 0.5 if one.has_scale else 0.3)
    yield from (Shown(word.start, word.end, 0.5) for word in sentence.words if word.folded.startswith(_FREE))


def _has_currency(sentence: SentenceWords, one: Quantity) -> bool:
    before = sentence.text[: sentence.words[one.first].start].rstrip()
    return sentence.first_behind(one).startswith((*_CURRENCY, *_CURRENCY_SIGNS)) or before.endswith(
        tuple(_CURRENCY_SIGNS)
    )


def _old_share_of_a_change(sentence: SentenceWords, one: Quantity, others: list[Quantity], asked: Asked) -> float:
    """ "35 мыңнан 38 500 теңгеге": the first of two is the old one."""
    place = others.index(one)
    following = others[place + 1] if place + 1 < len(others) else None
    first_is_from = one.from_ or sentence.first_behind(one).endswith(("нан", "тен", "ден", "ген"))
    changes = following is not None and first_is_from and following.first - one.behind <= 2
    return _OLD_SHARE if changes and not asked.before else 1.0


def _numbers(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for place, one in enumerate(sentence.quantities):
        behind, next_behind = sentence.first_behind(one), sentence.folded(one.behind + 1)
        start, end = sentence.span(one.first, one.behind)
        if asked.units and (behind.startswith(asked.units) or next_behind.startswith(asked.units)):
            counted = one.behind + (1 if behind.startswith(asked.units) else 2)
            sure = _old_share_of_a_change(sentence, one, sentence.quantities, asked)
            yield Shown(start, sentence.words[counted - 1].end, sure)
        elif _is_part_of_a_day(sentence, one) or one.is_clock:
            yield Shown(start, end, 0.15)
        elif behind.startswith(_CURRENCY) or (behind.startswith(_YEAR) and end - start == _YEAR_DIGITS):
            yield Shown(start, end, 0.25)
        elif sentence.folded(one.first) not in _ONE or one.behind - one.first > 1:
            yield Shown(start, end, 0.55 if place == 0 else 0.5)


def _is_part_of_a_day(sentence: SentenceWords, one: Quantity) -> bool:
    return _is_month(sentence.first_behind(one)) or _is_month(sentence.folded(one.first - 1))


def _is_month(folded: str) -> bool:
    if not folded.startswith(_MONTHS):
        return False
    month = next(month for month in _MONTHS if folded.startswith(month))
    rest = folded[len(month) :]
    return rest in KAZAKH_ENDINGS or len(rest) <= _LONGEST_MONTH_ENDING


def _hours(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
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
    counts = behind.startswith((*_TIME_UNITS, *_CURRENCY)) or _is_part_of_a_day(sentence, one)
    return not counts and (one.from_ or one.to or before in _AT or behind in _UNTIL)


def _dates(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for place, word in enumerate(sentence.words):
        if _is_month(word.folded) and (word.folded != _MAY or word.capital):
            first, last = place, place + 1
            numbers = {n for one in sentence.quantities for n in range(one.first, one.behind)}
            while first - 1 in numbers or sentence.folded(first - 1).startswith(_YEAR):
                first -= 1
            if last in numbers and sentence.words[last].folded[0].isdigit():
                last += 1
            yield Shown(*sentence.span(first, last), 1.0 if last - first > 1 else 0.9)
        elif word.folded.startswith(_WEEKDAYS):
            yield Shown(word.start, word.end, 0.85)
        elif word.folded.startswith(_NEAR_DAYS):
            yield Shown(word.start, word.end, 0.55)
    yield from _years_and_stretches(sentence)


def _years_and_stretches(sentence: SentenceWords) -> Iterator[Shown]:
    for one in sentence.quantities:
        behind, start = sentence.first_behind(one), sentence.words[one.first].start
        is_year = sentence.words[one.first].end - start == 4 and sentence.text[start : start + 2] in {"19", "20"}
        if one.digits and is_year:
            end = sentence.words[one.behind if behind.startswith(_YEAR) else one.behind - 1].end
            yield Shown(start, end, 0.8)
        elif behind.startswith(_TIME_UNITS) and not _AHEAD.isdisjoint(
            {sentence.folded(one.first - 1), sentence.folded(one.behind + 1)}
        ):
            yield Shown(start, sentence.words[one.behind].end, 0.7)


def _deadlines(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    closes = any(word.folded.startswith(_CLOSING) for word in sentence.words)
    for one in _dates(sentence, asked):
        around = [word.folded for word in sentence.words if one.start - 12 < word.end <= one.start]
        behind = [word.folded for word in sentence.words if one.end <= word.start < one.end + 16]
        until = not _UNTIL.isdisjoint(behind[:2]) or not _BEFORE_DEADLINE.isdisjoint(around[-2:])
        yield one._replace(sure=one.sure * (1.0 if until else 0.8 if closes else 0.3))
    for quantity in sentence.quantities:
        if sentence.first_behind(quantity) in _UNTIL and not quantity.is_clock:
            yield Shown(*sentence.span(quantity.first, quantity.behind + 1), 0.7)


def _places(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for place, word in enumerate(sentence.words):
        before, behind = sentence.folded(place - 1), sentence.folded(place + 1)
        if word.capital and not _is_person(sentence, place):
            last = place + 2 if behind.startswith(_PLACE_WORDS) else place + 1
            named = last > place + 1 or before.startswith(_PLACE_WORDS)
            points = word.folded.endswith(_PLACE_ENDINGS) or (place > 0 and before in _PREPOSITIONS)
            if named or points:
                yield Shown(*sentence.span(place, last), 1.0 if place or named else 0.75)
        elif word.folded.startswith(_PLACE_WORDS):
            yield Shown(word.start, word.end, 0.4)
        elif before in _PREPOSITIONS or word.folded.endswith(_PLACE_ENDINGS[:4]):
            yield Shown(word.start, word.end, 0.15)


def _is_person(sentence: SentenceWords, place: int) -> bool:
    """Whether the word is one of two capitalised words in a row, the first of them a first name."""
    names = {sentence.folded(place), sentence.folded(place - 1)}
    return not _NAMES.isdisjoint(names) and any(
        0 <= other < len(sentence.words) and sentence.words[other].capital for other in (place - 1, place + 1)
    )


def _persons(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    words = sentence.words
    for place, word in enumerate(words[:-1]):
        after = words[place + 1]
        together = sentence.text[word.end : after.start] == " "
        known = word.folded in _NAMES
        if word.capital and after.capital and together and (place or known):
            beside_office = sentence.folded(place - 1).startswith(_OFFICES)
            yield Shown(word.start, after.end, 1.0 if known or beside_office else 0.8)
        elif word.capital and known:
            yield Shown(word.start, word.end, 0.6)
    if words and words[-1].capital and words[-1].folded in _NAMES:
        yield Shown(words[-1].start, words[-1].end, 0.6)
    yield from _organisations(sentence)
    yield from (Shown(word.start, word.end, 0.3) for word in words if word.folded.startswith(_OFFICES))


def _organisations(sentence: SentenceWords) -> Iterator[Shown]:
    """A company or a ministry; surely one where its name stands before it in quotation marks."""
    for word in sentence.words:
        if word.folded.startswith(_ORGANISATIONS):
            named = sentence.text[: word.start].rstrip().endswith(("»", "”", '"'))
            start = max(sentence.text.rfind(mark, 0, word.start) for mark in '«“"') if named else word.start
            yield Shown(start, word.end, 0.9 if named else 0.45)


def _causes(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    if "из-за" in sentence.text.lower():
        start = sentence.text.lower().index("из-за")
        yield Shown(start, start + 5, 1.0)
    before = ""
    for word in sentence.words:
        if word.folded.startswith(_BECAUSE) or word.folded.endswith(_BECAUSE_ENDS):
            yield Shown(word.start, word.end, 1.0)
        elif word.folded in _BECAUSE_WEAKLY or (word.folded in _AFTER_CAUSE and not before.startswith(_TIME_UNITS)):
            yield Shown(word.start, word.end, 0.5)
        before = word.folded


def _whether(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for word in sentence.words:
        if word.folded.startswith(_WHETHER) or word.folded.endswith(_NEGATIONS):
            yield Shown(word.start, word.end, 0.7)


def _works(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    yield from _between_quotes(sentence.text)


def _between_quotes(text: str) -> Iterator[Shown]:
    for opens, closes in (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"')):
        start = text.find(opens)
        while start >= 0:
            end = text.find(closes, start + 1)
            if end < 0:
                break
            if 2 < end - start <= 80:
                yield Shown(start + 1, end, 1.0)
            start = text.find(opens, end + 1)


_FINDERS: Mapping[AnswerKind, Callable[[SentenceWords, Asked], Iterable[Shown]]] = {
    AnswerKind.MONEY: _money,
    AnswerKind.NUMBER: _numbers,
    AnswerKind.HOUR: _hours,
    AnswerKind.DATE: _dates,
    AnswerKind.DEADLINE: _deadlines,
    AnswerKind.PLACE: _places,
    AnswerKind.PERSON: _persons,
    AnswerKind.REASON: _causes,
    AnswerKind.WHETHER: _whether,
    AnswerKind.WORK: _works,
}
