"""`old -> new`: finds words in the title, lead and text of a draft, and puts others in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from typing import Any

from domain.draft import Draft, with_changed_parts
from domain.errors import Rejected
from domain.rich import Rich
from handlers.drafts.draft_fields import BODY_LIMIT, LEAD_LIMIT, TITLE_LIMIT
from text.words.hostile import tame

# The arrow as people type it, and as phones turn it into one sign.
_ARROW = re.compile(r"->|=>|—>|–>|→|⟶|➡\ufe0f?|➔|➜")
# Characters of the words on either side.
_LONGEST = 1_000
# Places that are replaced at once; what stands in more is a letter rather than a word. Each costs 0.1 ms in a long
# text.
MOST_PLACES = 500
# Characters before and after a place that are shown.
_AROUND = 24
_WORD = re.compile(r"\w+(?:-\w+)*")
_QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))
_LIMITS = {"title": TITLE_LIMIT, "lead": LEAD_LIMIT, "body": BODY_LIMIT}
FIELDS = tuple(_LIMITS)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a person wants replaced by what; `new` may be empty."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand: `field` is one of FIELDS, offsets in characters."""

    field: str
    start: int
    end: int


def read_replacement(text: str) -> Replacement | None:
    """None where there is no arrow with words before it."""
    old, arrow, new = _split(tame(text))
    if not arrow or not old or len(old) > _LONGEST or len(new) > _LONGEST:
        return None
    for opening, closing in _QUOTES:
        pair = [side.startswith(opening) and side.endswith(closing) and len(side) > 2 for side in (old, new)]
        if all(pair):
            return Replacement(old[1:-1], new[1:-1])
    return Replacement(old, new)


def _split(text: str) -> tuple[str, str, str]:
    found = _ARROW.search(text)
    return (text[: found.start()].strip(), found[0], text[found.end() :].strip()) if found else (text, "", "")


def places_in(draft: Draft, wanted: Replacement) -> list[Place]:
    """Where the words stand, as whole words if they do anywhere, MOST_PLACES and one at most. Capitals count only where
    they alone are changed."""
    flags = re.NOFLAG if wanted.old.lower() == wanted.new.lower() else re.IGNORECASE
    found = _places(draft, wanted.old, flags)
    whole = list(islice((one for one in found if _is_whole(_text(draft, one.field), one)), MOST_PLACES + 1))
    return whole or list(islice(_places(draft, wanted.old, flags), MOST_PLACES + 1))


def _places(draft: Draft, old: str, flags: int) -> Iterator[Place]:
    pattern = re.compile(r"\s+".join(map(re.escape, old.split())), flags)
    for field in FIELDS:
        for match in pattern.finditer(_text(draft, field)):
            yield Place(field, match.start(), match.end())


def _text(draft: Draft, field: str) -> str:
    part: str | Rich = getattr(draft, field)
    return part if isinstance(part, str) else part.text


def _is_whole(text: str, place: Place) -> bool:
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
    return not (before.isalnum() or after.isalnum())


def replaced(draft: Draft, places: Iterable[Place], what: Replacement) -> Draft:
    """The draft with other words in these places; formatting around them stays. Raises Rejected where that is too much,
    before anything is put together."""
    before, places = draft, list(places)
    _check_room(draft, places, what)
    for place in sorted(places, key=lambda one: -one.start):
        part: str | Rich = getattr(draft, place.field)
        whole = Rich(part) if isinstance(part, str) else part
        words = _in_case_of(whole.text[place.start : place.end], what.old, what.new)
        changed = whole.replaced(place.start, place.end, words)
        value = " ".join(changed.text.split()) if isinstance(part, str) else changed
        field: dict[str, Any] = {place.field: value}
        draft = replace(draft, **field)
    return with_changed_parts(before, draft)


def _check_room(draft: Draft, places: list[Place], what: Replacement) -> None:
    """A word put into each of a thousand places can make a book of an article, and stop the bot while it does."""
    if len(places) > MOST_PLACES:
        raise Rejected("replace-too-many", old=what.old[:200], limit=MOST_PLACES)
    for field, limit in _LIMITS.items():
        mine = [place for place in places if place.field == field]
        before = len(_text(draft, field))
        length = before + sum(len(what.new) - (place.end - place.start) for place in mine)
        if mine and length > max(before, limit):
            raise Rejected(f"editor-{field}-too-long", count=length, limit=limit)


def _in_case_of(old: str, typed: str, new: str) -> str:
    """What was typed in small letters and found with a capital keeps the capital."""
    return new[:1].upper() + new[1:] if old[:1].isupper() and typed[:1].islower() else new


def around(draft: Draft, place: Place) -> str:
    """The words with some of the text before and after, on one line."""
    text = _text(draft, place.field)
    start, end = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    return " ".join(f"{head}{text[start:end]}{tail}".split())


def nearest_word(draft: Draft, old: str) -> str:
    """A word of the draft that is written almost like this; "" for none."""
    words = {word for field in FIELDS for word in _WORD.findall(_text(draft, field))}
    return next(iter(get_close_matches(old, sorted(words), 1, 0.75)), "")
