"""Time as people type it into a search: "соңғы апта", "last 3 days", 2024-05-01, "кеше", "13 тамыз 2020"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from text.time.dates import read_date
from text.time.months import KAZAKH, KAZAKH_ENDINGS, NEAR, month_of
from text.words.folding import fold, words

_DAYS = {
    "күн": 1, "күнде": 1, "күнгі": 1, "тәулік": 1, "день": 1, "дня": 1, "дней": 1, "сутки": 1, "day": 1, "days": 1,
    "апта": 7, "аптада": 7, "аптадағы": 7, "аптаның": 7, "неделя": 7, "неделю": 7, "недели": 7, "недель": 7,
    "week": 7, "weeks": 7,
    "ай": 31, "айда": 31, "айдағы": 31, "айдың": 31, "месяц": 31, "месяца": 31, "месяцев": 31,
    "month": 31, "months": 31,
    "жыл": 366, "жылда": 366, "жылдағы": 366, "жылғы": 366, "год": 366, "года": 366, "year": 366, "years": 366,
}  # fmt: skip
_DAYS_FOLDED = {fold(word): days for word, days in _DAYS.items()}
_UNIT = r"[^\W\d_]+"
_LAST = re.compile(rf"(?<!\w)(?:со[ңн][ғг]ы|за последн(?:ие|ий|юю)|за|past|last) (?:(\d{{1,3}}) )?({_UNIT})(?!\w)")
# "бүгінгі", "сегодняшние" besides the words that text/time/months.py knows; all of them also without Kazakh letters.
_NEAR = {fold(word): days for word, days in NEAR.items()} | {
    fold(word): days
    for days, forms in enumerate(
        ("бүгінгі сегодняшний сегодняшняя сегодняшние", "кешегі вчерашний вчерашняя вчерашние")
    )
    for word in forms.split()
}
_SAY_MONTH = "ай айы айында айындағы айының айда айдағы"
_SAID_BESIDE = "жылғы жылы жылдың жыл ж года год году г the of күні күнгі"
_MONTH_WORDS = frozenset(fold(word) for word in _SAY_MONTH.split())
_YEAR_WORDS = frozenset(fold(word) for word in _SAID_BESIDE.split()) | _MONTH_WORDS
_MONTHS_FOLDED = {
    fold(name + ending): number for number, name in enumerate(KAZAKH, 1) for ending in KAZAKH_ENDINGS if ending >= "а"
} | {fold(name): number for number, name in enumerate(KAZAKH, 1)}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LONGEST = 3660


def days_back(text: str) -> tuple[int, str]:
    """How many days back a tidied query asks for (0: it does not), and the query without these words."""
    for found in _LAST.finditer(text):
        unit = _DAYS_FOLDED.get(fold(found[2]))
        if unit:
            days = int(found[1] or 1) * unit
            return max(1, min(days, LONGEST)), f"{text[: found.start()]} {text[found.end() :]}"
    return 0, text


def said_day(chunks: Sequence[str]) -> range:
    """Where a query says a day or a month in words: the places of its chunks, none when it says none.

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
    """Where a query says a month alone, "қарашада" or "қараша айында"; it is the last such month."""
    for place, chunk in enumerate(chunks):
        if _month(chunk):
            behind = place + 1 < len(chunks) and _plain(chunks[place + 1]) in _MONTH_WORDS
            return range(place, place + 2 if behind else place + 1)
    return range(0)


def said_days(said: str, now: datetime) -> tuple[date, date] | None:
    """The first and the last day that such words mean at a moment; None when they mean none, or one to come."""
    spoken = [_plain(chunk) for chunk in said.split()]
    near = _NEAR.get(spoken[0]) if len(spoken) == 1 else None
    if near is not None:
        day = now.date() - timedelta(days=near)
        return day, day
    month = next(filter(None, map(_month, said.split())), 0)
    kept = [chunk for chunk, plain in zip(said.split(), spoken, strict=True) if plain not in _YEAR_WORDS]
    named = " ".join(KAZAKH[month - 1] if month and _month(chunk) == month else chunk for chunk in kept)
    day_read = read_date(named, now)
    if day_read is not None:
        day = day_read.date() if isinstance(day_read, datetime) else day_read
        return (day, day) if day <= now.date() else None
    years = [int(one) for one in spoken if one.isdigit() and len(one) == 4 and int(one)]
    if not month or len(years) > 1 or len(kept) != 1 + len(years):
        return None
    first = date(years[0] if years else now.year - (month > now.month), month, 1)
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
    return month_of(found[0]) or _MONTHS_FOLDED.get(fold(found[0]), 0)


def _is_beside_month(chunk: str) -> bool:
    plain = _plain(chunk)
    return plain in _YEAR_WORDS or (plain.isdigit() and len(plain) in {1, 2, 4})


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
