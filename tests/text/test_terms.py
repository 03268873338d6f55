"""Which tokens of a query the index is asked for, and which words candidates are completed with."""

from __future__ import annotations

import pytest

from text.search.terms import Plan, budget, plan
from text.search.wanted import wanted
from text.words.words import KAZAKH, STEM, in_title

ARTICLES = 200_000


def planned(words: str, known: dict[str, int]) -> Plan:
    return plan(wanted([(word, 1.0) for word in words.split()], {}, known, ARTICLES), known, ARTICLES)


def held(word: str, articles: int) -> dict[str, int]:
    """As if so many articles held each token of a word."""
    return dict.fromkeys(KAZAKH[word], articles)


def test_what_is_within_the_budget_is_read_whole() -> None:
    form, stem, *beginnings = KAZAKH["президенттің"]
    known = {form: 90, stem: 1_000, in_title(stem): 60} | dict.fromkeys(beginnings, 2_000)
    chosen = planned("президенттің", known)
    assert {term.token for term in chosen.terms} == {stem, in_title(stem), beginnings[0]}
    assert not chosen.left_out


def test_beginnings_that_the_same_articles_hold_are_read_once_for_all_they_are_worth() -> None:
    _, stem, *beginnings = KAZAKH["президенттің"]
    apart = {stem: 1_000} | dict.fromkeys(beginnings, 2_000)
    alike = {stem: 1_000} | dict.fromkeys(beginnings, 1_050)
    weights = [[term.weight for term in planned("президенттің", known).terms] for known in (apart, alike)]
    assert len(weights[0]) == 2
    assert len(weights[1]) == 1
    assert weights[1][0] > sum(weights[0])


def test_a_word_too_common_to_be_read_is_left_to_completing() -> None:
    known = held("халық", 150_000) | held("жанартау", 40)
    chosen = planned("халық жанартау", known)
    assert {term.token for term in chosen.terms if term.newest == 1} <= set(KAZAKH["жанартау"])
    assert sum(term.held for term in chosen.terms) <= budget(ARTICLES)
    assert [[one.stem for one in stems] for stems in chosen.left_out] == [[KAZAKH["халық"][STEM]]]


def test_a_beginning_that_is_not_read_counts_with_the_stem() -> None:
    _, stem, *beginnings = KAZAKH["президенттің"]
    known = {stem: 1_000} | dict.fromkeys(beginnings, 2_000) | held("халық", 150_000)
    weights = [
        {term.token: term.weight for term in planned("президенттің жанартау халық", known | other).terms}
        for other in (held("жанартау", 40), held("жанартау", budget(ARTICLES) - 1_500))
    ]
    assert beginnings[0] in weights[0]
    assert beginnings[0] not in weights[1]
    assert weights[1][stem] == pytest.approx(weights[0][stem] + weights[0][beginnings[0]])


def test_common_words_alone_are_looked_for_in_the_newest_articles() -> None:
    chosen = planned("халық", held("халық", 150_000))
    assert chosen.terms
    assert all(term.newest < 0.1 for term in chosen.terms)
    assert [one.newest for stems in chosen.left_out for one in stems] == [term.newest for term in chosen.terms]
