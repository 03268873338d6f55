"""The words of a query of which a period may be made, and the days and years among them as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from text.time import period_words
from text.time.month_words import month_in_any_form
from text.words.folding import fold_once
from text.words.latin import is_latin, to_cyrillic


class Token(NamedTuple):
    """A word, number, date or dash, folded and as typed; the place of its chunk; `joined`: glued to the one before."""

    text: str
    typed: str
    place: int
    joined: bool

    @property
    def respelled(self) -> bool:
        """Whether it was typed in Latin letters and is read in Cyrillic: a day to who asks for news, else a word."""
        return is_latin(self.typed) and not is_latin(self.text)


_BEGINNINGS = frozenset().union(
    *(period_words.NEAR, period_words.BEFORE, period_words.NAMED_YEARS, period_words.WEEKDAYS, period_words.WEEKEND),
    *(period_words.THIS, period_words.LAST, period_words.REST, period_words.NEAR_OF_NEWS, period_words.OF_UNIT),
    *(period_words.NUMBERS, period_words.UNITS_OF_AGO, period_words.PARTS_OF_MONTH),
)
# Those that may be typed in Latin letters: "keshegi", "otken apta".
_SPELLED = _BEGINNINGS.union(
    *(period_words.UNITS, period_words.BEFORE_DAY, period_words.REST_DAYS, period_words.UP_TO, period_words.SINCE),
    *(period_words.DAY_WORDS, period_words.MONTH_WORDS),
)
_TOKEN = re.compile(r"\d{4}-\d\d?-\d\d?(?!\d)|\d\d?\.\d\d?\.\d{4}|\d\d?\.\d\d?(?![\d.])|\d+|[^\W\d_]+|[-–—]|\.\.")
_APOSTROPHE = re.compile("['’](?=s)")


def _may_begin(token: Token) -> bool:
    """Whether a period may begin with this word; hardly any question has one."""
    return token.text[0].isdigit() or token.text in _BEGINNINGS or bool(month_in_any_form(token.typed))


@lru_cache(maxsize=64)
def tokens_of(chunks: tuple[str, ...]) -> list[Token]:
    """The tokens of a query; none where no period begins with any of them."""
    found = [
        Token(
            _spelling(match.group()),
            match.group(),
            place,
            joined=match.start() > 0 and chunk[match.start() - 1].isalnum(),
        )
        for place, chunk in enumerate(_APOSTROPHE.sub("", chunk) for chunk in chunks)
        for match in _TOKEN.finditer(chunk)
    ]
    return found if any(map(_may_begin, found)) else []


@lru_cache(maxsize=4_096)
def _spelling(word: str) -> str:
    """The word folded; a Latin one that is Kazakh or Russian in Cyrillic letters."""
    folded = fold_once(word)
    if folded in _SPELLED or not is_latin(folded):
        return folded
    return next((one for one in to_cyrillic(folded) if one in _SPELLED), folded)


def text_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def month_at(tokens: Sequence[Token], at: int) -> int:
    return month_in_any_form(tokens[at].typed) if 0 <= at < len(tokens) else 0


def day_at(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """A day of a month with its ending ("19-ы", "19-го", "19th", "19 числа") and the place behind; 0 for none."""
    word = text_at(tokens, at)
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return _day_in_words(tokens, at)
    end = at + 1
    dash = end < len(tokens) and tokens[end].text in "-–—" and tokens[end].joined
    ending = end + dash
    if (
        ending < len(tokens)
        and tokens[ending].text in period_words.ORDINAL
        and tokens[ending].place == tokens[at].place
    ):
        end = ending + 1
    return int(word), end + (text_at(tokens, end) in period_words.DAY_WORDS)


def _day_in_words(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """As `day_at`, beside a month alone: "шестого марта", "twenty first of march"."""
    ten = period_words.TENS.get(text_at(tokens, at), 0)
    place = at + (ten > 0)
    day = ten + period_words.ORDINAL_DAYS.get(text_at(tokens, place), 0)
    beside = place + 1 + (text_at(tokens, place + 1) == "of")
    is_day = place < len(tokens) and ten < day <= 31 and (month_at(tokens, beside) or month_at(tokens, at - 1))
    return (day, place + 1) if is_day else (0, at)


def year_at(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """A year with its word, and the place behind; 0 for none."""
    word = text_at(tokens, at)
    if not (word.isdecimal() and len(word) == 4 and 1900 <= int(word) <= 2100):
        return 0, at
    end = at + 1
    dash = end < len(tokens) and tokens[end].text in "-–—" and tokens[end].joined
    end += dash and text_at(tokens, end + 1) in period_words.YEARS
    return int(word), end + (text_at(tokens, end) in period_words.YEARS)
