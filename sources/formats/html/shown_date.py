"""The date that a page shows beside its title, where its head names none."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import islice
from typing import Any

from sources.formats.page_metadata import page_date, read_header

# Classes of elements that hold a date.
_MARKED = re.compile(r"date|time|publish|kuni|\bday\b|\bmeta\b|byline|\binfo\b", re.IGNORECASE)
# Between author, date and rubric in one line.
_BETWEEN = re.compile(r"[|•·]")
_INLINE = frozenset({"span", "time", "a", "small", "i", "em", "b", "strong"})
_LONGEST = 100
# Elements that are looked at, and between the title and its date: what is further away is of another article.
_ELEMENTS, _NEAR = 20_000, 25


def shown_date(tree: Any, title: str, now: datetime | None) -> date | datetime | None:
    """The date nearest to the heading with this title, in an element that says that it holds one."""
    at: list[int] = []
    dates: list[tuple[int, date | datetime]] = []
    for place, element in enumerate(islice(tree.iter(), _ELEMENTS)):
        if element.tag == "h1" and " ".join(element.text_content().split()) == title:
            at.append(place)
        elif (found := _date_in(element, now)) is not None:
            dates.append((place, found))
    near = [(abs(place - heading), found) for place, found in dates for heading in at]
    distance, found = min(near, key=lambda one: one[0], default=(_NEAR + 1, None))
    return found if distance <= _NEAR else None


def _date_in(element: Any, now: datetime | None) -> date | datetime | None:
    """Of an element with nothing but text."""
    if not isinstance(element.tag, str) or len(element):
        return None
    marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"[:_LONGEST]
    if element.tag != "time" and not _MARKED.search(marks):
        return None
    text = " ".join((element.text or "")[: _LONGEST * 2].split())
    if not text or len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    header = read_header(text, now)
    if found := page_date(text, now) or (header.published if header else None):
        return found
    return next((found for part in _BETWEEN.split(text)[:5] if (found := page_date(part.strip(), now))), None)


def part_figures(tree: Any) -> None:
    """Puts a space between elements of a line where figures would run into each other: "2026" and "351 views"."""
    for element in tree.iter(*_INLINE):
        following = element.getnext()
        if element.tail or len(element) or following is None or following.tag not in _INLINE:
            continue
        if (element.text or " ")[-1].isdigit() and (following.text or " ")[0].isdigit():
            element.tail = " "
