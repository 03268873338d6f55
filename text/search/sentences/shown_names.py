"""Finds places, people, organisations and works in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from text.search import lexicon
from text.search.sentences.answer_kinds import Asked
from text.search.sentences.sentence_words import SentenceWords
from text.search.sentences.shown import Shown

_PLACE_WORDS = lexicon.words("shows.place_words")
_PLACE_ENDINGS = lexicon.words("shows.place_endings")
_PREPOSITIONS = frozenset(lexicon.words("shows.place_prepositions"))
_OFFICES = lexicon.words("shows.office")
_ORGANISATIONS = lexicon.words("shows.organisation")
_NAMES = lexicon.folded_names()


def places(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for place, word in enumerate(sentence.words):
        before, behind = sentence.folded(place - 1), sentence.folded(place + 1)
        if word.capital and not _is_person(sentence, place):
            last = place + 2 if behind.startswith(_PLACE_WORDS) else place + 1
            named = last > place + 1 or before.startswith(_PLACE_WORDS)
            points = word.folded.endswith(_PLACE_ENDINGS) or (place > 0 and before in _PREPOSITIONS)
            if named or points:
                yield Shown(*sentence.span(place, last), 1.0 if place or named else 0.75)
        elif word.folded.startswith(_PLACE_WORDS):
            yield Shown(word.start, word.end, 0.4)
        elif before in _PREPOSITIONS or word.folded.endswith(_PLACE_ENDINGS[:4]):
            yield Shown(word.start, word.end, 0.15)


def _is_person(sentence: SentenceWords, place: int) -> bool:
    """Whether the word is one of two capitalised words in a row, the first of them a first name."""
    names = {sentence.folded(place), sentence.folded(place - 1)}
    return not _NAMES.isdisjoint(names) and any(
        0 <= other < len(sentence.words) and sentence.words[other].capital for other in (place - 1, place + 1)
    )


def persons(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    words = sentence.words
    for place, word in enumerate(words[:-1]):
        after = words[place + 1]
        together = sentence.text[word.end : after.start] == " "
        known = word.folded in _NAMES
        if word.capital and after.capital and together and (place or known):
            beside_office = sentence.folded(place - 1).startswith(_OFFICES)
            yield Shown(word.start, after.end, 1.0 if known or beside_office else 0.8)
        elif word.capital and known:
            yield Shown(word.start, word.end, 0.6)
    if words and words[-1].capital and words[-1].folded in _NAMES:
        yield Shown(words[-1].start, words[-1].end, 0.6)
    yield from _organisations(sentence)
    yield from (Shown(word.start, word.end, 0.3) for word in words if word.folded.startswith(_OFFICES))


def _organisations(sentence: SentenceWords) -> Iterator[Shown]:
    """A company or a ministry; surely one where its name stands before it in quotation marks."""
    for word in sentence.words:
        if word.folded.startswith(_ORGANISATIONS):
            named = sentence.text[: word.start].rstrip().endswith(("»", "”", '"'))
            start = max(sentence.text.rfind(mark, 0, word.start) for mark in '«“"') if named else word.start
            yield Shown(start, word.end, 0.9 if named else 0.45)


def works(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    yield from _between_quotes(sentence.text)


def _between_quotes(text: str) -> Iterator[Shown]:
    for opens, closes in (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"')):
        start = text.find(opens)
        while start >= 0:
            end = text.find(closes, start + 1)
            if end < 0:
                break
            if 2 < end - start <= 80:
                yield Shown(start + 1, end, 1.0)
            start = text.find(opens, end + 1)
