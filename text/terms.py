"""By which tokens the index is asked for candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from text.readings import Known
from text.wanted import STREAM_WEIGHTS, Variant, Wanted
from text.words import in_title

_SMALLEST_BUDGET, _BUDGET_SHARE, _LARGEST_BUDGET = 8_000, 0.04, 40_000
_SLICE = 1_000
"""When there are only common words, about so many of the newest articles that hold each are looked at."""
_TITLE_WEIGHT = 0.15
# Tokens that fewer articles hold are not worth merging; others hold the same when one has at most so many times more.
_CHEAP, _SAME = 100, 1.15


@dataclass(frozen=True, slots=True)
class Term:
    """A token to fetch candidates by: its weight, and the share of the newest articles in which it is looked for."""

    token: str
    weight: float
    newest: float = 1.0


def budget(articles: int) -> int:
    """How many postings are read for one query; each costs 0.4 microseconds. In a large archive more are needed."""
    return min(max(_SMALLEST_BUDGET, int(articles * _BUDGET_SHARE)), _LARGEST_BUDGET)


def terms(wanted: Iterable[Wanted], known: Known, articles: int) -> list[Term]:
    """The tokens to fetch candidates by, within the budget: of each word first the rarest, then the next, titles last.

    A token of a title is rare, and worth little: taken first, those of common words would use up the budget.
    """
    weights: dict[str, float] = {}
    rounds: dict[str, int] = {}
    for one in wanted:
        for variant in one.variants:
            worth = _worth(one.weight, variant, known)
            for turn, token in enumerate(sorted(worth, key=lambda token: (token[-1] == "t", known[token], token))):
                weights[token] = max(weights.get(token, 0.0), worth[token])
                rounds[token] = min(rounds.get(token, turn), turn)
    whole = left = budget(articles)
    chosen: list[Term] = []
    for token in sorted(weights, key=lambda token: (rounds[token], known[token], token)):
        count = known[token]
        if count <= left:
            left -= count
            chosen.append(Term(token, weights[token]))
        elif left > whole - 3 * _SLICE:
            # Common words alone bring in the newest articles that hold them; the ranking then weighs those in full.
            left -= _SLICE
            chosen.append(Term(token, weights[token], _SLICE / count))
    return chosen


def _worth(weight: float, variant: Variant, known: Known) -> dict[str, float]:
    """The tokens of a variant that articles hold, and those of its stems in titles."""
    worth = {
        token: weight * variant.trust * STREAM_WEIGHTS[token[-1]] * variant.rarity.get(token, 0.0)
        for token in (*variant.stems, *variant.beginnings)
        if token in known
    }
    titles = {in_title(token): worth[token] * _TITLE_WEIGHT for token in variant.stems if token in worth}
    return _merged(worth, known) | {token: value for token, value in titles.items() if token in known}


def _merged(worth: dict[str, float], known: Known) -> dict[str, float]:
    """Tokens of one beginning that nearly the same articles hold are read once, for what they are worth together."""
    merged: dict[str, float] = {}
    for token in sorted(worth, key=lambda token: (known[token], token)):
        alike = next((one for one in merged if _hold_the_same(one, token, known)), token)
        merged[alike] = merged.get(alike, 0.0) + worth[token]
    return merged


def _hold_the_same(one: str, other: str, known: Known) -> bool:
    letters, others = one[:-1], other[:-1]
    begun = letters.startswith(others) or others.startswith(letters)
    return begun and known[one] >= _CHEAP and known[other] <= _SAME * known[one]
