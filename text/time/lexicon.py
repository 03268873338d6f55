"""The words of dates and hours in Kazakh, Russian and English: months, weekdays, near days, units, parts of the day.

Three readers use them: of an article's date (`article_date.py`), of a period in a search (`periods.py`), of an hour to
come (`when.py`). All forms are in small letters, as `folded` leaves them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a table that is written as one text."""
    return tuple(text.split())


def by_form(forms: Mapping[T, str]) -> dict[str, T]:
    """A table that is written by meaning, as a look-up by form."""
    return {form: meant for meant, text in forms.items() for form in words_of(text)}


KAZAKH = words_of("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан")
RUSSIAN = words_of("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
ENGLISH = words_of("January February March April May June July August September October November December")
# The months as they stand in a date: the Russian ones in the genitive.
SHOWN = {"kk": KAZAKH, "ru": RUSSIAN, "en": ENGLISH}
# Today and yesterday, as a date is shown.
DAYS = {"kk": ("бүгін", "кеше"), "ru": ("сегодня", "вчера"), "en": ("today", "yesterday")}
# Days from today to the day that a word names.
NEAR_DAYS = by_form({
    -2: "алдыңгүні алдыңғыкүні позавчера",
    -1: "кеше вчера yesterday keshe",
    0: "бүгін сегодня today bugin",
    1: "ертең завтра tomorrow erten",
    2: "бүрсігүні бүрсүгіні послезавтра",
})  # fmt: skip
NEAR_ADJECTIVES = by_form({
    -1: "кешегі вчерашний вчерашняя вчерашние",
    0: "бүгінгі сегодняшний сегодняшняя сегодняшние",
})  # fmt: skip
# From 0, Monday. The first four forms are the whole names in the nominative.
_WEEKDAYS = (
    words_of("дүйсенбі понедельник monday mon дс пн"),
    words_of("сейсенбі вторник tuesday tue сс вт tues"),
    words_of("сәрсенбі среда wednesday wed ср среду"),
    words_of("бейсенбі четверг thursday thu бс чт thur thurs"),
    words_of("жұма пятница friday fri жм пт пятницу"),
    words_of("сенбі суббота saturday sat сб субботу"),
    words_of("жексенбі воскресенье sunday sun жс вс"),
)
WEEKDAYS = {form: day for day, forms in enumerate(_WEEKDAYS) for form in forms} | {
    forms[0] + ending: day for day, forms in enumerate(_WEEKDAYS) for ending in ("да", "де", "ға", "ге")
}
# The forms that a saved page writes beside a date.
WEEKDAY_NAMES = frozenset(form for forms in _WEEKDAYS for form in forms[:4])


class Unit(IntEnum):
    """A length of time in minutes. A month has 31 days and a year 366, so that a search cuts no day off."""

    MINUTE = 1
    HOUR = 60
    DAY = 24 * 60
    WEEK = 7 * 24 * 60
    MONTH = 31 * 24 * 60
    YEAR = 366 * 24 * 60


UNITS = by_form({
    Unit.MINUTE: "минут минута минуту минуты мин minute minutes min",
    Unit.HOUR: "сағат час часа часов hour hours",
    Unit.DAY: "күн день дня дней day days",
    Unit.WEEK: "апта неделю недели недель week weeks",
    Unit.MONTH: "ай месяц месяца месяцев month months",
    Unit.YEAR: "жыл год года year years",
})  # fmt: skip
# "екі сағаттан кейін", "in 2 h": forms of a stretch ahead.
UNITS_AHEAD = UNITS | by_form({
    Unit.MINUTE: "минуттан m",
    Unit.HOUR: "сағаттан сағ ч h",
    Unit.DAY: "күннен күнде тәуліктен сутки суток d",
    Unit.WEEK: "аптадан",
})  # fmt: skip
# "соңғы аптада", "за сутки": forms of a period that has passed.
UNITS_BACK = UNITS | by_form({
    Unit.DAY: "күнде күнгі күндегі тәулік сутки",
    Unit.WEEK: "аптада аптадағы аптаның неделя",
    Unit.MONTH: "айда айдағы айдың",
    Unit.YEAR: "жылда жылдағы жылғы",
})  # fmt: skip
# What stands beside a year, and beside a day.
YEAR_WORDS = frozenset(words_of("жыл жылы жылғы жылдың ж год года г"))
ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
PARTS_OF_DAY = by_form({
    "morning": "таңғы таңертең таңертеңгі утра утром morning",
    "afternoon": "afternoon дня днём днем түскі күндізгі",
    "evening": "кешкі кешке кеште вечера вечером evening",
    "night": "түнгі түнде ночи ночью night",
    "noon": "түсте полдень полудню noon обед обеду lunchtime",
    "midnight": "полночь midnight",
    "am": "am",
    "pm": "pm",
})  # fmt: skip
# What may follow a month's Kazakh name.
KAZAKH_ENDINGS = frozenset(
    {
        "",
        *words_of(
            "ы і сы сі да де та те дағы дегі тағы тегі ға ге қа ке на не нда нде ның нің дың дің тың тің дан ден"
        ),
        *words_of("тан тен нан нен ды ді ты ті da de ta te ga ge qa ke nda nde nin din tin dan den tan ten"),
    }
)
# Kazakh in Latin letters, as `folded` leaves them: one spelling for the alphabets of 2018 and 2021 and for chat.
_LATIN = (
    ("qantar", "kantar"), ("aqpan", "akpan"), ("nauriz", "nairiz"), ("sauir", "saiir"), ("mamir",),
    ("mausim", "maisim"),
    ("shilde", "silde"), ("tamiz",), ("qirkuiek", "kirkuiek"), ("qazan", "kazan"),
    ("qarasha", "qarasa", "karasha"), ("jeltoqsan", "zheltoksan", "jeltoksan"),
)  # fmt: skip
_RUSSIAN_STEMS = words_of("январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр")
_RUSSIAN_ENDINGS = ("", "ь", "я", "й", "а", "е", "ю", "у", "ем", "ом")
# Short forms; "ма" and "ма" + "ь" are no May, so its forms are all here.
_SHORT = by_form({
    1: "янв қаң jan", 2: "фев февр ақп feb", 3: "мар нау mar", 4: "апр сәу apr",
    5: "май мая мае маю маем мам may", 6: "мау jun", 7: "шіл jul", 8: "авг там aug", 9: "сен сент қыр sep sept",
    10: "окт қаз oct", 11: "ноя нояб қар nov", 12: "дек жел dec",
})  # fmt: skip
_EXACT = (
    _SHORT
    | {name.lower(): month for month, name in enumerate(ENGLISH, 1)}
    | {stem + end: month for month, stem in enumerate(_RUSSIAN_STEMS, 1) if month != 5 for end in _RUSSIAN_ENDINGS}
)


def folded(word: str) -> str:
    """Small letters; Latin ones without their marks, i for the y and ı of Kazakh. Cyrillic stays itself."""
    low = unicodedata.normalize("NFC", word.lower())
    if not low or low[0] >= "\u0400":
        return low
    bare = unicodedata.normalize("NFKD", low).replace("ı", "i")
    return "".join(char for char in bare if not unicodedata.combining(char))


_BEGINNINGS = (*KAZAKH, *(stem for spellings in _LATIN for stem in spellings))


@lru_cache(maxsize=4096)
def month_of(word: str) -> int:
    """The month, 1 to 12, that a word names in any of its forms; 0 when it names none."""
    low = folded(word)
    latin = low.replace("y", "i")
    return _EXACT.get(low) or _EXACT.get(latin) or _inflected(low, latin)


def _inflected(low: str, latin: str) -> int:
    # Most words begin like no month.
    if not (low.startswith(_BEGINNINGS) or latin.startswith(_BEGINNINGS)):
        return 0
    for month, (name, spellings) in enumerate(zip(KAZAKH, _LATIN, strict=True), 1):
        if low.removeprefix(name) in KAZAKH_ENDINGS and low.startswith(name):
            return month
        if any(latin.startswith(stem) and latin[len(stem) :] in KAZAKH_ENDINGS for stem in spellings):
            return month
    return 0
