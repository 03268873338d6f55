"""Whether a short word that no article holds is a slip of one that they hold: "океян", "suger", "скаска".

Every short word is one letter away from some other word: сауна from сауда, түлкі from түскі, witch from watch. So of
five letters and fewer a slip is believed where it is seen how it came about: by ear, or by a finger on the key beside.
Words are compared as they are written, since two that differ in a Kazakh letter besides are two words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile

from text.search.word_likeness import is_noun_ending, is_silent
from text.words.folding import KAZAKH_LETTERS, fold
from text.words.layout import are_neighbours

# A word of more letters is rarely met by chance (text/search/word_likeness.py).
LONGEST = 5
# What people write for one another whatever the sound.
_AS_ONE = str.maketrans({"ё": "е", "э": "е", "й": "и", "щ": "ш", "ъ": "", "ь": ""})
_VOWELS = frozenset("аеиоуыюяәіөұүaeiouy")
_VOWELS_BY_EAR = tuple(map(frozenset, ("ао", "еи", "яе", "яи", "яа", "иы", "ую", "ae", "ei", "iy", "ou")))
_NATIVE_BY_EAR = tuple(map(frozenset, ("иы", "иі", "ыі")))
# "Чесы", "шопот": behind these a vowel is written otherwise than it sounds.
_SIBILANTS, _BEHIND_SIBILANT = frozenset("жшчц"), tuple(map(frozenset, ("ае", "ое", "ыи", "яа", "ую")))
# At the end of a word and before another noisy consonant a voiced one sounds like its pair.
_PAIRS = tuple(map(frozenset, ("бп", "вф", "гк", "ғқ", "дт", "жш", "зс")))
_NOISY = frozenset("пфкқтшсхцчбгғджз")
_CONSONANTS_BY_EAR = tuple(map(frozenset, ("ck", "cs", "sz", "gj", "fv")))
# In a word of four letters neither a wrong vowel nor a wrong key is believed: роза is no раза.
_SHORTEST_WITH_CHANCE = 5
# Letters in common, the wrong one included, before an ending may differ.
_BEFORE_ENDING = 4
_ENGLISH_ENDINGS = frozenset({"", "s", "es"})
# "Заут": what is heard between "ау" and "т" is not always written.
_GLIDES = frozenset("уюи")
# A word without a vowel between so many consonants lacks one: "exms".
_CLUSTER = 3


@lru_cache(maxsize=4096)
def is_short_slip(typed: str, meant: str) -> bool:
    """Whether one tidied word is another with a slip, in any inflection."""
    one, other = typed.translate(_AS_ONE), meant.translate(_AS_ONE)
    if one == other:
        return True
    at = _shared(one, other)
    left, right, before = one[at:], other[at:], one[at - 1 : at] if at else ""
    return any(_ends_alike(rest, its, at) for rest, its in _behind_slips(one, other, at)) or any(
        rest == its for rest, its in _behind_accidents(left, right, before, len(one))
    )


def _behind_slips(one: str, other: str, at: int) -> Iterator[tuple[str, str]]:
    """What is left of both words behind a slip by ear or two swapped letters, if it was made at this letter."""
    left, right, before = one[at:], other[at:], one[at - 1 : at] if at else ""
    native = not KAZAKH_LETTERS.isdisjoint(one + other)
    chance = len(one) >= _SHORTEST_WITH_CHANCE
    if (chance or left[:1] not in _VOWELS) and _sound_alike(left, right, before, native=native):
        yield left[1:], right[1:]
    if before and right[:1] == before:
        yield left, right[1:]
    if before and left[:1] == before:
        yield left[1:], right
    if (at or chance) and len(left) > 1 and left[:2] == right[1::-1]:
        yield left[2:], right[2:]
    if is_silent(fold(other), at) or _lacks_a_vowel(one, right, at):
        yield left, right[1:]


def _behind_accidents(left: str, right: str, before: str, letters: int) -> Iterator[tuple[str, str]]:
    """The same behind a finger on the key beside the right one, or on both."""
    long = letters >= _SHORTEST_WITH_CHANCE
    if long and are_neighbours(left[:1], right[:1]):
        yield left[1:], right[1:]
    if before and (are_neighbours(left[:1], before) or are_neighbours(left[:1], left[1:2])):
        yield left[1:], right


def _sound_alike(left: str, right: str, before: str, *, native: bool) -> bool:
    """Whether the first letters of two rests sound alike. `native`: in a word with Kazakh letters; it is said as
    written but for two vowels."""
    pair = {left[:1], right[:1]}
    if pair <= _VOWELS:
        heard = _NATIVE_BY_EAR if native else _VOWELS_BY_EAR
        return any(pair <= vowels for vowels in (*heard, *(_BEHIND_SIBILANT if before in _SIBILANTS else ())))
    unvoiced = left[1:2] == right[1:2] and (not left[1:2] or left[1] in _NOISY)
    return any(pair <= letters for letters in (*_CONSONANTS_BY_EAR, *(_PAIRS if unvoiced else ())))


def _lacks_a_vowel(one: str, right: str, at: int) -> bool:
    """Whether a vowel was left out of a word of five letters, beside another, or where it cannot be spoken without."""
    if right[:1] not in _VOWELS or not at:
        return False
    if one[at - 1] in _GLIDES:
        return True
    return len(one) >= LONGEST or _consonants(reversed(one[:at])) + _consonants(one[at:]) >= _CLUSTER


def _consonants(letters: Iterable[str]) -> int:
    """How many consonants stand before the first vowel."""
    return sum(1 for _ in takewhile(lambda letter: letter not in _VOWELS, letters))


def _ends_alike(rest: str, its: str, at: int) -> bool:
    """Whether what stands behind a slip is the same, or differs by the ending of a noun."""
    if rest == its:
        return True
    shared = _shared(rest, its)
    ends = rest[shared:], its[shared:]
    if at + 1 + shared < _BEFORE_ENDING:
        return False
    if "".join(ends).isascii():
        return _ENGLISH_ENDINGS.issuperset(ends)
    return all(is_noun_ending(fold(end)) for end in ends)


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (its, others) in pairs if its != others), min(len(one), len(other)))


def differ_in_kazakh_letters(typed: str, meant: str) -> bool:
    """Whether a short word was typed with Kazakh letters where another one has others: бөрі is no бор."""
    if len(typed) > LONGEST or KAZAKH_LETTERS.isdisjoint(typed):
        return False
    pairs = zip(typed, meant, strict=False)
    return any(one != its and one in KAZAKH_LETTERS and fold(one) == fold(its) for one, its in pairs)
