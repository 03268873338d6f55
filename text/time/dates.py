"""Dates as readers see them, in Kazakh, Russian and English."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from text.time.lexicon import DAYS, SHOWN, words_of


def show_date(ms: int, language: str, zone: tzinfo, now_ms: int) -> str:
    """As a person says it: "бүгін 14:05", "кеше 23:15", "13 тамыз" of this year, "2020 жылғы 13 тамыз".

    For answers, which are read at once; what stays in a chat shows `show_day`, which is true tomorrow as well.
    """
    moment, now = _local(ms, zone), _local(now_ms, zone)
    days = (now.date() - moment.date()).days
    if days in {0, 1}:
        word = DAYS.get(language, DAYS["kk"])[days]
        return word if _hour_is_unknown(moment) else f"{word} {moment:%H:%M}"
    return _written(moment.date(), language, year=moment.year != now.year)


def show_day(ms: int, language: str, zone: tzinfo) -> str:
    """The day with its year, as newspapers write it: "2020 жылғы 13 тамыз", "13 августа 2020"."""
    return _written(_local(ms, zone).date(), language)


def show_day_of_year(ms: int, language: str, zone: tzinfo) -> str:
    """The day without its year: "13 тамыз"."""
    return _written(_local(ms, zone).date(), language, year=False)


def show_moment(ms: int, language: str, zone: tzinfo) -> str:
    """Day and hour: "2020 жылғы 13 тамыз, 14:05"; the day alone where the hour is unknown."""
    moment = _local(ms, zone)
    day = _written(moment.date(), language)
    return day if _hour_is_unknown(moment) else f"{day}, {moment:%H:%M}"


def show_clock(ms: int, zone: tzinfo) -> str:
    """The hour alone: "14:05"."""
    return f"{_local(ms, zone):%H:%M}"


def show_appointment(ms: int, language: str, zone: tzinfo, now_ms: int) -> str:
    """When something will happen, with its day of the week, to stand in a sentence: "30 қараша, дүйсенбі, сағат
    09:00-де", "в понедельник, 30 ноября, в 09:00", "on Monday, 30 November, at 09:00"."""
    moment = _local(ms, zone)
    return f"{show_weekday(ms, language, zone, now_ms)}, {_hour_of(moment, language)}"


def show_weekday(ms: int, language: str, zone: tzinfo, now_ms: int) -> str:
    """The day alone: "30 қараша, дүйсенбі", "в понедельник, 30 ноября", "on Monday, 30 November"."""
    moment = _local(ms, zone)
    day = _written(moment.date(), language, year=moment.year != _local(now_ms, zone).year)
    weekday = _ON_WEEKDAY.get(language, _ON_WEEKDAY["kk"])[moment.weekday()]
    return f"{day}, {weekday}" if language not in ("ru", "en") else f"{weekday}, {day}"


def _hour_of(moment: datetime, language: str) -> str:
    if language == "ru":
        return f"в {moment:%H:%M}"
    return f"at {moment:%H:%M}" if language == "en" else f"сағат {moment:%H:%M}-{_kazakh_locative(moment.minute)}"


def _kazakh_locative(minute: int) -> str:
    """The ending that the last word of the hour takes: нөл-де, он-да, бес-те."""
    return _LOCATIVE_OF_DIGIT[minute % 10] if minute % 10 else _LOCATIVE_OF_TEN[minute // 10]


_LOCATIVE_OF_TEN = ("де", "да", "да", "да", "та", "де")
_LOCATIVE_OF_DIGIT = ("", "де", "де", "те", "те", "те", "да", "де", "де", "да")
_ON_WEEKDAY = {
    "kk": words_of("дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"),
    "ru": ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"),
    "en": tuple(f"on {day}" for day in words_of("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")),
}


def _written(day: date, language: str, *, year: bool = True) -> str:
    name = SHOWN.get(language, SHOWN["kk"])[day.month - 1]
    if year and language not in ("ru", "en"):
        return f"{day.year} жылғы {day.day} {name}"
    return f"{day.day} {name} {day.year}" if year else f"{day.day} {name}"


def _local(ms: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(ms / 1000, zone)


def _hour_is_unknown(moment: datetime) -> bool:
    """The store keeps a day without an hour as the last second of that day."""
    return (moment.hour, moment.minute, moment.second) == (23, 59, 59)
