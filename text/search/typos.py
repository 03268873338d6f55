"""Repairs of a word that no article holds: the words of the vocabulary that are one slip away.

A slip is a letter too many, one too few, a wrong one, or two neighbours swapped. All strings one slip away are made
here (about 50 a letter); the vocabulary is asked first which of the beginnings of six letters exist, then only for
words that begin so. No second index is kept: one of deletions would hold ten rows for each word of the vocabulary.

An inflected word is often right and merely new, and a typo of such a word has no neighbour in the vocabulary. Then its
first six letters are repaired instead.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from text.words.folding import FOLDED_ALPHABET

SHORTEST = 4
"""Shorter words have too many neighbours."""
_BEGINNING = 6
_LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=64)
def slips(word: str) -> frozenset[str]:
    """Everything one slip away from a folded word, the word itself left out. Kept, since one search asks twice."""
    alphabet = _LATIN_ALPHABET if word.isascii() else FOLDED_ALPHABET
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found.update([head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1])
    found.update([head + letter + tail[1:] for head, tail in cuts if tail for letter in alphabet])
    found.update([head + letter + tail for head, tail in cuts for letter in alphabet])
    found.discard(word)
    return frozenset(found)


def can_be_repaired(folded: str) -> bool:
    """Whether a word is long enough, and made of letters."""
    return len(folded) >= SHORTEST and folded.isalpha()


def neighbouring_forms(folded: str, begun: Container[str]) -> set[str]:
    """Tokens of whole words one slip away; of long ones those that begin as something in the vocabulary does.

    `begun`: which of `neighbouring_beginnings` the vocabulary holds. Whatever the slip, either the first seven letters
    hold it, and what follows is right, or the first six are right: so few strings are made that nobody asks for.
    """
    if len(folded) < _BEGINNING:
        return {f"{form}=" for form in slips(folded)}
    head, tail = folded[: _BEGINNING + 1], folded[_BEGINNING + 1 :]
    found = {
        f"{form}{tail}="
        for form in slips(head)
        if len(form) + len(tail) < _BEGINNING or f"{form[:_BEGINNING]}6" in begun
    }
    if tail and f"{folded[:_BEGINNING]}6" in begun:
        found.update([f"{folded[:_BEGINNING]}{form}=" for form in slips(folded[_BEGINNING:])])
    return found


@lru_cache(maxsize=64)
def neighbouring_beginnings(folded: str) -> frozenset[str]:
    """Tokens of the six letters with which the word may have begun before the slip; stems for a short word."""
    if len(folded) < _BEGINNING:
        return frozenset([f"{form}s" for form in slips(folded) if len(form) >= SHORTEST - 1])
    return frozenset([f"{start}6" for start in {form[:_BEGINNING] for form in slips(folded[: _BEGINNING + 1])}])
