"""How surely an article holds a word of a query, and what follows for one article beside another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from text.search import short_slips
from text.search.query_terms import QueryTerm
from text.words.words import FORM, STEM, query_tokens


class Held(IntEnum):
    """How surely an article holds a word, in order."""

    NOT = 0
    ALIKE = 1
    REPAIRED = 2
    ITSELF = 3


class HeldWord(NamedTuple):
    """How an article holds a word of the query, and how it spells it."""

    held: Held
    spelled: str = ""


def is_known(word: str, tokens: Container[str]) -> bool:
    """Whether the archive, of which these tokens are known, holds a word; by its stem if that is most of the word."""
    return any(
        analysis[FORM] in tokens or (analysis[STEM] in tokens and 2 * len(analysis[STEM]) > len(analysis[FORM]) + 1)
        for analysis in query_tokens(word)
    )


def best_held(articles: Iterable[Sequence[HeldWord]]) -> list[HeldWord]:
    """For each word the article that holds it most surely."""
    return [max(each, key=lambda one: one.held) for each in zip(*articles, strict=True)]


def is_only_alike(terms: Iterable[QueryTerm], articles: Sequence[Sequence[HeldWord]]) -> bool:
    """Whether the last article holds every word of the query, and those ranked before it none, but words like them.

    A long word of which articles hold the stem may be a slip of what they have: a Russian reader's "сабака" is собака.
    """
    *before, last = articles
    return (
        bool(before)
        and all(one.held >= Held.REPAIRED for one in last)
        and all(one.held < Held.REPAIRED for article in before for one in article)
        and not any(map(_may_be_another, terms))
    )


def _may_be_another(term: QueryTerm) -> bool:
    corrected = len(term.variants) > 1 and not term.is_inflected
    return corrected and not is_short(term.word) and is_known(term.word, term.variants[0].idf)


def holds_as_surely(terms: Iterable[QueryTerm], best: Sequence[HeldWord], other: Sequence[HeldWord]) -> bool:
    """Whether an article, too, holds each corrected word that the best one does: аман is no card beside апан."""
    return all(
        its.held >= Held.REPAIRED
        for term, one, its in zip(terms, best, other, strict=True)
        if len(term.variants) > 1 and one.held >= Held.REPAIRED
    )


def is_short(word: str) -> bool:
    """Whether most words of so many letters have a neighbour that is another word (text/search/short_slips.py)."""
    return len(word) <= short_slips.LONGEST
