"""The words of a sentence as answers are looked for in them, and its quantities: "2,4 миллион", "он екі"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from text.search import lexicon
from text.time.lexicon import KAZAKH_ENDINGS
from text.words.bounded_cache import BoundedCache
from text.words.folding import fold

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|[$€₸₽%]")
_DASHES = frozenset("–—")
# Between the words of a name; behind an initial.
_NAME_GAPS, _INITIAL_GAPS = frozenset({" ", "-"}), frozenset({" ", "-", ". ", "."})
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_KEPT_WORDS = 20_000
# "Төртеуі", "он екінші": endings of numerals that nouns do not have.
_NUMERAL_ENDINGS = frozenset(fold(ending) for ending in (*KAZAKH_ENDINGS, "еу", "еуі", "еуін", "інші", "ншы", "нші"))
_NUMERALS = lexicon.words("shows.numerals")
_SCALES = lexicon.words("shows.scale")
_EXACT_NUMERALS = frozenset((*lexicon.words("shows.exact_numerals"), *lexicon.words("shows.short_scale")))
# What follows a Russian or English numeral's beginning: "двенадцати", "millions".
_LONGEST_ENDING = 4
# Endings that say "up to", "from", "at": a number with one of them that counts nothing may be an hour.
_FROM = tuple(fold(ending) for ending in ("дан", "ден", "тан", "тен", "нан", "нен"))
_TO = tuple(fold(ending) for ending in ("ға", "ге", "қа", "ке"))


class Word(NamedTuple):
    """A word of a sentence: where it stands in it, folded, and whether it begins with a capital letter."""

    start: int
    end: int
    folded: str
    capital: bool


class Quantity(NamedTuple):
    """A number with its scale, given by the numbers of its first word and of the one behind it.

    `digits`: as written; `is_clock`: as "18:00"; `ending`: of a numeral in words or behind a hyphen.
    """

    first: int
    behind: int
    digits: bool
    is_clock: bool
    from_: bool
    to: bool
    has_scale: bool


class SentenceWords:
    """A sentence, its words and quantities."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [
            Word(match.start(), match.end(), _FOLDED[match.group()], match.group()[0].isupper())
            for match in _TOKEN.finditer(text)
        ]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Its numbers in order; of most kinds of answer they are no part."""
        return list(self._quantities())

    def folded(self, place: int) -> str:
        """A word by its number, "" where there is none."""
        return self.words[place].folded if 0 <= place < len(self.words) else ""

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """Where the words from `first` to before `behind` stand."""
        return self.words[first].start, self.words[behind - 1].end

    def first_behind(self, quantity: Quantity) -> str:
        """The word that is counted."""
        return self.folded(quantity.behind)

    def end_of_capitals(self, place: int, but: tuple[str, ...] = ()) -> int:
        """The word behind a run of words with capital letters that begins here; `place` itself where none does.

        A run ends before a word that begins like one of `but`. "А. Серіков" and "Ile-Alatau" are runs, too.
        """
        behind = place
        while behind < len(self.words) and self.words[behind].capital and not self.words[behind].folded.startswith(but):
            if behind > place and self.gap_before(behind) not in self._gaps_of_names(behind - 1):
                break
            behind += 1
        return behind

    def _gaps_of_names(self, before: int) -> frozenset[str]:
        return _INITIAL_GAPS if len(self.words[before].folded) == 1 else _NAME_GAPS

    def is_number(self, place: int) -> bool:
        """Whether a word is a number or a part of one."""
        return 0 <= place < len(self.words) and _IS_NUMBER[self.words[place].folded]

    def gap_before(self, place: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.words[place - 1].end : self.words[place].start]

    def _quantities(self) -> Iterator[Quantity]:
        place = 0
        while place < len(self.words):
            behind = self._end_of_number(place)
            if behind > place:
                yield self._quantity(place, behind)
            place = max(behind, place + 1)

    def _end_of_number(self, place: int) -> int:
        """The word behind a number that begins here; `place` itself where none does."""
        while place < len(self.words) and _IS_NUMBER[self.words[place].folded]:
            ended = bool(self._ending_of(place))
            place += 1
            if ended or (place < len(self.words) and not self._goes_on(place)):
                break
        return place

    def _goes_on(self, place: int) -> bool:
        """Whether a number goes on with this word: "12 мың", "6–7 миллиард", but no "12, 15"."""
        gap = self.gap_before(place).strip()
        both_digits = self.words[place - 1].folded[0].isdigit() and self.words[place].folded[0].isdigit()
        return gap in {"", "-"} or (gap in _DASHES and both_digits)

    def _quantity(self, first: int, behind: int) -> Quantity:
        digits = self.words[first].folded[0].isdigit()
        ending = self._ending_of(behind - 1)
        # "25-інде", "900-ге": the ending belongs to the number.
        if behind < len(self.words) and self.gap_before(behind) in {"-", "–"} and len(self.folded(behind)) <= 5:
            ending = self.folded(behind)
            behind += 1
        return Quantity(
            first,
            behind,
            digits,
            is_clock=_CLOCK.fullmatch(self.text[slice(*self.span(first, first + 1))]) is not None,
            from_=ending.endswith(_FROM),
            to=ending.endswith(_TO),
            has_scale=any(self.words[n].folded.startswith(_SCALES) for n in range(first, behind)),
        )

    def _ending_of(self, place: int) -> str:
        return _ENDING[self.words[place].folded]


def _ending(folded: str) -> str:
    """What stands behind a numeral: "төртеуі", "двенадцати"; nothing behind digits."""
    if not folded.startswith(_NUMERALS):
        return ""
    stem = next(one for one in _NUMERALS if folded.startswith(one))
    return folded[len(stem) :]


def _is_number(folded: str) -> bool:
    if folded[0].isdigit() or folded in _EXACT_NUMERALS:
        return True
    # Most words begin like no numeral.
    if not folded.startswith(_NUMERALS):
        return False
    for numeral in _NUMERALS:
        if folded.startswith(numeral):
            rest = folded[len(numeral) :]
            if rest in _NUMERAL_ENDINGS or (len(numeral) >= 5 and len(rest) <= _LONGEST_ENDING):
                return True
    return False


_ENDING: BoundedCache[str] = BoundedCache(_ending, _KEPT_WORDS)
_IS_NUMBER: BoundedCache[bool] = BoundedCache(_is_number, _KEPT_WORDS)
_FOLDED: BoundedCache[str] = BoundedCache(lambda word: fold(word.lower()), _KEPT_WORDS)
