"""The words of one article, by how they begin: of hundreds only those that may be a word of the query are analysed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from text.search.read_text import ReadText
from text.search.word_likeness import begins_nearly
from text.words.folding import fold, fold_once, words
from text.words.words import FORM, Tokens

# Letters by which words are grouped.
START = 2
# Letters by which a slip of a word is told from other words.
_TOLD_BY = 3

AnalysedWord = tuple[str, Tokens]
"""A word as it stands in the article, and its tokens."""


class NearBeginnings(dict[str, bool]):
    """For one word: whether it may be a slip of words with this beginning. The best articles begin many alike."""

    def __init__(self, folded: str) -> None:
        super().__init__()
        self._folded = folded

    def __missing__(self, start: str) -> bool:
        near = self[start] = begins_nearly(self._folded, start)
        return near


class AnalysedText:
    """Made for one look at an article, from the beginnings that scoring it needed anyhow."""

    def __init__(self, read: ReadText) -> None:
        title, body = read.title_words, read.body_words
        self._read = read
        self._words = title.words + body.words
        # The folded first three letters -> places of words; "" where they tell nothing (text/search/read_text.py).
        self._places: dict[str, list[int]] = {}
        for place, start in enumerate(title.starts + body.starts):
            self._places.setdefault(start, []).append(place)
        self._starts = _grouped((start[:START], start) for start in self._places)
        self._analyses: dict[str, list[AnalysedWord]] = {}

    def beginning_with(self, starts: Iterable[str]) -> list[AnalysedWord]:
        """The words that begin with one of these two letters, in their order."""
        wanted = frozenset(starts)
        found = self._at([start for two in wanted for start in self._starts.get(two, ())])
        return [one for one in found if one[1][FORM][:START] in wanted]

    def beginning_nearly(self, near: NearBeginnings) -> list[AnalysedWord]:
        """The words that begin as if the one that `near` was made for were a slip of them."""
        found = self._at([start for start in self._places if near[start]])
        return [one for one in found if near[one[1][FORM][:_TOLD_BY]]]

    def _at(self, starts: Iterable[str]) -> list[AnalysedWord]:
        """The words with these beginnings, and those whose beginning tells nothing, each once."""
        places = sorted({place for start in ("", *starts) for place in self._places.get(start, ())})
        different = dict.fromkeys([self._words[place] for place in places])
        return [one for rough in different for one in self._analysed(rough)]

    def _analysed(self, rough: str) -> list[AnalysedWord]:
        """A word with its tokens; several where marks stand inside of it."""
        found = self._analyses.get(rough)
        if found is None:
            analyzer = self._read.analyzer
            found = [(word, analyzer[word]) for word in ((rough,) if rough.isalnum() else words(rough))]
            self._analyses[rough] = found
        return found

    @property
    def words(self) -> list[str]:
        """All words as they stand there."""
        return words(f"{self._read.heading} {self._read.body}")

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """All words in their order."""
        return (*map(fold_once, self._read.title_words.words), *self._read.folded)

    @cached_property
    def without_spaces(self) -> str:
        """The same in a row: folded at once, since most articles are only asked for that."""
        return fold("".join((*self._read.title_words.words, *words(self._read.body))))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Key -> its values."""
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
