"""Measures how alike two texts are: the cosine between vectors of their word stems."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from text.words.stopwords import ALL as STOPWORDS

# Letters of a word that count: the rest is grammar. 5, 6 and whole words measured within 0.3 ROUGE-1.
STEM = 6
# A word that counts, or a number.
WORD = re.compile(r"[^\W\d_]{2,}|\d+")

Vector = dict[str, float]


def spoken(text: str) -> list[str]:
    """Its words of two letters and more, and its numbers, in lower case."""
    return WORD.findall(text.lower())


def vector(words: Iterable[str]) -> Vector:
    """Of lower-case words, weight 1 + log(times) of each stem, scaled to length 1."""
    stems = [word[:STEM] for word in words if word not in STOPWORDS]
    counted = dict.fromkeys(stems, 1)
    if len(counted) == len(stems):
        return dict.fromkeys(stems, 1.0 / math.sqrt(len(stems))) if stems else {}
    counted = Counter(stems)
    weights = {stem: 1.0 + math.log(times) for stem, times in counted.items()}
    return _scaled(weights)


def _scaled(weights: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()} if length else {}


def centre(vectors: list[Vector]) -> Vector:
    """The vector of the whole text, of stems that stand in at least two sentences."""
    sums: Vector = {}
    seen: Counter[str] = Counter()
    for each in vectors:
        seen.update(each.keys())
        for stem, weight in each.items():
            sums[stem] = sums.get(stem, 0.0) + weight
    return _scaled({stem: weight for stem, weight in sums.items() if seen[stem] >= 2})


def cosine(one: Vector, other: Vector) -> float:
    """0 for nothing in common, 1 for the same."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other)
