"""A Kazakh noun as the object of a sentence: Қоғам → Қоғамды, Экономика → Экономиканы."""

from __future__ import annotations

_FRONT, _BACK = frozenset("әеөүіэ"), frozenset("аоұыяё")
# Ends on which the ending begins with т. б, в, г and д are spoken so at the end of a word.
_VOICELESS = frozenset("пфкқтсшщхцчһбвгд")
_ENDS_IN_VOWEL = frozenset("аәоөұүыіеэяё")


def as_object(name: str) -> str:
    """The name with the ending of the accusative. A name that does not end in a Cyrillic letter stays as it is."""
    low = name.lower()
    last = low[-1:]
    if not ("\u0400" <= last <= "\u04ff") or not last.isalpha():
        return name
    if " " in low.strip() and last in "ыі":
        # "Ел жаңалықтары": the possessive of the first word.
        return f"{name}н"
    vowel = "і" if is_front(low) else "ы"
    if last in _ENDS_IN_VOWEL:
        return f"{name}н{vowel}"
    return f"{name}{'т' if last in _VOICELESS else 'д'}{vowel}"


def is_front(low: str) -> bool:
    """By the last vowel that tells; и, у and ю stand in both kinds of words, and alone they are taken for hard."""
    telling = next((letter for letter in reversed(low) if letter in _FRONT or letter in _BACK), "а")
    return telling in _FRONT
