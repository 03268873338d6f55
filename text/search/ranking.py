"""Scores how well an article answers a query: every term is looked for in the article's own text.

The index finds candidates; here they are put in order. A query term counts by the best of its variants (as typed,
corrected), a variant by its stem and its first four and six letters, each by idf and by how often the article mentions
it (BM25 with an early ceiling, since news texts are short). On top: terms that stand close together, terms in the
title, the article's age. Weights and what each is worth: docs/search.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from text.search.mentions import Mention, MentionFinder, WeightedToken, contains_phrase
from text.search.query_terms import TOKEN_WEIGHTS, QueryTerm
from text.search.read_text import ReadText
from text.words.words import SIX, STEM, Tokens

# BM25: after how many mentions a further one says little, and how much a long article's mentions are discounted.
_SATURATION, _LENGTH_SHARE = 0.7, 0.7
# A mention in the title counts like so many in the text, and adds this share of the term's weight.
_TITLE_MENTIONS, _TITLE_SHARE = 5, 0.07
# Terms within so many words of the text; the best such place adds this share of their weight. Keywords must stand
# together; a question is worded in its own way.
_NEAR, _NEAR_SHARE, _NEAR_SHARE_OF_KEYWORDS = 10, 0.25, 0.8
# A quoted phrase that stands in the article as quoted.
_PHRASE_SHARE = 0.15
_WEEK_MS = 604_800_000


class Relevance(NamedTuple):
    """How well an article answers a query. `score` is the sum of `parts` and has no upper bound.

    `coverage`: the share of the query's weight that the article holds, 0 to 1; `phrases`: whether it holds each phrase.
    """

    score: float
    coverage: float
    phrases: bool
    parts: dict[str, float]


class Ranker:
    """Scores articles for one query. `average_length`: words of an average article. `keywords`: it is no question."""

    def __init__(
        self,
        terms: Sequence[QueryTerm],
        average_length: float,
        phrases: Iterable[Sequence[str]] = (),
        *,
        keywords: bool = False,
    ) -> None:
        self._average_length = max(average_length, 1.0)
        self._near_share = _NEAR_SHARE_OF_KEYWORDS if keywords else _NEAR_SHARE
        self._weights = [one.weight for one in terms]
        self._full = [one.full_weight() for one in terms]
        self._total = sum(self._full) or 1.0
        ideal = (max(full, one.weight * one.ideal_weight) for one, full in zip(terms, self._full, strict=True))
        self._ideal = sum(ideal) or 1.0
        self._phrases = [tuple(phrase) for phrase in phrases]
        self._shown = {token for one in terms for v in one.shown_variants() for token in (*v.stems, *v.prefixes)}
        self._mentions = MentionFinder(_weighted_tokens(terms), [one.word for one in terms])

    def score(self, read: ReadText) -> Relevance:
        """Scores one article; 50 microseconds for 140 words, a third less where the text was read before."""
        title, body, analyzer = read.title_words, read.body_words, read.analyzer
        mentions = self._mentions.find(title, analyzer, 0)
        in_title = {term for _, match in mentions for term in match.likeness}
        in_headline, in_body = len(title.words), len(body.words)
        # So far behind the title that no word of it is near one of the text.
        start = in_headline + _NEAR
        mentions += self._mentions.find(body, analyzer, start)
        matched, covered = self._add_up(mentions, start, self._saturation(in_headline + in_body))
        phrases = self._holds_phrases(read)
        parts = {
            "words": matched / self._total,
            "near": self._near_share * self._nearest(mentions) / self._total,
            "title": _TITLE_SHARE * sum(self._full[term] for term in in_title) / self._total,
            "phrase": _PHRASE_SHARE if self._phrases and phrases else 0.0,
        }
        return Relevance(sum(parts.values()), covered / self._ideal, phrases, parts)

    def matches(self, tokens: Tokens) -> bool:
        """Whether a word of a text is one of the query's, in any inflection; for bold marking."""
        known_stem = tokens[STEM] in self._shown and len(tokens[STEM]) > 2
        return known_stem or any(six in self._shown for six in tokens[SIX:])

    def _holds_phrases(self, read: ReadText) -> bool:
        if not self._phrases:
            return True
        text = f"{read.heading}\n{read.body}"
        return all(contains_phrase(phrase, text, read.analyzer) for phrase in self._phrases)

    def _saturation(self, length: int) -> float:
        return _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / self._average_length)

    def _add_up(self, mentions: list[Mention], start: int, saturation: float) -> tuple[float, float]:
        """(weight of what is mentioned, weight of what is covered). Of a word's two stems the better one counts."""
        counts: dict[WeightedToken, int] = {}
        for position, match in mentions:
            times = 1 if position >= start else _TITLE_MENTIONS
            for token in match.tokens:
                counts[token] = counts.get(token, 0) + times
        # By variant: what prefixes get for their mentions, their weight, and the same of the better stem.
        variants: dict[int, list[float]] = {}
        terms: dict[int, int] = {}
        for token, count in counts.items():
            weight = token.weight
            part = weight * count * (1 + _SATURATION) / (count + saturation)
            sums = variants.get(token.variant)
            if sums is None:
                sums = variants[token.variant] = [0.0, 0.0, 0.0, 0.0]
                terms[token.variant] = token.term
            if not token.is_stem:
                sums[0] += part
                sums[1] += weight
            elif part > sums[2]:
                sums[2:] = part, weight
        best = [0.0] * len(self._weights)
        covered = [0.0] * len(self._weights)
        for variant, (prefixes, prefixes_weight, stem, stem_weight) in variants.items():
            term = terms[variant]
            if prefixes + stem > best[term]:
                best[term] = prefixes + stem
            if prefixes_weight + stem_weight > covered[term]:
                covered[term] = prefixes_weight + stem_weight
        return self._weighed(best), self._weighed(covered)

    def _weighed(self, values: list[float]) -> float:
        return sum(weight * value for weight, value in zip(self._weights, values, strict=True))

    def _nearest(self, mentions: list[Mention]) -> float:
        """The weight of the terms that stand together in the best place of the text."""
        # Called for every text, with a dozen mentions: calls of small functions would double its time.
        best, full = 0.0, self._full
        most = sum([full[term] for term in {term for _, match in mentions for term in match.likeness}])
        for first, (start, nearest) in enumerate(mentions):
            together = nearest.likeness.copy()
            for position, match in mentions[first + 1 : first + _NEAR + 1]:
                if position > start + _NEAR:
                    break
                for term, likeness in match.likeness.items():
                    if likeness > together.get(term, 0.0):
                        together[term] = likeness
            weight = sum([full[term] * likeness for term, likeness in together.items()])
            if weight > best:
                best = weight
            if best >= most:
                break
        return best


def _weighted_tokens(terms: Sequence[QueryTerm]) -> dict[str, list[WeightedToken]]:
    found: dict[str, list[WeightedToken]] = {}
    for number, (term, variant) in enumerate((n, variant) for n, one in enumerate(terms) for variant in one.variants):
        for token in {*variant.stems, *variant.prefixes}:
            weight = variant.confidence * TOKEN_WEIGHTS[token[-1]] * variant.idf.get(token, 0.0)
            found.setdefault(token, []).append(WeightedToken(term, number, weight, token[-1] == "s"))
    return found


def freshness(age_ms: int) -> float:
    """What a score is multiplied by: 1.2 for this minute's news, halfway to 1 after a week."""
    return 1.0 + 0.2 * math.pow(0.5, max(age_ms, 0) / _WEEK_MS)
