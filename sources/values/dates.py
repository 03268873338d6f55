"""Moments and days as sources write them: ISO 8601, RFC 2822, seconds since 1970, words in three languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from text.time.article_date import read_date
from text.time.digits import valid_day

_RFC_2822 = re.compile(r"\A(?:[A-Za-z]{3}, *)?\d{1,2} [A-Za-z]{3} \d{2,4} \d\d:\d\d.*")
# The same as nearly all feeds write it: read in a third of the time.
_USUAL_2822 = re.compile(
    r"[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) ([12]\d{3}) (\d\d):(\d\d):(\d\d) (?:GMT|([+-])([01]\d)(\d\d))", re.ASCII
)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
# "2020年1月28日", "2020년 1월 28일".
_EAST = re.compile(r"\A(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]?(?: ?(\d{1,2}):(\d\d)(?::\d\d)?)?")
_NAMED_DAY = re.compile(r"\A(\d{4})-(\d\d)-(\d\d)(?!\d)")
# A year outside of these is a slip (20240) or an attack on the arithmetic of dates.
_YEARS = range(1900, 2101)
# Characters of a value that can be a date.
_LONGEST = 80
# A number from here on is milliseconds: as seconds it would be in the year 5138.
_MILLISECONDS_FROM = 10**11


def read_moment(value: object, now: datetime | None = None) -> datetime | date | None:
    """A moment (naive: in the newsroom's zone), a day without an hour, or None when it cannot be read.

    With `now` also "today" and days without a year can be read.
    """
    moment = _read(value, now)
    if moment is None or moment.year not in _YEARS:
        return None
    return moment


def _read(value: object, now: datetime | None) -> datetime | date | None:
    if isinstance(value, (datetime, date)):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_number(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = value.strip()
    # First, since most dates of feeds are such.
    if (usual := _USUAL_2822.fullmatch(text)) and (moment := _of_usual(usual)):
        return moment
    if text.isdecimal() and len(text) in {10, 13}:
        return _of_number(int(text))
    if (east := _EAST.fullmatch(text)) is not None:
        return _of_numbers(*(int(number) for number in east.groups() if number))
    if _RFC_2822.fullmatch(text):
        try:
            moment = parsedate_to_datetime(text)
            # A zone by its letters is none to Python; ours knows those that servers write.
            return moment if moment.tzinfo is not None else read_date(text, now) or moment
        except (ValueError, OverflowError):
            return read_date(text, now)
    return read_date(text, now)


def _of_usual(found: re.Match[str]) -> datetime | None:
    """None for what is no moment after all."""
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    zone = UTC if sign is None else _zone(60 * int(hours) + int(minutes), sign)
    try:
        return datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except (ValueError, KeyError):
        return None


@lru_cache(maxsize=100)
def _zone(minutes: int, sign: str) -> timezone:
    return timezone(timedelta(minutes=-minutes if sign == "-" else minutes))


def day_of_file(name: str) -> date | None:
    """The day that the name of a file begins with, as site generators have it: "2026-03-10-title"."""
    found = _NAMED_DAY.match(name.rpartition("/")[2])
    day = valid_day(*(int(number) for number in found.groups())) if found else None
    return day if day and day.year in _YEARS else None


def _of_numbers(year: int, month: int, day: int, hour: int = -1, minute: int = 0) -> datetime | date | None:
    """`hour`: -1 for a day without one."""
    try:
        return date(year, month, day) if hour < 0 else datetime(year, month, day, hour, minute)  # noqa: DTZ001
    except ValueError:
        return None


def _of_number(value: int | float) -> datetime | None:
    try:
        seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
