"""Folds words: one key for a word typed with Kazakh letters, without them, or with look-alikes.

Words are folded in the index and in the query. On the judged queries plain words rank the same with and without
folding, and queries typed without Kazakh letters go from useless to equal (docs/search.md).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from text.words.bounded_cache import BoundedCache
from text.words.plain_text import is_plain, plain_words

# Letters that only Kazakh has among our languages; a word with one of them is Kazakh.
KAZAKH_LETTERS = frozenset("әғқңөұүһі")

# What a keyboard without Kazakh letters gives, and the letters that people swap in writing.
# я, ю and ц become what they sound like, so that Latin spellings (ia, iu, ts) meet them.
_FOLD = str.maketrans(
    {**dict(zip("әғқңөұүһійёэщ", "агкноуухииееш", strict=True)), "ъ": "", "ь": "", "я": "иа", "ю": "иу", "ц": "тс"}
)
# Marks of other alphabets: a reader types "cafe" for "café".
_FOLD |= {
    code: base
    for code in range(0xC0, 0x180)
    if (base := unicodedata.normalize("NFD", chr(code))[0]).isascii() and base.isalpha() and chr(code).islower()
} | str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})

# The letters that a folded Cyrillic word can hold.
FOLDED_ALPHABET = "абвгдежзиклмнопрстуфхчшы"

# Latin letters that look like Cyrillic ones, lower case; older pages type "i" for "і", "h" for "һ".
_LATIN_LOOKALIKES = str.maketrans("aeopcxyikhmtbə", "аеорсхуікһмтвә")
_CYRILLIC_LOOKALIKES = str.maketrans("аеорсхуікмтвһ", "aeopcxyikmtbh")
_LATIN_LOOKS = frozenset("aeopcxyikhmtbə")

# Never part of a word: soft hyphen, zero-width characters, stress marks.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300\u0301"
_NOTHING = dict.fromkeys(map(ord, _INVISIBLE))
_LATIN = re.compile("[a-zə]")
_WORD = re.compile(r"[^\W_]+")
# A short beginning in Latin letters and the rest: "Wi-Fi", "e-ticket", "IT-парк", but no "Almaty-Astana".
_SHORT_LATIN, _LETTERS = re.compile(r"(?:\A|[\W_])([a-z]{1,3})\Z"), re.compile(r"[^\W\d_]{2,}")
# Its letters, and the one before it.
_LONGEST_GLUED = 4
_KEPT_WORDS = 60_000
# Letters by which short words are told apart.
_TELLING = 3


def tidy(text: str) -> str:
    """The text in lower case, composed, without invisible characters inside words.

    Most articles are plain; of others each step first looks whether it has anything to do.
    """
    text = text.lower()
    if is_plain(text):
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if any(map(text.__contains__, _INVISIBLE)):
        text = text.translate(_NOTHING)
    return text


def words(tidied: str) -> list[str]:
    """The words of a tidied text: runs of letters and digits."""
    return plain_words(tidied) if is_plain(tidied) else _WORD.findall(tidied)


def with_glued(tidied: str) -> str:
    """A tidied text with "wifi" at its end for each "wi-fi": people type such words as one, and articles do, too.

    A microsecond for an article: hardly any hyphen stands behind a Latin letter.
    """
    pieces = tidied.split("-") if "-" in tidied else ()
    glued: dict[str, None] = {}
    for place, (before, after) in enumerate(pairwise(pieces)):
        if "a" <= before[-1:] <= "z" and not (place and before.isalpha()):
            beginning, rest = _SHORT_LATIN.search(before[-_LONGEST_GLUED:]), _LETTERS.match(after)
            if beginning and rest:
                glued[beginning.group(1) + rest.group()] = None
    return f"{tidied}\n{' '.join(glued)}" if glued else tidied


def mend_lookalikes(word: str) -> str:
    """A word in one script: Latin look-alikes in a Cyrillic word become Cyrillic, and the other way round.

    A word whose foreign letters are not look-alikes (a brand with a Kazakh ending) stays as it is.
    """
    if word.isascii() or not _LATIN.search(word):
        return word
    cyrillic = sum("Ѐ" <= letter <= "ӿ" for letter in word)
    latin = [letter for letter in word if (letter.isascii() and letter.isalpha()) or letter == "ə"]
    if not cyrillic or not latin:
        return word
    if cyrillic >= len(latin):
        return word.translate(_LATIN_LOOKALIKES) if _LATIN_LOOKS.issuperset(latin) else word
    mended = word.translate(_CYRILLIC_LOOKALIKES)
    return mended if mended.isascii() else word


def fold(word: str) -> str:
    """The key of a lower-case word: letters that keyboards and habits swap are one letter."""
    return word.translate(_FOLD)


def differ_in_letters(typed: str, other: str) -> bool:
    """Whether two words that fold alike differ in their first letters by a Kazakh letter: көл and қол, сән and сан.

    Both were written by people who use Kazakh letters. Of a longer word the letters say less than its ending.
    """
    if typed[:_TELLING] == other[:_TELLING]:
        return False
    for one, its in zip(typed[:_TELLING], other, strict=False):
        if one != its:
            return (one in KAZAKH_LETTERS or its in KAZAKH_LETTERS) and fold(one) == fold(its)
    return False


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a list, which stand between spaces, folded."""
    return tuple(fold(word) for word in text.split())


# The same as `fold`, cached, for words of texts.
fold_once = BoundedCache(fold, _KEPT_WORDS).__getitem__
