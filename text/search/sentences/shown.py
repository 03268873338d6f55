"""Words of a sentence that answer a question, and the parts of a sentence that several kinds of answers look at."""

from __future__ import annotations

from typing import NamedTuple

from text.search import lexicon
from text.search.sentences.answer_kinds import Asked
from text.search.sentences.sentence_words import Quantity, SentenceWords
from text.search.word_likeness import is_noun_ending
from text.words.folding import fold, folded_words

CURRENCY = lexicon.words("shows.currency")
_MONTHS = {language: lexicon.words_of(language, "shows.months") for language in ("kk", "ru", "en")}
_ALL_MONTHS = lexicon.words("shows.months")
_RUSSIAN_MONTH_ENDINGS = frozenset(
    folded_words("а у е ом ам ах ы ь ю я ем ям ях ский ская ское ские ского ской ских скую ским")
)
_BEFORE, _AS_BEFORE = lexicon.words("asks.before"), frozenset(lexicon.words("asks.as_before"))
_NOT, _NOT_KAZAKH = frozenset(folded_words("не ни not no")), fold("емес")
YEAR = folded_words("жыл год года году year")
TIME_UNITS = lexicon.words("shows.time_units")
# What is left of an answer that the sentence itself says to be the old one.
OLD_SHARE = 0.4
# How the old one of two ends, in so many letters at least: "теңгеден", but bread is "нан". Behind a hyphen it is alone.
_FROM, _SHORTEST_FROM, _FROM_APART = (
    folded_words("нан тен тан ден дан ген"),
    4,
    frozenset(folded_words("тен тан ден дан")),
)
# Words between the two at most; so many are beside it.
_LONGEST_CHANGE, _BESIDE = 3, 2


class Shown(NamedTuple):
    """Words that answer: where they stand in the sentence, and how surely they are an answer of the kind."""

    start: int
    end: int
    sure: float


def old_share_of_a_change(sentence: SentenceWords, one: Quantity, others: list[Quantity], asked: Asked) -> float:
    """ "35 мыңнан 38 500 теңгеге": the first of two is the old one."""
    place = others.index(one)
    following = others[place + 1] if place + 1 < len(others) else None
    if following is None or following.first - one.behind > _LONGEST_CHANGE:
        return 1.0
    # "25 км/сағ-тан 20 км/сағ-қа": the ending may stand behind the unit.
    between = [sentence.folded(n) for n in range(one.behind, following.first)]
    ends = any(word.endswith(_FROM) and (len(word) > _SHORTEST_FROM or word in _FROM_APART) for word in between)
    changes = (one.from_ and len(between) <= _BESIDE) or ends
    return OLD_SHARE if changes and not asked.before else 1.0


def is_part_of_a_day(sentence: SentenceWords, one: Quantity) -> bool:
    return is_month(sentence.first_behind(one)) or is_month(sentence.folded(one.first - 1))


def is_month(folded: str) -> bool:
    """Whether a word is a month in any case: "шілдесінде", "ноябрьская", "May", but no "mayor" or "мартышка"."""
    if not folded.startswith(_ALL_MONTHS):
        return False
    return (
        folded in _MONTHS["en"]
        or any(folded.startswith(one) and folded[len(one) :] in ("", *_RUSSIAN_MONTH_ENDINGS) for one in _MONTHS["ru"])
        or any(folded.startswith(one) and is_noun_ending(folded[len(one) :]) for one in _MONTHS["kk"])
    )


def says_before(sentence: SentenceWords, place: int) -> bool:
    """Whether a word says how things were; not that they are as before, nor "not before Monday"."""
    folded = sentence.folded(place)
    if not folded.startswith(_BEFORE) or folded in _AS_BEFORE:
        return False
    return sentence.folded(place - 1) not in _NOT and sentence.folded(place + 1) != _NOT_KAZAKH
