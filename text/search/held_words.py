"""How the words of a query stand in an article: the word itself, the word with a slip repaired, or only one like it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from text.search.query_terms import QueryTerm
from text.search.word_likeness import are_of_one_family, is_a_slip
from text.words.folding import fold, tidy, words
from text.words.words import FORM, FOUR, SIX, STEM, Tokens, analyzer_for, query_tokens

# Of a longer article only the beginning is looked at, as in ranking.
_READ_CHARACTERS = 8000


class Held(IntEnum):
    """How surely an article holds a word, in order."""

    NOT = 0
    ALIKE = 1
    REPAIRED = 2
    ITSELF = 3


@dataclass(frozen=True, slots=True)
class HeldWord:
    """How an article holds a word of the query, and how it spells it."""

    held: Held
    spelled: str = ""


_NOT_HELD = HeldWord(Held.NOT)


def held_words(terms: Sequence[QueryTerm], title: str, text: str, language: str) -> list[HeldWord]:
    """For each term how an article holds it."""
    heading, body = tidy(title), tidy(text[:_READ_CHARACTERS])
    analyzer = analyzer_for(body, language)
    seekers = [_Seeker(term) for term in terms]
    starts = frozenset[str]().union(*(one.starts for one in seekers))
    found = [_NOT_HELD] * len(seekers)
    for word in dict.fromkeys(words(f"{heading}\n{body}")):
        any_start = fold(word[:2])[:2] in starts
        if not any_start and not any(one.may_be_repaired for one in seekers):
            continue
        tokens = analyzer[word]
        for place, seeker in enumerate(seekers):
            if not any_start and not seeker.may_be_repaired:
                continue
            if found[place].held < Held.ITSELF and (held := seeker.held_by(tokens)) > found[place].held:
                found[place] = HeldWord(held, word)
    return found


class _Seeker:
    """Looks for one term among the tokens of words."""

    def __init__(self, term: QueryTerm) -> None:
        analyses = query_tokens(term.word)
        self._folded = fold(term.word)
        self._forms = {tokens[FORM] for tokens in analyses}
        self._stems = {tokens[STEM] for tokens in analyses}
        self._is_name = term.is_name
        typed, *corrected = term.variants
        self._alike = {token for token in typed.prefixes if token in typed.idf}
        self._corrected = {token for variant in corrected for token in (*variant.stems, *variant.prefixes)}
        self.starts = {token[:2] for token in (*self._stems, *self._alike, *self._corrected)}
        self.starts |= {self._folded[:2]}
        # A word that some article holds as typed is not read as a slip of another one; a first name never is.
        self.may_be_repaired = bool(corrected) and not any(stem in typed.idf for stem in self._stems)

    def held_by(self, tokens: Tokens) -> Held:
        stem = tokens[STEM]
        if tokens[FORM] in self._forms or stem in self._stems:
            return Held.ITSELF
        folded = tokens[FORM][:-1]
        if not self._is_name and self._is_of_family(folded, stem[:-1]):
            return Held.ITSELF
        if self.may_be_repaired and self._is_slip_of(folded, stem[:-1]):
            return Held.REPAIRED
        if self._is_name:
            return Held.NOT
        alike = not self._alike.isdisjoint(tokens[FOUR:]) or stem in self._corrected
        return Held.ALIKE if alike or not self._corrected.isdisjoint(tokens[SIX:]) else Held.NOT

    def _is_of_family(self, folded: str, stem: str) -> bool:
        return are_of_one_family(self._folded, folded) or any(are_of_one_family(own[:-1], stem) for own in self._stems)

    def _is_slip_of(self, folded: str, stem: str) -> bool:
        return is_a_slip(self._folded, folded) or any(is_a_slip(own[:-1], stem) for own in self._stems)


def best_held(articles: Iterable[Sequence[HeldWord]]) -> list[HeldWord]:
    """For each word the article that holds it most surely."""
    return [max(each, key=lambda one: one.held) for each in zip(*articles, strict=True)]
