"""The words of one article, by how they begin: of hundreds only those that may be a word of the query are analysed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import chain

from text.search.read_text import ReadText
from text.search.word_likeness import begins_nearly
from text.words.folding import fold, fold_once, words
from text.words.words import FORM, Tokens

# Letters by which words are grouped; fewer where a word and its stem may differ in the last of these.
START, LOOSE_START = 3, 2

_MARKS = re.compile(r"[\W_]+")

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
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, start in enumerate(title.starts + body.starts):
            self._places[start].append(place)
        self._analyses: dict[str, list[AnalysedWord]] = {}

    def beginning_with(self, starts: Set[str], loose: Set[str]) -> Iterator[AnalysedWord]:
        """The words that begin with one of these three letters, or of these two, in their order."""
        wanted = starts & self._places.keys()
        if loose:
            wanted = wanted.union(*[self._loose_starts[two] for two in loose & self._loose_starts.keys()])
        for one in self._at(wanted):
            if one[1][FORM][:START] in starts or one[1][FORM][:LOOSE_START] in loose:
                yield one

    def beginning_nearly(self, near: NearBeginnings) -> Iterator[AnalysedWord]:
        """The words that begin as if the one that `near` was made for were a slip of them."""
        found = self._at([start for start in self._places if near[start]])
        return (one for one in found if near[one[1][FORM][:START]])

    @cached_property
    def _loose_starts(self) -> dict[str, list[str]]:
        return _grouped((start[:LOOSE_START], start) for start in self._places)

    def _at(self, starts: Iterable[str]) -> Iterator[AnalysedWord]:
        """The words with these beginnings, and those whose beginning tells nothing, each once.

        Most are looked for until the first that is the word itself.
        """
        places = sorted({place for start in ("", *starts) for place in self._places.get(start, ())})
        return chain.from_iterable(map(self._analysed, dict.fromkeys([self._words[place] for place in places])))

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
        return fold(_MARKS.sub("", "".join(self._words)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Key -> its values."""
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
