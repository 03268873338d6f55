"""Hours of the day as people type them: "9:05", "кешкі 7-де", "в 9 утра", "half past six", "половина седьмого"."""

from __future__ import annotations

import re

from text.time.hour_words import word_at
from text.time.lexicon import PARTS_OF_DAY, UNITS_AHEAD, Unit, words_of

Clock = tuple[int, int]

_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")
# The hour of a part of the day that is named without one.
_ALONE = {"morning": (9, 0), "evening": (19, 0), "noon": (12, 0), "midnight": (0, 0)}
_BEFORE_HOUR = frozenset(("сағат", "сағ", "в", "at", "к", "таңғы", "түскі", "кешкі", "түнгі"))
_CASE = frozenset(("да", "де", "та", "те", "ға", "ге", "қа", "ке"))
_BEHIND_HOUR = frozenset(("am", "pm", "утра", "вечера", "ночи"))
_UNIT = frozenset(("час", "часа", "часов", "ч"))
_ORDINALS = {
    **{word: hour for hour, word in enumerate(words_of("первого второго третьего четвёртого пятого шестого"), 1)},
    **{word: hour for hour, word in enumerate(words_of("седьмого восьмого девятого десятого одиннадцатого"), 7)},
    "четвертого": 4,
    "двенадцатого": 12,
}
# "без четверти девять", "без 10 девять".
_MINUTES_TO = {"пяти": 5, "десяти": 10, "четверти": 15, "пятнадцати": 15, "двадцати": 20}
# By part of the day: the hour meant by the hour that is said. What is not here contradicts the part.
_HOURS_OF = {
    "morning": {hour: hour for hour in range(12)},
    "afternoon": {12: 12} | {hour - 12: hour for hour in range(13, 19)} | {hour: hour for hour in range(13, 19)},
    "evening": {hour - 12: hour for hour in range(16, 24)} | {hour: hour for hour in range(16, 24)},
    "night": {12: 0} | {hour: hour for hour in (*range(6), 21, 22, 23)} | {hour - 12: hour for hour in (21, 22, 23)},
    "noon": {12: 12},
    "midnight": {0: 0, 12: 0},
    "am": {12: 0} | {hour: hour for hour in range(12)},
    "pm": {12: 12} | {hour - 12: hour for hour in range(13, 24)} | {hour: hour for hour in range(13, 24)},
}


def clock_at(words: list[str], at: int) -> tuple[Clock, int] | None:
    """The hour that begins at a word, as it is said, and the place behind it.

    A number alone is no hour: a word before or behind it must make it one.
    """
    if found := _CLOCK.fullmatch(word_at(words, at)):
        end = at + 1 + (word_at(words, at + 1) in _CASE)
        return _valid(int(found[1]), int(found[2]), end)
    return _half_at(words, at) or _short_of(words, at) or _bare_at(words, at)


def part_at(words: list[str], at: int) -> tuple[str, int] | None:
    """A part of the day: "кешкі", "утром", "pm", "in the morning", "this evening"."""
    at += 2 * (words[at : at + 2] == ["in", "the"]) or word_at(words, at) == "this"
    part = PARTS_OF_DAY.get(word_at(words, at))
    return (part, at + 1) if part else None


def hour_meant(clock: Clock | None, parts: list[str]) -> Clock | None:
    """7 in the evening is 19:00, "утром" 9:00; None without an hour, or when the two contradict each other."""
    if clock is None:
        return _ALONE.get(parts[0]) if len(parts) == 1 else None
    hour: int | None = clock[0]
    for part in parts:
        hour = None if hour is None else _HOURS_OF[part].get(hour)
    # "утром в 9 вечера": the hour that the last part gives has to suit the first one too.
    agree = all(_HOURS_OF[part].get(hour) == hour for part in parts if hour is not None)
    return (hour, clock[1]) if hour is not None and agree else None


def _valid(hour: int, minute: int, end: int) -> tuple[Clock, int] | None:
    return ((hour, minute), end) if hour < 24 and minute < 60 else None


def _half_at(words: list[str], at: int) -> tuple[Clock, int] | None:
    """ "половина седьмого", "полседьмого", "четверть седьмого", "half past six", "quarter to nine"."""
    word, following = word_at(words, at), word_at(words, at + 1)
    half_to = word.removeprefix("пол") if word.startswith("пол") else ""
    if half_to in _ORDINALS:
        return (_before(_ORDINALS[half_to]), 30), at + 1
    if word in ("половина", "половине", "половину", "пол", "четверть") and following in _ORDINALS:
        return (_before(_ORDINALS[following]), 15 if word == "четверть" else 30), at + 2
    hour = _number(words, at + 2)
    if not 1 <= hour <= 12 or (word, following) not in (("half", "past"), ("quarter", "past"), ("quarter", "to")):
        return None
    if following == "to":
        return (_before(hour), 45), at + 3
    return (hour, 30 if word == "half" else 15), at + 3


def _short_of(words: list[str], at: int) -> tuple[Clock, int] | None:
    """ "без четверти девять"."""
    minutes = _MINUTES_TO.get(word_at(words, at + 1)) or _number(words, at + 1)
    hour = _number(words, at + 2)
    if word_at(words, at) != "без" or not 1 <= hour <= 12 or not 0 < minutes < 60:
        return None
    return (_before(hour), 60 - minutes), at + 3


def _before(hour: int) -> int:
    return hour - 1 or 12


def _bare_at(words: list[str], at: int) -> tuple[Clock, int] | None:
    """ "сағат 9-да", "в 9 часов 30 минут", "алты жарымда", "7 pm", "в 3 дня"."""
    hour, minute, end = _number(words, at), 0, at + 1
    if word_at(words, at) == "час" and word_at(words, end) in ("дня", "ночи"):
        return (1, 0), end
    if hour < 0:
        return None
    sure = word_at(words, at - 1) in _BEFORE_HOUR
    if word_at(words, end) in ("жарым", "жарымда"):
        sure, minute, end = sure or words[end] == "жарымда", 30, end + 1
    elif word_at(words, end) in _CASE:
        sure, end = True, end + 1
    elif word_at(words, end) in _UNIT:
        end += 1
        if _number(words, end) >= 0 and UNITS_AHEAD.get(word_at(words, end + 1)) is Unit.MINUTE:
            minute, end = _number(words, end), end + 2
        sure = sure or word_at(words, end) == "дня"
    sure = sure or word_at(words, end) in _BEHIND_HOUR
    return _valid(hour, minute, end) if sure else None


def _number(words: list[str], at: int) -> int:
    word = word_at(words, at)
    return int(word) if word.isdecimal() and len(word) <= 2 else -1
