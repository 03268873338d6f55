"""Spellings one edit away from a word: a letter too many, one too few, a wrong one, or two neighbours swapped.

All of them are made here (about 50 a letter). The vocabulary is asked first which of their prefixes of six letters
exist, then only for words that begin so. There is no second index: an index of deletions would hold ten rows for each
word of the vocabulary.

An inflected word is often right and merely new, and a typo of such a word has no neighbour in the vocabulary. Then its
first six letters are corrected instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

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
    return _one_edit_away(word, mark, _alphabet(word))


def _one_edit_away(word: str, mark: str, alphabet: str) -> frozenset[str]:
    cuts = [(word[:place], word[place:] + mark, word[place + 1 :] + mark) for place in range(len(word) + 1)]
    found = [f"{head}{tail}" for head, _, tail in cuts[:-1]]
    found += [f"{head}{rest[1]}{rest[0]}{rest[2:]}" for head, rest, _ in cuts[:-2] if rest[0] != rest[1]]
    found += [_with_each(alphabet.replace(rest[0], ""), head, tail) for head, rest, tail in cuts[:-1]]
    found += [_with_each(alphabet, head, rest) for head, rest, _ in cuts]
    # Half of the time goes into making the strings: taken out of one text they cost a third of what they do one by one.
    return frozenset(" ".join(found).split(" "))


def _alphabet(word: str) -> str:
    return _LATIN_ALPHABET if word.isascii() else FOLDED_ALPHABET


def _with_each(alphabet: str, head: str, tail: str) -> str:
    """Each letter between what stands before it and behind it; spaces between these spellings."""
    return f"{head}{f'{tail} {head}'.join(alphabet)}{tail}"


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
        return any(is_one_edit(word, other) for each in _shortened(word) for other in found.get(each, ()))


class OneEditBeginnings:
    """A fixed list of beginnings, asked whether a word has one of them with a slip.

    Behind a slip that is not in the first letter, that letter is the same; behind one that is, the next two are.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._by_letters: dict[str, list[str]] = {}
        for one in known:
            for letters in {one[:1], one[:2], one[1:3]}:
                self._by_letters.setdefault(letters, []).append(one)

    def near(self, word: str) -> bool:
        """Whether the word begins with so many letters of a beginning, one more or one less, one edit away from it."""
        letters = {word[:1], word[:2], word[1:3], word[1::-1]}
        possible = {one for each in letters for one in self._by_letters.get(each, ())}
        return any(is_one_edit(word[:size], one) for one in possible for size in range(len(one) - 1, len(one) + 2))


def _shortened(word: str) -> set[str]:
    """The word, and the word without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_one_edit(one: str, other: str) -> bool:
    """Whether two words differ by one letter too many, wrong or swapped with its neighbour."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    size = len(shorter)
    if len(longer) - size > 1 or one == other:
        return False
    at = 0
    while at < size and shorter[at] == longer[at]:
        at += 1
    if size < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return swapped or shorter[at + 1 :] == longer[at + 1 :]


def can_be_corrected(folded: str) -> bool:
    """Whether a word is long enough, and made of letters."""
    return len(folded) >= SHORTEST and folded.isalpha()


class _Beginnings(NamedTuple):
    """The first letters of a long word as they may have been before the slip, by what it did.

    `replaced`, `added`: tokens of six letters, of which one is another, or one had been left out; `whole`: a letter too
    many or two swapped, all the letters that were looked at.
    """

    replaced: frozenset[str]
    added: frozenset[str]
    whole: tuple[str, ...]


@lru_cache(maxsize=64)
def _beginnings(head: str) -> _Beginnings:
    """Of the first seven letters; six of a word that has no more."""
    alphabet, six = _alphabet(head), range(_PREFIX)
    replaced = [
        _with_each(alphabet.replace(head[place], ""), head[:place], f"{head[place + 1 : _PREFIX]}6") for place in six
    ]
    added = [_with_each(alphabet, head[:place], f"{head[place : _PREFIX - 1]}6") for place in six]
    deleted = [head[:place] + head[place + 1 :] for place in range(len(head))]
    swapped = [
        f"{head[:place]}{head[place + 1]}{head[place]}{head[place + 2 :]}"
        for place in range(len(head) - 1)
        if head[place] != head[place + 1]
    ]
    return _Beginnings(
        frozenset(" ".join(replaced).split(" ")), frozenset(" ".join(added).split(" ")), (*deleted, *swapped)
    )


def neighbouring_forms(folded: str, known_prefixes: Iterable[str]) -> set[str]:
    """Tokens of whole words one edit away; of long words only those whose prefix the vocabulary holds.

    `known_prefixes`: which of `neighbouring_prefixes` the vocabulary holds. The edit is either in the first seven
    letters, and the rest is right, or behind the first six, which are right then. So few useless strings are made.
    """
    if len(folded) < _PREFIX:
        return set(one_edit_away(folded, "="))
    six, head, behind = folded[:_PREFIX], folded[: _PREFIX + 1], folded[_PREFIX:]
    beginnings, known = _beginnings(head), frozenset(known_prefixes)
    found = {f"{token[:-1]}{behind}=" for token in known & beginnings.replaced}
    found.update([f"{token[:-1]}{folded[_PREFIX - 1 :]}=" for token in known & beginnings.added])
    rest = folded[_PREFIX + 1 :]
    found.update([f"{one}{rest}=" for one in beginnings.whole if len(one) < _PREFIX or f"{one[:_PREFIX]}6" in known])
    if f"{six}6" in known:
        alphabet = _alphabet(behind if rest else head)
        found.update([six + form for form in _one_edit_away(behind, "=", alphabet)])
    return found


@lru_cache(maxsize=64)
def neighbouring_prefixes(folded: str) -> frozenset[str]:
    """Tokens of the six letters with which the word may have begun before the typo; stems for a short word."""
    if len(folded) < _PREFIX:
        return one_edit_away(folded, "s")
    head = folded[: _PREFIX + 1]
    replaced, added, whole = _beginnings(head)
    return replaced.union(added, [f"{one[:_PREFIX]}6" for one in (head, *whole)])
