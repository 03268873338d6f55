"""The period that a search names: "соңғы апта", "last 3 days", 2024-05-01, "кеше", "13 тамыз 2020"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from text.time.article_date import read_date
from text.time.digits import whole_day
from text.time.lexicon import (
    KAZAKH,
    KAZAKH_ENDINGS,
    NEAR_ADJECTIVES,
    NEAR_DAYS,
    UNITS_BACK,
    YEAR_WORDS,
    Unit,
    month_of,
    words_of,
)
from text.words.folding import fold, words

# Days that a period goes back at most.
LONGEST = 3660
# `fold` makes one spelling of a word typed with and without Kazakh letters.
_DAYS = {fold(form): unit // Unit.DAY for form, unit in UNITS_BACK.items() if unit >= Unit.DAY}
# Years of news. The last days that a calendar knows have no day after them, and no moment in every zone.
_YEARS = frozenset(range(1000, 3001))
_LAST = re.compile(
    r"(?<!\w)(?:со[ңн][ғг]ы|за последн(?:ие|ий|юю)|за|past|last) (?:(\d{1,3}) )?([^\W\d_]+)(?!\w)"
)  # fmt: skip
_NEAR = {fold(form): days for form, days in (NEAR_DAYS | NEAR_ADJECTIVES).items() if days <= 0}
_MONTH_WORDS = frozenset(fold(word) for word in words_of("ай айы айында айындағы айының айда айдағы"))
_BESIDE = frozenset(fold(word) for word in (*YEAR_WORDS, "году", "the", "of", "күні", "күнгі")) | _MONTH_WORDS
_MONTHS = {
    fold(name + ending): month
    for month, name in enumerate(KAZAKH, 1)
    for ending in KAZAKH_ENDINGS
    if not ending.isascii() or not ending
}


def days_back(text: str) -> tuple[int, str]:
    """How many days back a tidied query asks for (0: it does not), and the query without these words."""
    for found in _LAST.finditer(text):
        if unit := _DAYS.get(fold(found[2])):
            days = int(found[1] or 1) * unit
            return max(1, min(days, LONGEST)), f"{text[: found.start()]} {text[found.end() :]}"
    return 0, text


def said_day(chunks: Sequence[str]) -> range:
    """Where a query names a day or a month in words: the places of its chunks, none when it names none.

    A near day counts at an end of the query only; a month only with a day or a year beside it.
    """
    for place in {0, len(chunks) - 1} if chunks else ():
        if _plain(chunks[place]) in _NEAR:
            return range(place, place + 1)
    for place, chunk in enumerate(chunks):
        if _month(chunk):
            first, last = place, place + 1
            while first > max(0, place - 3) and _is_beside_month(chunks[first - 1]):
                first -= 1
            while last < min(len(chunks), place + 4) and _is_beside_month(chunks[last]):
                last += 1
            if any(_plain(one).isdigit() for one in chunks[first:last]):
                return range(first, last)
    return range(0)


def said_month(chunks: Sequence[str]) -> range:
    """Where a query names a month alone, "қарашада" or "қараша айында"; it is the last such month."""
    for place, chunk in enumerate(chunks):
        if _month(chunk):
            behind = place + 1 < len(chunks) and _plain(chunks[place + 1]) in _MONTH_WORDS
            return range(place, place + 2 if behind else place + 1)
    return range(0)


def said_days(said: str, now: datetime) -> tuple[date, date] | None:
    """The first and the last day that such words mean at a moment; None when they mean none, or one to come."""
    chunks = said.split()
    near = _NEAR.get(_plain(said)) if len(chunks) == 1 else None
    if near is not None:
        day = now.date() + timedelta(days=near)
        return day, day
    kept = [chunk for chunk in chunks if _plain(chunk) not in _BESIDE]
    month = next(filter(None, map(_month, chunks)), 0)
    named = " ".join(KAZAKH[month - 1] if month and _month(chunk) == month else chunk for chunk in kept)
    day_read = read_date(named, now)
    if day_read is not None:
        day = day_read.date() if isinstance(day_read, datetime) else day_read
        return (day, day) if day.year in _YEARS and day <= now.date() else None
    years = [int(one) for one in map(_plain, chunks) if one.isdigit() and len(one) == 4 and int(one)]
    if not month or len(years) > 1 or len(kept) != 1 + len(years):
        return None
    return _whole_month(years[0] if years else now.year - (month > now.month), month, now)


def day_range(chunk: str) -> tuple[date, date] | None:
    """The days of "2024-05-01", "01.05.2024" or "2024-05-01..2024-05-09", first and last; None for anything else."""
    first, dots, last = chunk.partition("..")
    since = whole_day(first)
    until = whole_day(last) if dots else since
    if since is None or until is None or not {since.year, until.year} <= _YEARS:
        return None
    return (since, until) if since <= until else (until, since)


def _whole_month(year: int, month: int, now: datetime) -> tuple[date, date] | None:
    if year not in _YEARS:
        return None
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return (first, last) if first <= now.date() else None


def _plain(chunk: str) -> str:
    """A chunk that is one word, folded; "" for anything else."""
    found = words(chunk)
    return fold(found[0]) if len(found) == 1 else ""


def _month(chunk: str) -> int:
    found = words(chunk)
    if len(found) != 1 or found[0].isdigit():
        return 0
    return month_of(found[0]) or _MONTHS.get(fold(found[0]), 0)


def _is_beside_month(chunk: str) -> bool:
    plain = _plain(chunk)
    return plain in _BESIDE or (plain.isdigit() and len(plain) in {1, 2, 4})
