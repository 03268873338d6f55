"""Chooses the tokens whose postings are read to find candidates, and the stems that are too common for that."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from text.search.query_terms import TOKEN_WEIGHTS, QueryTerm, Variant
from text.search.spelling.scripts import Frequencies
from text.words.words import in_title

# Postings read for one query: this share of the articles, within bounds. Each costs 0.25 microseconds.
_BUDGET_SHARE, _LARGEST_BUDGET = 0.04, 40_000
# One candidate is rescored for so many articles of the archive: the larger the archive, the more candidates are equal
# without it. Each costs 5 microseconds.
_ARTICLES_A_RESCORED, _MOST_RESCORED = 2_000, 400
# What a stem in a title counts besides, against the same stem in the text.
_TITLE_WEIGHT = 0.15
# Tokens that fewer articles hold are not worth merging; two tokens are merged when one has at most so many times the
# postings of the other. Of few articles as many must hold both, and both must be as long as a prefix: then they are the
# same articles.
_SMALLEST_MERGED, _SAME_POSTINGS, _SHORTEST_MERGED = 100, 1.15, 4


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is read for one query; the defaults are measured (docs/search.md).

    `smallest_budget`: postings read at most in a small archive; `read_whole`: a query with no more postings in all is
    read whole. `newest_slice`: when every word is common, about so many of the newest articles that hold each are read.
    Candidates are scored in waves of `wave`, until `scored_beyond` more are scored than are shown.
    """

    smallest_budget: int = 10_000
    read_whole: int = 16_000
    newest_slice: int = 1_000
    wave: int = 16
    scored_beyond: int = 6


USUAL_EFFORT = Effort()


class TokenLookup(NamedTuple):
    """A token whose postings are read: its weight, and how many postings that is.

    `newest_share`: the share of the newest articles in which it is read, 1 for all; `postings` counts those.
    """

    token: str
    weight: float
    postings: int
    newest_share: float = 1.0


@dataclass(frozen=True, slots=True)
class SkippedStem:
    """A stem that is too common to be read, its weight, and the share of the newest articles in which it is read."""

    stem: str
    weight: float
    newest_share: float = 0.0


@dataclass(frozen=True, slots=True)
class RetrievalPlan:
    """`lookups` find candidates. `skipped`: for each word that is not read in all articles its stems, heaviest first.

    `rescored`: so many candidates are rescored with the skipped stems.
    """

    lookups: list[TokenLookup]
    skipped: list[list[SkippedStem]] = field(default_factory=list)
    rescored: int = 0


def posting_budget(articles: int, effort: Effort = USUAL_EFFORT) -> int:
    """How many postings are read for one query in an archive of this size."""
    return min(max(effort.smallest_budget, int(articles * _BUDGET_SHARE)), _LARGEST_BUDGET)


