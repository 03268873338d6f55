"""Words of a question that do not say what it is about: some are dropped, others have a low weight.

A query made only of such words is searched for as it stands. The lists (text/search/lexicon) are for queries alone;
articles are indexed with every word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from text.search import lexicon
from text.search.typos import OneEditBeginnings, OneEditIndex
from text.words.folding import KAZAKH_LETTERS, fold_once

# The weight of a word of low weight. 0.1 to 0.3 rank alike on the judged queries; 1 costs 0.02 on exam questions.
LOW_WEIGHT = 0.2

# Question words, pronouns, particles, copulas; greetings, and what is said to a person who is asked.
DROPPED = frozenset(lexicon.words("dropped")) | frozenset(lexicon.words("polite")) | lexicon.spoken().keys()
_POLITE = frozenset(lexicon.words("polite"))
_RUSSIAN_ALONE = frozenset(lexicon.words_of("ru", "dropped")).difference(
    word for language in ("kk", "en") for word in lexicon.words_of(language, "dropped")
)
# The wording of the task itself, and what only says which kind of answer is wanted ("costs").
LOW = frozenset(lexicon.words("low")) - DROPPED
# English words of this kind that no Kazakh or Russian word in Latin letters looks like.
_SHORTEST_SURELY_ENGLISH = 3
_ENGLISH = frozenset(
    word
    for name in ("dropped", "polite")
    for word in lexicon.words_of("en", name)
    if len(word) >= _SHORTEST_SURELY_ENGLISH
)
_POLITE_PHRASES = frozenset(lexicon.phrases("polite_phrases"))
_SIZES = sorted({len(phrase) for phrase in _POLITE_PHRASES}, reverse=True)
_DROPPED_STARTS = lexicon.words("dropped_beginnings")
_LOW_STARTS = lexicon.words("low_beginnings")
# Those in which a slip is looked for; a shorter word is one edit away from too many others: жолды and болды.
_SHORTEST_MISTYPED = 6
_CARRYING_LITTLE = OneEditIndex(word for word in DROPPED | LOW if len(word) >= _SHORTEST_MISTYPED)
_LONG_STARTS = OneEditBeginnings(
    start for start in (*_DROPPED_STARTS, *_LOW_STARTS) if len(start) >= _SHORTEST_MISTYPED
)


def without_polite_phrases(words: Sequence[str]) -> list[str]:
    """The words without "good morning" and "tell me", whose words mean something elsewhere."""
    folded = [fold_once(word) for word in words]
    kept: list[str] = []
    place = 0
    while place < len(words):
        size = next((size for size in _SIZES if tuple(folded[place : place + size]) in _POLITE_PHRASES), 0)
        if not size:
            kept.append(words[place])
        place += max(size, 1)
    return kept


def are_english(words: Iterable[str]) -> bool:
    """Whether one of these words, in small letters, shows that the others are English, too: "how", "what", "the"."""
    return not _ENGLISH.isdisjoint(words)


@lru_cache(maxsize=1024)
def is_slip_of_one(folded: str) -> bool:
    """Whether a word is one edit away from a word that carries little: "сәйксе", "қйасысы", "whcih"."""
    if len(folded) < _SHORTEST_MISTYPED or not folded.isalpha() or weight(folded) < 1:
        return False
    return _CARRYING_LITTLE.near(folded) or _LONG_STARTS.near(folded)


def asks_nothing(folded: str) -> bool:
    """Whether a word is a question word, a preposition or the like, and no greeting."""
    return not weight(folded) and folded not in _POLITE


def is_polite(folded: str) -> bool:
    """Whether a word is a greeting, thanks, or said to a person who is asked."""
    return folded in _POLITE


def weight_as_spelled(word: str) -> float:
    """The weight of a tidied word; with Kazakh letters it is no Russian word of a question: "еті" is no "эти"."""
    folded = fold_once(word)
    return 1.0 if folded in _RUSSIAN_ALONE and not KAZAKH_LETTERS.isdisjoint(word) else weight(folded)


@lru_cache(maxsize=4096)
def weight(folded: str) -> float:
    """The weight of a word: 0 for one that is dropped, LOW_WEIGHT, or 1."""
    if folded in DROPPED or folded.startswith(_DROPPED_STARTS):
        return 0.0
    if folded in LOW or folded.startswith(_LOW_STARTS):
        return LOW_WEIGHT
    return 1.0
