"""Finds where the terms of a query stand in a text.

Dozens of texts are searched for one query, so time counts: most words are ruled out by their first three letters, which
are folded once (text/search/read_text.py); the others are looked up once a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from text.search.read_text import RoughWords
from text.words.folding import FOLDED_ALPHABET, KAZAKH_LETTERS, differ_in_letters, fold_once, words
from text.words.words import FORM, FOUR, KAZAKH, STEM, Analyzer, Tokens, irregular_forms

# By mark: where words stand together, a word with the same prefix counts less than one of the same stem.
_LIKENESS = {"s": 1.0, "6": 0.8, "4": 0.6}
_SHORT = 3
# Letters by which words are ruled out before and after they are folded whole.
_START, _FOUR = 3, 4
_CYRILLIC = frozenset(FOLDED_ALPHABET)
# What may stand in a word where its stem has another last letter: тарақ and тарағы, халық and халқы, окно and окон.
_BEFORE_ENDINGS = "аеиоуыбг"
# What a word counts whose Kazakh letters are others than those typed; and where none were typed, since many people
# have no keys for them.
_TOLD_APART, _PERHAPS_APART = 0.4, 0.85
_NO_NOUN_ENDING = frozenset("ае")


@dataclass(slots=True, eq=False)
class WeightedToken:
    """A token of one variant of a query term, and what an article gets for holding it.

    `term` and `variant` are numbers: of the term in the query, of the variant among all variants. Two objects are never
    equal, so that counting mentions by them is cheap.
    """

    term: int
    variant: int
    weight: float
    is_stem: bool
    _apart: WeightedToken | None = None

    def told_apart(self, share: float) -> WeightedToken:
        """The same token in a word that is spelled otherwise, for a share of its weight; always the same object."""
        if self._apart is None:
            self._apart = WeightedToken(self.term, self.variant, share * self.weight, self.is_stem)
        return self._apart


class Match(NamedTuple):
    """A word of a text that matches the query: the tokens it holds, and its likeness to each term it matches."""

    tokens: tuple[WeightedToken, ...]
    likeness: dict[int, float]


Mention = tuple[int, Match]
"""The position of a word in a text, counted in words, and its match."""


class MentionFinder:
    """Finds the terms of one query. `tokens`: the weighted tokens by token (text/words/words.py).

    `typed`: the words of the terms, by whose Kazakh letters words that are one without them are told apart.
    """

    def __init__(self, tokens: dict[str, list[WeightedToken]], typed: Sequence[str] = ()) -> None:
        self._tokens = tokens
        self._typed = [(word, _PERHAPS_APART if KAZAKH_LETTERS.isdisjoint(word) else _TOLD_APART) for word in typed]
        self._starts = _possible_starts(chain((token[:-1] for token in tokens), _irregular_beginnings(tokens)))
        stems = [token[:-1] for token in tokens if token[-1] == "s"]
        short = (stem for stem in stems if len(stem) < _FOUR)
        self._short_starts = _possible_starts(chain(short, _irregular_beginnings(tokens)))
        self._fours = {token[:_FOUR] for token in tokens}.union(*map(_spelled, (s for s in stems if len(s) == _FOUR)))
        self._seen: dict[int, dict[str, Match | None]] = {}

    def find(self, text: RoughWords, analyzer: Analyzer, first: int) -> list[Mention]:
        """The mentions in a text; its first word has the position `first`."""
        starts, seen = self._starts, self._seen.setdefault(id(analyzer), {})
        found = []
        for position in [n for n, start in enumerate(text.starts) if start in starts]:
            word = text.words[position]
            if word not in seen:
                seen[word] = self._match(word, analyzer)
            match = seen[word]
            if match:
                found.append((first + position, match))
        return found

    def _match(self, rough_word: str, analyzer: Analyzer) -> Match | None:
        wanted = self._tokens.keys()
        # Most words that start like a term match none.
        if rough_word.isalnum():
            if rough_word not in analyzer and self._cannot_match(rough_word):
                return None
            analysed = analyzer[rough_word]
            if wanted.isdisjoint(analysed):
                return None
            matching = [analysed]
        else:
            matching = [one for one in map(analyzer.__getitem__, words(rough_word)) if not wanted.isdisjoint(one)]
        told_apart = bool(self._typed) and analyzer is KAZAKH
        found: list[WeightedToken] = []
        likeness: dict[int, float] = {}
        for one in matching:
            for token in self._without_chance_stem(one, analyzer):
                weighted = self._tokens.get(token)
                if weighted is None:
                    continue
                alike = _LIKENESS.get(token[-1], 0.0)
                for each in weighted:
                    found.append(self._told_apart(each, rough_word) if told_apart else each)
                    if alike > likeness.get(each.term, 0.0):
                        likeness[each.term] = alike
        return Match(tuple(found), likeness) if found else None

    def _cannot_match(self, word: str) -> bool:
        """Whether the first four letters rule out a word that nobody has analysed yet: its stem costs 12 microseconds.

        Where no token begins with them, only a stem of three letters or fewer may be the word's.
        """
        four = fold_once(word[:_FOUR])[:_FOUR]
        told = len(four) == _FOUR and _CYRILLIC.issuperset(four)
        return told and four not in self._fours and four[:_START] not in self._short_starts

    def _told_apart(self, token: WeightedToken, its: str) -> WeightedToken:
        """The token, or one of less weight where other letters stand in the text: қол is no көл, көшкін no кошка."""
        typed, share = self._typed[token.term]
        return token.told_apart(share) if differ_in_letters(typed, its) else token

    def _without_chance_stem(self, tokens: Tokens, analyzer: Analyzer) -> Tokens:
        """The tokens of a word of a text, without a stem that it shares by chance with a short word of the query.

        "Қара" and "қарай" have the stem of "қар", snow. No ending of a Kazakh noun begins with such a vowel.
        """
        form, stem = tokens[FORM][:-1], tokens[STEM][:-1]
        short = len(stem) <= _SHORT and form.startswith(stem) and f"{stem}4" in self._tokens
        if short and analyzer is KAZAKH and form[len(stem) : len(stem) + 1] in _NO_NOUN_ENDING:
            return tokens[:STEM] + tokens[FOUR:]
        return tokens


def contains_phrase(phrase: Sequence[str], tidied: str, analyzer: Analyzer) -> bool:
    """Whether the words of a phrase follow one another in a text, each in any inflection."""
    stems = [analyzer[word][STEM] for word in phrase]
    size = len(stems)
    held = [analyzer[word][STEM] for word in words(tidied)]
    return any(held[n : n + size] == stems for n, stem in enumerate(held) if stem == stems[0])


def _possible_starts(tokens: Iterable[str]) -> set[str]:
    """The folded starts of words that may match."""
    starts = {""}
    for word in tokens:
        starts.add(word[:_START])
        if len(word) == _START:
            starts.update(_spelled(word))
        elif len(word) < _START:
            starts.add(word[:2])
            starts.update(word[:2] + letter for letter in FOLDED_ALPHABET)
    return starts


def _irregular_beginnings(tokens: Iterable[str]) -> Iterator[str]:
    """How words begin whose forms no ending makes; a short one may have endings: шов, швы, швам."""
    for form in chain.from_iterable(map(irregular_forms, tokens)):
        yield form[:2] if len(form) <= _START else form


def _spelled(stem: str) -> list[str]:
    """As many letters of the words that have this stem: its last letter may be voiced there, or behind a vowel."""
    return [stem[:-1] + letter for letter in _BEFORE_ENDINGS]
