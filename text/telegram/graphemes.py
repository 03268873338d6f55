"""Where a text may be cut without breaking what a reader sees as one character: emoji, flags, marks."""

from __future__ import annotations

import re
import unicodedata

_JOINER = "\N{ZERO WIDTH JOINER}"
# Besides marks: variation selectors are marks already; skin tones and tag letters belong to the emoji before them.
_CLINGING = re.compile("[\u200c\u200d\u1160-\u11ff\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")
_ORDINARY = re.compile("[\t -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027]{2}")


def may_cut(text: str, place: int, start: int = 0) -> bool:
    """Whether the text may be cut before `text[place]`, when it may be cut at `start`.

    Looks back no further than over a run of flags, which are pairs of letters.
    """
    if place <= 0 or place >= len(text):
        return True
    if _ORDINARY.match(text, place - 1):
        return True
    before, here = text[place - 1], text[place]
    if before == "\r" and here == "\n":
        return False
    if before == _JOINER or _CLINGING.match(here) or unicodedata.category(here) in {"Mn", "Me", "Mc"}:
        return False
    if "\ud800" <= before <= "\udbff" and "\udc00" <= here <= "\udfff":
        return False
    if "\u1100" <= before <= "\u115f" and ("\u1100" <= here <= "\u115f" or "\uac00" <= here <= "\ud7a3"):
        return False
    return not (_REGIONAL.match(here) and _flags_before(text, place, start) % 2)


def last_cut(text: str, place: int, least: int = 0) -> int:
    """The last place from `least` + 1 to `place` where the text may be cut; `place` itself when there is none."""
    for candidate in range(place, least, -1):
        if may_cut(text, candidate, least):
            return candidate
    return place


def _flags_before(text: str, place: int, start: int) -> int:
    count = 0
    while place - count > start and _REGIONAL.match(text[place - count - 1]):
        count += 1
    return count
