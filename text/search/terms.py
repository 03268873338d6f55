"""By which tokens the index is asked for candidates, and which words it is not asked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from text.search.readings import Known
from text.search.wanted import STREAM_WEIGHTS, Variant, Wanted
from text.words.words import in_title

_SMALLEST_BUDGET, _BUDGET_SHARE, _LARGEST_BUDGET = 10_000, 0.04, 40_000
# A query all of whose tokens have so few postings is read whole.
_WHOLE = 16_000
# One candidate is completed for so many articles of the archive: the larger it is, the more are equal without it. Each
# costs 5 microseconds.
_A_COMPLETED, _MOST_COMPLETED = 2_000, 400
_SLICE = 1_000
"""When there are only common words, about so many of the newest articles that hold each are looked at."""
_TITLE_WEIGHT = 0.15
# Tokens that fewer articles hold are not worth merging; others hold the same when one has at most so many times more.
_CHEAP, _SAME = 100, 1.15


@dataclass(frozen=True, slots=True)
class Term:
    """A token to fetch candidates by: its weight, how many articles hold it, in which share of the newest it is sought.

    `held`: among those in which it is sought.
    """

    token: str
    weight: float
    held: int
    newest: float = 1.0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stem that is too common to be fetched by, what it is worth, and in which share of the newest it was."""

    stem: str
    weight: float
    newest: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`terms` find candidates. `left_out`: of each word that they do not find everywhere its stems, dearest first.

    `completed`: so many candidates are worth being completed with those.
    """

    terms: list[Term]
    left_out: list[list[LeftOut]] = field(default_factory=list)
    completed: int = 0


def budget(articles: int) -> int:
    """How many postings are read for one query; each costs 0.25 microseconds. In a large archive more are needed."""
    return min(max(_SMALLEST_BUDGET, int(articles * _BUDGET_SHARE)), _LARGEST_BUDGET)


def plan(wanted: Sequence[Wanted], known: Known, articles: int) -> Plan:
    """Every token of the query, when that is within the budget; else of each word what finds most for least."""
    weights: dict[str, float] = {}
    for one in wanted:
        for variant in one.variants:
            for token, worth in _worth(one.weight, variant, known).items():
                weights[token] = max(weights.get(token, 0.0), worth)
    if sum(known[token] for token in weights) <= max(_WHOLE, budget(articles)):
        return Plan([Term(token, weight, known[token]) for token, weight in weights.items()])
    return replace(_sparing(wanted, known, budget(articles)), completed=min(articles // _A_COMPLETED, _MOST_COMPLETED))


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A variant of a word at its `place` in the query: what each of its tokens is worth where articles hold it."""

    place: int
    stems: dict[str, float]
    six: dict[str, float]
    four: dict[str, float]

    @classmethod
    def of(cls, place: int, weight: float, variant: Variant) -> _Word:
        def worth(tokens: Iterable[str]) -> dict[str, float]:
            share = weight * variant.trust
            return {
                one: share * STREAM_WEIGHTS[one[-1]] * variant.rarity[one] for one in tokens if one in variant.rarity
            }

        four, *six = variant.beginnings
        return cls(place, worth(sorted(variant.stems)), worth(six), worth([four]))

    def found_by(self, stem: str) -> str:
        """The token to read for a stem: six letters that are all of it find it too, and more."""
        return next((six for six in self.six if six[:-1] == stem[:-1]), stem)

    def first(self) -> list[str]:
        """The tokens that find the word for the fewest postings."""
        return [self.found_by(stem) for stem in self.stems] or list(self.six)

    def shares(self, read: Container[str]) -> dict[str, float]:
        """What each token counts when these are read: a beginning that is not read counts with what implies it."""
        six, four = sum(self.six.values()), sum(self.four.values())
        implied_four = 0.0 if self._any_in(read, self.four) else four
        implied_six = 0.0 if self._any_in(read, self.six) else six
        counted: dict[str, float] = dict(self.four)
        counted |= {token: six + (0.0 if self._any_in(read, self.stems) else implied_four) for token in self.six}
        for stem, worth in self.stems.items():
            token = self.found_by(stem)
            counted[token] = worth + implied_four + (implied_six if token == stem else six)
        return counted

    def left_out(self, read: Mapping[str, float]) -> list[LeftOut]:
        """Its stems that are not read in all articles."""
        counted = self.shares(read)
        found_by = {stem: self.found_by(stem) for stem in self.stems}
        return [
            LeftOut(stem, counted[token], read.get(token, 0.0))
            for stem, token in found_by.items()
            if read.get(token, 0.0) < 1
        ]

    def _any_in(self, read: Container[str], tokens: Iterable[str]) -> bool:
        return any(token in read for token in tokens)


def _sparing(wanted: Sequence[Wanted], known: Known, whole: int) -> Plan:
    """Within the budget: of each word its stem, the rarest first, then how it begins.

    An article that holds a stem holds what the word begins with, too, so that mostly one list a word is read.
    """
    said = [_Word.of(place, one.weight, variant) for place, one in enumerate(wanted) for variant in one.variants]
    read = _within(whole, said, known)
    weights: dict[str, float] = {}
    left_out: dict[int, list[LeftOut]] = {}
    for word in said:
        for token, weight in word.shares(read).items():
            weights[token] = max(weights.get(token, 0.0), weight)
        left_out.setdefault(word.place, []).extend(word.left_out(read))
    listed = [sorted(stems, key=lambda one: (-one.weight, one.stem)) for stems in left_out.values() if stems]
    terms = [Term(token, weights[token], int(known[token] * share), share) for token, share in read.items()]
    return Plan(terms, listed)


def _within(whole: int, said: Sequence[_Word], known: Known) -> dict[str, float]:
    """The tokens to read, each in which share of the newest articles: 1 for all."""
    left = whole
    read: dict[str, float] = {}

    def take(tokens: Iterable[str]) -> None:
        nonlocal left
        for token in sorted(set(tokens) - read.keys(), key=lambda token: (known[token], token)):
            if known[token] <= left:
                left -= known[token]
                read[token] = 1.0

    first = {token for word in said for token in word.first()}
    take(first)
    take(token for word in said for token in word.six if not all(one in read for one in word.first()))
    take(token for word in said for token in word.four)
    # Common words alone bring in the newest articles that hold them; the ranking then weighs those in full.
    for token in sorted(first - read.keys(), key=lambda token: (known[token], token)):
        if left > whole - 3 * _SLICE:
            left -= _SLICE
            read[token] = _SLICE / known[token]
    return read
