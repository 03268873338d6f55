"""Converts text typed on the wrong keyboard layout: what the same keys give on another one."""

from __future__ import annotations

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
