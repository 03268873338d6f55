"""The length of time that a request names among other words: "отключи на три дня", "бір аптаға", "mute for a week"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from text.time.lexicon import UNITS_AHEAD, Unit, by_form
from text.words.folding import fold
from text.words.latin import is_latin, to_cyrillic

# Forms that say a length by themselves: Kazakh ones of "for how long", Russian diminutives.
_SAYING = by_form({
    Unit.HOUR: "сағатқа часик часок",
    Unit.DAY: "күнге күндей тәулікке денёк денек сутки",
    Unit.WEEK: "аптаға аптадай недельку неделька",
    Unit.MONTH: "айға айдай месяцок",
    Unit.YEAR: "жылға",
})  # fmt: skip
# These say one unless "in" or "per" stands before: "помолчи неделю", but "раз в неделю".
_SAYING_ALONE = by_form({Unit.WEEK: "неделю"})
_FORMS = UNITS_AHEAD | _SAYING | _SAYING_ALONE | by_form({
    Unit.DAY: "күндік деньков",
    Unit.WEEK: "апталық неделе нед",
    Unit.MONTH: "ай айлық месяц месяца месяцев мес month months",
    Unit.YEAR: "жыл жылдық год года лет year years",
})  # fmt: skip
_UNITS = {fold(form): unit for form, unit in _FORMS.items() if unit >= Unit.HOUR}
_ALWAYS = frozenset(fold(form) for form in _SAYING)
_ALONE = frozenset(fold(form) for form in _SAYING_ALONE)
_NUMBERS = {fold(form): number for form, number in by_form({
    1: "бір один одну одна однин one a an",
    2: "екі бірер два две пару пара two couple",
    3: "үш бірнеше біраз три несколько three few several",
    4: "төрт четыре four",
    5: "бес пять five",
    6: "алты шесть six",
    7: "жеті семь seven",
    8: "сегіз восемь eight",
    9: "тоғыз девять nine",
    10: "он десять ten",
    12: "двенадцать twelve",
    14: "четырнадцать fourteen",
    15: "пятнадцать fifteen",
    20: "жиырма двадцать twenty",
    30: "отыз тридцать thirty",
}).items()}  # fmt: skip
# "For" a length, and "in" or "per" one.
_FOR = frozenset(map(fold, ("на", "for", "next", "ближайшие", "ближайшую", "ближайший", "келесі", "алдағы", "the")))
_PER = frozenset(map(fold, ("в", "за", "через", "per", "once", "twice", "every", "каждую", "каждый", "раз", "әр")))
WORDS_OF_LENGTH = _UNITS.keys() | _NUMBERS.keys()
_LONGEST = timedelta(days=366)


class _Length(NamedTuple):
    number: int
    unit: Unit


def said_length(words: Sequence[str]) -> timedelta | None:
    """The first length that these words name, of an hour to a year; None where they name none."""
    forms = [_form(word) for word in words]
    for place, form in enumerate(forms):
        if form in _UNITS and (found := _length(forms, place)):
            length = timedelta(minutes=found.number * found.unit)
            return length if timedelta() < length <= _LONGEST else None
    return None


def _length(forms: Sequence[str], place: int) -> _Length | None:
    """The length whose unit stands at a place."""
    unit, before = _UNITS[forms[place]], forms[place - 1] if place else ""
    number = int(before) if before.isdecimal() and len(before) <= 3 else _NUMBERS.get(before, 0)
    earlier = forms[place - 2] if place > 1 else ""
    if number and before not in ("a", "an"):
        # "Once in two days", "couple of days".
        return None if earlier in _PER else _Length(number, unit)
    if before == "of" and earlier in _NUMBERS:
        return _Length(_NUMBERS[earlier], unit)
    of_one = before in _FOR or (number and earlier in _FOR) or forms[place] in _ALWAYS
    return _Length(1, unit) if of_one or (forms[place] in _ALONE and before not in _PER) else None


@lru_cache(maxsize=2_048)
def _form(word: str) -> str:
    """The word folded; a Latin one that is Kazakh or Russian in Cyrillic letters."""
    folded = fold(word)
    if not is_latin(word) or folded in _UNITS or folded in _NUMBERS or folded in _FOR or folded in _PER:
        return folded
    return next((one for one in to_cyrillic(word) if one in _UNITS or one in _NUMBERS or one in _FOR), folded)
