"""Texts made to fit: never too long, never inside a character, nothing lost."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rich import Rich, Span, SpanKind
from tests.growth import assert_in_proportion
from tests.text.strategies import rich_texts
from text.telegram.fit import cut, cut_line, parts
from text.telegram.graphemes import may_cut
from text.telegram.render import html, units
from text.telegram.strict import check
from text.words.hostile import tame, tame_rich


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(rich_texts(), st.integers(1, 80))
def test_a_cut_text_is_never_too_long_and_never_refused(rich: Rich, limit: int) -> None:
    short = cut(rich, limit)
    assert units(short.text) <= limit
    if short.text.strip():
        check(html(short), limit)


@given(rich_texts(), st.integers(12, 80))
def test_parts_are_never_too_long_never_refused_and_lose_nothing(rich: Rich, limit: int) -> None:
    divided = parts(rich, limit)
    for part in divided:
        check(html(part), limit)
    assert squeezed("".join(part.text for part in divided)) == squeezed(tame(rich.text))


@given(rich_texts())
def test_spans_lie_over_the_same_letters_after_dividing(rich: Rich) -> None:
    calm = tame_rich(rich)

    def marked(text: Rich, kind: SpanKind) -> str:
        covered = [False] * len(text.text)
        for span in text.spans:
            if span.kind is kind:
                covered[span.start : span.end] = [True] * (span.end - span.start)
        return "".join(char for char, on in zip(text.text, covered, strict=True) if on and not char.isspace())

    whole = reduce(lambda done, part: done + part, parts(rich, 40), Rich())
    for kind in SpanKind:
        assert marked(whole, kind) == marked(calm, kind)


@given(rich_texts(), st.integers(30, 80))
def test_a_cut_never_falls_inside_a_character(rich: Rich, limit: int) -> None:
    calm = tame_rich(rich)
    kept = cut(rich, limit).text.removesuffix("…")
    if calm.text != kept:
        assert may_cut(calm.text, len(kept)) or longest_cluster(calm.text) > 14


def longest_cluster(text: str) -> int:
    """Characters of the longest run in which no cut is allowed: a chain of emoji can be longer than any message."""
    longest = run = 0
    for place in range(len(text)):
        run = 1 if may_cut(text, place) else run + 1
        longest = max(longest, run)
    return longest


@pytest.mark.parametrize(
    "cluster",
    ["👨\u200d👩\u200d👧", "🇰🇿", "👍🏽", "е\u0301", "❤\ufe0f", "1\ufe0f\u20e3", "🏴\U000e0067\U000e0062\U000e007f"],
)
def test_a_row_of_emoji_is_cut_between_them(cluster: str) -> None:
    for limit in range(20, 40):
        kept = cut(Rich(cluster * 100), limit).text.removesuffix("…")
        assert kept == cluster * (len(kept) // len(cluster))
        assert kept
    assert "".join(part.text for part in parts(Rich(cluster * 100), 30)) == cluster * 100


def test_four_thousand_emoji_fit_after_cutting() -> None:
    short = cut(Rich("😀" * 4000), 4096)
    assert units(short.text) in {4095, 4096}
    assert [units(part.text) for part in parts(Rich("😀" * 4000), 4096)] == [4096, 3904]


def test_a_text_is_cut_at_a_word_and_does_not_end_with_a_comma() -> None:
    rich = Rich("Үкімет отырысында бюджет, салық және жол қаралды")
    assert cut(rich, 27).text == "Үкімет отырысында бюджет…"
    assert cut(rich, 25).text == "Үкімет отырысында бюджет…"
    assert cut(rich, 24).text == "Үкімет отырысында…"
    assert cut(rich, 100) == rich
    assert cut(rich, 27, "").text == "Үкімет отырысында бюджет"


def test_a_word_too_long_for_its_place_is_cut_inside() -> None:
    assert cut(Rich("а " + "ұзынсөз" * 100), 20).text == "а " + ("ұзынсөз" * 3)[:17] + "…"


def test_formatting_ends_where_the_text_is_cut() -> None:
    rich = Rich("бір екі үш төрт", (Span(4, 15, SpanKind.BOLD),))
    assert cut(rich, 9) == Rich("бір екі…", (Span(4, 7, SpanKind.BOLD),))


def test_nothing_and_too_little_room() -> None:
    assert cut(Rich(), 10) == Rich()
    assert cut(Rich("сөз"), 1) == Rich("…")
    assert cut(Rich("сөз"), 0) == Rich()
    assert parts(Rich(" \n\n "), 10) == []


def test_parts_end_with_paragraphs() -> None:
    paragraphs = [f"{number} абзац. " + "Сөз сөз сөз. " * 8 for number in range(12)]
    divided = parts(Rich("\n\n".join(p.strip() for p in paragraphs)), 300)
    assert all(part.text.endswith("Сөз сөз сөз.") for part in divided)
    assert all(part.text[0].isdigit() for part in divided)
    assert len(divided) == 6


def test_a_long_paragraph_is_cut_between_sentences_and_a_long_sentence_between_words() -> None:
    sentence = "Бұл сөйлем дәл отыз алты таңба емес."
    divided = parts(Rich(" ".join([sentence] * 20)), 100)
    assert {part.text for part in divided} == {f"{sentence} {sentence}"}
    words = parts(Rich("сөз " * 100), 30)
    assert {part.text for part in words} == {" ".join(["сөз"] * 7), "сөз сөз"}


@pytest.mark.parametrize("unit", ["сөз ", "а", "\n \n", "😀", "«", "А. ", "🇰", "\u0301", "👨\u200d", " "])
def test_a_book_is_divided_at_its_share_of_cost(unit: str) -> None:
    def divide(size: int) -> None:
        parts(Rich(unit * (size // len(unit))), 4096)
        cut(Rich(unit * (size // len(unit))), 4096)

    assert_in_proportion(divide, 37_500)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Қысқа тақырып", "Қысқа тақырып"),
        ("Үкімет отырысы бүгін өтті", "Үкімет отырысы…"),
        ("Бір\nжолда  ғана", "Бір жолда ғана"),
        ("🇰🇿" * 9, "🇰🇿🇰🇿🇰🇿🇰🇿…"),
        ("👩‍👩‍👧‍👦" * 3, "👩‍👩‍👧‍👦…"),
    ],
)
def test_a_line_is_cut_at_a_word_and_never_inside_a_character(text: str, shown: str) -> None:
    assert cut_line(text, 20) == shown
