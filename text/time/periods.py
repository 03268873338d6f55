"""The period that a search names by its length or in digits: "соңғы апта", "last 3 days", 2024-05-01..2024-05-09."""

from __future__ import annotations

import re
from datetime import date

from text.time.digits import whole_day
from text.time.lexicon import UNITS_BACK, Unit, by_form
from text.words.folding import fold

# Days that a period goes back at most.
LONGEST = 3660
# `fold` makes one spelling of a word typed with and without Kazakh letters.
# Years of news. The last days that a calendar knows have no day after them, and no moment in every zone.
YEARS = frozenset(range(1000, 3001))
_UNITS = {fold(form): unit for form, unit in UNITS_BACK.items() if unit >= Unit.HOUR}
_NUMBERS = by_form({
    2: "екі еки два две пару two", 3: "үш уш три three", 4: "төрт торт четыре four", 5: "бес пять five",
    6: "алты шесть six", 7: "жеті жети семь seven", 10: "он десять ten",
})  # fmt: skip
# "Last week" is the calendar's (text/time/said_periods.py), "last 2 weeks" are the last fourteen days.
_LAST = re.compile(
    r"(?<!\w)(?:со[ңн][ғг]ы|за последн(?:ие|ий|юю|ее)|за|past|last(?= \d)|последние(?= \d)) "
    rf"(?:(\d{{1,3}}|{'|'.join(_NUMBERS)}) )?([^\W\d_]+)(?!\w)"
)  # fmt: skip


def days_back(text: str) -> tuple[int, str]:
    """How many days back a tidied query asks for (0: it does not), and the query without these words."""
    for found in _LAST.finditer(text):
        unit = _UNITS.get(fold(found[2]))
        if unit and (found[1] or unit >= Unit.DAY):
            number = _NUMBERS.get(found[1]) or int(found[1] or 1)
            days = -(-number * unit // Unit.DAY)
            return max(1, min(days, LONGEST)), f"{text[: found.start()]} {text[found.end() :]}"
    return 0, text


def day_range(chunk: str) -> tuple[date, date] | None:
    """The days of "2024-05-01", "01.05.2024" or "2024-05-01..2024-05-09", first and last; None for anything else."""
    first, dots, last = chunk.partition("..")
    since = whole_day(first)
    until = whole_day(last) if dots else since
    if since is None or until is None or not {since.year, until.year} <= YEARS:
        return None
    return (since, until) if since <= until else (until, since)
