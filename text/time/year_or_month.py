"""Finds a year or a month beside other words, as in "самокат 2026", "выборы в 2025 году", "велосипед қараша".

Where articles hold it as a word it is one; elsewhere it says when they were published (storage/search/named_time.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from text.time import period_words
from text.time.month_words import month_in_any_form
from text.time.period import WholeMonth, WholeYear
from text.time.said_periods import Said
from text.words.folding import fold_once

# With what is written together with it: "2026-жылы", "2026ж".
_YEAR = re.compile(r"(19\d\d|20\d\d)(?:-?([^\W\d_]{1,8}))?")
_BEHIND_YEAR = period_words.YEARS | period_words.ORDINAL | {fold_once("ж"), fold_once("г")}
_BEFORE = period_words.SILENT | {"in", "from", "с", "со"}


def year_or_month(chunks: Sequence[str]) -> Said | None:
    """The first year or month among the chunks of a query, with the words that belong to it."""
    for place, chunk in enumerate(chunks):
        year, month = _year(chunk), month_in_any_form(chunk)
        if year or month:
            behind = period_words.YEARS if year else period_words.MONTH_WORDS
            period = WholeYear(year) if year else WholeMonth(month)
            return Said(period, range(_first(chunks, place), _end(chunks, place + 1, behind)))
    return None


def _year(chunk: str) -> int:
    found = _YEAR.fullmatch(chunk)
    marked = found and (not found[2] or fold_once(found[2]) in _BEHIND_YEAR)
    return int(found[1]) if found and marked else 0


def _first(chunks: Sequence[str], place: int) -> int:
    return place - 1 if place and fold_once(chunks[place - 1]) in _BEFORE else place


def _end(chunks: Sequence[str], place: int, behind: frozenset[str]) -> int:
    return place + 1 if place < len(chunks) and fold_once(chunks[place]) in behind else place
