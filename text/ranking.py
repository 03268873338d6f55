"""How well an article answers a query: every word of the query looked for in the article's own text.

The index finds candidates; here they are put in order. A word of the query counts by the best of its variants (as
typed, repaired), a variant by its stem and its first four and six letters, each by rarity and by how often it stands in
the article (BM25 with an early ceiling, since news texts are short). On top: words of the query that stand close
together, words in the title, an article's age. Weights and what each is worth: docs/search.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from text.folding import tidy, words
from text.words import FOUR, SIX, STEM, Reader, Tokens, reader_of

# Of a longer article only the beginning is weighed: 1,100 words.
READ_CHARACTERS = 8000

# Rarity counts once for the stem, once for the first four letters, half for the first six.
STREAM_WEIGHTS = {"s": 1.0, "4": 1.0, "6": 0.5}
# BM25: after how many mentions a further one says little, and how much a long article's mentions are discounted.
_SATURATION, _LENGTH_SHARE = 0.7, 0.7
# A mention in the title counts like so many in the text.
_TITLE_MENTIONS = 5
_TITLE_SHARE = 0.07
# Words of the query within so many words of the text; the best such place adds this share of their weight.
_NEAR, _NEAR_SHARE = 10, 0.4
# A quoted phrase that stands in the article as quoted.
_PHRASE_SHARE = 0.15
_WEEK_MS = 604_800_000
# Inside such a place a word that only begins alike counts less than the stem itself.
_ALIKE = {"s": 1.0, "6": 0.8, "4": 0.6}


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
    """A word of the query: as typed, its weight, its variants (the first is the word as it stands)."""

    word: str
    weight: float
    variants: tuple[Variant, ...]

    def full(self) -> float:
        """What it is worth where its best variant is found completely."""
        return self.weight * max((variant.full() for variant in self.variants), default=0.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """`score` has no upper bound; `coverage` is the share of the query's weight that the article holds, 0 to 1."""

    score: float
    coverage: float
    phrases: bool
    parts: dict[str, float] = field(hash=False)


@dataclass(slots=True)
class _Found:
    """Mentions of one variant: how many by token, and the places."""

    mentions: dict[str, float] = field(default_factory=dict)
    best: str = "4"


