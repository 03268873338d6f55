"""How a word sounds, roughly: people write what they hear, and a word may hold several slips of that kind.

"Зимлетресение" differs from землетрясение in three letters and sounds the same: vowels without stress, a consonant
that loses its voice at the end, letters that are written twice or are not spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

# Folded letters that sound alike without stress.
_VOWELS = str.maketrans({"о": "а", "е": "и", "ы": "и"})
_DEVOICED = str.maketrans("бвгджз", "пфктшс")
_VOICED_END = re.compile("[бвгджз](?=[пфктшсчх]|$)")
_TWICE = re.compile(r"(.)\1+")
_SILENT = tuple(
    (re.compile(spelled), spoken)
    for spelled, spoken in (
        ("(?<=[чшж])и(?=[ау])", ""), ("иа|ие", "и"), ("стн", "сн"), ("здн", "зн"), ("вств", "ств"),
    )
)  # fmt: skip
_ENGLISH = tuple(
    (re.compile(spelled), spoken)
    for spelled, spoken in (
        ("ph", "f"), ("igh|eigh", "i"), ("ck", "k"), ("c(?=[eiy])", "s"), ("c", "k"), ("q", "k"), ("wh", "w"),
        ("^kn", "n"), ("^wr", "r"), ("[eiy][aeiy]*|ae|ai|ay", "i"), ("[ou]+", "u"), ("z", "s"), ("e$", ""),
    )
)  # fmt: skip
# Of shorter words too many sound alike.
_SHORTEST = 6
_PREFIX = 6
# In English one letter for another is found as any slip; these are two for one.
_RESPELLED = (("f", "ph"), ("ph", "f"), ("ks", "x"), ("x", "ks"), ("kw", "qu"), ("sh", "ch"), ("n", "kn"))
_HEARD_AS = {"а": "ао", "о": "оа", "е": "еи", "и": "ие", "ы": "ыи"}


@lru_cache(maxsize=4096)
def sound(folded: str) -> str:
    """How a folded word sounds; words that sound alike have the same."""
    if folded.isascii():
        for spelled, spoken in _ENGLISH:
            folded = spelled.sub(spoken, folded)
    else:
        folded = folded.translate(_VOWELS)
        for spelled, spoken in _SILENT:
            folded = spelled.sub(spoken, folded)
        folded = _VOICED_END.sub(lambda found: found.group().translate(_DEVOICED), folded)
    return _TWICE.sub(r"\1", folded)


def sound_alike(typed: str, meant: str) -> bool:
    """Whether two folded words, or their stems, are long enough to be one word that was written by ear."""
    return min(len(typed), len(meant)) >= _SHORTEST and sound(typed) == sound(meant)


def prefixes_heard_alike(folded: str) -> Iterator[str]:
    """Tokens of first six letters that sound alike: with other vowels ("виласи", "велоси"), with ph for f."""
    start = folded[:_PREFIX]
    if folded.isascii():
        respelled = (folded.replace(one, other, 1) for one, other in _RESPELLED if one in start)
        yield from (f"{one[:_PREFIX]}6" for one in respelled if len(one) >= _PREFIX)
    elif len(start) == _PREFIX:
        yield from (f"{''.join(letters)}6" for letters in product(*(_HEARD_AS.get(letter, letter) for letter in start)))
