"""Detects the language of an article by its letters and most frequent words; estimates the minutes to read it."""

from __future__ import annotations

import re

from text.words.latin import bare_latin
from text.words.stopwords import ENGLISH, KAZAKH, RUSSIAN, word_set

_READ = 4000
_LETTERS = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_ARABIC = re.compile("[\u0600-\u06ff]+")
_KAZAKH_ALPHABET = "әғқңөұүһі"
_KAZAKH_CYRILLIC = re.compile("[әғқңөұүһі]")
_RUSSIAN_ENDING = re.compile(
    "[а-яё]{2}(?:ого|его|ому|ему|ый|ий|ая|яя|ое|ее|ые|ие|ия|ию|ией|ость|ости|ть|ться|лся|лась|лись|ют|ет|ит|ов|ев|ах|ях|ами|ями"
    "|ции|цию|ить|ать|ли|ла|ло|ную|ной|ных|ным|ском|ских)$"
)
_KAZAKH_ENDING = re.compile(
    "[а-яәғқңөұүһі]{2}(?:лар|лер|дар|дер|тар|тер|ның|нің|дың|дің|тың|тің|дан|ден|тан|тен|ған|ген|қан|кен|ды|ді|ты|ті|лық|лік"
    "|дық|дік|мен|бен|пен|да|де|та|те|ға|ге|қа|ке|ы|і|ады|еді|йды|йді)$"
)
# Letters of Latin Kazakh that its neighbours lack (2018: ǵ ń; 2021: ñ; ū), and words of both without their marks.
_KAZAKH_LATIN = re.compile("[ǵńñū]|[yı]ñ$|q(?!u)")
_KAZAKH_LATIN_WORDS = word_set("""
    jane men ben pen ushin usin bul osy sol boldy boldi bolady bolgan bolyp dep dedi degen qazaqstan qazaq turaly keiin
    boyynsha boyinsha boiynsha oiynsha sondai kerek emes qatysty jyl jyly jylgy jana qala qalasy memleket elimiz
    astanada almatyda almaty respublikasy ashyldy otti aitty bolsa arqyly olar onyn oning ogan ozi endi qazir tagy
""")
# Letters and words of the Turkic neighbours that write Latin: Turkish, Azerbaijani, Uzbek.
_NEIGHBOURS = re.compile("[əçöğ]|[og][ʻ‘'’`]")
_NEIGHBOUR_WORDS = word_set("""
    ve bir bu ile icin olarak da de daha cok gibi kadar sonra olan va bilan uchun ham edi qilish boʻyicha tomonidan
    haqida dir qilindi mumkin yilda yil bo uz
""")
# Letters that other Cyrillic alphabets have: Ukrainian, Belarusian, Uzbek, Tajik, Tatar, Bashkir, Serbian, Macedonian.
_OTHER_CYRILLIC = re.compile("[їєґўҳҷӣӯҗҙҫҡјљњћђџѓќѕ]")
# One in so many letters is more than a foreign name, and fewer is none of the alphabet.
_RARE = 150
# Letters from which a missing one tells, and Latin words from which none of ours is known.
_ENOUGH, _WORDS_ENOUGH = 300, 8
# Letters that Kyrgyz and Mongolian share with Kazakh, and those that they lack: one in ten of Kazakh, so that of 500
# Kazakh texts of so many letters one is without any.
_SHARED, _KAZAKH_ALONE, _SOME = re.compile("[ңөү]"), re.compile("[әғқұһі]"), 60
# In lower case: no letters but those of Kazakh, Russian and English, and no Cyrillic one right behind a Latin one.
_OURS_ALONE = re.compile(
    "(?:[\n -@\\[-`{-~\u00ab\u00b0\u00bb\u2010-\u2027\u20b8\u2116а-яёәғқңөұүһі]++|[a-z]++(?![\u0400-\u052f]))*+"
)
_KAZAKH_ARABIC = re.compile("[ٴڭۇۆەگىۋ]")
_OTHER_ARABIC = re.compile("[ېۈھےۀټډړښ]")
# About 115 Kazakh words a minute; characters vary least between languages (IReST). The sample page agrees: 2 min.
CHARACTERS_A_MINUTE = 1000


