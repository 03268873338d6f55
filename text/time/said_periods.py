"""Finds the period that a question names in words: "қарашаның 19-ы", "с 1 по 15 ноября", "last week", "сенбі күнгі".

The words of a query are taken apart before the day of asking is known; a period is found here, and becomes days later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from text.time import period_words
from text.time.digits import whole_day
from text.time.lexicon import Unit
from text.time.period import (
    Between,
    CalendarUnit,
    DayOfMonth,
    LastDays,
    NearDay,
    PartOfMonth,
    Period,
    Weekday,
    Weekend,
    WholeMonth,
    WholeYear,
)
from text.time.period_tokens import Token, day_at, month_at, text_at, tokens_of, year_at
from text.time.periods import YEARS
from text.words.folding import fold


class Said(NamedTuple):
    """A period, and the places of its words in the query."""

    period: Period
    places: range


class _Reach(Enum):
    """In which queries a form counts: in all, or only where news is asked for, since it may be a word of the topic."""

    ALWAYS = auto()
    NEWS = auto()


class _Found(NamedTuple):
    period: Period
    end: int
    reach: _Reach


def said_period(chunks: Sequence[str], *, news: bool) -> Said | None:
    """The first period that a query names. `news`: it asks for news, so that a weekday or a month alone counts too.

    Otherwise a word such as "today" counts only at an end of the query, since in between it is one of the question's.
    """
    return _said_period(tuple(chunks), news=news)


# One search asks twice.
@lru_cache(maxsize=64)
def _said_period(chunks: tuple[str, ...], *, news: bool) -> Said | None:
    tokens = tokens_of(chunks)
    for at in range(len(tokens)):
        # A period takes whole chunks: none begins inside of one.
        if at and tokens[at - 1].place == tokens[at].place:
            continue
        found = _range_at(tokens, at) or _point_at(tokens, at)
        if found is None or (found.reach is _Reach.NEWS and not news):
            continue
        if not news and any(token.respelled for token in tokens[at : found.end]):
            continue
        places = range(tokens[at].place, tokens[found.end - 1].place + 1)
        if isinstance(found.period, NearDay) and not news and 0 not in places and len(chunks) - 1 not in places:
            continue
        if found.end == len(tokens) or tokens[found.end].place != tokens[found.end - 1].place:
            return Said(found.period, _with_silent(chunks, places))
    return None


def _with_silent(chunks: Sequence[str], places: range) -> range:
    """The places with the preposition before the period and the "day" behind it."""
    first, last = places.start, places.stop
    while first > 0 and fold(chunks[first - 1]) in period_words.SILENT:
        first -= 1
    while last < len(chunks) and fold(chunks[last]) in period_words.SILENT_BEHIND:
        last += 1
    return range(first, last)


def _range_at(tokens: Sequence[Token], at: int) -> _Found | None:
    """ "с 1 по 15 ноября", "1–15 қараша", "қарашаның 1-інен 15-іне дейін", "с понедельника", "19 қарашадан бері"."""
    begun = text_at(tokens, at) in period_words.FROM
    first = _point_at(tokens, at + begun) or _bare_day(tokens, at + begun)
    if first is None:
        return None
    middle = first.end + (text_at(tokens, first.end) in period_words.TO)
    second = _point_at(tokens, middle) or _bare_day(tokens, middle)
    if second is None:
        opens = text_at(tokens, at) in period_words.OPENING or text_at(tokens, first.end) in period_words.SINCE
        open_ended = opens and not _is_bare(first.period)
        end = first.end + (text_at(tokens, first.end) in period_words.SINCE)
        return _Found(Between(first.period, None), end, _Reach.NEWS) if open_ended else None
    closed = text_at(tokens, second.end) in period_words.UP_TO
    if not (middle > first.end or closed):
        return None
    end = second.end + closed
    since, until = _as_one_month(first.period, second.period)
    # "1-ден 15-ке дейін қараша".
    month = month_at(tokens, end) if _is_bare(since) and _is_bare(until) else 0
    if month and isinstance(since, DayOfMonth) and isinstance(until, DayOfMonth):
        since, until, end = DayOfMonth(since.day, month), DayOfMonth(until.day, month), end + 1
    if _is_bare(since) or _is_bare(until):
        return None
    sure = isinstance(since, DayOfMonth) and isinstance(until, DayOfMonth)
    return _Found(Between(since, until), end, _Reach.ALWAYS if sure else _Reach.NEWS)


def _is_bare(period: Period) -> bool:
    return isinstance(period, DayOfMonth) and not period.month


def _as_one_month(since: Period, until: Period) -> tuple[Period, Period]:
    """The month and the year that only one of two days names, for both: in "с 1 по 15 ноября" they are the second's."""
    if isinstance(since, DayOfMonth) and isinstance(until, DayOfMonth):
        month, year = since.month or until.month, since.year or until.year
        return DayOfMonth(since.day, month, year), DayOfMonth(until.day, until.month or month, until.year or year)
    return since, until


def _bare_day(tokens: Sequence[Token], at: int) -> _Found | None:
    """A number that may be a day, inside a range."""
    day, end = day_at(tokens, at)
    return _Found(DayOfMonth(day), end, _Reach.NEWS) if day else None


