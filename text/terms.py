"""By which tokens the index is asked for candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from text.readings import Known
from text.wanted import STREAM_WEIGHTS, Wanted
from text.words import in_title

BUDGET = 8_000
"""Postings read for one query. Each costs 0.4 microseconds; the rarest terms come first."""
_SLICE = 1_000
"""When there are only common words, about so many of the newest articles that hold each are looked at."""
_TITLE_WEIGHT = 0.15


@dataclass(frozen=True, slots=True)
class Term:
    """A token to fetch candidates by: its weight, and the share of the newest articles in which it is looked for."""

    token: str
    weight: float
    newest: float = 1.0


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
