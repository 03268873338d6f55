"""The words of a question in the usual order, without those that only look like question words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from text.words.folding import folded_words

_QUESTION_WORDS = folded_words(
    "кто кого кому кем ком что где куда откуда когда почему зачем сколько кім қай неге неден"
)
# With one of these at its end a question is read as if it began so.
_QUESTION_ENDS = frozenset(
    folded_words(said)
    for said in ("when", "where", "who", "why", "how much", "how many", "how long", "what time", "сколько")
)
_INDEFINITE_BEHIND = frozenset(folded_words("то нибудь либо"))
_INDEFINITE_BEFORE = frozenset(folded_words("кое"))
_INDEFINITE_ENDS = folded_words("дір дыр тір тыр")

_OF_PLACE = frozenset(folded_words("в во на из до под к ко у около возле in at near to from"))
_OF_MATTER = frozenset(folded_words("с со по про о об без with without about for"))
_ARTICLES = frozenset(folded_words("the a an"))


def behind_prepositions(words: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that say where, and those that say of what, by the preposition before them: "поезд до Омска"."""
    said = list(pairwise([word for word in words if word not in _ARTICLES]))
    where = frozenset(after for word, after in said if word in _OF_PLACE)
    return where, frozenset(after for word, after in said if word in _OF_MATTER)


def without_indefinite(words: Sequence[str]) -> Sequence[str]:
    """The words without "кто-то", "кое-где", "кімдір": they ask for nothing."""
    asking = [word.startswith(_QUESTION_WORDS) for word in words]
    if not any(asking):
        return words
    behind, before = [*words[1:], ""], ["", *words[:-1]]
    return [
        word
        for word, asks, after, first in zip(words, asking, behind, before, strict=True)
        if not (
            asks and (after in _INDEFINITE_BEHIND or first in _INDEFINITE_BEFORE or word.endswith(_INDEFINITE_ENDS))
        )
    ]


def question_first(words: Sequence[str]) -> Sequence[str]:
    """The words with a question word that stands last before the others: "museum closed when", "билет сколько"."""
    for size in (2, 1):
        if len(words) > size and tuple(words[-size:]) in _QUESTION_ENDS and not words[0].startswith(_QUESTION_WORDS):
            return [*words[-size:], *words[:-size]]
    return words
