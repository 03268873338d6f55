"""Finds what says why in a sentence: a word for a cause, trouble that things come of, or what something is good for.

News seldom say "because": a museum closes, and the next sentence tells that the roof leaked.
"""

from __future__ import annotations

from collections.abc import Iterator

from text.search import lexicon
from text.search.sentences.answer_kinds import Asked
from text.search.sentences.sentence_words import SentenceWords
from text.search.sentences.shown import TIME_UNITS, Shown

_BECAUSE = lexicon.words("shows.because")
# Phrases by their first word.
_BECAUSE_PHRASES: dict[str, list[lexicon.Phrase]] = {}
for _phrase in lexicon.phrases("shows.because_phrases"):
    _BECAUSE_PHRASES.setdefault(_phrase[0], []).append(_phrase)
_BECAUSE_WEAKLY = frozenset(lexicon.words("shows.because_weakly"))
_BECAUSE_ENDS = lexicon.words("shows.because_endings")
_AFTER_CAUSE = frozenset(lexicon.words("shows.after_cause"))
_TROUBLE_OR_USE = (*lexicon.words("shows.trouble"), *lexicon.words("shows.use"))
# How surely these tell a cause.
_SURELY, _MAYBE = 1.0, 0.5


def causes(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    before = ""
    for place, word in enumerate(sentence.words):
        last = _end_of_phrase(sentence, place)
        if last or word.folded.startswith(_BECAUSE) or word.folded.endswith(_BECAUSE_ENDS):
            yield Shown(*sentence.span(place, last or place + 1), _SURELY)
        elif word.folded.startswith(_TROUBLE_OR_USE) or _may_be_because(word.folded, before):
            yield Shown(word.start, word.end, _MAYBE)
        before = word.folded


def _may_be_because(word: str, before: str) -> bool:
    return word in _BECAUSE_WEAKLY or (word in _AFTER_CAUSE and not before.startswith(TIME_UNITS))


def _end_of_phrase(sentence: SentenceWords, place: int) -> int:
    """The place behind a phrase such as "в связи с" that begins here; 0 for none."""
    for phrase in _BECAUSE_PHRASES.get(sentence.folded(place), ()):
        if all(sentence.folded(place + n) == word for n, word in enumerate(phrase)):
            return place + len(phrase)
    return 0