class Ranker:
    """Judges articles for one query. `usual_length`: words of an average article."""

    def __init__(self, wanted: Sequence[Wanted], usual_length: float, phrases: Iterable[Sequence[str]] = ()) -> None:
        self._wanted = wanted
        self._usual = max(usual_length, 1.0)
        self._full = [one.full() for one in wanted]
        self._total = sum(self._full) or 1.0
        self._phrases = [tuple(phrase) for phrase in phrases]
        self._where: dict[str, list[tuple[int, int]]] = {}
        for place, one in enumerate(wanted):
            for number, variant in enumerate(one.variants):
                for token in {*variant.stems, *variant.beginnings}:
                    self._where.setdefault(token, []).append((place, number))

    def judge(self, title: str, text: str, language: str) -> Judged:
        """Weighs one article; 30 microseconds for 140 words."""
        tidied = tidy(text[:READ_CHARACTERS])
        reader = reader_of(tidied, language)
        heading = [reader[word] for word in words(tidy(title))]
        body = [reader[word] for word in words(tidied)]
        mentions, near = self._mentions(heading, body)
        length = self._saturation(len(heading) + len(body))
        matched, covered, titled = self._sum(mentions, length)
        close = _NEAR_SHARE * self._closest(near)
        phrases = all(
            _stands_in(phrase, heading, reader) or _stands_in(phrase, body, reader) for phrase in self._phrases
        )
        quoted = _PHRASE_SHARE * self._total if self._phrases and phrases else 0.0
        parts = {"words": matched, "close": close, "title": _TITLE_SHARE * titled, "phrase": quoted}
        return Judged(sum(parts.values()) / self._total, covered / self._total, phrases, parts)

    def matches(self, tokens: Tokens) -> bool:
        """Whether a word of a text is one of the query's, in whatever inflection; for bold marking."""
        if tokens[STEM] in self._where and len(tokens[STEM]) > 2:
            return True
        return len(tokens) > SIX and tokens[SIX] in self._where

    def _saturation(self, length: int) -> float:
        return _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / self._usual)

    def _mentions(
        self, heading: list[Tokens], body: list[Tokens]
    ) -> tuple[dict[tuple[int, int], dict[str, float]], list[tuple[int, int, float]]]:
        """Per (place, variant) how often each of its tokens is mentioned; and all mentions in order of the text."""
        where = self._where
        mentions: dict[tuple[int, int], dict[str, float]] = {}
        near: list[tuple[int, int, float]] = []
        gap = len(heading) + _NEAR
        for base, weight, part in ((0, _TITLE_MENTIONS, heading), (gap, 1, body)):
            for position, tokens in enumerate(part):
                if tokens[FOUR] not in where and tokens[STEM] not in where:
                    continue
                for token in tokens[STEM:]:
                    for key in where.get(token, ()):
                        counts = mentions.setdefault(key, {})
                        counts[token] = counts.get(token, 0.0) + weight
                        if base == 0:
                            counts["title"] = 1.0
                        near.append((base + position, key[0], _ALIKE[token[-1]]))
        return mentions, near

    def _sum(self, mentions: dict[tuple[int, int], dict[str, float]], saturation: float) -> tuple[float, float, float]:
        """(weight of what is mentioned, weight covered, weight of the words that stand in the title)."""
        best = [0.0] * len(self._wanted)
        covered = [0.0] * len(self._wanted)
        titled = [0.0] * len(self._wanted)
        for (place, number), counts in mentions.items():
            variant = self._wanted[place].variants[number]
            score = found = stem = 0.0
            for token, count in counts.items():
                if token == "title":
                    continue
                worth = STREAM_WEIGHTS[token[-1]] * variant.rarity.get(token, 0.0)
                part = worth * count * (1 + _SATURATION) / (count + saturation)
                if token[-1] == "s":
                    stem, found = max(stem, part), found + worth
                else:
                    score, found = score + part, found + worth
            best[place] = max(best[place], variant.trust * (score + stem))
            covered[place] = max(covered[place], variant.trust * found)
            if "title" in counts:
                titled[place] = self._full[place]
        weights = [one.weight for one in self._wanted]
        total = sum(weight * value for weight, value in zip(weights, best, strict=True))
        cover = sum(min(w * value, full) for w, value, full in zip(weights, covered, self._full, strict=True))
        return total, cover, sum(titled)

    def _closest(self, near: list[tuple[int, int, float]]) -> float:
        """The weight of the words that stand together in the best place of the text."""
        best = 0.0
        for first, (start, _, _) in enumerate(near):
            alike: dict[int, float] = {}
            for position, place, likeness in near[first:]:
                if position > start + _NEAR:
                    break
                if likeness > alike.get(place, 0.0):
                    alike[place] = likeness
            best = max(best, sum(self._full[place] * likeness for place, likeness in alike.items()))
        return best


def rarity(articles: int, of: int) -> float:
    """BM25's weight of a token held by `articles` of all `of` articles; never below 0.01."""
    return max(0.01, math.log((of - articles + 0.5) / (articles + 0.5)))


def freshness(age_ms: int) -> float:
    """What a score is multiplied by: 1.2 for this minute's news, halfway to 1 after a week."""
    return 1.0 + 0.2 * math.pow(0.5, max(age_ms, 0) / _WEEK_MS)


def _stands_in(phrase: Sequence[str], text: list[Tokens], reader: Reader) -> bool:
    """Whether the words of a phrase follow one another in a text, each in any inflection."""
    stems = [reader[word][STEM] for word in phrase]
    size = len(stems)
    for start, tokens in enumerate(text):
        if tokens[STEM] == stems[0] and [one[STEM] for one in text[start : start + size]] == stems:
            return True
    return False
