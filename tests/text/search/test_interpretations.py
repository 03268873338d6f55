"""The interpretation of a query and the corrections of its words: the vocabulary decides."""

from __future__ import annotations

import pytest

from text.search.corrections import choose_corrections, words_to_correct
from text.search.interpretations import (
    MOST_WORDS,
    choose_interpretation,
    content_words,
    interpretations,
    tokens_to_look_up,
)
from text.search.query import parse
from text.search.typos import OneEditIndex, can_be_corrected, neighbouring_forms, neighbouring_prefixes, one_edit_away
from text.words.folding import fold
from text.words.words import document_tokens

ARTICLES = """
Қазақстан Президенті Жапонияға барды, энергия мен клуб туралы айтты. Google компаниясы Алматыда кеңсе ашты.
АИ-95 бағасы 330 теңге, 5 км жол 15 000 теңге.
Правительство объявило выборы президента, центр. Лондон рад. The parliament of London met.
"""


def vocabulary() -> dict[str, int]:
    tokens = document_tokens("", "", ARTICLES, "kk")
    return dict.fromkeys((*tokens.tokens.split(), *tokens.forms.split()), 1)


def read(typed: str) -> tuple[str, list[str]]:
    found = interpretations(parse(typed))
    known = {token: 1 for token in tokens_to_look_up(found) if token in vocabulary()}
    name, spelled = choose_interpretation(found, known)
    return name, [word for spelling in spelled for word in spelling]


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("президент жапонияда", "typed", ["президент", "жапонияда"]),
        ("prezident qazaqstan", "typed", ["президент", "казакстан"]),
        ("ghtpbltyn", "russian keys", ["президент"]),
        ("'ythubz rke,", "russian keys", ["энергия", "клуб"]),
        ("0fpf0cnfy", "kazakh keys", ["қазақстан"]),
        ("google алматыда", "typed", ["google", "алматыда"]),
        ("google fkvfnslf?", "russian keys", ["google", "алматыда"]),
        ("пщщпду", "latin keys", ["google"]),
        ("met", "typed", ["met"]),
        ("президент барды ма", "typed", ["президент", "барды", "ма"]),
        ("президент бардыма", "typed", ["президент", "барды", "ма"]),
        ("prezident google", "typed", ["президент", "google"]),
        ("vybory london", "typed", ["выборы", "лондон"]),
        ("vybory prezidenta centr", "typed", ["выборы", "президента", "тсентр"]),
        ("аи95", "typed", ["аи", "95"]),
        ("5км жол", "typed", ["5", "км", "жол"]),
        ("триста тридцать тенге", "typed", ["330", "тенге"]),
        ("15000 теңге", "typed", ["15", "000", "теңге"]),
    ],
)
def test_the_interpretation_that_the_vocabulary_knows_is_taken(typed: str, name: str, words: list[str]) -> None:
    assert read(typed) == (name, words)


def test_a_slip_beside_latin_words_stays_latin_unless_articles_know_it_in_cyrillic() -> None:
    assert read("clubb london")[1] == ["clubb", "london"]
    assert read("prezident london")[1] == ["президент", "london"]


def test_what_no_article_knows_stays_as_typed() -> None:
    assert read("xyzzyq")[0] == "typed"


def test_a_query_of_nothing_has_one_empty_interpretation() -> None:
    assert read("") == ("typed", [])
    assert read("?!… «»") == ("typed", [])


def test_question_words_go_when_others_remain() -> None:
    assert content_words([("қай",), ("елде",), ("сайлау",), ("болды",)]) == [("елде", 1.0), ("сайлау", 1.0)]
    assert content_words([("бұл",), ("не",)]) == [("бұл", 1.0), ("не", 1.0)]


def test_of_a_long_query_words_of_low_weight_go_first() -> None:
    words = [(f"сөз{number}",) for number in range(MOST_WORDS)]
    kept = content_words([("төмендегі",), ("келесі",), *words])
    assert [word for word, _ in kept] == [word for (word,) in words]


def test_edits_are_one_letter_more_less_other_or_swapped() -> None:
    found = one_edit_away("алма")
    assert {"лма", "аалма", "амла", "алта", "алмак"} <= found
    assert "алма" not in found
    assert "аллмаа" not in found


def test_latin_words_are_edited_by_latin_letters() -> None:
    assert "google" in one_edit_away("gogle")


@pytest.mark.parametrize(("word", "yes"), [("алма", True), ("су", False), ("2024", False), ("covid19", False)])
def test_short_words_and_numbers_are_left_alone(word: str, yes: bool) -> None:
    assert can_be_corrected(word) is yes


@pytest.mark.parametrize("typed", ["президет", "презиедент", "перзидент", "прэзидент", "президеннт"])
def test_an_unknown_word_is_corrected_by_the_vocabulary(typed: str) -> None:
    known = vocabulary()
    assert words_to_correct([(typed, 1.0)], known) in ([typed], [])
    known_prefixes = {token: known[token] for token in neighbouring_prefixes(fold(typed)) & known.keys()}
    assert known_prefixes.keys() | (neighbouring_forms(fold(typed), known_prefixes) & known.keys())
    assert "президенти=" in known


@pytest.mark.parametrize("typed", ["перзиденти", "алматда", "казакстанн", "клубб", "барлы"])
def test_asking_for_the_beginnings_first_misses_no_word_of_the_vocabulary(typed: str) -> None:
    known = vocabulary()
    known_prefixes = {token: known[token] for token in neighbouring_prefixes(fold(typed)) & known.keys()}
    asked = neighbouring_forms(fold(typed), known_prefixes)
    every = {f"{form}=" for form in one_edit_away(fold(typed))}
    assert asked & known.keys() == every & known.keys()
    assert asked & known.keys()
    assert len(fold(typed)) < 6 or len(asked) < len(every) / 2


@pytest.mark.parametrize(
    "typed", ["алма", "дауис", "парлам", "президе", "президен", "казакстаннын", "google", "telegram"]
)
def test_where_every_beginning_is_known_every_slip_is_asked_for(typed: str) -> None:
    assert neighbouring_forms(typed, neighbouring_prefixes(typed)) == {f"{form}=" for form in one_edit_away(typed)}


def test_an_inflection_that_no_article_has_is_corrected_by_its_beginning() -> None:
    known = vocabulary()
    asked = neighbouring_forms(fold("перзиденттермен"), known)
    found = choose_corrections("перзиденттермен", asked, known)
    assert found.forms == ()
    assert "презид6" in found.prefixes


def test_known_words_and_words_of_low_weight_are_not_corrected() -> None:
    assert words_to_correct([("алматыда", 1.0), ("аталадк", 0.2), ("су", 1.0)], vocabulary()) == []


def test_what_is_looked_up_is_bounded() -> None:
    assert len(neighbouring_forms("а" * 40, {"аааааа6"})) < 2100
    assert len(neighbouring_prefixes("казакстаннын")) < 450


@pytest.mark.parametrize("word", ["мектеп", "алма"])
def test_a_list_of_words_knows_its_neighbours_without_making_them(word: str) -> None:
    known = OneEditIndex([word])
    assert all(known.near(other) for other in one_edit_away(word))
    assert not any(map(known.near, [word, f"{word}лар", word[::-1] + "х", ""]))
