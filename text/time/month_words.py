"""The month that a word names, also typed without Kazakh letters, or a Russian name with a Kazakh ending."""

from __future__ import annotations

import re
from functools import lru_cache

from text.time.lexicon import KAZAKH, KAZAKH_ENDINGS, month_of
from text.words.folding import fold

# `fold` makes one spelling of a word typed with and without Kazakh letters.
_FOLDED = {
    fold(name + ending): month
    for month, name in enumerate(KAZAKH, 1)
    for ending in KAZAKH_ENDINGS
    if not ending.isascii() or not ending
}
# Kazakh endings behind a Russian name: "ноябрьдің".
_ENDINGS = frozenset(fold(ending) for ending in KAZAKH_ENDINGS)
_RUSSIAN = re.compile("((?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)ь?)(\\w{1,5})")
# "Мартовские", "февральских".
_ADJECTIVE = re.compile(
    "((?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)ь?)(?:ов)?ск(?:ие|их)"
)
_ENGLISH = re.compile("(january|february|march|april|may|june|july|august|september|october|november|december)s")


@lru_cache(maxsize=4_096)
def month_in_any_form(word: str) -> int:
    """The month, 1 to 12, that a lower-case word names; 0 when it names none."""
    if not word or word[0].isdigit():
        return 0
    if month := month_of(word) or _FOLDED.get(fold(word), 0):
        return month
    if adjective := _ADJECTIVE.fullmatch(word):
        return month_of(adjective[1])
    if russian := _RUSSIAN.fullmatch(word):
        return month_of(russian[1]) if fold(russian[2]) in _ENDINGS else 0
    english = _ENGLISH.fullmatch(word)
    return month_of(english[1]) if english else 0
