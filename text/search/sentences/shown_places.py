"""Finds places in a sentence: "Абай көшесінде", "в Семее", "Ақмола және Қостанай облыстарында"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from text.search import lexicon
from text.search.sentences.answer_kinds import Asked
from text.search.sentences.directions import points
from text.search.sentences.sentence_words import SentenceWords
from text.search.sentences.shown import Shown
from text.search.sentences.shown_names import is_person
from text.words.folding import folded_words

_PLACE_WORDS = lexicon.words("shows.place_words")
_PLACE_ENDINGS = lexicon.words("shows.place_endings")
_PREPOSITIONS = frozenset(lexicon.words("shows.place_prepositions"))
_NEAR_DAYS = lexicon.words("shows.near_days")
# What joins the names of places that share one "streets" or "regions".
_AND = frozenset(folded_words("мен пен бен және и and"))
_THE = "the"
# What says that something is beside a thing, which need have no name; Kazakh has it behind the thing.
_BESIDE = frozenset(lexicon.words("shows.beside_place"))
_BESIDE_BEHIND = frozenset(lexicon.words_of("kk", "shows.beside_place"))
_LEADING_ON, _BESIDE_SURE = frozenset(folded_words("the a с от")), 0.6
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset('«"“'), frozenset('»"”')
# Letters of a noun that is surely in a case of place.
_SHORTEST_IN_PLACE = 6
# How surely a word without a name is a place, and one in the direction asked for; what is left of any elsewhere.
_UNNAMED, _UNNAMED_THERE, _ELSEWHERE = 0.15, 0.3, 0.4


class _Place(NamedTuple):
    """Where a place begins and ends, as numbers of words, and how surely it is one."""

    begin: int
    end: int
    sure: float


def places(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    """Less sure are those that lie in another direction than the question asks for."""
    for begin, end, sure in _places(sentence):
        there = not asked.direction or points(asked.direction, sentence.folded(end - 1), sentence.folded(begin - 1))
        unnamed = sure == _UNNAMED and bool(asked.direction)
        shown = (_UNNAMED_THERE if unnamed else sure) if there else sure * _ELSEWHERE
        yield Shown(*sentence.span(begin, end), shown)


def _places(sentence: SentenceWords) -> Iterator[_Place]:
    last = _Place(0, 0, 0.0)
    place = 0
    while place < len(sentence.words):
        behind = sentence.end_of_capitals(place)
        if behind == place:
            yield from _nameless(sentence, place)
        elif not is_person(sentence, place, behind):
            begin, end, sure = _named(sentence, place, behind)
            if sure or _may_share_a_word(sentence, begin, behind):
                if _joins(sentence, last.end, begin):
                    # "Тұран мен Мәңгілік Ел даңғылдары".
                    last = _Place(last.begin, end, sure)
                else:
                    if last.sure:
                        yield last
                    last = _Place(begin, end, sure)
        place = max(behind, place + 1)
    if last.sure:
        yield last


def _named(sentence: SentenceWords, place: int, behind: int) -> tuple[int, int, float]:
    """Where a place that these words with capital letters name begins and ends, and how surely it is one."""
    has_word_behind = sentence.folded(behind).startswith(_PLACE_WORDS) or _is_quoted_name(sentence, behind)
    if not place and behind - place > 1 and (not has_word_behind or sentence.folded(0).startswith(_NEAR_DAYS)):
        # The first word of a sentence has a capital letter anyhow.
        place = 1
    before = sentence.folded(place - 1)
    before = sentence.folded(place - 2) if before == _THE else before
    named = has_word_behind or before.startswith(_PLACE_WORDS)
    last = sentence.folded(behind - 1)
    points = last.endswith(_PLACE_ENDINGS) or last.startswith(_PLACE_WORDS) or (place > 0 and before in _PREPOSITIONS)
    points = points or _is_in_a_quoted_place(sentence, place)
    if not (named or points):
        return place, behind, 0.0
    end = behind + 1 if has_word_behind else behind
    of_street = sentence.words[behind - 1].folded.startswith(_PLACE_WORDS)
    if of_street and place and sentence.folded(place - 1).isdigit() and _gap_before(sentence, place) == " ":
        # "40 Abai Avenue".
        place -= 1
    if named and sentence.folded(end)[:1].isdigit() and _gap_before(sentence, end) in {" ", ", "}:
        end += 1
        if end < len(sentence.words) and _gap_before(sentence, end) == "-":
            # "2-бөлімшеден".
            end += 1
    return place, end, 1.0 if place or named else 0.75


def _is_quoted_name(sentence: SentenceWords, behind: int) -> bool:
    """Whether a quoted name ends before this word, a noun in a case of place: «Отау» порталында."""
    word = sentence.folded(behind)
    quoted = len(word) >= _SHORTEST_IN_PLACE and _gap_before(sentence, behind).strip() in _CLOSING_QUOTES
    return quoted and word.endswith(_PLACE_ENDINGS)


def _is_in_a_quoted_place(sentence: SentenceWords, place: int) -> bool:
    """Whether a quoted name begins here, and a preposition stands before what is so named: в приложении «Шымбус»."""
    quoted = place > 1 and _gap_before(sentence, place).strip() in _OPENING_QUOTES
    return quoted and sentence.folded(place - 2) in _PREPOSITIONS


def _gap_before(sentence: SentenceWords, place: int) -> str:
    return sentence.text[sentence.words[place - 1].end : sentence.words[place].start]


def _joins(sentence: SentenceWords, end: int, begin: int) -> bool:
    """Whether a place goes on with another one: behind "and", a comma, or as the part of a larger one."""
    if not end:
        return False
    between = sentence.text[sentence.words[end - 1].end : sentence.words[begin].start].strip()
    if begin == end:
        return between in {"", ",", "–", "—"}
    return begin == end + 1 and sentence.folded(end) in _AND


def _may_share_a_word(sentence: SentenceWords, place: int, behind: int) -> bool:
    after = sentence.text[sentence.words[behind - 1].end :]
    return after.startswith(", ") or sentence.folded(behind) in _AND


def _nameless(sentence: SentenceWords, place: int) -> Iterator[_Place]:
    word = sentence.words[place]
    if word.folded in _BESIDE and (beside := _beside(sentence, place)):
        yield beside
    elif word.folded.startswith(_PLACE_WORDS):
        yield _Place(place, place + 1, 0.4)
    elif sentence.folded(place - 1) in _PREPOSITIONS or word.folded.endswith(_PLACE_ENDINGS[:4]):
        yield _Place(place, place + 1, _UNNAMED)


def _beside(sentence: SentenceWords, place: int) -> _Place | None:
    """ "Стадион жанында", "напротив вокзала", "behind the station": a Kazakh word stands behind, others before."""
    behind = sentence.folded(place + 1)
    if sentence.words[place].folded in _BESIDE_BEHIND:
        return _Place(place - 1, place + 1, _BESIDE_SURE) if place else None
    last = place + (2 if behind in _LEADING_ON else 1)
    return _Place(place, last + 1, _BESIDE_SURE) if last < len(sentence.words) else None
