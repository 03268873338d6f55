"""From the words of a query to what is looked for: variants with their rarity, and the terms to fetch candidates by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from text.folding import fold
from text.ranking import STREAM_WEIGHTS, Variant, Wanted, rarity
from text.readings import Known
from text.typos import can_be_repaired, neighbouring_beginnings, neighbouring_forms
from text.words import FORM, FOUR, SIX, STEM, Tokens, in_title, query_tokens

# A repaired word is worth so much of one typed right; a repaired beginning less, as it says less.
_TRUST_FORM, _TRUST_BEGINNING = 0.9, 0.7
_MOST_REPAIRS = 4
# Repairs cost a thousand look-ups a word: only so many words of a query get them, the longest.
_MOST_REPAIRED_WORDS = 8

BUDGET = 10_000
"""Postings read for one query. Each costs 0.4 microseconds; the rarest terms come first."""
_SLICE = 1_000
"""Of a term that does not fit the budget, about so many of the newest articles are still looked at."""
_TITLE_WEIGHT = 0.15


@dataclass(frozen=True, slots=True)
class Repairs:
    """Tokens of the vocabulary that an unknown word may have meant, each list most frequent first."""

    forms: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A token to fetch candidates by: its weight, and the share of the newest articles in which it is looked for."""

    token: str
    weight: float
    newest: float = 1.0


def to_repair(content: Iterable[tuple[str, float]], known: Known) -> list[str]:
    """The words that no article holds and that are long enough to be repaired; quiet ones are not worth it."""
    unknown = [
        word
        for word, weight in content
        if weight == 1.0 and can_be_repaired(fold(word)) and not any(t[FORM] in known for t in query_tokens(word))
    ]
    return sorted(unknown, key=len, reverse=True)[:_MOST_REPAIRED_WORDS]


def repair_tokens(words: Iterable[str]) -> set[str]:
    """All tokens that may be a repair of these words, to be looked up in the vocabulary."""
    found: set[str] = set()
    for word in words:
        folded = fold(word)
        found.update(neighbouring_forms(folded))
        found.update(neighbouring_beginnings(folded))
    return found


def repairs(word: str, vocabulary: Known) -> Repairs:
    """The likeliest repairs of an unknown word: whole words if there are any, and beginnings besides."""
    folded = fold(word)
    return Repairs(
        _commonest(neighbouring_forms(folded), vocabulary), _commonest(neighbouring_beginnings(folded), vocabulary)
    )


def tokens_of_repairs(found: Iterable[Repairs]) -> set[str]:
    """The tokens whose counts `wanted` needs of these repairs."""
    readings = [tokens for repair in found for form in repair.forms for tokens in query_tokens(form[:-1])]
    readings += [beginning_tokens(beginning) for repair in found for beginning in repair.beginnings]
    return {token for tokens in readings for token in tokens}


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


def beginning_tokens(token: str) -> Tokens:
    """The tokens of a word of which only the first letters are known; they may be its stem too."""
    letters = token[:-1]
    return (f"{letters}=", f"{letters}s", f"{letters[:4]}4", *((f"{letters}6",) if token[-1] == "6" else ()))


def terms(wanted_words: Iterable[Wanted], known: Known) -> list[Term]:
    """The tokens to fetch candidates by, the rarest first, within the budget."""
    weights: dict[str, float] = {}
    for one in wanted_words:
        for variant in one.variants:
            for token in (*variant.stems, *variant.beginnings):
                worth = one.weight * variant.trust * STREAM_WEIGHTS[token[-1]] * variant.rarity.get(token, 0.0)
                weights[token] = max(weights.get(token, 0.0), worth)
            for token in variant.stems:
                titled = in_title(token)
                if titled in known:
                    weights[titled] = max(weights.get(titled, 0.0), weights[token] * _TITLE_WEIGHT)
    left = BUDGET
    chosen: list[Term] = []
    for token in sorted((token for token in weights if token in known), key=lambda token: known[token]):
        count = known[token]
        if count <= left:
            left -= count
            chosen.append(Term(token, weights[token]))
        elif left > BUDGET - _SLICE * 3:
            # Common words alone bring in the newest articles that hold them; the ranking then weighs those in full.
            left -= _SLICE
            chosen.append(Term(token, weights[token], _SLICE / count))
    return chosen


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


def _commonest(tokens: Iterable[str], vocabulary: Known) -> tuple[str, ...]:
    there = [token for token in tokens if token in vocabulary]
    return tuple(sorted(there, key=lambda token: (-vocabulary[token], token))[:_MOST_REPAIRS])
