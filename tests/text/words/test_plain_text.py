"""The quick look at plain text finds what the careful looks find."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.values.cleaning import clean_line, clean_text
from text.words import language
from text.words.folding import tidy, words
from text.words.hostile import kept
from text.words.plain_text import is_plain

PLAIN = "Қазақстан – біздің үйіміз.\n\n«Жаңа жол» №7: 25 %, 3 °C, 100 ₸ … Это и по-русски, and in English’s way."
KAZAKH = (
    "Үкімет бүгін Windows жүйесін жаңарту туралы қаулы қабылдады, ол ертең күшіне енеді деп хабарлады әкімдік. " * 6
)


def test_ordinary_text_is_plain_and_stays_as_it_is() -> None:
    assert is_plain(PLAIN)
    assert clean_text(PLAIN) == PLAIN
    assert clean_line("  Екі   сөз \n") == "Екі сөз"


@pytest.mark.parametrize(
    "odd", ["\t", "\r", "\x00", "\x85", "\xa0", "\xad", "\u0301", "\u0483", "\u200b", "\u2028", "İ"]
)
def test_whatever_would_be_cleaned_is_not_plain(odd: str) -> None:
    assert not is_plain(f"сөз{odd}сөз")


def test_no_plain_character_is_hidden_composed_or_a_space_of_another_kind() -> None:
    plain = [char for char in map(chr, range(0x3000)) if is_plain(char)]
    for char in plain:
        low = char.lower()
        assert kept(char) is None
        assert unicodedata.is_normalized("NFC", low)
        assert is_plain(low)
        assert not char.isspace() or char in "\n "
        assert bool(words(low)) == bool(re.match(r"[^\W_]", low))


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*"аеіыңғ i7.,-\n", "қала", "Windows", "iі", "ї", "не ", "\u0301"]), max_size=400))
def test_counting_letters_never_says_kazakh_of_what_the_whole_look_does_not(pieces: list[str]) -> None:
    text = "".join(pieces)
    low = tidy(text)
    assert words(low) == re.findall(r"[^\W_]+", low)
    if language._is_kazakh_by_counts(text.lower()):
        assert language._by_words(text.lower()) == "kk"


def test_counting_letters_tells_of_ordinary_kazakh_and_leaves_other_text_to_the_whole_look() -> None:
    assert language._is_kazakh_by_counts(KAZAKH.lower())
    assert language.article_language(KAZAKH) == "kk"
    russian = "Правительство сегодня приняло постановление об обновлении системы, оно вступит в силу завтра. " * 6
    kyrgyz = "Бүгүн өкмөт жаңы токтом кабыл алды, ал эртең күчүнө кирет деп билдирди. " * 8
    for text, expected in ((russian, "ru"), (kyrgyz, "other"), (f"{KAZAKH}ї", "kk")):
        assert not language._is_kazakh_by_counts(text.lower())
        assert language.article_language(text) == expected
