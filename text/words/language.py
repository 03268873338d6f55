"""Detects the language of an article by its letters and most frequent words; estimates the minutes to read it."""

from __future__ import annotations

import re

from text.words.stopwords import ENGLISH, KAZAKH, RUSSIAN

_READ = 4000
_LETTERS = re.compile(r"[^\W\d_]+")
_KAZAKH_CYRILLIC = re.compile("[әғқңөұүһі]")
_RUSSIAN_ENDING = re.compile(
    "[а-яё]{2}(?:ого|его|ому|ему|ый|ий|ая|яя|ое|ее|ые|ие|ия|ию|ией|ость|ости|ть|ться|лся|лась|лись|ют|ет|ит|ов|ев|ах|ях|ами|ями"
    "|ции|цию|ить|ать|ли|ла|ло|ную|ной|ных|ным|ском|ских)$"
)
_KAZAKH_ENDING = re.compile(
    "[а-яәғқңөұүһі]{2}(?:лар|лер|дар|дер|тар|тер|ның|нің|дың|дің|тың|тің|дан|ден|тан|тен|ған|ген|қан|кен|ды|ді|ты|ті|лық|лік"
    "|дық|дік|мен|бен|пен|да|де|та|те|ға|ге|қа|ке|ы|і|ады|еді|йды|йді)$"
)
# Latin Kazakh: the alphabets of 2018 (á, ǵ, ń, ý) and 2021 (ä, ğ, ñ, ş, ū) and the dotless i.
_KAZAKH_LATIN = re.compile("[äáğǵıñńşūúý]|q(?!u)|(?:lar|ler|dar|der|nyñ|niñ|dyñ|men|üşin|jäne|jane|uchun)$")
_KAZAKH_ARABIC = re.compile("[ٴڭۇۆەگىۋ]")
_OTHER_ARABIC = re.compile("[ېۈھےۀټډړښ]")
# About 115 Kazakh words a minute; characters vary least between languages (IReST). The sample page agrees: 2 min.
CHARACTERS_A_MINUTE = 1000


def reading_minutes(characters: int) -> int:
    """Minutes to read a text of so many characters, at least 1."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


def article_language(text: str) -> str:
    """kk, ru or en; "" for another language or too little text. Reads the first 4,000 characters."""
    words = _LETTERS.findall(text[:_READ].lower())
    letters = "".join(words)
    cyrillic = sum("\u0400" <= char <= "\u052f" for char in letters)
    arabic = sum("\u0600" <= char <= "\u06ff" for char in letters)
    if len(letters) < 3:
        return ""
    if arabic * 2 > len(letters):
        kazakh = len(_KAZAKH_ARABIC.findall(letters)) * 12 > arabic and not _OTHER_ARABIC.search(letters)
        return "kk" if kazakh else ""
    if cyrillic * 3 >= len(letters):
        return _cyrillic([word for word in words if "\u0400" <= word[0] <= "\u052f"])
    return _latin([word for word in words if word[0] < "\u0400"])


def _cyrillic(words: list[str]) -> str:
    letters = "".join(words)
    if len(letters) > 200 and len(_KAZAKH_CYRILLIC.findall(letters)) * 20 > len(letters):
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


def _latin(words: list[str]) -> str:
    kazakh = sum(bool(_KAZAKH_LATIN.search(word)) for word in words)
    english = sum(word in ENGLISH for word in words)
    if kazakh * 5 >= len(words) and kazakh > english:
        return "kk"
    foreign = sum(not word.isascii() for word in words)
    likely = english * 8 >= len(words) or len(words) < 12
    return "en" if likely and foreign * 10 <= len(words) and len(words) > 1 else ""
