"""How a query may be meant: the vocabulary decides between scripts, layouts and slips."""

from __future__ import annotations

import pytest

from text.search.query import parse
from text.search.readings import MOST_WORDS, choose, content, readings, tokens_to_look_up
from text.search.repairs import beginnings_to_look_up, forms_to_look_up, repairs, to_repair
from text.search.typos import can_be_repaired, neighbouring_beginnings, neighbouring_forms, slips
from text.words.folding import fold
from text.words.words import document_tokens

ARTICLES = """
Қазақстан Президенті Жапонияға барды, энергия мен клуб туралы айтты. Google компаниясы Алматыда кеңсе ашты.
Правительство объявило выборы. The parliament of London met.
"""


def vocabulary() -> dict[str, int]:
    tokens = document_tokens("", "", ARTICLES, "kk")
    return dict.fromkeys((*tokens.tokens, *tokens.forms), 1)


def read(typed: str) -> tuple[str, list[str]]:
    found = readings(parse(typed))
    known = {token: 1 for token in tokens_to_look_up(found) if token in vocabulary()}
    name, spelled = choose(found, known)
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
    ],
)
def test_the_reading_that_the_vocabulary_knows_is_taken(typed: str, name: str, words: list[str]) -> None:
    assert read(typed) == (name, words)


def test_what_no_article_knows_stays_as_typed() -> None:
    assert read("xyzzyq")[0] == "typed"


def test_a_query_of_nothing_has_one_empty_reading() -> None:
    assert read("") == ("typed", [])
    assert read("?!… «»") == ("typed", [])


def test_question_words_go_when_others_remain() -> None:
    assert content([("қай",), ("елде",), ("сайлау",), ("болды",)]) == [("елде", 1.0), ("сайлау", 1.0)]
    assert content([("бұл",), ("не",)]) == [("бұл", 1.0), ("не", 1.0)]


def test_of_a_long_query_the_quiet_words_go_first() -> None:
    words = [(f"сөз{number}",) for number in range(MOST_WORDS)]
    kept = content([("төмендегі",), ("келесі",), *words])
    assert [word for word, _ in kept] == [word for (word,) in words]


def test_slips_are_one_letter_more_less_other_or_swapped() -> None:
    found = slips("алма")
    assert {"лма", "аалма", "амла", "алта", "алмак"} <= found
    assert "алма" not in found
    assert "аллмаа" not in found


def test_latin_words_slip_into_latin_letters() -> None:
    assert "google" in slips("gogle")


@pytest.mark.parametrize(("word", "yes"), [("алма", True), ("су", False), ("2024", False), ("covid19", False)])
def test_short_words_and_numbers_are_left_alone(word: str, yes: bool) -> None:
    assert can_be_repaired(word) is yes


@pytest.mark.parametrize("typed", ["президет", "презиедент", "перзидент", "прэзидент", "президеннт"])
def test_an_unknown_word_is_repaired_by_the_vocabulary(typed: str) -> None:
    known = vocabulary()
    assert to_repair([(typed, 1.0)], known) in ([typed], [])
    begun = {token: known[token] for token in beginnings_to_look_up(typed) & known.keys()}
    assert begun.keys() | (forms_to_look_up(typed, begun) & known.keys())
    assert "президенти=" in known


@pytest.mark.parametrize("typed", ["перзиденти", "алматда", "казакстанн", "клубб", "барлы"])
def test_asking_for_the_beginnings_first_misses_no_word_of_the_vocabulary(typed: str) -> None:
    known = vocabulary()
    begun = {token: known[token] for token in beginnings_to_look_up(typed) & known.keys()}
    asked = forms_to_look_up(typed, begun)
    every = {f"{form}=" for form in slips(fold(typed))}
    assert asked & known.keys() == every & known.keys()
    assert asked & known.keys()
    assert len(fold(typed)) < 6 or len(asked) < len(every) / 2


@pytest.mark.parametrize(
    "typed", ["алма", "дауис", "парлам", "президе", "президен", "казакстаннын", "google", "telegram"]
)
def test_where_every_beginning_is_known_every_slip_is_asked_for(typed: str) -> None:
    assert neighbouring_forms(typed, neighbouring_beginnings(typed)) == {f"{form}=" for form in slips(typed)}


def test_an_inflection_that_no_article_has_is_repaired_by_its_beginning() -> None:
    known = vocabulary()
    asked = forms_to_look_up("перзиденттермен", known)
    found = repairs("перзиденттермен", asked, known)
    assert found.forms == ()
    assert "презид6" in found.beginnings


def test_known_and_quiet_words_are_not_repaired() -> None:
    assert to_repair([("алматыда", 1.0), ("аталадк", 0.2), ("су", 1.0)], vocabulary()) == []


def test_what_is_looked_up_is_bounded() -> None:
    assert len(neighbouring_forms("а" * 40, {"аааааа6"})) < 2100
    assert len(neighbouring_beginnings("казакстаннын")) < 450
