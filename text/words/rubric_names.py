"""Names of rubrics: folded for look-up, as slugs, and the usual sections of newsrooms with their translations."""

from __future__ import annotations

import re
import unicodedata

from text.words.folding import fold, words
from text.words.latin import is_latin, to_cyrillic
from text.words.words import STEM, query_tokens

# Kazakh, Russian, English, slug-to-be is the English name. Further spellings lead to the same rubric.
_COMMON: tuple[tuple[str, str, str, str], ...] = (
    ("Саясат", "Политика", "Politics", "🏛"),
    ("Қоғам", "Общество", "Society", "👥"),
    ("Экономика", "Экономика", "Economy", "💼"),
    ("Спорт", "Спорт", "Sport", "🏅"),
    ("Мәдениет", "Культура", "Culture", "🎭"),
    ("Әлем", "Мир", "World", "🌍"),
    ("Жаңалықтар", "Новости", "News", "📰"),
    ("Білім", "Образование", "Education", "🎓"),
    ("Ғылым", "Наука", "Science", "🔬"),
    ("Денсаулық", "Здоровье", "Health", "🩺"),
    ("Технология", "Технологии", "Technology", "💡"),
    ("Аймақтар", "Регионы", "Regions", "🗺"),
    ("Тарих", "История", "History", "📜"),
    ("Әдебиет", "Литература", "Literature", "📚"),
    ("Руханият", "Духовность", "Spirituality", "🕊"),
    ("Оқиғалар", "Происшествия", "Incidents", "🚨"),
    ("Пікір", "Мнения", "Opinion", "💬"),
    ("Сұхбат", "Интервью", "Interviews", "🎙"),
    ("Экология", "Экология", "Environment", "🌱"),
    ("Құқық", "Право", "Law", "⚖️"),
)
_LATIN = {
    **dict(zip("абвгғдезийкқлмнңоөпрстуұүфһыіэә", "abvggdeziikqlmnnooprstuuufhyiea", strict=True)),
    "ё": "e",
    "ж": "zh",
    "х": "h",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
}


def fold_name(name: str) -> str:
    """The form under which names are compared: NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).lower().split())


def common_rubric(name: str) -> dict[str, str] | None:
    """Names by language ("kk", "ru", "en") and "emoji" of a section that newsrooms share; None if it is not one."""
    wanted = fold_name(name)
    for kk, ru, en, emoji in _COMMON:
        if wanted in (fold_name(kk), fold_name(ru), fold_name(en)):
            return {"kk": kk, "ru": ru, "en": en, "emoji": emoji}
    return None


def names_rubric(said: str, name: str) -> bool:
    """Whether words name a rubric in any form: "спорта", "спорттағы", "экономические" for "Экономика", also "bilim"."""
    spoken, known = words(fold_name(said)), words(name)
    return 0 < len(spoken) == len(known) and all(map(_is_form_in_any_script, spoken, known))


# Letters that the beginnings of two forms have in common; that the name has behind them; that the other form has.
_SHARED, _REST_OF_NAME, _REST = 5, 4, 6


def _is_form_in_any_script(word: str, known: str) -> bool:
    if _is_form(word, known):
        return True
    return is_latin(word) and not is_latin(known) and any(_is_form(read, known) for read in to_cyrillic(word))


def _is_form(word: str, known: str) -> bool:
    stems = {tokens[STEM] for tokens in query_tokens(word)}
    if not stems.isdisjoint(tokens[STEM] for tokens in query_tokens(known)):
        return True
    one, other = fold(word), fold(known)
    shared = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    if shared < _SHARED and not (len(other) >= _SHARED - 1 and shared == len(other)):
        return False
    return len(other) - shared <= _REST_OF_NAME and len(one) - shared <= _REST


def slug_of(name: str) -> str:
    """A slug for deep links and files: a-z, 0-9 and hyphens, at most 40 characters; "rubric" when nothing is left."""
    latin = "".join(_LATIN.get(letter, letter) for letter in fold_name(name))
    ascii_only = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:40].strip("-") or "rubric"
