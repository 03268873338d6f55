"""Spellings one edit away from a word: a letter too many, one too few, a wrong one, or two neighbours swapped.

All of them are made here (about 50 a letter). The vocabulary is asked first which of their prefixes of six letters
exist, then only for words that begin so. There is no second index: an index of deletions would hold ten rows for each
word of the vocabulary.

An inflected word is often right and merely new, and a typo of such a word has no neighbour in the vocabulary. Then its
first six letters are corrected instead.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache

from text.words.folding import FOLDED_ALPHABET

# Shorter words have too many neighbours.
SHORTEST = 4
_PREFIX = 6
_LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=64)
def one_edit_away(word: str, mark: str = "") -> frozenset[str]:
    """Every spelling one edit away from a folded word, without the word, each with a mark behind it.

    Cached, since one search asks twice.
    """
    alphabet = _LATIN_ALPHABET if word.isascii() else FOLDED_ALPHABET
    cuts = [(word[:place], word[place:] + mark, word[place + 1 :] + mark) for place in range(len(word) + 1)]
    found = {f"{head}{rest}" for head, _, rest in cuts[:-1]}
    found.update([f"{head}{rest[0]}{tail[0]}{rest[1:]}" for head, tail, rest in cuts[:-2]])
    for head, tail, rest in cuts[:-1]:
        found.update([f"{head}{letter}{tail}" for letter in alphabet])
        found.update([f"{head}{letter}{rest}" for letter in alphabet])
    found.update([f"{word}{letter}{mark}" for letter in alphabet])
    found.discard(word + mark)
    return frozenset(found)


class OneEditIndex:
    """A fixed list of words, asked which of them are one edit away from a word.

    Two words one edit apart become the same when each loses a letter at most. So a word is looked up by its own
    shortened spellings, a few dozen, where making its neighbours would make hundreds.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._by_shortened: dict[str, list[str]] = {}
        for word in known:
            for shortened in _shortened(word):
                self._by_shortened.setdefault(shortened, []).append(word)

    def near(self, word: str) -> bool:
        """Whether one of the words is one edit away, and not the word itself."""
        found = self._by_shortened
        return any(_is_one_edit(word, other) for each in _shortened(word) for other in found.get(each, ()))


def _shortened(word: str) -> set[str]:
    """The word, and the word without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _is_one_edit(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    at = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return one != other and (shorter[at + 1 :] == longer[at + 1 :] or swapped)


def can_be_corrected(folded: str) -> bool:
    """Whether a word is long enough, and made of letters."""
    return len(folded) >= SHORTEST and folded.isalpha()


def neighbouring_forms(folded: str, known_prefixes: Container[str]) -> set[str]:
    """Tokens of whole words one edit away; of long words only those whose prefix the vocabulary holds.

    `known_prefixes`: which of `neighbouring_prefixes` the vocabulary holds. The edit is either in the first seven
    letters, and the rest is right, or behind the first six, which are right then. So few useless strings are made.
    """
    if len(folded) < _PREFIX:
        return set(one_edit_away(folded, "="))
    head, tail = folded[: _PREFIX + 1], folded[_PREFIX + 1 :]
    known = {prefix[:-1] for prefix in neighbouring_prefixes(folded) if prefix in known_prefixes}
    found = {f"{form}{tail}=" for form in one_edit_away(head) if form[:_PREFIX] in known or len(form) < _PREFIX}
    if tail and f"{folded[:_PREFIX]}6" in known_prefixes:
        found.update([f"{folded[:_PREFIX]}{form}=" for form in one_edit_away(folded[_PREFIX:])])
    return found


@lru_cache(maxsize=64)
def neighbouring_prefixes(folded: str) -> frozenset[str]:
    """Tokens of the six letters with which the word may have begun before the typo; stems for a short word."""
    if len(folded) < _PREFIX:
        return one_edit_away(folded, "s")
    return frozenset([f"{form[:_PREFIX]}6" for form in one_edit_away(folded[: _PREFIX + 1])])
