"""Dates in words, read from sources and shown to readers, in Kazakh, Russian and English, by plain tables."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from text.time.months import DAYS, NEAR, SHOWN, folded, month_of

LONGEST = 120
"""Characters of a text that can be a date with what stands around it."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)(?:[T ]+(\d\d:?\d\d.*))?", re.DOTALL)
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./](\d{1,2})[./](\d{1,2})(?![\d.])")
_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?![\d:])\s*([ap]\.?m\b)?", re.IGNORECASE)
_HOUR = re.compile(r"(?:сағат|сағ\.?|в|at)\s+([01]?\d|2[0-3])[.:-]([0-5]\d)(?!\d)", re.IGNORECASE)
# A minus needs a space or UTC before it: "10:15-11:00" is from a quarter past ten to eleven.
_ZONE = re.compile(r"\d(?: ?(?:GMT|UTC)? ?(?P<sign>\+|(?<=[ CT])-)(?P<hours>\d\d):?(?P<minutes>\d\d)| ?(?:UTC|GMT|Z))$")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_AGO = re.compile(r"(\d{1,4})\s+([^\W\d_]+)\s+(?:бұрын|назад|ago)\b", re.IGNORECASE)
_ORDINAL = {"st", "nd", "rd", "th"}
_BETWEEN = {"жылғы", "жылдың", "жылы", "жыл", "ж", "года", "год", "г", "the", "of", "day", "күні", *_ORDINAL}
_SPANS = {
    **dict.fromkeys(("минут", "минута", "минуту", "минуты", "мин", "minute", "minutes", "min"), timedelta(minutes=1)),
    **dict.fromkeys(("сағат", "час", "часа", "часов", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("күн", "день", "дня", "дней", "day", "days"), timedelta(days=1)),
}

Clock = tuple[int, int, int]


def read_date(text: str, now: datetime | None = None) -> datetime | date | None:
    """The moment or, without an hour, the day that a text names; None when it names none or an impossible one.

    A moment has a zone only when the text gives one. With `now` the text may also say "today", "2 hours ago", or leave
    out the year (then it is the last such day); such moments are in the zone of `now`.
    """
    plain = " ".join(text[: LONGEST + 1].split())
    if not plain or len(plain) > LONGEST:
        return None
    if iso := _ISO.match(plain):
        return _iso(iso)
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


def show_date(ms: int, language: str, zone: tzinfo, now_ms: int) -> str:
    """As a person says it: "бүгін 14:05", "кеше 23:15", "13 тамыз" of this year, "13 тамыз 2020".

    For answers, which are read at once; what stays in a chat shows `show_day`, which is true tomorrow as well.
    """
    moment, now = _local(ms, zone), _local(now_ms, zone)
    days = (now.date() - moment.date()).days
    if days in {0, 1}:
        word = DAYS.get(language, DAYS["kk"])[days]
        return word if _whole_day(moment) else f"{word} {moment:%H:%M}"
    return _written(moment.date(), language, year=moment.year != now.year)


def show_day(ms: int, language: str, zone: tzinfo) -> str:
    """The day with its year: "13 тамыз 2020"."""
    return _written(_local(ms, zone).date(), language)


def show_day_of_year(ms: int, language: str, zone: tzinfo) -> str:
    """The day as one writes it when the year goes without saying: "13 тамыз"."""
    return _written(_local(ms, zone).date(), language, year=False)


def show_moment(ms: int, language: str, zone: tzinfo) -> str:
    """Day and hour: "13 тамыз 2020, 14:05"; an end of day, which stands for an unknown hour, shows the day alone."""
    moment = _local(ms, zone)
    day = _written(moment.date(), language)
    return day if _whole_day(moment) else f"{day}, {moment:%H:%M}"


def _written(day: date, language: str, *, year: bool = True) -> str:
    name = SHOWN.get(language, SHOWN["kk"])[day.month - 1]
    return f"{day.day} {name} {day.year}" if year else f"{day.day} {name}"


def _local(ms: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(ms / 1000, zone)


def _whole_day(moment: datetime) -> bool:
    """The last second of a day: what the store keeps of a day whose hour is unknown."""
    return (moment.hour, moment.minute, moment.second) == (23, 59, 59)


def _iso(found: re.Match[str]) -> datetime | date | None:
    year, month, day, rest = found.groups()
    try:
        if rest is None:
            return date(int(year), int(month), int(day))
        return datetime.fromisoformat(f"{year}-{month}-{day}T{rest.strip().replace(' ', '').removesuffix('UTC')}")
    except ValueError:
        return None


def _ago(text: str, now: datetime) -> datetime | None:
    found = _AGO.search(text)
    unit = _SPANS.get(found[2].lower()) if found else None
    return now - int(found[1]) * unit if found and unit else None


def _day(text: str, now: datetime | None) -> tuple[date, str] | None:
    """The day, and what else the text holds."""
    for form, order in ((_NUMBERS, (3, 2, 1)), (_YEAR_FIRST, (1, 2, 3))):
        if found := form.search(text):
            day = _valid(*(int(found[group]) for group in order))
            return (day, text[: found.start()] + " " + text[found.end() :]) if day else None
    if now is not None:
        for token in _TOKEN.findall(text):
            days = NEAR.get(folded(token))
            if days is not None:
                return now.date() - timedelta(days=days), text
    return _day_in_words(text, now)


def _day_in_words(text: str, now: datetime | None) -> tuple[date, str] | None:
    """A month by name with a day and a year beside it, whichever comes first."""
    timeless = _CLOCK.sub(" ", _HOUR.sub(" ", text))
    tokens = [token.lower() for token in _TOKEN.findall(timeless)]
    tokens = [token for token in tokens if token not in _BETWEEN]
    for place, token in enumerate(tokens):
        if token.isdigit() or not (month := month_of(token)):
            continue
        numbers = _beside(tokens, place)
        days = [number for number in numbers if len(number) <= 2]
        years = [number for number in numbers if len(number) == 4]
        if len(days) != 1:
            continue
        number = int(days[0])
        day = _valid(int(years[0]), month, number) if years else _last(month, number, now)
        return (day, text) if day else None
    return None


def _beside(tokens: list[str], place: int) -> list[str]:
    """The numbers next to a month: up to two before it and two behind, without a gap."""
    before: list[str] = []
    for token in reversed(tokens[max(0, place - 2) : place]):
        if not token.isdigit():
            break
        before.append(token)
    behind: list[str] = []
    for token in tokens[place + 1 : place + 3]:
        if not token.isdigit():
            break
        behind.append(token)
    return before + behind


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last(month: int, day: int, now: datetime | None) -> date | None:
    """The last such day that is not in the future; 29 February may be up to eight years ago."""
    if now is None:
        return None
    for year in range(now.year, now.year - 9, -1):
        found = _valid(year, month, day)
        if found and found <= now.date():
            return found
    return None


def _clock(text: str) -> Clock | None:
    found = _CLOCK.search(text) or _HOUR.search(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    second = int(found[3] or 0) if found.re is _CLOCK else 0
    half = (found[4] or "").lower()[:1] if found.re is _CLOCK else ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute, second


def _zone(text: str) -> tzinfo | None:
    found = _ZONE.search(text.rstrip())
    if found is None:
        return None
    if not found["sign"]:
        return UTC
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    if offset >= timedelta(hours=24):
        return None
    return timezone(offset if found["sign"] == "+" else -offset)
