"""Days as people type them for an hour to come: "ертең", "30 қараша", "ноябрьдің 30-ы", "25.11", "30-го", "пн"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from text.time.digits import valid_day, whole_day
from text.time.hour_words import word_at
from text.time.lexicon import NEAR_DAYS, WEEKDAYS, YEAR_WORDS, by_form, month_of, words_of

# "ертеңгі таңғы тоғызда": a near day as the word before the hour takes it.
_NEAR = NEAR_DAYS | by_form({
    0: "бүгінгі",
    1: "ертеңгі завтрашнее завтрашнюю",
    2: "бүрсігүнгі",
})  # fmt: skip
_NEXT = frozenset(words_of("келесі next следующий следующая следующую следующее следующей следующем"))
_THIS = frozenset(words_of("осы this этот эта эту это"))
_OF_WEEK = frozenset(words_of("апта аптада аптаның аптадағы week неделе"))
_NUMBERS = re.compile(r"(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d\d))?")
# "30-го", "30 числа", "30-ы", "30-ында", "30th".
_ORDINAL = frozenset((
    "го", "ое", "е", "числа", "st", "nd", "rd", "th", "шы", "ші",
    "ы", "і", "сы", "сі", "ына", "іне", "сына", "сіне", "ында", "інде", "сында", "сінде",
))  # fmt: skip
_RUSSIAN_IN_KAZAKH = re.compile(
    "(январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)[дт][еаіы]ң?"
)
# Days: a day without a year that lies so little back is that day, which has passed, and not next year's.
_PASSED = timedelta(days=92)


def near_at(words: list[str], at: int) -> int | None:
    """Days from today to the day that a word names."""
    return _NEAR.get(word_at(words, at))


def weekday_at(words: list[str], at: int) -> int | None:
    """0, Monday, to 6, for a word that names a day of the week."""
    return WEEKDAYS.get(word_at(words, at))


def week_at(words: list[str], at: int) -> tuple[int, int] | None:
    """How many weeks ahead a word before a day of the week puts it ("next" 1, "this" 0), and the place behind it."""
    word = word_at(words, at)
    weeks = 1 if word in _NEXT else 0 if word in _THIS else -1
    end = at + 1 + (word_at(words, at + 1) in _OF_WEEK)
    end += word_at(words, end) in ("в", "во", "on")
    return (weeks, end) if weeks >= 0 and weekday_at(words, end) is not None else None


def date_at(words: list[str], at: int, today: date) -> tuple[date, int] | None:
    """The date that begins at a word, and the place behind it; None where none stands, or an impossible one.

    Without a year it is the first such day from three months ago on, without a month the nearest such day: both may
    have passed.
    """
    word = word_at(words, at)
    if "-" in word:
        return _found(_recent(whole_day(word)), at + 1)
    if numbers := _NUMBERS.fullmatch(word):
        return _found(_in_numbers(numbers, today), at + 1)
    if month := _month(word):
        day, end = _number(words, at + 1), at + 2
        return _with_year(words, end + (word_at(words, end) in _ORDINAL), month, day, today)
    day, end = _number(words, at), at + 1
    ordinal = word_at(words, end) in _ORDINAL
    end += ordinal
    of = word_at(words, end) == "of"
    if month := _month(word_at(words, end + of)):
        return _with_year(words, end + of + 1, month, day, today)
    return _found(_of_month(day, today), end) if ordinal and day else None


def _with_year(words: list[str], at: int, month: int, day: int, today: date) -> tuple[date, int] | None:
    """The day, with the year that may stand at a word."""
    year, end = _year(words, at)
    return _found(_exact(year, month, day) if year else _first_such(month, day, today), end)


def _found(day: date | None, end: int) -> tuple[date, int] | None:
    return (day, end) if day else None


def _month(word: str) -> int:
    if not word or word[0].isdigit():
        return 0
    russian = _RUSSIAN_IN_KAZAKH.fullmatch(word)
    return month_of(russian[1] if russian else word)


def _number(words: list[str], at: int) -> int:
    word = word_at(words, at)
    return int(word) if word.isdecimal() and len(word) <= 2 else 0


def _year(words: list[str], at: int) -> tuple[int, int]:
    """A year behind a day, 0 without one, and the place behind it with its word."""
    word = word_at(words, at)
    if not (word.isdecimal() and len(word) == 4):
        return 0, at
    return int(word), at + 1 + (word_at(words, at + 1) in YEAR_WORDS)


def _in_numbers(found: re.Match[str], today: date) -> date | None:
    """ "9.30" and "21.00" are hours. "5/12" is May to some and December to others, "11/30" a day to few: neither is."""
    day, month, year = int(found[1]), int(found[3]), int(found[4] or 0)
    if found[2] == "/" and day <= 12 and day != month:
        return None
    if found[4]:
        return _exact(year if year >= 100 else 2000 + year, month, day)
    return _first_such(month, day, today)


def _exact(year: int, month: int, day: int) -> date | None:
    return _recent(valid_day(year, month, day))


def _recent(day: date | None) -> date | None:
    """Years before 2000 are slips, and some of them no clock can show."""
    return day if day and day.year >= 2000 else None


def _first_such(month: int, day: int, today: date) -> date | None:
    such = (_exact(year, month, day) for year in range(today.year - 1, today.year + 2))
    return next((found for found in such if found and found >= today - _PASSED), None)


def _of_month(day: int, today: date) -> date | None:
    """The nearest such day of a month: on the 26th "the 25th" has passed and "the 1st" is to come."""
    return min(_such_days(day, today), key=lambda found: abs(found - today), default=None)


def _such_days(day: int, today: date) -> Iterator[date]:
    first = today.replace(day=1)
    for month in ((first - timedelta(days=1)), first, (first + timedelta(days=31))):
        if found := _exact(month.year, month.month, day):
            yield found
