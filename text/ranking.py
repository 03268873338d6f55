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
from typing import NamedTuple

from text.folding import FOLDED_ALPHABET, fold, tidy, words
from text.words import SIX, STEM, Reader, Tokens, reader_of

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
_NEAR, _NEAR_SHARE = 10, 0.3
# A quoted phrase that stands in the article as quoted.
_PHRASE_SHARE = 0.15
_WEEK_MS = 604_800_000
_MOST_BEGINNINGS = 50_000
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


@dataclass(frozen=True, slots=True)
class Judged:
    """`score` has no upper bound; `coverage` is the share of the query's weight that the article holds, 0 to 1."""

    score: float
    coverage: float
    phrases: bool
    parts: dict[str, float] = field(hash=False)


class _Sought(NamedTuple):
    """One token of one variant of one word of the query."""

    place: int
    variant: int
    worth: float
    is_stem: bool


class Ranker:
    """Judges articles for one query. `usual_length`: words of an average article."""

    def __init__(self, wanted: Sequence[Wanted], usual_length: float, phrases: Iterable[Sequence[str]] = ()) -> None:
        self._usual = max(usual_length, 1.0)
        self._weights = [one.weight for one in wanted]
        self._full = [one.full() for one in wanted]
        self._total = sum(self._full) or 1.0
        self._whole = sum(max(one.full(), one.weight * one.whole) for one in wanted) or 1.0
        self._phrases = [tuple(phrase) for phrase in phrases]
        self._where: dict[str, list[_Sought]] = {}
        for number, (place, variant) in enumerate((n, v) for n, one in enumerate(wanted) for v in one.variants):
            for token in {*variant.stems, *variant.beginnings}:
                worth = variant.trust * STREAM_WEIGHTS[token[-1]] * variant.rarity.get(token, 0.0)
                self._where.setdefault(token, []).append(_Sought(place, number, worth, token[-1] == "s"))
        self._matches: dict[int, dict[str, _Match | None]] = {}
        self._begins = _possible(token[:-1] for token in self._where)

    def judge(self, title: str, text: str, language: str) -> Judged:
        """Weighs one article; 40 microseconds for 140 words."""
        tidied = tidy(text[:READ_CHARACTERS])
        reader = reader_of(tidied, language)
        heading, body = _pieces(tidy(title)), _pieces(tidied)
        mentions = self._mentions(heading, reader, 0)
        titled = {place for _, match in mentions for place in match.likeness}
        gap = len(heading) + _NEAR
        mentions += self._mentions(body, reader, gap)
        length = (len(heading) + len(body)) / self._usual
        matched, covered = self._sum(mentions, gap, _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length))
        phrases = all(_stands_in(phrase, f"{tidy(title)}\n{tidied}", reader) for phrase in self._phrases)
        parts = {
            "words": matched / self._total,
            "near": _NEAR_SHARE * self._closest(mentions) / self._total,
            "title": _TITLE_SHARE * sum(self._full[place] for place in titled) / self._total,
            "phrase": _PHRASE_SHARE if self._phrases and phrases else 0.0,
        }
        return Judged(sum(parts.values()), covered / self._whole, phrases, parts)

    def matches(self, tokens: Tokens) -> bool:
        """Whether a word of a text is one of the query's, in whatever inflection; for bold marking."""
        known_stem = tokens[STEM] in self._where and len(tokens[STEM]) > 2
        return known_stem or any(six in self._where for six in tokens[SIX:])

    def _mentions(self, text: Sequence[str], reader: Reader, base: int) -> list[tuple[int, _Match]]:
        """The words of a text that are the query's, with their positions. Most are ruled out by their first letters."""
        begins, folded, seen = self._begins, _BEGINNINGS, self._matches.setdefault(id(reader), {})
        found = []
        for position, piece in [(n, piece) for n, piece in enumerate(text) if folded[piece[:3]] in begins]:
            if piece not in seen:
                seen[piece] = self._match(piece, reader)
            match = seen[piece]
            if match:
                found.append((base + position, match))
        return found

    def _match(self, piece: str, reader: Reader) -> _Match | None:
        found = [
            (one, token[-1])
            for word in words(piece)
            for token in reader[word][STEM:]
            for one in self._where.get(token, ())
        ]
        likeness: dict[int, float] = {}
        for sought, mark in found:
            likeness[sought.place] = max(_ALIKE[mark], likeness.get(sought.place, 0.0))
        return _Match(tuple(sought for sought, _ in found), likeness) if found else None

    def _sum(self, mentions: list[tuple[int, _Match]], gap: int, saturation: float) -> tuple[float, float]:
        """(weight of what is mentioned, weight of what is covered). Of two stems of a word the better one counts."""
        counts: dict[_Sought, int] = {}
        for position, match in mentions:
            times = 1 if position >= gap else _TITLE_MENTIONS
            for sought in match.sought:
                counts[sought] = counts.get(sought, 0) + times
        scores: dict[tuple[int, int], list[float]] = {}
        for (place, variant, worth, is_stem), count in counts.items():
            part = worth * count * (1 + _SATURATION) / (count + saturation)
            sums = scores.setdefault((place, variant), [0.0, 0.0, 0.0, 0.0])
            if not is_stem:
                sums[0] += part
                sums[2] += worth
            elif part > sums[1]:
                sums[1], sums[3] = part, worth
        best = [0.0] * len(self._weights)
        covered = [0.0] * len(self._weights)
        for (place, _), (begun, stem, begun_worth, stem_worth) in scores.items():
            best[place] = max(best[place], begun + stem)
            covered[place] = max(covered[place], begun_worth + stem_worth)
        return (
            sum(weight * value for weight, value in zip(self._weights, best, strict=True)),
            sum(weight * value for weight, value in zip(self._weights, covered, strict=True)),
        )

    def _closest(self, mentions: list[tuple[int, _Match]]) -> float:
        """The weight of the words that stand together in the best place of the text."""
        best, most = (
            0.0,
            sum(self._full[place] for place in {place for _, match in mentions for place in match.likeness}),
        )
        for first, (start, _) in enumerate(mentions):
            alike: dict[int, float] = {}
            for position, match in mentions[first : first + _NEAR + 1]:
                if position > start + _NEAR:
                    break
                for place, likeness in match.likeness.items():
                    if likeness > alike.get(place, 0.0):
                        alike[place] = likeness
            best = max(best, sum(self._full[place] * likeness for place, likeness in alike.items()))
            if best >= most:
                break
        return best


