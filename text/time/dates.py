"""Dates as readers see them, in Kazakh, Russian and English."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from text.time.lexicon import DAYS, SHOWN


def show_date(ms: int, language: str, zone: tzinfo, now_ms: int) -> str:
    """As a person says it: "бүгін 14:05", "кеше 23:15", "13 тамыз" of this year, "13 тамыз 2020".

    For answers, which are read at once; what stays in a chat shows `show_day`, which is true tomorrow as well.
    """
    moment, now = _local(ms, zone), _local(now_ms, zone)
    days = (now.date() - moment.date()).days
    if days in {0, 1}:
        word = DAYS.get(language, DAYS["kk"])[days]
        return word if _hour_is_unknown(moment) else f"{word} {moment:%H:%M}"
    return _written(moment.date(), language, year=moment.year != now.year)


def show_day(ms: int, language: str, zone: tzinfo) -> str:
    """The day with its year: "13 тамыз 2020"."""
    return _written(_local(ms, zone).date(), language)


def show_day_of_year(ms: int, language: str, zone: tzinfo) -> str:
    """The day without its year: "13 тамыз"."""
    return _written(_local(ms, zone).date(), language, year=False)


def show_moment(ms: int, language: str, zone: tzinfo) -> str:
    """Day and hour: "13 тамыз 2020, 14:05"; the day alone where the hour is unknown."""
    moment = _local(ms, zone)
    day = _written(moment.date(), language)
    return day if _hour_is_unknown(moment) else f"{day}, {moment:%H:%M}"


def show_clock(ms: int, zone: tzinfo) -> str:
    """The hour alone: "14:05"."""
    return f"{_local(ms, zone):%H:%M}"


def _written(day: date, language: str, *, year: bool = True) -> str:
    name = SHOWN.get(language, SHOWN["kk"])[day.month - 1]
    return f"{day.day} {name} {day.year}" if year else f"{day.day} {name}"


def _local(ms: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(ms / 1000, zone)


def _hour_is_unknown(moment: datetime) -> bool:
    """The store keeps a day without an hour as the last second of that day."""
    return (moment.hour, moment.minute, moment.second) == (23, 59, 59)