def _point_at(tokens: Sequence[Token], at: int) -> _Found | None:
    word = text_at(tokens, at)
    if word in period_words.NEAR:
        return _Found(NearDay(period_words.NEAR[word]), at + 1, _Reach.ALWAYS)
    if word in period_words.BEFORE and text_at(tokens, at + 1) in period_words.BEFORE_DAY:
        return _Found(NearDay(-2), at + 2, _Reach.ALWAYS)
    if word in period_words.NAMED_YEARS:
        return _Found(CalendarUnit(Unit.YEAR, period_words.NAMED_YEARS[word]), at + 1, _Reach.NEWS)
    if word in period_words.WEEKDAYS:
        return _Found(Weekday(period_words.WEEKDAYS[word]), at + 1, _Reach.NEWS)
    if word in period_words.WEEKEND:
        return _Found(Weekend(), at + 1, _Reach.NEWS)
    if word in period_words.REST and text_at(tokens, at + 1) in period_words.REST_DAYS:
        return _Found(Weekend(), at + 2, _Reach.NEWS)
    if word in period_words.THIS or word in period_words.LAST:
        return _named_unit(tokens, at)
    return _date_at(tokens, at) or _ago(tokens, at) or _part_of_month(tokens, at) or _of_news(word, at)


def _ago(tokens: Sequence[Token], at: int) -> _Found | None:
    """ "Три дня назад", "апта бұрын", "2 weeks ago"."""
    word = text_at(tokens, at)
    number = int(word) if word.isdecimal() and len(word) <= 2 else period_words.NUMBERS.get(word, 0)
    behind = at + (number > 0)
    unit = period_words.UNITS_OF_AGO.get(text_at(tokens, behind))
    if unit is None or text_at(tokens, behind + 1) not in period_words.AGO:
        return None
    back = number or 1
    return _Found(NearDay(-back) if unit is Unit.DAY else CalendarUnit(unit, back), behind + 2, _Reach.NEWS)


def _part_of_month(tokens: Sequence[Token], at: int) -> _Found | None:
    """ "В конце февраля", "beginning of march", "наурыздың басындағы"."""
    part, place = period_words.PARTS_OF_MONTH.get(text_at(tokens, at)), at + 1
    place += text_at(tokens, place) == "of"
    month = month_at(tokens, place)
    return _Found(PartOfMonth(month, part), place + 1, _Reach.NEWS) if part is not None and month else None


def _of_news(word: str, at: int) -> _Found | None:
    """ "Утренние новости", "новости недели"."""
    if word in period_words.NEAR_OF_NEWS:
        return _Found(NearDay(0), at + 1, _Reach.NEWS)
    return _Found(LastDays(period_words.OF_UNIT[word]), at + 1, _Reach.NEWS) if word in period_words.OF_UNIT else None


def _named_unit(tokens: Sequence[Token], at: int) -> _Found | None:
    """ "осы апта", "на прошлой неделе", "last month", "өткен жұма", "last weekend", "өткен қараша"."""
    back, word = int(tokens[at].text in period_words.LAST), text_at(tokens, at + 1)
    if unit := period_words.UNITS.get(word):
        return _Found(CalendarUnit(unit, back), at + 2, _Reach.ALWAYS)
    if word in period_words.WEEKDAYS:
        return _Found(Weekday(period_words.WEEKDAYS[word], before=bool(back)), at + 2, _Reach.NEWS)
    if word in period_words.WEEKEND:
        return _Found(Weekend(before=bool(back)), at + 2, _Reach.NEWS)
    month = month_at(tokens, at + 1)
    return _Found(WholeMonth(month), at + 2, _Reach.NEWS) if month else None


def _date_at(tokens: Sequence[Token], at: int) -> _Found | None:
    """A day in digits; a month with a day, a year, or alone; a year of news."""
    word = text_at(tokens, at)
    exact = whole_day(word)
    if exact and exact.year in YEARS:
        return _Found(DayOfMonth(exact.day, exact.month, exact.year), at + 1, _Reach.ALWAYS)
    if dotted := re.fullmatch(r"(\d\d?)\.(\d\d?)", word):
        day = DayOfMonth(int(dotted[1]), int(dotted[2]))
        return _Found(day, at + 1, _Reach.NEWS) if 1 <= day.month <= 12 and 1 <= day.day <= 31 else None
    year, place = year_at(tokens, at)
    if year and not month_at(tokens, place) and not day_at(tokens, place)[0]:
        marked = place > at + 1
        return _Found(WholeYear(year), place, _Reach.NEWS) if marked else None
    day_number, behind = day_at(tokens, place)
    behind += text_at(tokens, behind) == "of"
    if month := month_at(tokens, behind):
        return _in_month(tokens, behind + 1, DayOfMonth(day_number, month, year))
    if day_number and behind > place + 1 and text_at(tokens, behind - 1) in period_words.DAY_WORDS and not year:
        return _Found(DayOfMonth(day_number), behind, _Reach.NEWS)
    return None


def _in_month(tokens: Sequence[Token], at: int, said: DayOfMonth) -> _Found:
    """A day or a whole month, with what stands behind the month's name: "айында", a day, a year."""
    at += text_at(tokens, at) in period_words.MONTH_WORDS
    day, year = said.day, said.year
    if not day:
        day, at = day_at(tokens, at)
    if not year:
        year, at = year_at(tokens, at)
    if day:
        return _Found(DayOfMonth(day, said.month, year), at, _Reach.ALWAYS)
    part = period_words.PARTS_OF_MONTH.get(text_at(tokens, at))
    if part is not None and not year:
        return _Found(PartOfMonth(said.month, part), at + 1, _Reach.NEWS)
    return _Found(WholeMonth(said.month, year), at, _Reach.ALWAYS if year else _Reach.NEWS)
