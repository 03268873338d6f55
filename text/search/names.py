"""Which words of a query are names. A name is found in any inflection, but never bent into another word."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from text.search import lexicon
from text.search.word_likeness import is_noun_ending
from text.words.folding import fold_once, folded_words, tidy

_WORD = re.compile(r"[^\W_]+")
_NAMES = lexicon.folded_names()
_SHORTEST = 3
_OF_A_SURNAME = folded_words("ов ев ин")
_LONGEST_FULL_NAME = 3
_RUSSIAN_CASES = frozenset(folded_words("ы и е у ю ой ей ою ею"))
_LONGEST_ABBREVIATION = 4
_SENTENCE_ENDS = ".!?…"


@lru_cache(maxsize=4096)
def first_name(folded: str) -> str:
    """The first name that a folded word is a form of, folded; "" for another word."""
    for size in range(len(folded), _SHORTEST - 1, -1):
        beginning, ending = folded[:size], folded[size:]
        # A name of three letters with an ending is hardly one: "жаңа" is new, and no form of Жан.
        if beginning in _NAMES and (not ending or (size > _SHORTEST and is_noun_ending(ending))):
            return beginning
        # "Марину": the Russian name lost its last letter.
        for name in (f"{beginning}а", f"{beginning}иа"):
            if name in _NAMES and ending in _RUSSIAN_CASES:
                return name
    return ""


@lru_cache(maxsize=4096)
def surname(folded: str) -> str:
    """The surname, made of a first name, that a folded word is a form of: "Петровтың", "Петровой"; "" for another word.

    Stemmers take -ов for an ending, and would find Пётр.
    """
    for size in range(len(folded), _SHORTEST + 1, -1):
        beginning, ending = folded[:size], folded[size:]
        if beginning.endswith(_OF_A_SURNAME) and is_noun_ending(ending):
            name = beginning[:-2]
            if any(one in _NAMES for one in (name, f"{name}и", f"{name}а")):
                return beginning
    return ""


def is_first_name(word: str) -> bool:
    """Whether a tidied word is a first name that people here bear, or a surname made of one, in any inflection."""
    folded = fold_once(word)
    return bool(first_name(folded) or surname(folded))


def are_about_a_person(content: Sequence[str], capitals: Container[str]) -> bool:
    """Whether the words of content of a query are one name: "Мария Кот кто" asks about her, not who did something."""
    known = [is_first_name(word) for word in content]
    named = len(content) <= _LONGEST_FULL_NAME and any(known)
    return named and all(is_known or word in capitals for word, is_known in zip(content, known, strict=True))


def capitalised(typed: str) -> frozenset[str]:
    """The tidied words of a query that begin with a capital letter inside a sentence, and abbreviations.

    None where every word does: then it is a title, or a habit of the keyboard.
    """
    matches = list(_WORD.finditer(typed))
    inside = [match for match in matches if match.group()[0].isupper() and not _begins_a_sentence(typed, match.start())]
    others = [match for match in matches if not match.group()[0].isupper() and match.group().isalpha()]
    abbreviations = [match for match in matches if _is_abbreviation(match.group())]
    if len(matches) > 1 and not others:
        return frozenset()
    return frozenset(tidy(match.group()) for match in (*(inside if others else ()), *abbreviations))


def _is_abbreviation(word: str) -> bool:
    """Whether a word is a few capital letters: ЦОН is no slip of "цены", and has no endings."""
    return word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ABBREVIATION


def opening_capitals(typed: str) -> frozenset[str]:
    """The tidied words with a capital letter at the beginning of a sentence: names, or what the keyboard made of them.

    None where no word is in small letters.
    """
    matches = list(_WORD.finditer(typed))
    if not any(match.group().islower() for match in matches):
        return frozenset()
    openings = (match for match in matches if _begins_a_sentence(typed, match.start()))
    return frozenset(tidy(match.group()) for match in openings if match.group()[0].isupper())


def as_written(typed: str) -> dict[str, str]:
    """The tidied words of a query -> how they were typed, where that differs: "Токаев"."""
    return {tidied: word for word in _WORD.findall(typed) if (tidied := tidy(word)) != word}


def _begins_a_sentence(typed: str, place: int) -> bool:
    before = typed[:place].rstrip(" «\"'“„-–—")
    return not before or before[-1] in _SENTENCE_ENDS
