"""The date of an article, as sources write it: in digits, in words of three languages, or relative to now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import takewhile

from text.time.digits import ISO_START, iso_moment, valid_day
from text.time.foreign_months import foreign_month_of
from text.time.lexicon import NEAR_DAYS, ORDINAL_ENDINGS, UNITS, YEAR_WORDS, Unit, folded, month_of

# Characters of a text that can be a date with what stands around it.
LONGEST = 120
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?![\d.])")
# "28.01.20": only with dots, since "01/28/20" is American.
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{2})(?![\d.])")
# "20200128", with the hour behind it in the basic form of ISO 8601.
_TIGHT = re.compile(r"\A(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?\Z")
# Years of two digits up to this one are of this century, as POSIX reads them.
_THIS_CENTURY = 68
_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?![\d:])\s*([ap]\.?m\b)?", re.IGNORECASE)
_HOUR = re.compile(r"(?:сағат|сағ\.?|в|at)\s+([01]?\d|2[0-3])[.:-]([0-5]\d)(?!\d)", re.IGNORECASE)
# A minus needs a space or UTC before it: "10:15-11:00" is from a quarter past ten to eleven.
_ZONE = re.compile(
    r"(?:(?P<sign>\+|(?<=[ CT])-)(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?|(?<=\d)Z|(?<=[\d ])(?:UTC|GMT|Z))$"
)
# Zones by the letters that mail and servers write (RFC 2822 4.3, and those of Europe), in hours from UTC.
_NAMED_ZONES = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "UT": 0, "UTC": 0, "GMT": 0,
    "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "AST": -4, "JST": 9,
}  # fmt: skip
_ZONE_NAME = re.compile(r"\d ([A-Z]{2,4})\b")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_AGO = re.compile(r"(\d{1,4})\s+([^\W\d_]+)\s+(?:бұрын|назад|ago)\b", re.IGNORECASE)
_SILENT = YEAR_WORDS | ORDINAL_ENDINGS | {"the", "of", "day", "күні", "de", "del", "di", "den"}

# A zone by its name, which is not of ISO 8601.
_LETTERS = re.compile("[A-Z]{3}")

Clock = tuple[int, int, int]


def read_date(text: str, now: datetime | None = None) -> datetime | date | None:
    """The moment or, without an hour, the day that a text names; None when it names none or an impossible one.

    A moment has a zone only when the text gives one. With `now` the text may also say "today", "2 hours ago", or leave
    out the year (then it is the last such day); such moments are in the zone of `now`.
    """
    plain = " ".join(text[: LONGEST + 1].split())
    if not plain or len(plain) > LONGEST:
        return None
    if (iso := ISO_START.match(plain)) and ((moment := iso_moment(iso)) or not _LETTERS.search(iso[4] or "")):
        return moment
    if tight := _TIGHT.match(plain):
        return _tight_moment(tight)
    if now is not None and (moment := _ago(plain, now)):
        return moment
    found = _day(plain, now)
    if found is None:
        return None
    day, rest = found
    clock = _clock(rest)
    if clock is None:
        return day
    zone = _zone(rest) or (now.tzinfo if now else None)
    return datetime(day.year, day.month, day.day, *clock, tzinfo=zone)


def _tight_moment(found: re.Match[str]) -> datetime | date | None:
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None:
        return valid_day(int(year), int(month), int(day))
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}")
    except ValueError:
        return None


def _ago(text: str, now: datetime) -> datetime | None:
    found = _AGO.search(text)
    unit = UNITS.get(found[2].lower()) if found else None
    return now - int(found[1]) * timedelta(minutes=unit) if found and unit and unit <= Unit.DAY else None


def _day(text: str, now: datetime | None) -> tuple[date, str] | None:
    """The day, and what else the text holds."""
    for form, order in ((_NUMBERS, (3, 2, 1)), (_YEAR_FIRST, (1, 2, 3))):
        if found := form.search(text):
            day = valid_day(*(int(found[group]) for group in order))
            return (day, text[: found.start()] + " " + text[found.end() :]) if day else None
    if found := _SHORT_YEAR.search(text):
        year = int(found[3]) + (2000 if int(found[3]) <= _THIS_CENTURY else 1900)
        day = valid_day(year, int(found[2]), int(found[1]))
        return (day, text[: found.start()] + " " + text[found.end() :]) if day else None
    if now is not None:
        for token in _TOKEN.findall(text):
            days = NEAR_DAYS.get(folded(token), 1)
            if days <= 0:
                return now.date() + timedelta(days=days), text
    return _day_in_words(text, now)


def _day_in_words(text: str, now: datetime | None) -> tuple[date, str] | None:
    """A month by name with a day and a year beside it, whichever comes first."""
    without_hour = _CLOCK.sub(" ", _HOUR.sub(" ", text))
    tokens = [token for token in map(str.lower, _TOKEN.findall(without_hour)) if token not in _SILENT]
    years = [int(token) for token in tokens if token.isdigit() and len(token) == 4]
    for place, token in enumerate(tokens):
        if token.isdigit() or not (month := month_of(token) or foreign_month_of(token)):
            continue
        # Up to two numbers before the month and two behind, without a gap.
        numbers = [*_numbers(reversed(tokens[max(0, place - 2) : place])), *_numbers(tokens[place + 1 : place + 3])]
        days = [int(number) for number in numbers if len(number) <= 2]
        if len(days) == 1:
            day = valid_day(years[0], month, days[0]) if years else _last(month, days[0], now)
            return (day, text) if day else None
    return None


def _numbers(tokens: Iterable[str]) -> Iterable[str]:
    return takewhile(str.isdigit, tokens)


def _last(month: int, day: int, now: datetime | None) -> date | None:
    """The last such day that is not in the future; 29 February may be up to eight years ago."""
    if now is None:
        return None
    days = (valid_day(year, month, day) for year in range(now.year, now.year - 9, -1))
    return next((found for found in days if found and found <= now.date()), None)


def _clock(text: str) -> Clock | None:
    if found := _CLOCK.search(text):
        hour, half = int(found[1]), (found[4] or "").lower()[:1]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        return hour, int(found[2]), int(found[3] or 0)
    found = _HOUR.search(text)
    return (int(found[1]), int(found[2]), 0) if found else None


def _zone(text: str) -> tzinfo | None:
    found = _ZONE.search(text.rstrip())
    if found is None:
        named = _ZONE_NAME.search(text)
        hours = _NAMED_ZONES.get(named[1]) if named else None
        return None if hours is None else timezone(timedelta(hours=hours))
    if not found["sign"]:
        return UTC
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if offset >= timedelta(hours=24):
        return None
    return timezone(offset if found["sign"] == "+" else -offset)
