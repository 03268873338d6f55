"""Hours to come as people type them: "ертең 9:00", "через два часа", "in 1 h", "1 h after the last one"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from text.hours import clock_of, plain_words, span_of
from text.months import month_of

_DAY_MONTH = re.compile(r"(?<!\d)([0-3]?\d)[./]([01]?\d)(?:[./](\d{4}))?(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ t]+(\d\d):(\d\d))?")
_DAYS = {
    **dict.fromkeys(("кеше", "вчера", "yesterday"), -1),
    **dict.fromkeys(("бүгін", "сегодня", "today", "bugin", "tonight"), 0),
    **dict.fromkeys(("ертең", "завтра", "tomorrow", "erten"), 1),
    **dict.fromkeys(("бүрсігүні", "бүрсүгіні", "послезавтра"), 2),
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
_LAST = ("соңғы", "соңғысынан", "соңғыдан", "последней", "последнего", "последняя", "last")


@dataclass(frozen=True, slots=True)
class When:
    """A moment, or so long after the last article that was sent or is scheduled."""

    moment: datetime | None = None
    after_last: timedelta | None = None


def read_when(text: str, now: datetime) -> When | None:
    """The moment that a text names, in the zone of `now`; None when it names none. It may lie in the past.

    A day without an hour is no moment. An hour without a day, or on a day of the week, is the next such hour.
    """
    plain, words = plain_words(text[:80])
    if (found := span_of(plain, words)) is not None:
        return _after(found, clock_of(plain, words), words, now)
    if iso := _ISO.search(plain):
        year, month, day, hour, minute = (int(group or 0) for group in iso.groups())
        return _moment(now, (year, month, day), (hour, minute)) if iso[4] else None
    dated = _dated(plain, words, now)
    clock = clock_of(_DAY_MONTH.sub(" ", plain) if dated and _DAY_MONTH.search(plain) else plain, words)
    if clock is None:
        return None
    if dated:
        return _moment(now, dated, clock)
    hour, minute = clock
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    named = _near(words, now)
    if named is None:
        return When(today if today > now else today + timedelta(days=1))
    moment = today + timedelta(days=named[0])
    return When(moment + timedelta(days=7) if named[1] and moment <= now else moment)


def later(moment: datetime, span: timedelta) -> datetime:
    """So long after a moment in its zone: hours that pass, also in the night when clocks are changed."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


def _after(
    found: tuple[timedelta, bool], clock: tuple[int, int] | None, words: list[str], now: datetime
) -> When | None:
    """ "in a week at 9:00" is that hour of that day; hours and a clock together say two things."""
    span, whole_days = found
    if set(words) & set(_LAST):
        return When(after_last=span)
    if clock is None:
        return When(now + span if whole_days else later(now, span))
    hour, minute = clock
    return When((now + span).replace(hour=hour, minute=minute, second=0, microsecond=0)) if whole_days else None


def _near(words: list[str], now: datetime) -> tuple[int, bool] | None:
    """Days from today to the day that a word names, and whether it comes again every week."""
    for word in words:
        if word in _DAYS:
            return _DAYS[word], False
        for weekday, names in enumerate(_WEEKDAYS):
            if word.startswith(names):
                return (weekday - now.weekday()) % 7, True
    return None


def _dated(text: str, words: list[str], now: datetime) -> tuple[int, int, int] | None:
    """Year, month and day; without a year the next such day."""
    if (found := _DAY_MONTH.search(text)) and not _is_clock(found):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or 0)
        return _next_such(now, month, day) if not year else (year, month, day)
    for place, word in enumerate(words):
        month = 0 if word[0].isdigit() else month_of(word)
        beside = [words[at] for at in (place - 1, place + 1) if 0 <= at < len(words) and words[at].isdigit()]
        if month and beside and 1 <= int(beside[0]) <= 31:
            return _next_such(now, month, int(beside[0]))
    return None


def _is_clock(found: re.Match[str]) -> bool:
    """ "9.30" and "21.00" are hours, "25.11" a day."""
    return not found[3] and len(found[2]) == 2 and not 1 <= int(found[2]) <= 12


def _next_such(now: datetime, month: int, day: int) -> tuple[int, int, int]:
    return (now.year if (month, day) >= (now.month, now.day) else now.year + 1, month, day)


def _moment(now: datetime, day: tuple[int, int, int], clock: tuple[int, int]) -> When | None:
    try:
        return When(datetime(*day, *clock, tzinfo=now.tzinfo))
    except ValueError:
        return None
