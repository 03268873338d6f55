"""Where something is, where it goes and where it comes from: "қайдан", "откуда", "where from" ask for one of these.

The place that answers stands in the same case, or behind a preposition that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from text.words.folding import fold, folded_words


class Direction(StrEnum):
    """In what relation to a place something stands; NONE where a question does not say."""

    NONE = ""
    TO = "to"
    FROM = "from"


_ENDINGS = {
    Direction.TO: folded_words("ға ге қа ке на не"),
    Direction.FROM: folded_words("дан ден тан тен нан нен"),
}
_PREPOSITIONS = {
    Direction.TO: frozenset(folded_words("в во на к ко до по to into onto for")),
    Direction.FROM: frozenset(folded_words("из с со от from")),
}
_ASKING = {
    **dict.fromkeys(folded_words("қайдан откуда"), Direction.FROM),
    **dict.fromkeys(folded_words("куда қайға"), Direction.TO),
}
_WHICH, _WHICH_RUSSIAN = fold("қай"), folded_words("какого какой каких")
_WHERE, _SHORTEST = "where", 4


def asked_direction(words: Sequence[str]) -> Direction:
    """The direction that a question asks for, given its folded words."""
    for word in words:
        if word in _ASKING:
            return _ASKING[word]
    for before, word in pairwise(words):
        if before == _WHICH and (found := _of_ending(word)):
            return found
        if word in _WHICH_RUSSIAN and before in _PREPOSITIONS[Direction.FROM]:
            return Direction.FROM
    if _WHERE in words and words[-1] == Direction.FROM:
        return Direction.FROM
    return Direction.NONE


def points(direction: Direction, last: str, before: str) -> bool:
    """Whether a place whose last word this is, behind this word, lies in the direction."""
    return before in _PREPOSITIONS[direction] or _of_ending(last) is direction


def _of_ending(word: str) -> Direction:
    if len(word) < _SHORTEST or word.isascii():
        return Direction.NONE
    return next((one for one, endings in _ENDINGS.items() if word.endswith(endings)), Direction.NONE)
