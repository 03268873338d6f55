"""An article's stems in a compact form: what is there is seen, what is not is hardly ever."""

from __future__ import annotations

from text.words.stem_codes import CODES, MOST_STEMS, packed, unpacked


def stems(name: str, count: int) -> list[str]:
    return [f"{name}{number}s" for number in range(count)]


def test_every_stem_of_an_article_is_seen() -> None:
    held = unpacked(packed(stems("сөз", 140)))
    assert all(CODES[stem] in held for stem in stems("сөз", 140))


def test_hardly_any_stem_is_seen_that_is_not_there() -> None:
    held = unpacked(packed(stems("сөз", 140)))
    assert sum(CODES[stem] in held for stem in stems("бөтен", 5_000)) < 50


def test_a_stem_takes_two_bytes_however_often_it_stands_there() -> None:
    assert len(packed(["банкs", "көпірs", "банкs"])) == 4


def test_of_a_very_long_article_the_beginning_is_kept() -> None:
    kept = packed(stems("сөз", 60_000))
    assert len(kept) == 2 * MOST_STEMS
    assert CODES["сөз0s"] in unpacked(kept)
