"""Words that are written as they are heard."""

from __future__ import annotations

import pytest

from text.search.sounds import prefixes_heard_alike, sound_alike


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("зимлетресение", "землетриасение"),
        ("виласипед", "велосипед"),
        ("спиктакль", "спектакль"),
        ("чуствие", "чувствие"),
        ("кетапхана", "китапхана"),
        ("orfanage", "orphanage"),
        ("baloon", "balloon"),
    ],
)
def test_several_slips_of_the_ear_are_one_word(typed: str, meant: str) -> None:
    assert sound_alike(typed, meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("лошад", "плошад"), ("марина", "марафон"), ("кот", "код"), ("market", "marked"), ("desert", "insert")],
)
def test_other_words_and_short_ones_are_not(one: str, other: str) -> None:
    assert not sound_alike(one, other)


def test_the_beginning_is_looked_for_with_other_vowels() -> None:
    assert "велоси6" in set(prefixes_heard_alike("виласипед"))
    assert "orphan6" in set(prefixes_heard_alike("orfanage"))
    assert list(prefixes_heard_alike("кот")) == []