class _Match(NamedTuple):
    """What a word of a text is to the query: its tokens, and how alike it is to the word at each place."""

    sought: tuple[_Sought, ...]
    likeness: dict[int, float]


class _Beginnings(dict[str, str]):
    """The first three letters of a word as they stand in a text -> folded; "" when they do not tell how it is folded.

    Latin letters may be look-alikes or Kazakh in Latin letters, marks may stand before a word, a soft sign vanishes.
    """

    def __missing__(self, letters: str) -> str:
        if len(self) >= _MOST_BEGINNINGS:
            self.clear()
        folded = fold(letters)
        clear = len(folded) >= len(letters) and all("Ѐ" <= letter <= "ӿ" for letter in letters)
        self[letters] = folded[:3] if clear else ""
        return self[letters]


_BEGINNINGS = _Beginnings()


def _possible(sought: Iterable[str]) -> set[str]:
    """How a word may begin, folded, that is one of these; of a stem of three letters the last may have changed."""
    begins = {""}
    for word in sought:
        begins.add(word[:3])
        if len(word) <= 3:
            begins.add(word[:2])
            begins.update(word[:2] + letter for letter in FOLDED_ALPHABET)
    return begins


def rarity(articles: int, of: int) -> float:
    """BM25's weight of a token held by `articles` of all `of` articles; never below 0.01."""
    return max(0.01, math.log((of - articles + 0.5) / (articles + 0.5)))


def freshness(age_ms: int) -> float:
    """What a score is multiplied by: 1.2 for this minute's news, halfway to 1 after a week."""
    return 1.0 + 0.2 * math.pow(0.5, max(age_ms, 0) / _WEEK_MS)


def _pieces(tidied: str) -> list[str]:
    """The words of a text, some with marks still at their edges: faster than `words`, and here time counts."""
    for mark in "-.,(/":
        tidied = tidied.replace(mark, " ")
    return tidied.split()


def _stands_in(phrase: Sequence[str], tidied: str, reader: Reader) -> bool:
    """Whether the words of a phrase follow one another in a text, each in any inflection."""
    stems = [reader[word][STEM] for word in phrase]
    size = len(stems)
    held = [reader[word][STEM] for word in words(tidied)]
    return any(held[n : n + size] == stems for n, stem in enumerate(held) if stem == stems[0])
