"""Hours of a day in words, where hours were asked for: "с 11 вечера до 7 утра", "түнгі 11-ден таңғы 7-ге дейін"."""

from __future__ import annotations

import re

from text.time.hour_words import time_words, word_at
from text.time.hours import hour_meant, part_at
from text.time.lexicon import words_of

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
# What joins hours and says nothing itself; Kazakh case endings stand alone behind a number.
_SILENT = frozenset(
    words_of(
        "с со от до и в во по from to till until and at сағат дейін мен пен бен және час часа часов - – — "
        "ден дан тен тан нен нан ге ға ке қа да де та те"
    )
)
_HALF = frozenset(("жарым", "жарымда", "жарымға", "жарымнан"))


def said_hours(text: str) -> list[str]:
    """Each as "23:00", in the order in which they are said; none where a word of the text is not understood."""
    words = [word for word in time_words(text) if word not in _SILENT]
    hours: list[str] = []
    at = 0
    while at < len(words):
        hour, at = _hour_at(words, at)
        if not hour:
            return []
        hours.append(hour)
    return hours


def _hour_at(words: list[str], at: int) -> tuple[str, int]:
    """An hour with the part of the day before it (Kazakh), else behind it; "" where there is none."""
    before = part_at(words, at)
    at = before[1] if before else at
    found = _CLOCK.fullmatch(word_at(words, at))
    if found is None:
        return "", at
    is_half = not found[2] and word_at(words, at + 1) in _HALF
    clock, at = (int(found[1]), 30 if is_half else int(found[2] or 0)), at + 1 + is_half
    part = before or part_at(words, at)
    if part and not before:
        at = part[1]
    meant = hour_meant(clock, [part[0]]) if part else clock
    return (f"{meant[0]:02}:{meant[1]:02}" if meant else ""), at
