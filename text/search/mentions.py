"""Where the words of a query stand in a text.

A hundred texts are looked through for one query, so time counts: most words are ruled out by their first three
letters, folded once and for all; the rest is looked up once a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from text.words.folding import FOLDED_ALPHABET, fold, words
from text.words.words import FORM, FOUR, KAZAKH, STEM, Reader, Tokens

# A word that only begins alike counts less than one of the same stem where words stand together.
_ALIKE = {"s": 1.0, "6": 0.8, "4": 0.6}
_MOST_BEGINNINGS = 50_000
_SHORT = 3
_NO_ENDING = frozenset("ае")


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """One token of one variant of the word at one place of the query, and what an article gets for holding it.

    Two are never equal, so that mentions are counted by a cheap key.
    """

    place: int
    variant: int
    worth: float
    is_stem: bool


class Match(NamedTuple):
    """What a word of a text is to the query: its tokens, and how alike it is to the word at each place."""

    sought: tuple[Sought, ...]
    likeness: dict[int, float]


Mention = tuple[int, Match]
"""A match with its position, counted in words."""


class Mentions:
    """Finds the words of one query. `sought`: by token (text/words/words.py)."""

    def __init__(self, sought: dict[str, list[Sought]]) -> None:
        self._sought = sought
        self._begins = _possible(token[:-1] for token in sought)
        self._seen: dict[int, dict[str, Match | None]] = {}

    def within(self, text: Sequence[str], reader: Reader, first: int) -> list[Mention]:
        """The mentions in a text, given as `pieces`; its first word has the position `first`."""
        begins, folded, seen = self._begins, _BEGINNINGS, self._seen.setdefault(id(reader), {})
        found = []
        for position, piece in [(n, piece) for n, piece in enumerate(text) if folded[piece[:3]] in begins]:
            if piece not in seen:
                seen[piece] = self._match(piece, reader)
            match = seen[piece]
            if match:
                found.append((first + position, match))
        return found

    def _match(self, piece: str, reader: Reader) -> Match | None:
        whole = (piece,) if piece.isalnum() else words(piece)
        tokens = [token for word in whole for token in self._of_its_own(reader[word], reader)]
        # Most words that begin like one of ours are none.
        if self._sought.keys().isdisjoint(tokens):
            return None
        found = [(one, token[-1]) for token in tokens for one in self._sought.get(token, ())]
        likeness: dict[int, float] = {}
        for sought, mark in found:
            likeness[sought.place] = max(_ALIKE[mark], likeness.get(sought.place, 0.0))
        return Match(tuple(sought for sought, _ in found), likeness)

    def _of_its_own(self, tokens: Tokens, reader: Reader) -> Tokens:
        """The tokens of a word of a text, without a stem that it shares by chance with a short word of the query.

        "Қара" and "қарай" have the stem of "қар", snow. No ending of a Kazakh noun begins with such a vowel.
        """
        form, stem = tokens[FORM][:-1], tokens[STEM][:-1]
        short = len(stem) <= _SHORT and form.startswith(stem) and f"{stem}4" in self._sought
        if short and reader is KAZAKH and form[len(stem) : len(stem) + 1] in _NO_ENDING:
            return tokens[:STEM] + tokens[FOUR:]
        return tokens


def pieces(tidied: str) -> list[str]:
    """The words of a tidied text, some with marks still at their edges: twice as fast as `words`."""
    for mark in "-.,(/":
        tidied = tidied.replace(mark, " ")
    return tidied.split()


def stands_in(phrase: Sequence[str], tidied: str, reader: Reader) -> bool:
    """Whether the words of a phrase follow one another in a text, each in any inflection."""
    stems = [reader[word][STEM] for word in phrase]
    size = len(stems)
    held = [reader[word][STEM] for word in words(tidied)]
    return any(held[n : n + size] == stems for n, stem in enumerate(held) if stem == stems[0])


class _Beginnings(dict[str, str]):
    """The first three letters of a word as they stand in a text -> folded; "" when they do not tell how it is folded.

    Latin letters may be look-alikes or Kazakh in Latin letters, marks may stand before a word, a soft sign vanishes.
    """

    def __missing__(self, letters: str) -> str:
        if len(self) >= _MOST_BEGINNINGS:
            self.clear()
        folded = fold(letters)
        clear = len(folded) >= len(letters) and all("Ѐ" <= letter <= "ӿ" for letter in letters)
        self[letters] = folded[:3] if clear else ""
        return self[letters]


_BEGINNINGS = _Beginnings()


def _possible(sought: Iterable[str]) -> set[str]:
    """How a word may begin, folded, that is one of these; of a stem of three letters the last may have changed."""
    begins = {""}
    for word in sought:
        begins.add(word[:3])
        if len(word) <= 3:
            begins.add(word[:2])
            begins.update(word[:2] + letter for letter in FOLDED_ALPHABET)
    return begins