def reading_minutes(characters: int) -> int:
    """Minutes to read a text of so many characters, at least 1."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


def article_language(text: str) -> str:
    """kk, ru or en; "other" for another language; "" for too little text. Reads the first 4,000 characters."""
    low = text[:_READ].lower()
    return "kk" if _is_kazakh_by_counts(low) else _by_words(low)


def _by_words(low: str) -> str:
    """The language of a text in lower case."""
    words = _LETTERS.findall(low)
    letters = "".join(words)
    if len(letters) < 3:
        return ""
    cyrillic = len(letters) - len(_CYRILLIC.sub("", letters))
    if cyrillic * 3 >= len(letters):
        mixed = cyrillic < len(letters)
        return _cyrillic([word for word in words if "\u0400" <= word[0] <= "\u052f"] if mixed else words)
    arabic = len(letters) - len(_ARABIC.sub("", letters))
    if arabic * 2 > len(letters):
        kazakh = len(_KAZAKH_ARABIC.findall(letters)) * 12 > arabic and not _OTHER_ARABIC.search(letters)
        return "kk" if kazakh else "other"
    return _latin([word for word in words if word[0] < "\u0400"])


def contradicts(declared: str, text: str) -> bool:
    """Whether the letters of a text rule a declared language out: English in Cyrillic, Russian with Kazakh letters."""
    letters = "".join(_LETTERS.findall(text[:_READ].lower()))
    cyrillic = len(letters) - len(_CYRILLIC.sub("", letters))
    if declared == "en":
        return cyrillic * 2 > len(letters)
    if declared == "ru":
        return cyrillic * 2 < len(letters) or _kazakh_letters(letters) * 20 > len(letters)
    return False


def _is_kazakh_by_counts(low: str) -> bool:
    """Whether counting a few letters shows what the whole look would find: Kazakh in Cyrillic. A third of its time.

    Of most articles it does. Each count may miss letters and `most` takes every sign for one, so no doubt is decided.
    """
    if not _OURS_ALONE.fullmatch(low):
        return False
    most = len(low) - low.count(" ")
    return (
        all(_holds_more(low, letter, most / _RARE) for letter in "іы")
        and _holds_more(low, "іқңғүұәөһ", most / 20)
        and _holds_more(low, "аеынтрлдсіқ", max(_ENOUGH, most / 3))
    )


def _holds_more(low: str, letters: str, than: float) -> bool:
    """Whether a text holds more of these letters, frequent ones first."""
    found = 0
    for letter in letters:
        found += low.count(letter)
        if found > than:
            return True
    return False


def _kazakh_letters(letters: str) -> int:
    return sum(map(letters.count, _KAZAKH_ALPHABET))


def _cyrillic(words: list[str]) -> str:
    letters = "".join(words)
    if _is_neighbour(letters):
        return "other"
    if len(letters) > 200 and _kazakh_letters(letters) * 20 > len(letters):
        return "kk"  # about every sixth letter is one in Kazakh; a Russian text full of Kazakh names stays below 4 %
    kazakh = russian = 0
    for word in words:
        kazakh += 3 * bool(_KAZAKH_CYRILLIC.search(word)) + 3 * (word in KAZAKH)
        kazakh += bool(_KAZAKH_ENDING.search(word[-6:]))
        russian += 3 * (word in RUSSIAN) + 2 * bool(_RUSSIAN_ENDING.search(word[-6:]))
        russian += bool(re.search("[ёщъэ]", word))
    if abs(kazakh - russian) < 2:
        return ""
    return "kk" if kazakh > russian else "ru"


def _is_neighbour(letters: str) -> bool:
    """Whether Cyrillic is that of another language: by letters that neither Kazakh nor Russian has, or lacks."""
    if len(_OTHER_CYRILLIC.findall(letters)) * _RARE > len(letters):
        return True
    if len(letters) < _ENOUGH:
        return len(letters) >= _SOME and bool(_SHARED.search(letters)) and not _KAZAKH_ALONE.search(letters)
    if _kazakh_letters(letters) * 50 > len(letters):
        # Kyrgyz and Mongolian have ө and ү (Kyrgyz ң too), and neither і nor қ; Ukrainian і alone.
        return letters.count("і") * _RARE < len(letters) or letters.count("ы") * _RARE < len(letters)
    # Every fiftieth Russian letter is one; Bulgarian, Serbian and Macedonian have none.
    return letters.count("ы") * _RARE < len(letters)


def _latin(words: list[str]) -> str:
    bare = [bare_latin(word) for word in words]
    english = sum(word in ENGLISH for word in words)
    kazakh = sum(bool(_KAZAKH_LATIN.search(word)) for word in words) + sum(word in _KAZAKH_LATIN_WORDS for word in bare)
    neighbours = sum(bool(_NEIGHBOURS.search(word)) for word in words) + sum(word in _NEIGHBOUR_WORDS for word in bare)
    if kazakh * 8 >= len(words) and kazakh > english and kazakh > neighbours:
        return "kk"
    foreign = sum(not word.isascii() for word in words)
    likely = english * 8 >= len(words) or (len(words) < 12 and english > 0)
    if likely and foreign * 10 <= len(words) and len(words) > 1:
        return "en"
    return "other" if len(words) >= _WORDS_ENOUGH else ""
