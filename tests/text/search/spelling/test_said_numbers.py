"""Numbers that people say in words, or write without the gaps that articles have."""

from __future__ import annotations

import pytest

from text.search.spelling.said_numbers import spelled_in_digits, with_numbers_joined


@pytest.mark.parametrize(
    ("said", "spelled"),
    [
        ("отыз алты миллион", ["36 миллион", "36000000", "36 000 000"]),
        ("бір жүз он", ["110"]),
        ("мың екі жүз", ["1200", "1 200"]),
        ("триста тридцать", ["330"]),
        ("пятнадцать тысяч", ["15 тысяч", "15000", "15 000"]),
        ("two hundred", ["200"]),
        ("850000", ["850000", "850 000"]),
        ("15 000", ["15000", "15 000"]),
        ("2027", []),
        ("он", []),
        ("миллион", []),
        ("жаңа көпір", []),
        ("0007", []),
        ("8" * 200, []),
    ],
)
def test_a_number_is_offered_in_digits(said: str, spelled: list[str]) -> None:
    assert [" ".join(one) for one in spelled_in_digits(said.split())] == spelled


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("несие отыз алты миллион теңге", ["несие", "отыз-алты-миллион", "теңге"]),
        ("15 000 теңге", ["15-000", "теңге"]),
        ("үй 5 12 қабат", ["үй", "5", "12", "қабат"]),
        ("жаңа көпір", ["жаңа", "көпір"]),
        ("", []),
    ],
)
def test_the_words_of_one_number_are_joined(typed: str, joined: list[str]) -> None:
    assert with_numbers_joined(typed.split()) == joined
