"""Texts that were taken apart are kept between questions, but not for ever, and a corrected text is another one."""

from __future__ import annotations

from text.search.read_text import KeptTexts


def test_a_text_that_is_asked_for_again_is_not_taken_apart_anew() -> None:
    kept = KeptTexts(100)
    first, again = (kept.read("Көпір ашылды.", "Көпір", "kk", 0) for _ in range(2))
    assert again is first
    assert kept.read("Көпір жабылды.", "Көпір", "kk", 0) is not first


def test_where_there_is_no_room_for_all_a_text_is_kept_once_it_is_asked_for_again() -> None:
    kept = KeptTexts(30)
    kept.read("a" * 30, "", "en", 0)
    once, first, again = (kept.read("b" * 30, "", "en", 0) for _ in range(3))
    assert first is not once and again is first


def test_texts_nobody_asks_for_are_forgotten() -> None:
    kept = KeptTexts(100)
    often, once = "a" * 30, "b" * 30
    first, other = ([kept.read(text, "", "en", 0) for _ in range(2)][1] for text in (often, once))
    for number in range(20):
        for _ in range(2):
            kept.read(f"{number:030}", "", "en", 0)
        assert kept.read(often, "", "en", 0) is first
    assert kept.read(once, "", "en", 0) is not other
