"""The text of an article as searching reads it: tidied, in words, in sentences.

Taking a text apart costs more than looking for a few words in it, so what was made of a text that is read again is kept
between questions. A text is known by its words alone, so a corrected article is another text.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from text.words.bounded_cache import BoundedCache
from text.words.folding import fold, fold_once, tidy, with_glued, words
from text.words.likeness import spoken
from text.words.weighed import first_sentence, weighed_spans
from text.words.words import Analyzer, analyzer_for

# Of a longer article only the beginning is weighed: 1,100 words.
READ_CHARACTERS = 8000
# Characters of the texts that are kept. With all that was made of them each takes 22 bytes (measured over the judged
# passages with tracemalloc): 64 MB at most.
_KEPT_CHARACTERS = 2_900_000
# Texts whose first reading is remembered, as a number each.
_SEEN = 50_000
# First letters that tell most words apart.
_START = 3
_beginning = itemgetter(slice(_START))
# Fewer tell which words of a sentence may be one of a question: behind them a voiced consonant may stand for a
# voiceless one.
SPOKEN_START = 2
_CACHED_STARTS = 50_000


class RoughWords(NamedTuple):
    """The words of a text, some with marks still at their edges, and the folded first three letters of each."""

    words: tuple[str, ...]
    starts: tuple[str, ...]


class SpokenWords(NamedTuple):
    """The words of the sentences of a text in a row, the number of the sentence and the folded start of each."""

    words: tuple[str, ...]
    sentences: tuple[int, ...]
    starts: tuple[str, ...]


class ReadText:
    """Title and text of an article, taken apart where somebody asks; each part is made once.

    `body_start`: where in the text the body begins, behind the lead. `kept`: it stays, so its words are shared with
    other texts that stay.
    """

    def __init__(
        self, text: str, title: str = "", language: str = "", body_start: int = 0, *, kept: bool = False
    ) -> None:
        self.text = text
        self.title = title
        self._language = language
        self._body_start = body_start
        self._share: Callable[[str], str] = sys.intern if kept else str

    @property
    def heading(self) -> str:
        return with_glued(tidy(self.title))

    @property
    def body(self) -> str:
        """As much of the text as is weighed, tidied."""
        return with_glued(tidy(self.text[:READ_CHARACTERS]))

    @cached_property
    def _taken_apart(self) -> tuple[Analyzer, RoughWords, RoughWords]:
        """Both readings need the tidied text, which is not kept."""
        body = self.body
        analyzer = analyzer_for(body, self._language)
        return analyzer, rough_words(self.heading, self._share), rough_words(body, self._share)

    @property
    def analyzer(self) -> Analyzer:
        return self._taken_apart[0]

    @property
    def title_words(self) -> RoughWords:
        return self._taken_apart[1]

    @property
    def body_words(self) -> RoughWords:
        return self._taken_apart[2]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """(start, end) of the sentences that may be shown."""
        return weighed_spans(self.text, self._body_start)

    @cached_property
    def spoken(self) -> SpokenWords:
        """The words of these sentences."""
        found = [spoken(self.text[start:end]) for start, end in self.spans]
        its_words = [word for each in found for word in each]
        shared = its_words if self._share is str else map(self._share, its_words)
        numbers = [number for number, each in enumerate(found) for _ in each]
        return SpokenWords(tuple(shared), tuple(numbers), tuple([_SPOKEN_STARTS[word] for word in its_words]))

    @cached_property
    def opening(self) -> str:
        """The first sentence, which stands for a title where there is none."""
        start, end = first_sentence(self.text)
        return self.text[start:end]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words that are weighed, folded, in order."""
        return tuple(fold_once(word) for word in words(self.body))


class KeptTexts:
    """So many characters of texts, those read last; where there is no room for all, of those read more than once.

    In a large archive most texts are read once: to keep those would cost a fifth of a question and save nothing. Old
    ones go one by one: to free all takes 20 ms.
    """

    def __init__(self, characters: int) -> None:
        self._most = characters
        self._characters = 0
        self._kept: OrderedDict[tuple[str, str, str, int], ReadText] = OrderedDict()
        self._seen: set[int] = set()

    def read(self, text: str, title: str, language: str, body_start: int, at_once: bool = True) -> ReadText:
        """The text, with what was made of it before. `at_once`: it is kept from now on, if there is room."""
        key = (text, title, language, body_start)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        has_room = at_once and self._characters + len(text) <= self._most
        if not has_room and not self._is_known(hash(key)):
            return ReadText(text, title, language, body_start)
        found = self._kept[key] = ReadText(text, title, language, body_start, kept=True)
        self._characters += len(text)
        while self._characters > self._most and len(self._kept) > 1:
            (oldest, *_), _ = self._kept.popitem(last=False)
            self._characters -= len(oldest)
        return found

    def _is_known(self, number: int) -> bool:
        """Whether a text of this number was read before; from now on it was."""
        if number in self._seen:
            return True
        if len(self._seen) >= _SEEN:
            self._seen.clear()
        self._seen.add(number)
        return False


read_text = KeptTexts(_KEPT_CHARACTERS).read
"""The kept texts of this process."""


def rough_words(tidied: str, share: Callable[[str], str] = str) -> RoughWords:
    """The words of a tidied text: twice as fast as `words`. `share`: what each word becomes, `sys.intern` or itself."""
    for mark in "-.,(/":
        tidied = tidied.replace(mark, " ")
    found = tuple(tidied.split()) if share is str else tuple(map(share, tidied.split()))
    return RoughWords(found, tuple(map(_STARTS.__getitem__, map(_beginning, found))))


def _folded_start(letters: str) -> str:
    """The first three letters of a word of a text, folded; "" when they do not tell how the word is folded.

    Latin letters may be look-alikes or Kazakh in Latin letters, marks may stand before a word, a soft sign vanishes.
    """
    folded = fold(letters)
    clear = len(folded) >= len(letters) and all("Ѐ" <= letter <= "ӿ" for letter in letters)
    return folded[:_START] if clear else ""


_STARTS = BoundedCache(_folded_start, _CACHED_STARTS)
_SPOKEN_STARTS = BoundedCache(lambda word: sys.intern(fold(word)[:SPOKEN_START]), _CACHED_STARTS)
