"""Stretches of time from now or after the last article: "через полтора часа", "1 h after the last one"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from text.time.hour_words import time_words, word_at
from text.time.lexicon import UNITS_AHEAD, Unit, by_form

_AHEAD = frozenset(("через", "in", "+"))
_BEHIND = frozenset(("кейін", "соң", "later"))
_UNITS = {form: unit for form, unit in UNITS_AHEAD.items() if unit <= Unit.WEEK}
# Of a length alone, also "for a week": months, and the forms that a preposition asks for.
_LENGTHS = _UNITS | by_form({
    Unit.HOUR: "сағатқа",
    Unit.DAY: "күнге тәулік тәулікке сутки суток д",
    Unit.WEEK: "аптаға неделя w wk нед",
    Unit.MONTH: "ай айға месяц месяца месяцев мес month months mo",
})  # fmt: skip
_FOR = frozenset(("на", "for"))
# "3d", "2апта".
_GLUED = re.compile(r"(?<![\w.,])(\d{1,4}(?:[.,]\d)?)([^\W\d_])")
_NUMBER = re.compile(r"\d{1,4}|\d{1,2}[.,]\d")
# Words for the last article, with what may stand behind each.
_LAST = {
    **dict.fromkeys(("соңғысынан", "соңғыдан"), ()),
    "соңғы": ("хабардан", "жаңалықтан", "мақаладан"),
    **dict.fromkeys(("последней", "последнего"), ("новости", "статьи", "публикации", "материала")),
    "last": ("1", "article", "story"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """`whole_days`: it has days and weeks alone, so an hour of that day may be named besides."""

    length: timedelta
    whole_days: bool


def length_of(text: str) -> timedelta | None:
    """A typed length of time and nothing else: "3d", "week", "2 апта", "на полтора дня"; None for anything else."""
    words = time_words(_GLUED.sub(r"\1 \2", text))
    at = int(word_at(words, 0) in _FOR)
    found = _length(words, at, bare=True, units=_LENGTHS)
    return found[0].length if found and found[1] == len(words) else None


def stretch_at(words: list[str], at: int) -> tuple[Stretch, int] | None:
    """The stretch that begins at a word, and the place behind it; None where no word puts it ahead."""
    if word_at(words, at) in _AHEAD:
        return _length(words, at + 1, bare=True)
    found = _length(words, at, bare=False)
    if found is None:
        return None
    stretch, end = found
    if word_at(words, end) in _BEHIND:
        return stretch, end + 1
    return found if last_at(words, end) else None


def last_at(words: list[str], at: int) -> int:
    """The place behind "after the last one"; 0 when it does not stand here."""
    after = word_at(words, at) in ("после", "after")
    at += after
    at += after and word_at(words, at) == "the"
    last = word_at(words, at)
    if last not in _LAST or (not after and last[0] != "с"):
        return 0
    return at + 1 + (word_at(words, at + 1) in _LAST[last])


def _length(words: list[str], at: int, *, bare: bool, units: dict[str, Unit] = _UNITS) -> tuple[Stretch, int] | None:
    """Numbers with their units, the longest first; `bare`: the first unit may go without a number among others."""
    minutes, unit, parts, numbered = 0.0, 10 * Unit.WEEK, 0, True
    whole = True
    while True:
        start = at + (parts > 0 and word_at(words, at) in ("и", "and"))
        number, behind = _number(words, start)
        next_unit = units.get(word_at(words, behind), unit)
        if next_unit >= unit or (number is None and parts):
            break
        numbered, unit, parts = number is not None, next_unit, parts + 1
        minutes += (1.0 if number is None else number) * unit
        whole = whole and unit >= Unit.DAY
        at = behind + 1
        if half := _and_a_half(words, at):
            return Stretch(timedelta(minutes=minutes + unit / 2), whole), at + half
        if not (numbered or bare):
            break
    return (Stretch(timedelta(minutes=minutes), whole), at) if parts else None


def _number(words: list[str], at: int) -> tuple[float | None, int]:
    """A number and the place behind it; (None, the same place) where none stands."""
    word, following = word_at(words, at), word_at(words, at + 1)
    if word in ("полтора", "полторы"):
        return 1.5, at + 1
    if word in ("жарты", "half"):
        return 0.5, at + 1 + (word == "half" and following in ("a", "an"))
    if word in ("a", "an"):
        return 1.0, at + 1
    if not _NUMBER.fullmatch(word):
        return None, at
    number = float(word.replace(",", "."))
    if following == "жарым":
        return number + 0.5, at + 2
    half = _and_a_half(words, at + 1)
    return number + 0.5 * (half > 0), at + 1 + half


def _and_a_half(words: list[str], at: int) -> int:
    """How many words say "and a half" here."""
    if words[at : at + 3] == ["and", "a", "half"]:
        return 3
    return 2 if words[at : at + 2] == ["с", "половиной"] else 0
