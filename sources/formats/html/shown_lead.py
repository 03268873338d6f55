"""The lead that a page shows under its title in an element of its own, where its head describes nothing."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

# Names that templates give to such an element; whole words of its class.
_MARKED = re.compile(r"(?:\A|[\s_-])(?:lead|lede|lid|anons|announce|standfirst|intro|perex|dek)(?:[\s_-]|\Z)", re.I)
_TAGS = frozenset({"div", "p", "h2", "h3", "section", "strong", "b"})
# Elements that are looked at, and behind the title; characters of a lead.
_ELEMENTS, _NEAR = 20_000, 25
_SHORTEST, _LONGEST = 40, 700
# Elements inside of it: a block of announcements has more.
_INSIDE = 6


def shown_lead(tree: Any, title: str) -> str:
    """The text of that element; "" when there is none."""
    left = 0
    for element in islice(tree.iter(), _ELEMENTS):
        if element.tag == "h1" and " ".join(element.text_content().split()) == title:
            left = _NEAR
        elif left:
            left -= 1
            if element.tag in _TAGS and _MARKED.search(str(element.get("class", ""))[:100]):
                return _text_of(element)
    return ""


def _text_of(element: Any) -> str:
    if sum(1 for _ in islice(element.iter(), _INSIDE + 2)) > _INSIDE + 1:
        return ""
    text = " ".join(element.text_content().split())
    return text if _SHORTEST <= len(text) <= _LONGEST else ""
