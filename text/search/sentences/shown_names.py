"""Finds people, organisations and works in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from text.search import lexicon
from text.search.sentences.answer_kinds import Asked
from text.search.sentences.sentence_words import SentenceWords
from text.search.sentences.shown import Shown
from text.words.folding import folded_words

_PLACE_WORDS = lexicon.words("shows.place_words")
_OFFICES = lexicon.words("shows.office")
_ORGANISATIONS = lexicon.words("shows.organisation")
_NAMES = lexicon.folded_names()
# "По кличке Пельмень", "Пельмень есімді": a name, whatever it looks like.
_NAMING = frozenset(lexicon.words("shows.naming"))
_PATRONYMICS = tuple(
    one + case for one in lexicon.words("shows.patronymic") for case in folded_words("ның на н нан мен нда у а ем е ы")
) + lexicon.words("shows.patronymic")
# Words of a full name at most: first name, patronymic, surname of two parts.
_LONGEST_NAME = 4
_SHORTEST_PATRONYMIC = 5
_OBJECT_ENDS = folded_words("ты ті ды ді ны ні ның нің дың дің тың тің")


def persons(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    place = 0
    while place < len(sentence.words):
        behind = sentence.end_of_capitals(place, _OFFICES)
        if behind > place:
            yield from _person(sentence, place, behind)
        place = max(behind, place + 1)
    yield from _organisations(sentence)
    yield from (Shown(word.start, word.end, 0.3) for word in sentence.words if word.folded.startswith(_OFFICES))


def _person(sentence: SentenceWords, place: int, behind: int) -> Iterator[Shown]:
    """The person whom some words with capital letters name, if they name one."""
    said = [word.folded for word in sentence.words[place:behind]]
    beside = {sentence.folded(place - 1), sentence.folded(behind)}
    if not _NAMING.isdisjoint(beside):
        yield Shown(*sentence.span(place, min(behind, place + _LONGEST_NAME)), 1.0)
        return
    if sentence.folded(behind).startswith(_PLACE_WORDS) or any(
        one.startswith((*_ORGANISATIONS, *_PLACE_WORDS)) for one in said
    ):
        return
    known = [one in _NAMES for one in said]
    if not place and not known[0] and not (len(said) > 1 and _is_patronymic(said[1])):
        # The first word of a sentence has a capital letter anyhow.
        place, said, known = place + 1, said[1:], known[1:]
    if len(said) > 1 and any(known[1:]) and said[0].endswith(_OBJECT_ENDS):
        # "Жібекті Нұргүл Алпысбаева сомдады": the first is whom it is done to.
        place, said, known = place + 1, said[1:], known[1:]
    sure = any(known) or any(map(_is_patronymic, said[1:]))
    if len(said) > 1:
        beside_office = sentence.folded(place - 1).startswith(_OFFICES)
        yield Shown(*sentence.span(place, min(behind, place + _LONGEST_NAME)), 1.0 if sure or beside_office else 0.8)
    elif any(known):
        yield Shown(*sentence.span(place, behind), 0.6)


def is_person(sentence: SentenceWords, place: int, behind: int) -> bool:
    """Whether words with capital letters are several, one of them a first name."""
    said = [word.folded for word in sentence.words[place:behind]]
    return len(said) > 1 and (not _NAMES.isdisjoint(said) or any(map(_is_patronymic, said)))


def _is_patronymic(folded: str) -> bool:
    return len(folded) > _SHORTEST_PATRONYMIC and folded.endswith(_PATRONYMICS)


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
