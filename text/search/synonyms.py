"""Words of daily use that mean one thing to a reader: паспорт and төлқұжат, прививка and вакцина, car and vehicle.

The table (text/search/lexicon/synonyms.txt) is asked by stem, since each word has its forms, and by the first letters,
since stemmers leave little of some words: сәби is not сап. A Kazakh verb stands for its kin besides
(text/search/kin.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from text.search import lexicon
from text.search.kin import kin_stems
from text.words.folding import fold
from text.words.words import FORM, STEM, Tokens, irregular_forms, query_tokens

# Letters by which a form is known beside its stem; of kin fewer, since a voice changes the last ones.
_BEGINNING, _BEGINNING_OF_KIN = 4, 3
# A stemmer may leave more or less of a word behind some endings: пойыз, but поиз-ға.
_ENDINGS, _SHORTEST_STEM = ("", "ы", "і", "сы", "сі", "ға", "ге", "қа", "ке", "ов"), 3
_VERBAL_NOUN, _DIMINUTIVE = "у", "чк"


class Synonym(NamedTuple):
    """A word that means the same: the token of its stem, and the letters it begins with."""

    stem: str
    beginning: str

    def is_form(self, tokens: Tokens) -> bool:
        """Whether a word with these tokens is a form of this one."""
        return tokens[STEM] == self.stem and tokens[FORM].startswith(self.beginning)

    def starts(self, letters: int) -> Iterator[str]:
        """The first letters of its forms."""
        yield self.stem[:letters]
        yield from (form[:letters] for form in irregular_forms(self.stem))


def _of_table(word: str) -> Iterator[Synonym]:
    """A word of the table, by the stems that its forms may have, and its kin."""
    folded = fold(word)
    if word.isascii():
        # "Stolen" is a form of "steal", and an English stem loses no more than an ending.
        yield Synonym(query_tokens(word)[0][STEM], "")
        return
    for tokens in (tokens for ending in _ENDINGS for tokens in query_tokens(word + ending)):
        if len(tokens[STEM]) > max(_SHORTEST_STEM, len(folded) - _SHORTEST_STEM):
            yield Synonym(tokens[STEM], folded[:_BEGINNING])
    if word.endswith(_VERBAL_NOUN):
        yield from (Synonym(stem, folded[:_BEGINNING_OF_KIN]) for stem in kin_stems(word) if _DIMINUTIVE not in stem)


def _table(lines: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[Synonym, frozenset[Synonym]]]]:
    """A stem -> the words that have it, each with all words on its line."""
    found: dict[str, list[tuple[Synonym, frozenset[Synonym]]]] = {}
    for line in lines:
        each = {one for word in line for one in _of_table(word)}
        for one in each:
            found.setdefault(one.stem, []).append((one, frozenset(each)))
    return found


_SAME = _table(lexicon.synonyms())


@lru_cache(maxsize=4096)
def synonyms_of(word: str) -> frozenset[Synonym]:
    """The words that mean the same as this tidied word, in their forms; none for most words."""
    found: set[Synonym] = set()
    own: set[str] = set()
    for tokens in query_tokens(word):
        own.add(tokens[STEM])
        for one, line in _SAME.get(tokens[STEM], ()):
            if one.is_form(tokens):
                found |= line
    return frozenset(one for one in found if one.stem not in own)
