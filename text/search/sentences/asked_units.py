"""What a question asks to be counted or measured, and in which units: "сколько километров", "пайызы қанша"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from text.search import lexicon, question_words
from text.words.folding import folded_words

HOW_MANY = folded_words("қанша неше скольк many much")
# What is measured -> what it is measured in.
_UNITS = (
    (folded_words("салма вес весит weight weigh heavy"), lexicon.words("shows.weight_units")),
    (
        folded_words("ұзын биік терең аудан қалың высот длин глубин площад height high tall length depth far"),
        lexicon.words("shows.length_units"),
    ),
    (folded_words("жылдам екпін скорост ветер speed fast"), lexicon.words("shows.speed_units")),
    (
        folded_words("уақыт ұзақ мерзімге времен длит длил длят идет срок long"),
        lexicon.words("shows.duration_units"),
    ),
    (folded_words("нөмір номер телефон hotline phone"), folded_words("нөмір номер телефон hotline phone number")),
    (folded_words("возраст"), folded_words("лет год года")),
    (folded_words("адам человек people"), lexicon.words("shows.people")),
)
_MEASURED = tuple(beginning for measured, _ in _UNITS for beginning in measured)
# The ways of writing one unit. A question may name it on either side: "пайызы қанша", "сколько процентов".
_SAME_UNIT = tuple(
    folded_words(line)
    for line in (
        "% пайыз процент percent",
        "километр км шақырым kilomet km",
        "килограмм кг келі кило kilo kg",
        "лет год года жыл жас year",
        "суток сутки дней день дня күн тәулік day",
        "час сағат hour",
        "минут мин minute",
        "литр litre liter",
        "тонн tonne",
    )
)
_ANY_UNIT = tuple(unit for units in _SAME_UNIT for unit in units)
_PERCENT = _SAME_UNIT[0][1:]
# How a Kazakh verb ends that says what is done; nouns that are counted do not.
_FINITE, _SHORTEST_VERB = folded_words("ады еді йды йді айды ейді лды лді нды нді тты тті шты шті"), 6
# "Сколько денег": the word names what is asked for.
_MONEY = folded_words("денег ақша money тенге теңге тг tenge доллар dollar")


def units_asked_for(words: Sequence[str]) -> tuple[str, ...]:
    """Beginnings of the words that may stand behind the number that a question asks for; none for any."""
    said = [word for word in words if word.startswith(HOW_MANY) or question_words.weight(word)]
    after = next((after for word, after in pairwise(said) if word.startswith(HOW_MANY)), "")
    named = after if after.startswith(_ANY_UNIT) else next((word for word in words if word.startswith(_PERCENT)), "")
    if named:
        return next(units for units in _SAME_UNIT if named.startswith(units))
    measured = [word for word in words if word.startswith(_MEASURED)]
    for beginnings, units in _UNITS if measured else ():
        if any(word.startswith(beginnings) for word in measured):
            return units
    return (after[:4],) if after and not _is_verb(after) else ()


def names_a_percentage(words: Sequence[str]) -> bool:
    return any(word.startswith(_PERCENT) for word in words)


def _is_verb(word: str) -> bool:
    """ "Қанша беріледі": what is counted stands elsewhere, or nowhere."""
    return len(word) >= _SHORTEST_VERB and word.endswith(_FINITE)


def words_of_units(words: Sequence[str]) -> Iterator[str]:
    """The words of a question for a number or a sum that only name the unit: "процентов", "денег"."""
    yield from (word for word in words if word.startswith(_PERCENT))
    for word, after in pairwise(words):
        if word.startswith(HOW_MANY) and after.startswith((*_ANY_UNIT, *_MONEY)):
            yield after
