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
        *lexicon.words("shows.counted"),
        *lexicon.words("shows.length_units"),
        *lexicon.words("shows.weight_units"),
        "%",
    }
)
# "Раз в два года", "every two days": that says how often.
_ONCE_IN, _EVERY = frozenset({("раз", "в"), ("once", "in")}), frozenset(folded_words("каждые каждый every сайын"))
_YEARS_OF_LIFE, _AGED = (
    folded_words("лет года жас year"),
    frozenset(folded_words("до старше младше моложе under over aged")),
)
_AGED_BEHIND = folded_words("дейінгі асқан толған толма жоғары old")
_ONE = frozenset(folded_words("бір один одна одного one"))
_OFTEN_SHARE = 0.4
_YEAR_DIGITS = 4
# How far what is counted stands behind its number, in words, and how sure it is then that it is what is counted.
_NEAR, _FARTHEST = 2, 4
_BESIDE, _NEAR_BY = 1.0, 0.9
# "10,000 such ducks in the world" are not those that the news is about.
_OF_THE_KIND, _ALL_OF_THE_KIND = folded_words("мұндай осындай сондай такого таких подобн похож such similar"), 0.8


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


def _has_currency(sentence: SentenceWords, one: Quantity) -> bool:
    before = sentence.text[: sentence.words[one.first].start].rstrip()
    return sentence.first_behind(one).startswith((*CURRENCY, *_CURRENCY_SIGNS)) or before.endswith(
        tuple(_CURRENCY_SIGNS)
    )


def _is_how_often(sentence: SentenceWords, one: Quantity) -> bool:
    before = sentence.folded(one.first - 1)
    around = {before, sentence.first_behind(one), sentence.folded(one.behind + 1)}
    return (sentence.folded(one.first - 2), before) in _ONCE_IN or not _EVERY.isdisjoint(around)


def _is_an_age(sentence: SentenceWords, one: Quantity, counted: int) -> bool:
    """Whether a number of years says who may, and not how long: "children up to 16", "65 жастан асқан"."""
    if not sentence.folded(counted).startswith(_YEARS_OF_LIFE):
        return False
    return sentence.folded(one.first - 1) in _AGED or sentence.folded(counted + 1).startswith(_AGED_BEHIND)


def numbers(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for place, one in enumerate(sentence.quantities):
        behind = sentence.first_behind(one)
        start, end = sentence.span(one.first, one.behind)
        counted = _counted_behind(sentence, one, asked)
        if counted:
            sure = _sureness(sentence, range(one.behind, counted))
            sure *= old_share_of_a_change(sentence, one, sentence.quantities, asked)
            sure *= _OFTEN_SHARE if _is_how_often(sentence, one) or _is_an_age(sentence, one, counted) else 1.0
            yield Shown(start, sentence.words[counted].end, sure)
        elif _is_told_before(sentence, one, asked):
            yield Shown(start, end, 0.9)
        elif is_part_of_a_day(sentence, one) or one.is_clock:
            yield Shown(start, end, 0.15)
        elif behind.startswith(CURRENCY) or (behind.startswith(YEAR) and end - start == _YEAR_DIGITS):
            yield Shown(start, end, 0.25)
        elif sentence.folded(one.first) not in _ONE or one.behind - one.first > 1:
            yield Shown(start, end, 0.55 if place == 0 else 0.5)


def _counted_behind(sentence: SentenceWords, one: Quantity, asked: Asked) -> int:
    """The place of what is asked for behind a number: "ten ducks", "twelve white-headed ducks"; 0 where it is not.

    Neither another number nor a mark stands between them.
    """
    if not asked.units:
        return 0
    behind = range(one.behind, min(one.behind + _FARTHEST, len(sentence.words)))
    for place in behind:
        if place > one.behind and (sentence.is_number(place) or sentence.gap_before(place).strip() not in {"", "-"}):
            return 0
        if sentence.folded(place).startswith(CURRENCY) and not asked.units[0].startswith(CURRENCY):
            # "1.5 million tenge a month" are no months.
            return 0
        if sentence.folded(place).startswith(asked.units):
            return place
    return 0


def _sureness(sentence: SentenceWords, between: range) -> float:
    """How sure it is that a number counts what stands behind these words; "white-headed" is one."""
    if any(sentence.folded(place).startswith(_OF_THE_KIND) for place in between):
        return _ALL_OF_THE_KIND
    steps = sum(place == between.start or sentence.gap_before(place).strip() != "-" for place in between)
    return _BESIDE if steps < _NEAR else _NEAR_BY


def _is_told_before(sentence: SentenceWords, one: Quantity, asked: Asked) -> bool:
    """Whether what is counted stands before the number, which counts nothing else.

    "Сколько погибших" and "погибли 38 человек"; "үйрек саны – он екі", "ducks on the pond: twelve".
    """
    if not asked.units or is_part_of_a_day(sentence, one) or one.is_clock:
        return False
    if sentence.folded(one.first - 1).startswith(asked.units):
        return True
    ends = one.behind == len(sentence.words) or bool(sentence.gap_before(one.behind).strip())
    before = [sentence.folded(place) for place in range(one.first - 1, max(-1, one.first - 1 - _FARTHEST), -1)]
    until = next((n for n, word in enumerate(before) if sentence.is_number(one.first - 1 - n)), len(before))
    return ends and any(word.startswith(asked.units) for word in before[:until])
