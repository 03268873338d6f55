"""What is looked for: the words of a query with their variants, and what each is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from text.search.readings import Known
from text.search.repairs import Repairs, beginning_tokens
from text.words.words import FOUR, SIX, STEM, Tokens, query_tokens

STREAM_WEIGHTS = {"s": 1.0, "4": 1.0, "6": 0.5}
"""Rarity counts once for the stem, once for the first four letters, half for the first six."""
# A repaired word is worth so much of one typed right; a repaired beginning less, as it says less.
_TRUST_FORM, _TRUST_BEGINNING = 0.9, 0.7

_A_FEW = 30
"""An archive is taken to hold so many articles at least, where it is asked how rare a word is."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a word of the query may stand in a text. `rarity`: of each of its tokens, natural logarithms."""

    stems: frozenset[str]
    beginnings: tuple[str, ...]
    rarity: dict[str, float] = field(hash=False)
    trust: float = 1.0

    def full(self) -> float:
        """What the variant is worth where everything of it is found."""
        stem = max((self.rarity.get(token, 0.0) for token in self.stems), default=0.0)
        begun = sum(STREAM_WEIGHTS[token[-1]] * self.rarity.get(token, 0.0) for token in self.beginnings)
        return self.trust * (stem * STREAM_WEIGHTS["s"] + begun)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the query: as typed, its weight, its variants (the first is the word as it stands).

    `whole`: what an article that held it as it stands would be worth, also when none does.
    """

    word: str
    weight: float
    variants: tuple[Variant, ...]
    whole: float

    def full(self) -> float:
        """What it is worth where its best variant is found completely."""
        return self.weight * max((variant.full() for variant in self.variants), default=0.0)

    def marked(self) -> tuple[Variant, ...]:
        """The variants that are shown to a reader as this word: without its repairs where articles hold it as typed.

        A word whose very form is missing is repaired as well. Where its first six letters are known, the repairs are
        guesses that help the ranking; in bold they would look like mistakes.
        """
        typed = self.variants[0]
        as_typed = any(token in typed.rarity for token in typed.beginnings[1:])
        return self.variants[:1] if as_typed else self.variants


def rarity(articles: int, of: int) -> float:
    """BM25's weight of a token held by `articles` of all `of` articles; never below 0.01."""
    # The index counts tokens up only: after corrections and recalls more can be counted than there are articles.
    held = min(articles, of)
    # Of a handful of articles nobody can tell what is common: without this the one article about a bridge was no answer
    # to "of the bridge", whose other beginning no article holds.
    return max(0.01, math.log((max(of, _A_FEW) - held + 0.5) / (held + 0.5)))


def wanted(
    content: Sequence[tuple[str, float]], repaired: dict[str, Repairs], known: Known, articles: int
) -> list[Wanted]:
    """What is looked for; `known` holds the counts of the tokens of the words and of their repairs."""
    found = []
    for word, weight in content:
        variants = [_variant(query_tokens(word), known, articles)]
        repair = repaired.get(word, Repairs())
        variants += [_variant(query_tokens(form[:-1]), known, articles, _TRUST_FORM) for form in repair.forms]
        variants += [
            _variant((beginning_tokens(beginning),), known, articles, _TRUST_BEGINNING)
            for beginning in repair.beginnings
        ]
        # A word that was repaired is found where its repair is; of a beginning one can be half sure.
        share = 0.0 if repair.forms else 0.5 if repair.beginnings else 1.0
        whole = share * _whole(variants[0], articles)
        found.append(Wanted(word, weight, tuple(variants), whole))
    return found


def _variant(readings: Sequence[Tokens], known: Known, articles: int, trust: float = 1.0) -> Variant:
    stems = frozenset(tokens[STEM] for tokens in readings)
    beginnings = (readings[0][FOUR], *readings[0][SIX:])
    counted = {token: rarity(known[token], articles) for token in (*stems, *beginnings) if token in known}
    return Variant(stems, beginnings, counted, trust)


def _whole(variant: Variant, articles: int) -> float:
    """What the whole word is worth; tokens that no article holds are the rarest."""
    rarest = rarity(0, articles)
    stem = max((variant.rarity.get(token, 0.0) for token in variant.stems), default=0.0) or rarest
    return stem + sum(STREAM_WEIGHTS[token[-1]] * variant.rarity.get(token, rarest) for token in variant.beginnings)