def plan_retrieval(
    terms: Sequence[QueryTerm], frequencies: Frequencies, articles: int, effort: Effort = USUAL_EFFORT
) -> RetrievalPlan:
    """Every token of the query if that is within the budget; else for each word the tokens that find most for least."""
    weights: dict[str, float] = {}
    for term in terms:
        for variant in term.variants:
            for token, weight in _token_weights(term.weight, variant, frequencies).items():
                weights[token] = max(weights.get(token, 0.0), weight)
    budget = posting_budget(articles, effort)
    if sum(frequencies[token] for token in weights) <= max(effort.read_whole, budget):
        return RetrievalPlan([TokenLookup(token, weight, frequencies[token]) for token, weight in weights.items()])
    rescored = min(articles // _ARTICLES_A_RESCORED, _MOST_RESCORED)
    variants = [_VariantTokens.of(n, term.weight, variant) for n, term in enumerate(terms) for variant in term.variants]
    read = _tokens_to_read(budget, effort.newest_slice, variants, frequencies)
    return replace(_plan_reading(read, variants, frequencies), rescored=rescored)


def _token_weights(weight: float, variant: Variant, frequencies: Frequencies) -> dict[str, float]:
    """The tokens of a variant that articles hold, and those of its stems in titles."""
    weights = {
        token: weight * variant.confidence * TOKEN_WEIGHTS[token[-1]] * variant.idf.get(token, 0.0)
        for token in (*variant.stems, *variant.prefixes)
        if token in variant.idf
    }
    titles = {in_title(token): weights[token] * _TITLE_WEIGHT for token in variant.stems if token in weights}
    merged = _merged(weights, frequencies)
    return merged | {token: value for token, value in titles.items() if token in frequencies}


def _merged(weights: dict[str, float], frequencies: Frequencies) -> dict[str, float]:
    """Tokens of one beginning that nearly the same articles hold are read once, with their weights added up."""
    merged: dict[str, float] = {}
    for token in sorted(weights, key=lambda token: (frequencies[token], token)):
        alike = next((one for one in merged if _have_the_same_postings(one, token, frequencies)), token)
        merged[alike] = merged.get(alike, 0.0) + weights[token]
    return merged


def _have_the_same_postings(one: str, other: str, frequencies: Frequencies) -> bool:
    letters, others = one[:-1], other[:-1]
    if not (letters.startswith(others) or others.startswith(letters)):
        return False
    if frequencies[one] >= _SMALLEST_MERGED:
        return frequencies[other] <= _SAME_POSTINGS * frequencies[one]
    return frequencies[other] == frequencies[one] and min(len(letters), len(others)) >= _SHORTEST_MERGED


@dataclass(frozen=True, slots=True)
class _VariantTokens:
    """A variant of the query term number `term`: the weight of each of its tokens that articles hold."""

    term: int
    stems: dict[str, float]
    six: dict[str, float]
    four: dict[str, float]

    @classmethod
    def of(cls, term: int, weight: float, variant: Variant) -> _VariantTokens:
        def weigh(tokens: Iterable[str]) -> dict[str, float]:
            share = weight * variant.confidence
            return {one: share * TOKEN_WEIGHTS[one[-1]] * variant.idf[one] for one in tokens if one in variant.idf}

        four, *six = variant.prefixes
        return cls(term, weigh(sorted(variant.stems)), weigh(six), weigh([four]))

    def token_for(self, stem: str) -> str:
        """The token to read for a stem: a prefix of six letters equal to the stem finds it too, and more."""
        return next((six for six in self.six if six[:-1] == stem[:-1]), stem)

    def cheapest(self) -> list[str]:
        """The tokens that find the word for the fewest postings."""
        return [self.token_for(stem) for stem in self.stems] or list(self.six)

    def weights(self, read: Container[str]) -> dict[str, float]:
        """The weight of each token when these are read: a token that is not read adds its weight to what implies it."""
        six, four = sum(self.six.values()), sum(self.four.values())
        implied_four = 0.0 if self._any_in(read, self.four) else four
        implied_six = 0.0 if self._any_in(read, self.six) else six
        weights: dict[str, float] = dict(self.four)
        weights |= {token: six + (0.0 if self._any_in(read, self.stems) else implied_four) for token in self.six}
        for stem, weight in self.stems.items():
            token = self.token_for(stem)
            weights[token] = weight + implied_four + (implied_six if token == stem else six)
        return weights

    def skipped(self, read: Mapping[str, float]) -> list[SkippedStem]:
        """The stems that are not read in all articles."""
        weights = self.weights(read)
        tokens = {stem: self.token_for(stem) for stem in self.stems}
        return [
            SkippedStem(stem, weights[token], read.get(token, 0.0))
            for stem, token in tokens.items()
            if read.get(token, 0.0) < 1
        ]

    def _any_in(self, read: Container[str], tokens: Iterable[str]) -> bool:
        return any(token in read for token in tokens)


def _plan_reading(
    read: Mapping[str, float], variants: Sequence[_VariantTokens], frequencies: Frequencies
) -> RetrievalPlan:
    """The plan that reads these tokens, each with its weight, and skips the other stems."""
    weights: dict[str, float] = {}
    skipped: dict[int, list[SkippedStem]] = {}
    for variant in variants:
        for token, weight in variant.weights(read).items():
            weights[token] = max(weights.get(token, 0.0), weight)
        skipped.setdefault(variant.term, []).extend(variant.skipped(read))
    heaviest_first = [sorted(stems, key=lambda one: (-one.weight, one.stem)) for stems in skipped.values() if stems]
    lookups = [
        TokenLookup(token, weights[token], int(frequencies[token] * share), share) for token, share in read.items()
    ]
    return RetrievalPlan(lookups, heaviest_first)


def _tokens_to_read(
    budget: int, newest_slice: int, variants: Sequence[_VariantTokens], frequencies: Frequencies
) -> dict[str, float]:
    """For each word its stem, the rarest first, then its prefixes, as far as the budget goes.

    The values are the share of the newest articles in which a token is read: 1 for all. An article that holds a stem
    mostly holds the word's prefixes too, so that one list of postings a word is enough.
    """
    left = budget
    read: dict[str, float] = {}

    def take(tokens: Iterable[str]) -> None:
        nonlocal left
        for token in sorted(set(tokens) - read.keys(), key=lambda token: (frequencies[token], token)):
            if frequencies[token] <= left:
                left -= frequencies[token]
                read[token] = 1.0

    cheapest = {token for variant in variants for token in variant.cheapest()}
    take(cheapest)
    take(token for one in variants for token in one.six if not all(each in read for each in one.cheapest()))
    take(token for one in variants for token in one.four)
    # A common word that did not fit brings in the newest articles that hold it; ranking then weighs those in full.
    for token in sorted(cheapest - read.keys(), key=lambda token: (frequencies[token], token)):
        if left > budget - 3 * newest_slice:
            left -= newest_slice
            read[token] = newest_slice / frequencies[token]
    return read
