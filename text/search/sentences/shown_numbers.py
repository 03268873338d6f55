"""Finds sums of money and numbers in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from text.search import lexicon
from text.search.sentences.answer_kinds import Asked
from text.search.sentences.sentence_words import Quantity, SentenceWords
from text.search.sentences.shown import CURRENCY, TIME_UNITS, YEAR, Shown, is_part_of_a_day, old_share_of_a_change
from text.words.folding import folded_words

_CURRENCY_SIGNS = frozenset("$€₸₽")
_FREE = lexicon.words("shows.free")
_SOMETHING_ELSE = tuple(
    {
        *TIME_UNITS,
        *lexicon.words("shows.people"),
        *lexicon.words("shows.length_units"),
        *lexicon.words("shows.weight_units"),
        "%",
    }
)
# "Раз в два года", "every two days": that says how often.
_ONCE_IN, _EVERY = frozenset({("раз", "в"), ("once", "in")}), frozenset(folded_words("каждые каждый every сайын"))
_ONE = frozenset(folded_words("бір один одна одного one"))
_OFTEN_SHARE = 0.4
_YEAR_DIGITS = 4


def money(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    priced = [one for one in sentence.quantities if _has_currency(sentence, one)]
    for one in sentence.quantities:
        behind = sentence.first_behind(one)
        start, end = sentence.span(one.first, one.behind)
        if one in priced:
            sign = sentence.text[:start].rstrip()
            start = len(sign) - 1 if sign.endswith(tuple(_CURRENCY_SIGNS)) else start
            end = sentence.words[one.behind].end if behind.startswith((*CURRENCY, *_CURRENCY_SIGNS)) else end
            yield Shown(start, end, old_share_of_a_change(sentence, one, priced, asked))
        elif not behind.startswith(_SOMETHING_ELSE) and (one.has_scale or priced):
            yield Shown(start, end, 0.5 if one.has_scale else 0.3)
    yield from (Shown(word.start, word.end, 0.5) for word in sentence.words if word.folded.startswith(_FREE))


def _is_told_before(sentence: SentenceWords, one: Quantity, asked: Asked) -> bool:
    """Whether what is counted stands before the number: "сколько погибших" and "погибли 38 человек"."""
    before = sentence.folded(one.first - 1)
    return bool(asked.units) and before.startswith(asked.units) and not is_part_of_a_day(sentence, one)


def _has_currency(sentence: SentenceWords, one: Quantity) -> bool:
    before = sentence.text[: sentence.words[one.first].start].rstrip()
    return sentence.first_behind(one).startswith((*CURRENCY, *_CURRENCY_SIGNS)) or before.endswith(
        tuple(_CURRENCY_SIGNS)
    )


def _is_how_often(sentence: SentenceWords, one: Quantity) -> bool:
    before = sentence.folded(one.first - 1)
    around = {before, sentence.first_behind(one), sentence.folded(one.behind + 1)}
    return (sentence.folded(one.first - 2), before) in _ONCE_IN or not _EVERY.isdisjoint(around)


def numbers(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for place, one in enumerate(sentence.quantities):
        behind, next_behind = sentence.first_behind(one), sentence.folded(one.behind + 1)
        start, end = sentence.span(one.first, one.behind)
        if asked.units and (behind.startswith(asked.units) or next_behind.startswith(asked.units)):
            counted = one.behind + (1 if behind.startswith(asked.units) else 2)
            sure = old_share_of_a_change(sentence, one, sentence.quantities, asked)
            sure *= _OFTEN_SHARE if _is_how_often(sentence, one) else 1.0
            yield Shown(start, sentence.words[counted - 1].end, sure)
        elif _is_told_before(sentence, one, asked):
            yield Shown(start, end, 0.9)
        elif is_part_of_a_day(sentence, one) or one.is_clock:
            yield Shown(start, end, 0.15)
        elif behind.startswith(CURRENCY) or (behind.startswith(YEAR) and end - start == _YEAR_DIGITS):
            yield Shown(start, end, 0.25)
        elif sentence.folded(one.first) not in _ONE or one.behind - one.first > 1:
            yield Shown(start, end, 0.55 if place == 0 else 0.5)
