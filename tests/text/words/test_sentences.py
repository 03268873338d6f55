"""Where sentences end, measured on gold paragraphs, and that no text is slow or loses a character."""

from pathlib import Path

import pytest
from hypothesis import given

from domain.rich import Rich, Span, SpanKind
from tests.growth import assert_in_proportion
from tests.text.strategies import texts
from text.words.sentences import sentence_spans, sentences

OWN = Path(__file__).with_name("gold_sentences.txt")
SHARED = Path(__file__).parents[4] / "shared" / "data" / "sentence_gold_kk.txt"
GOLD = [file for file in (OWN, SHARED) if file.exists()]
EDGE = "‖"


def gold_paragraphs(file: Path) -> list[tuple[str, set[int]]]:
    """(text, indices at which a sentence ends before the end of the paragraph)."""
    paragraphs = []
    for row in file.read_text(encoding="utf-8").splitlines():
        if row.startswith("#") or not row.strip():
            continue
        text, ends = "", set()
        for piece in row.split("\t")[-1].split(EDGE):
            if text:
                text = text.rstrip(" ")
                ends.add(len(text))
                text += " " if piece.startswith(" ") else ""
            text += piece.lstrip(" ")
        paragraphs.append((text, ends))
    return paragraphs


@pytest.mark.parametrize("file", GOLD, ids=lambda file: file.name)
def test_sentences_end_where_a_reader_says(file: Path) -> None:
    right = wrong = missed = 0
    differing = []
    for text, ends in gold_paragraphs(file):
        found = {end for _, end in sentence_spans(text)} - {len(text)}
        right += len(found & ends)
        wrong += len(found - ends)
        missed += len(ends - found)
        if found != ends:
            differing.append(text)
    score = 2 * right / (2 * right + wrong + missed)
    assert right >= 50
    assert score >= 0.99, differing


@given(texts)
def test_no_character_but_white_space_is_outside_of_all_sentences(text: str) -> None:
    spans = sentence_spans(text)
    assert [*spans] == sorted(spans)
    places = [0, *(place for span in spans for place in span), len(text)]
    assert places == sorted(places)
    for before, after in zip(places[::2], places[1::2], strict=True):
        assert text[before:after].strip() == ""


def test_a_line_break_always_ends_a_sentence() -> None:
    text = "Бірінші жол\nЕкінші жол, әлі бітпеген\n\n«Ашық тырнақша\nжабылмады»."
    assert [text[a:b] for a, b in sentence_spans(text)] == text.replace("\n\n", "\n").split("\n")


def test_sentences_keep_their_formatting() -> None:
    rich = Rich("Бір сөз. Екі сөз.", (Span(4, 12, SpanKind.BOLD),))
    first, second = sentences(rich)
    assert first == Rich("Бір сөз.", (Span(4, 8, SpanKind.BOLD),))
    assert second == Rich("Екі сөз.", (Span(0, 3, SpanKind.BOLD),))


@pytest.mark.parametrize(
    "whole",
    [
        "Ол: «Жұмыс бітті. Енді демаламыз», – деп күлді.",
        'Ол: "Жұмыс бітті. Енді демаламыз", - деп күлді.',
        "He said “It is over. Go home” and left.",
        "Үкімет (бұрын болған. Енді жоқ) туралы сөз.",
    ],
)
def test_nothing_inside_a_quotation_or_brackets_ends_a_sentence(whole: str) -> None:
    assert sentence_spans(whole + " Екінші сөйлем.") == [(0, len(whole)), (len(whole) + 1, len(whole) + 15)]


def test_a_speech_in_quotation_marks_is_split_when_it_is_long() -> None:
    speech = "«" + " ".join(f"Бұл {number}-сөйлем еді." for number in range(40)) + "»"
    assert len(sentence_spans(speech)) == 40


@pytest.mark.parametrize("unit", ["т.б. ", "«", "А.", ".а", "(а. Б", '" ', "АБ АБ. ", "сөз ", "!", "1. ", "…\u0301"])
def test_cost_grows_with_length_alone(unit: str) -> None:
    assert_in_proportion(lambda size: sentence_spans(unit * (size // len(unit))), 12_500)
