"""The terms of a query: its words with their variants, and the weight of each."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from text.search.corrections import Corrections, prefix_tokens
from text.search.spelling.scripts import Frequencies
from text.words.folding import fold
from text.words.words import FOUR, SIX, STEM, Tokens, query_tokens

# By mark: a token's idf counts once for the stem, once for the first four letters, half for the first six.
TOKEN_WEIGHTS = {"s": 1.0, "4": 1.0, "6": 0.5}
# What a corrected word counts against one typed right; a corrected prefix counts less, since it says less.
_FORM_CONFIDENCE, _PREFIX_CONFIDENCE = 0.9, 0.7
# What is left of that where articles hold the stem of the word as typed, of so many letters: it is rather another form
# of that word than a slip of a third.
_BESIDE_STEM, _SHORTEST_KNOWN_STEM = 0.6, 3

_NONE = Corrections()
# Letters of a token, with its mark, of a word that has no beginning of four letters.
_SHORT = 4

# The idf is worked out as if the archive held at least so many articles.
_FEWEST_ARTICLES = 30


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a query term may stand in a text: its stems, its prefixes, and the idf of those articles hold.

    `prefixes`: the first four letters, then the first six. `confidence`: 1 as typed, less when corrected.
    """

    stems: frozenset[str]
    prefixes: tuple[str, ...]
    idf: dict[str, float] = field(hash=False)
    confidence: float = 1.0

    def full_weight(self) -> float:
        """The weight of the variant where an article holds all its tokens."""
        stem = max((self.idf.get(token, 0.0) for token in self.stems), default=0.0)
        prefixes = sum(TOKEN_WEIGHTS[token[-1]] * self.idf.get(token, 0.0) for token in self.prefixes)
        return self.confidence * (stem * TOKEN_WEIGHTS["s"] + prefixes)


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of the query: as typed, its weight, its variants (the first is the word as typed).

    `ideal_weight`: what an article with the word as typed would be worth, also when no article holds it. `is_name`: no
    other word is shown for it. `may_be_name`: it is a name, or the first word that the keyboard wrote with a capital.
    `asked_weight`: what it weighs in the question, whether articles hold it or not. `is_inflected`: articles hold its
    stem, so that its corrections are hardly what was meant. `has_kin`: they hold the
    same word in another voice or size. `is_framing`: it only stands around the question.
    """

    word: str
    weight: float
    variants: tuple[Variant, ...]
    ideal_weight: float
    is_name: bool = False
    may_be_name: bool = False
    asked_weight: float = 0.0
    is_inflected: bool = False
    has_kin: bool = False
    is_framing: bool = False

    def full_weight(self) -> float:
        """The weight of the term where an article holds all tokens of its best variant."""
        return self.weight * max((variant.full_weight() for variant in self.variants), default=0.0)

    def shown_variants(self) -> tuple[Variant, ...]:
        """The variants that are shown to a reader as this word: no corrections where articles hold the word as typed.

        A word whose exact form no article holds is corrected as well. Where its first six letters are known, the
        corrections are guesses that help the ranking; in bold they would look like mistakes.
        """
        typed = self.variants[0]
        held_as_typed = any(token in typed.idf for token in typed.prefixes[1:])
        return self.variants[:1] if held_as_typed else self.variants


def idf(articles: int, of: int) -> float:
    """BM25's inverse document frequency of a token that `articles` of all `of` articles hold; never below 0.01."""
    # The index only counts tokens up: after corrections and recalls a count can exceed the number of articles.
    held = min(articles, of)
    # A handful of articles does not tell which words are common. Without the minimum, the only article about a bridge
    # was no answer to "of the bridge", because no article holds the other prefix.
    return max(0.01, math.log((max(of, _FEWEST_ARTICLES) - held + 0.5) / (held + 0.5)))


def query_terms(
    content: Sequence[tuple[str, float]],
    corrections: dict[str, Corrections],
    frequencies: Frequencies,
    articles: int,
    names: Container[str] = (),
) -> list[QueryTerm]:
    """The terms of the content words; `frequencies` holds the counts of the words' tokens and of their corrections'."""
    terms = []
    for word, weight in content:
        variants = [_variant(query_tokens(word), frequencies, articles)]
        corrected = corrections.get(word, _NONE)
        inflected = corrected is not _NONE and _has_known_stem(word, variants[0])
        sure = _BESIDE_STEM if inflected else 1.0
        variants += [
            _variant(query_tokens(form[:-1]), frequencies, articles, sure * _FORM_CONFIDENCE)
            for form in corrected.forms
        ]
        variants += [
            _variant((prefix_tokens(prefix),), frequencies, articles, sure * _PREFIX_CONFIDENCE)
            for prefix in corrected.prefixes
        ]
        variants += [
            _variant((prefix_tokens(stem),), frequencies, articles, sure * _FORM_CONFIDENCE) for stem in corrected.kin
        ]
        # A corrected word is found where its correction is; a corrected prefix is half sure.
        share = 0.0 if corrected.forms or corrected.kin else 0.5 if corrected.prefixes else 1.0
        ideal = _ideal_weight(variants[0], articles)
        terms.append(
            QueryTerm(
                word,
                weight,
                tuple(variants),
                share * ideal,
                word in names,
                asked_weight=weight * ideal,
                is_inflected=inflected,
                has_kin=bool(corrected.kin),
            )
        )
    return terms


def _has_known_stem(word: str, typed: Variant) -> bool:
    """Whether articles hold the stem of a word. A single letter behind it may be a slip: "сабака" is собака."""
    return any(
        len(stem) > _SHORTEST_KNOWN_STEM and stem in typed.idf and (word.isascii() or len(stem) != len(fold(word)))
        for stem in typed.stems
    )


def _variant(analyses: Sequence[Tokens], frequencies: Frequencies, articles: int, confidence: float = 1.0) -> Variant:
    stems = frozenset(tokens[STEM] for tokens in analyses)
    prefixes = (analyses[0][FOUR], *analyses[0][SIX:])
    held = {token: idf(frequencies[token], articles) for token in (*stems, *prefixes) if token in frequencies}
    four = analyses[0][FOUR]
    if len(four) <= _SHORT and four.isascii():
        # "Jug" has no beginning that "jugs" shares: its stem weighs what both would.
        for stem in stems & held.keys():
            held[stem] += TOKEN_WEIGHTS["4"] * held[stem]
        held.pop(four, None)
    return Variant(stems, prefixes, held, confidence)


def _ideal_weight(variant: Variant, articles: int) -> float:
    """The weight of the whole word; tokens that no article holds count as the rarest."""
    rarest = idf(0, articles)
    stem = max((variant.idf.get(token, 0.0) for token in variant.stems), default=0.0) or rarest
    return stem + sum(TOKEN_WEIGHTS[token[-1]] * variant.idf.get(token, rarest) for token in variant.prefixes)
