"""Folding, look-alikes, Latin spellings and keyboard layouts: one word, however it was typed."""

from __future__ import annotations

import pytest

from text.words.folding import FOLDED_ALPHABET, fold, mend_lookalikes, tidy, words
from text.words.latin import is_latin, to_cyrillic
from text.words.layout import as_kazakh_keys, as_latin_keys, as_russian_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("казакстан", "қазақстан"), ("онир", "өңір"), ("гылым", "ғылым"), ("шахар", "шаһар"), ("актобе", "ақтөбе")],
)
def test_letters_a_keyboard_lacks_are_no_difference(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


def test_marks_of_other_alphabets_are_no_difference() -> None:
    assert (fold("café"), fold("müller"), fold("straße"), fold("şimşek")) == ("cafe", "muller", "strasse", "simsek")


def test_folding_twice_changes_nothing() -> None:
    letters = "әғқңөұүһіёйцщъыьэюя" + "абвгдежзиклмнопрстуфхчш"
    assert fold(fold(letters)) == fold(letters)
    assert set(fold(letters)) <= set(FOLDED_ALPHABET)


def test_what_cannot_be_seen_is_no_part_of_a_word() -> None:
    assert words(tidy("Қазақ\u00adстан, Аста\u200bна; за\u0301мок")) == ["қазақстан", "астана", "замок"]


def test_letters_written_in_two_parts_are_one() -> None:
    assert tidy("И\u0306од Е\u0308ж") == "йод ёж"


@pytest.mark.parametrize("typed", ["кеңесiнiң", "кeңесінің", "кеңеcінің"])
def test_latin_look_alikes_in_a_cyrillic_word_are_mended(typed: str) -> None:
    assert mend_lookalikes(typed) == "кеңесінің"


@pytest.mark.parametrize("word", ["covid", "wifiға", "iphoneды", "2020", "қазақ", "a1", "№"])
def test_words_that_are_not_mixed_by_mistake_stay(word: str) -> None:
    assert mend_lookalikes(word) == word


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("qazaqstan", "қазақстан"),
        ("jañalyq", "жаңалық"),  # 2021
        ("zhanalyq", "жаңалық"),  # chat
        ("ǵylym", "ғылым"),  # 2018
        ("koronavirustıñ", "коронавирустың"),  # qazaqtimes
        ("wzağınan", "ұзағынан"),
        ("energiiasyn", "энергиясын"),
        ("energiyasyn", "энергиясын"),
        ("shyğarma", "шығарма"),
        ("şyğarma", "шығарма"),
        ("kölık", "көлік"),
        ("auruy", "ауруы"),
        ("abay", "абай"),
        ("khan", "хан"),
        ("politsiia", "полиция"),
        ("ghalym", "ғалым"),
    ],
)
def test_latin_kazakh_is_read(latin: str, cyrillic: str) -> None:
    assert fold(cyrillic) in to_cyrillic(latin)


def test_a_latin_word_has_at_most_two_readings() -> None:
    assert all(1 <= len(to_cyrillic(word)) <= 2 for word in ("yyyyyy", "ıyıyıy", "google", "x", "sh"))


@pytest.mark.parametrize(("word", "latin"), [("astana", True), ("şa", True), ("астана", False), ("2020", False)])
def test_latin_is_told_by_its_letters(word: str, latin: bool) -> None:
    assert is_latin(word) is latin


def test_keys_pressed_for_another_layout() -> None:
    assert as_russian_keys("ghtpbltyn") == "президент"
    assert as_kazakh_keys("0fpf0cnfy") == "қазақстан"
    assert as_latin_keys("пщщпду") == "google"
    assert as_russian_keys("`kf ghbdtn") == "ёла привет"
