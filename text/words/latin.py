"""Reads Kazakh and Russian in Latin letters as folded Cyrillic.

Four habits are known: the alphabet of 2021 (ä ğ ñ ö ū ü ş), that of 2018 with acutes (á ǵ ń ó ú ý sh ch), qazaqtimes
(w for у, y for й, ı for ы), and plain ASCII as in chats (zh sh ch kh ts ya yu). Folding removes most differences, since
и, і and й are one key. Two ways of reading ı and y are left, and both are offered.
"""

from __future__ import annotations

import re
import unicodedata

# Longest first; every result is folded already (text/words/folding.py).
_CLUSTERS = {
    "shch": "ш",
    "tch": "тч",
    "şş": "ш",
    "tş": "ч",
    "sh": "ш",
    "ch": "ч",
    "zh": "ж",
    "kh": "х",
    "gh": "г",
    "ck": "к",
    "ph": "ф",
}
_LETTERS = {
    **dict(zip("abvgdezijklmnoprstufhqwxc", "абвгдезижклмнопрстуфхкухк", strict=True)),
    **dict(zip("äáéğǵñńöóüúūşçżıýïîâŭ", "ааеггннооууушчзиуииау", strict=True)),
    "'": "",
    "’": "",
}
_LATIN_LETTERS = str.maketrans(
    dict(zip("абвгдежзиклмнопрстуфхы", "abvgdejziklmnoprstufhy", strict=True)) | {"ч": "ch", "ш": "sh"}
)
_MARKED = re.compile("[\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
# Before one of these c is ц: vakcina, centr.
_FRONT_VOWELS = frozenset("eiy")
_VOWELS_BEFORE_YO = frozenset("aeiou")
_SOFT_VOWELS = frozenset("aeo")
_OPEN_VOWELS = frozenset("aouäöüū")


def bare_latin(text: str) -> str:
    """The text with its Latin letters bare of marks, so that the alphabets of Kazakh read alike; Cyrillic stays."""
    if not _MARKED.search(text):
        return text
    parts = unicodedata.normalize("NFKD", text.replace("ı", "i")) if not _CYRILLIC.search(text) else text
    return "".join(char for char in parts if not unicodedata.combining(char))


def is_latin(word: str) -> bool:
    """Whether the first letter of a lower-case word is Latin (ASCII or with a diacritic)."""
    start = word[:3]
    # Most words are Cyrillic: all their letters stand behind the Latin ones.
    return min(start, default="Ѐ") < "Ѐ" and any("a" <= letter <= "ɏ" or letter == "ə" for letter in start)


def to_cyrillic(word: str) -> tuple[str, ...]:
    """The folded Cyrillic readings of a lower-case Latin word, the likelier first; one or two of them."""
    usual = _read(word, glide=False)
    if not any(letter in word for letter in "yı"):
        return (usual,)
    other = _read(word, glide=True)
    return (usual,) if other == usual else (usual, other)


def to_latin(folded: str) -> frozenset[str]:
    """The spellings in Latin letters that a folded Cyrillic word may stand for: "каспи" is kaspi or caspi."""
    usual = folded.translate(_LATIN_LETTERS)
    last_as_c = "c".join(usual.rsplit("k", 1))
    return frozenset((usual, usual.replace("ks", "x"), usual.replace("k", "c"), last_as_c, usual.replace("v", "w")))


def _read(word: str, *, glide: bool) -> str:
    """One reading; `glide`: y after any vowel is й and ı is ы, as qazaqtimes writes them."""
    letters: list[str] = []
    place = 0
    while place < len(word):
        if glide and word.startswith("yo", place) and word[place - 1 : place] not in _VOWELS_BEFORE_YO:
            # "Yolka", "samolyot"; the other reading is that of "york".
            letters.append("е")
            place += 2
            continue
        for size in (4, 3, 2):
            cluster = _CLUSTERS.get(word[place : place + size])
            if cluster is not None:
                letters.append(cluster)
                place += size
                break
        else:
            letters.append(_letter(word, place, glide=glide))
            place += 1
    return "".join(letters)


def _letter(word: str, place: int, *, glide: bool) -> str:
    letter = word[place]
    if letter == "c" and word[place + 1 : place + 2] in _FRONT_VOWELS:
        return "тс"
    if letter == "y":
        return _y(word[place - 1 : place], word[place + 1 : place + 2], glide=glide)
    if letter == "ı" and glide:
        return "ы"
    return _LETTERS.get(letter, letter)


def _y(before: str, after: str, *, glide: bool) -> str:
    """y is й beside a vowel (ya, ay), else ы. After u it is ы in the alphabet of 2021 (auruy: ауруы)."""
    if after and after in _OPEN_VOWELS:
        return "и"
    if before and (before in _SOFT_VOWELS or before == "y"):
        return "и"
    return "и" if glide and before and before in "uwiıäöüū" else "ы"
