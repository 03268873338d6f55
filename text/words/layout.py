"""Converts text typed on the wrong keyboard layout: what the same keys give on another one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

# The three letter rows of a QWERTY keyboard, and of ЙЦУКЕН; shifted keys last.
_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,." + '~{}:"<>'
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю" + "ёхъжэбю"

# The Kazakh layout has its own letters on the digit row.
_DIGITS = "234567890-="
_KAZAKH_ROW = "әіңғ,.үұқөһ"

_TO_RUSSIAN = str.maketrans(_QWERTY, _RUSSIAN)
_TO_KAZAKH = str.maketrans(_QWERTY + _DIGITS, _RUSSIAN + _KAZAKH_ROW)
_TO_QWERTY = str.maketrans(_RUSSIAN[:33] + _KAZAKH_ROW, _QWERTY[:33] + _DIGITS)


def as_russian_keys(text: str) -> str:
    """What keys pressed for QWERTY give on the Russian layout; `text` in lower case."""
    return text.translate(_TO_RUSSIAN)


def as_kazakh_keys(text: str) -> str:
    """The same for the Kazakh layout, which differs in the digit row: 0fpf0 is қазақ."""
    return text.translate(_TO_KAZAKH)


def as_latin_keys(text: str) -> str:
    """What keys pressed for a Cyrillic layout give on QWERTY: пщщпду is google."""
    return text.translate(_TO_QWERTY)


# The rows of both keyboards from above, each key half a key to the right of the one above it.
_ROWS = (("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"), ("qwertyuiop", "asdfghjkl", "zxcvbnm"))


def _beside(rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for row, below in zip(rows, (*rows[1:], ""), strict=True):
        yield from pairwise(row)
        yield from zip(row, below, strict=False)
        yield from zip(row[1:], below, strict=False)


_NEIGHBOURS = frozenset(frozenset(pair) for rows in _ROWS for pair in _beside(rows))


def are_neighbours(one: str, other: str) -> bool:
    """Whether the keys of two letters lie beside each other, so that a finger may hit one for the other."""
    return frozenset((one, other)) in _NEIGHBOURS
