"""Names of months and of days near to now, as they are written and as they are read, in three languages."""

from __future__ import annotations

import unicodedata

KAZAKH = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан",
)  # fmt: skip
RUSSIAN = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip
ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHOWN = {"kk": KAZAKH, "ru": RUSSIAN, "en": ENGLISH}
"""As they stand in a date: the Russian ones in the genitive."""

DAYS = {"kk": ("бүгін", "кеше"), "ru": ("сегодня", "вчера"), "en": ("today", "yesterday")}
"""Today and yesterday."""

NEAR = {
    "бүгін": 0,
    "сегодня": 0,
    "today": 0,
    "bugin": 0,
    "кеше": 1,
    "вчера": 1,
    "yesterday": 1,
    "keshe": 1,
    "алдыңгүні": 2,
    "алдыңғыкүні": 2,
    "позавчера": 2,
}
"""How many days ago a word means, folded by `folded`."""

# Kazakh in Latin letters, as `folded` leaves them: one spelling for the alphabets of 2018 and 2021 and for chat.
_LATIN = (
    ("qantar", "kantar"), ("aqpan", "akpan"), ("nauriz",), ("sauir",), ("mamir",), ("mausim",),
    ("shilde", "silde"), ("tamiz",), ("qirkuiek", "kirkuiek"), ("qazan", "kazan"),
    ("qarasha", "qarasa", "karasha"), ("jeltoqsan", "zheltoksan", "jeltoksan"),
)  # fmt: skip
_RUSSIAN_STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_RUSSIAN_ENDINGS = {"", "ь", "я", "й", "а", "е", "ю", "у", "ем", "ом"}
_RUSSIAN_SHORT = ("янв", "фев", "мар", "апр", "", "", "", "авг", "сен", "окт", "ноя", "дек")
_KAZAKH_SHORT = ("қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел")
_ENGLISH_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN_ENDINGS = """
    ы і сы сі да де та те дағы дегі тағы тегі ға ге қа ке на не нда нде ның нің дың дің тың тің дан ден тан тен нан нен
    ды ді ты ті da de ta te ga ge qa ke nda nde nin din tin dan den tan ten
"""
KAZAKH_ENDINGS = frozenset(_WRITTEN_ENDINGS.split()) | {""}
"""What may follow a month's Kazakh name."""


def folded(word: str) -> str:
    """Small letters; Latin ones without their marks, i for the y and ı of Kazakh. Cyrillic stays itself."""
    low = unicodedata.normalize("NFC", word.lower())
    if not low or low[0] >= "\u0400":
        return low
    bare = unicodedata.normalize("NFKD", low).replace("ı", "i")
    return "".join(char for char in bare if not unicodedata.combining(char))


def month_of(word: str) -> int:
    """The month, 1 to 12, that a word names in any of its forms; 0 when it names none."""
    low = folded(word)
    return _EXACT.get(low) or _EXACT.get(low.replace("y", "i")) or _inflected(low)


def _inflected(low: str) -> int:
    latin = low.replace("y", "i")
    for month, stems in enumerate(zip(KAZAKH, _LATIN, strict=True), 1):
        for stem in (stems[0], *stems[1]):
            rest = low if stem is stems[0] else latin
            if rest.startswith(stem) and rest[len(stem) :] in KAZAKH_ENDINGS:
                return month
    return 0


def _exact_forms() -> dict[str, int]:
    forms: dict[str, int] = {}
    for month in range(1, 13):
        at = month - 1
        names = {ENGLISH[at].lower(), _RUSSIAN_SHORT[at], _KAZAKH_SHORT[at], _ENGLISH_SHORT[at]}
        names |= {_RUSSIAN_STEMS[at] + ending for ending in _RUSSIAN_ENDINGS if month != 5}
        forms.update({name: month for name in names if name})
    forms.update({"май": 5, "мая": 5, "мае": 5, "маю": 5, "маем": 5, "сент": 9, "нояб": 11, "февр": 2, "sept": 9})
    return forms


_EXACT = _exact_forms()
