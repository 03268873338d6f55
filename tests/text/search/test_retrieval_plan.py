"""Which tokens of a query are read, and which stems candidates are rescored with."""

from __future__ import annotations

import pytest

from text.search.query_terms import query_terms
from text.search.retrieval_plan import RetrievalPlan, plan_retrieval, posting_budget
from text.words.words import KAZAKH, STEM, in_title

ARTICLES = 200_000


def planned(words: str, frequencies: dict[str, int]) -> RetrievalPlan:
    return plan_retrieval(
        query_terms([(word, 1.0) for word in words.split()], {}, frequencies, ARTICLES), frequencies, ARTICLES
    )


def frequencies_of(word: str, articles: int) -> dict[str, int]:
    """As if so many articles held each token of a word."""
    return dict.fromkeys(KAZAKH[word], articles)


def test_what_is_within_the_budget_is_read_whole() -> None:
    form, stem, *prefixes = KAZAKH["президенттің"]
    frequencies = {form: 90, stem: 1_000, in_title(stem): 60} | dict.fromkeys(prefixes, 2_000)
    chosen = planned("президенттің", frequencies)
    assert {lookup.token for lookup in chosen.lookups} == {stem, in_title(stem), prefixes[0]}
    assert not chosen.skipped


def test_prefixes_that_the_same_articles_hold_are_read_once_for_all_they_are_worth() -> None:
    _, stem, *prefixes = KAZAKH["президенттің"]
    apart = {stem: 1_000} | dict.fromkeys(prefixes, 2_000)
    alike = {stem: 1_000} | dict.fromkeys(prefixes, 1_050)
    weights = [
        [lookup.weight for lookup in planned("президенттің", frequencies).lookups] for frequencies in (apart, alike)
    ]
    assert len(weights[0]) == 2
    assert len(weights[1]) == 1
    assert weights[1][0] > sum(weights[0])


def test_a_word_too_common_to_be_read_is_left_to_rescoring() -> None:
    frequencies = frequencies_of("халық", 150_000) | frequencies_of("жанартау", 40)
    chosen = planned("халық жанартау", frequencies)
    assert {lookup.token for lookup in chosen.lookups if lookup.newest_share == 1} <= set(KAZAKH["жанартау"])
    assert sum(lookup.postings for lookup in chosen.lookups) <= posting_budget(ARTICLES)
    assert [[one.stem for one in stems] for stems in chosen.skipped] == [[KAZAKH["халық"][STEM]]]


def test_a_prefix_that_is_not_read_counts_with_the_stem() -> None:
    _, stem, *prefixes = KAZAKH["президенттің"]
    frequencies = {stem: 1_000} | dict.fromkeys(prefixes, 2_000) | frequencies_of("халық", 150_000)
    weights = [
        {lookup.token: lookup.weight for lookup in planned("президенттің жанартау халық", frequencies | other).lookups}
        for other in (frequencies_of("жанартау", 40), frequencies_of("жанартау", posting_budget(ARTICLES) - 1_500))
    ]
    assert prefixes[0] in weights[0]
    assert prefixes[0] not in weights[1]
    assert weights[1][stem] == pytest.approx(weights[0][stem] + weights[0][prefixes[0]])


def test_common_words_alone_are_read_in_the_newest_articles() -> None:
    chosen = planned("халық", frequencies_of("халық", 150_000))
    assert chosen.lookups
    assert all(lookup.newest_share < 0.1 for lookup in chosen.lookups)
    assert [one.newest_share for stems in chosen.skipped for one in stems] == [
        lookup.newest_share for lookup in chosen.lookups
    ]
