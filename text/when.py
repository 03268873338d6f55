"""Hours to come as people type them: "ертең 9:00", "через час", "in 2 h", "1 h after the last one"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from text.months import folded, month_of

_CLOCK = re.compile(r"(?<![\d.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d.])(?:\s*(am|pm)\b)?", re.IGNORECASE)
_BARE_HOUR = re.compile(
    r"(?:сағат|в|at|к)\s+([01]?\d|2[0-3])(?![\d.:])(?:\s*(am|pm)\b)?|\b(1[0-2]|[1-9])\s*(am|pm)\b", re.I
)
_DAY_MONTH = re.compile(r"(?<!\d)([0-3]?\d)[./]([01]?\d)(?:[./](\d{4}))?(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]+(\d\d):(\d\d))?")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_DAYS = {
    **dict.fromkeys(("бүгін", "сегодня", "today", "bugin", "tonight"), 0),
    **dict.fromkeys(("ертең", "завтра", "tomorrow", "erten"), 1),
    **dict.fromkeys(("арғыкүні", "бүрсігүні", "бүрсүгіні", "послезавтра"), 2),
}
_WEEKDAYS = (
    ("дүйсенбі", "понедельник", "monday"),
    ("сейсенбі", "вторник", "tuesday"),
    ("сәрсенбі", "среда", "среду", "wednesday"),
    ("бейсенбі", "четверг", "thursday"),
    ("жұма", "пятница", "пятницу", "friday"),
    ("сенбі", "суббота", "субботу", "saturday"),
    ("жексенбі", "воскресенье", "sunday"),
)
_UNITS = {
    **dict.fromkeys(("минут", "минуттан", "мин", "минуту", "минуты", "minute", "minutes", "min", "m"), 1),
    **dict.fromkeys(("сағат", "сағаттан", "сағ", "час", "часа", "часов", "ч", "hour", "hours", "h"), 60),
    **dict.fromkeys(("күн", "күннен", "күнде", "день", "дня", "дней", "day", "days", "d"), 24 * 60),
    **dict.fromkeys(("апта", "аптадан", "неделю", "недели", "недель", "week", "weeks"), 7 * 24 * 60),
}
_HALF = ("жарты", "полчаса", "half")
_AHEAD = ("кейін", "соң", "через", "in", "after", "после")
_LAST = ("соңғы", "соңғысынан", "соңғыдан", "последней", "последнего", "последняя", "last")


@dataclass(frozen=True, slots=True)
class When:
    """A moment, or so long after the last article that was sent or is scheduled."""

    moment: datetime | None = None
    after_last: timedelta | None = None


def read_when(text: str, now: datetime) -> When | None:
    """The moment that a text names, in the zone of `now`; None when it names none. It may lie in the past.

    A day without an hour is no moment. An hour without a day is the next such hour.
    """
    plain = " ".join(text[:80].split())
    words = [folded(word) for word in _WORD.findall(plain.lower())]
    if (span := _span(plain, words)) is not None:
        return When(after_last=span) if set(words) & set(_LAST) else When(now + span)
    if iso := _ISO.search(plain):
        year, month, day, hour, minute = (int(group or 0) for group in iso.groups())
        return _moment(now, (year, month, day), (hour, minute)) if iso[4] else None
    dated = _dated(plain, words, now)
    clock = _clock(_DAY_MONTH.sub(" ", plain) if dated and _DAY_MONTH.search(plain) else plain)
    if clock is None:
        return None
    if dated:
        return _moment(now, dated, clock)
    today = now.replace(hour=clock[0], minute=clock[1], second=0, microsecond=0)
    named = _near(words, now)
    if named is not None:
        return When(today + timedelta(days=named))
    return When(today if today > now else today + timedelta(days=1))


def _span(text: str, words: list[str]) -> timedelta | None:
    """ "in 2 h", "30 минуттан кейін", "через полчаса"; also "+2 h"."""
    if not (set(words) & set(_AHEAD) or text.startswith("+")):
        return None
    if set(words) & set(_HALF):
        return timedelta(minutes=30)
    minutes, number, found = 0, 0, False
    for word in words:
        if word.isdigit():
            number = int(word[:5])
        elif word in _UNITS:
            minutes += (number or 1) * _UNITS[word]
            number, found = 0, True
    return timedelta(minutes=minutes) if found else None


def _near(words: list[str], now: datetime) -> int | None:
    """Days from today to the day that a word names."""
    joined = [*words, *(first + second for first, second in itertools.pairwise(words))]
    for word in joined:
        if word in _DAYS:
            return _DAYS[word]
        for weekday, names in enumerate(_WEEKDAYS):
            if word in names:
                return (weekday - now.weekday()) % 7 or 7
    return None


def _dated(text: str, words: list[str], now: datetime) -> tuple[int, int, int] | None:
    """Year, month and day; without a year the next such day."""
    if (found := _DAY_MONTH.search(text)) and not _is_clock(found):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or 0)
        return _next_such(now, month, day) if not year else (year, month, day)
    for place, word in enumerate(words):
        month = 0 if word.isdigit() else month_of(word)
        beside = [words[at] for at in (place - 1, place + 1) if 0 <= at < len(words) and words[at].isdigit()]
        if month and beside and 1 <= int(beside[0]) <= 31:
            return _next_such(now, month, int(beside[0]))
    return None


def _is_clock(found: re.Match[str]) -> bool:
    """ "9.30" is half past nine, "25.11" a day."""
    return not found[3] and len(found[2]) == 2 and int(found[2]) > 12


def _next_such(now: datetime, month: int, day: int) -> tuple[int, int, int]:
    return (now.year if (month, day) >= (now.month, now.day) else now.year + 1, month, day)


def _moment(now: datetime, day: tuple[int, int, int], clock: tuple[int, int]) -> When | None:
    try:
        return When(datetime(*day, *clock, tzinfo=now.tzinfo))
    except ValueError:
        return None


def _clock(text: str) -> tuple[int, int] | None:
    if found := _CLOCK.search(text):
        return _hour(int(found[1]), found[3]), int(found[2])
    if found := _BARE_HOUR.search(text):
        return _hour(int(found[1] or found[3]), found[2] or found[4]), 0
    return None


def _hour(hour: int, half: str | None) -> int:
    if not half or not 1 <= hour <= 12:
        return hour
    return hour % 12 + (12 if half.lower() == "pm" else 0)
