"""Stretches of time as people type them into a search: "соңғы апта", "за месяц", "last 3 days", 2024-05-01."""

from __future__ import annotations

import re
from datetime import date

_DAYS = {
    "күн": 1, "күнде": 1, "күнгі": 1, "тәулік": 1, "день": 1, "дня": 1, "дней": 1, "сутки": 1, "day": 1, "days": 1,
    "апта": 7, "аптада": 7, "аптадағы": 7, "аптаның": 7, "неделя": 7, "неделю": 7, "недели": 7, "недель": 7,
    "week": 7, "weeks": 7,
    "ай": 31, "айда": 31, "айдағы": 31, "айдың": 31, "месяц": 31, "месяца": 31, "месяцев": 31,
    "month": 31, "months": 31,
    "жыл": 366, "жылда": 366, "жылдағы": 366, "жылғы": 366, "год": 366, "года": 366, "year": 366, "years": 366,
}  # fmt: skip
_UNITS = "|".join(sorted(_DAYS, key=len, reverse=True))
_LAST = re.compile(rf"(?<!\w)(?:соңғы|за последн(?:ие|ий|юю)|за|past|last) (?:(\d{{1,3}}) )?({_UNITS})(?!\w)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LONGEST = 3660


def days_back(text: str) -> tuple[int, str]:
    """How many days back a tidied query asks for (0: it does not), and the query without these words."""
    found = _LAST.search(text)
    if not found:
        return 0, text
    days = int(found[1] or 1) * _DAYS[found[2]]
    return max(1, min(days, LONGEST)), f"{text[: found.start()]} {text[found.end() :]}"


def day_range(chunk: str) -> tuple[date, date] | None:
    """The days of "2024-05-01", "01.05.2024" or "2024-05-01..2024-05-09", first and last; None for anything else."""
    first, dots, last = chunk.partition("..")
    since = _day(first)
    until = _day(last) if dots else since
    if since is None or until is None:
        return None
    return (since, until) if since <= until else (until, since)


def _day(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DOTTED.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
