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

from text.search.mentions import Mention, Mentions, Sought, pieces, stands_in
from text.search.wanted import STREAM_WEIGHTS, Wanted
from text.words.folding import tidy
from text.words.words import SIX, STEM, Tokens, reader_of

# Of a longer article only the beginning is weighed: 1,100 words.
READ_CHARACTERS = 8000

# BM25: after how many mentions a further one says little, and how much a long article's mentions are discounted.
_SATURATION, _LENGTH_SHARE = 0.7, 0.7
# A mention in the title counts like so many in the text, and adds this share of the word's weight.
_TITLE_MENTIONS, _TITLE_SHARE = 5, 0.07
# Words of the query within so many words of the text; the best such place adds this share of their weight. Keywords
# are what must be there together; a question is worded in its own way.
_NEAR, _NEAR_SHARE, _NEAR_SHARE_OF_KEYWORDS = 10, 0.25, 0.8
# A quoted phrase that stands in the article as quoted.
_PHRASE_SHARE = 0.15
_WEEK_MS = 604_800_000


@dataclass(frozen=True, slots=True)
class Judged:
    """`score` has no upper bound; `coverage` is the share of the query's weight that the article holds, 0 to 1."""

    score: float
    coverage: float
    phrases: bool
    parts: dict[str, float] = field(hash=False)


class Ranker:
    """Judges articles for one query. `usual_length`: words of an average article. `keywords`: it is no question."""

    def __init__(
        self,
        wanted: Sequence[Wanted],
        usual_length: float,
        phrases: Iterable[Sequence[str]] = (),
        *,
        keywords: bool = False,
    ) -> None:
        self._usual = max(usual_length, 1.0)
        self._near_share = _NEAR_SHARE_OF_KEYWORDS if keywords else _NEAR_SHARE
        self._weights = [one.weight for one in wanted]
        self._full = [one.full() for one in wanted]
        self._total = sum(self._full) or 1.0
        self._whole = sum(max(one.full(), one.weight * one.whole) for one in wanted) or 1.0
        self._phrases = [tuple(phrase) for phrase in phrases]
        self._sought: dict[str, list[Sought]] = {}
        for number, (place, variant) in enumerate((n, v) for n, one in enumerate(wanted) for v in one.variants):
            for token in {*variant.stems, *variant.beginnings}:
                worth = variant.trust * STREAM_WEIGHTS[token[-1]] * variant.rarity.get(token, 0.0)
                self._sought.setdefault(token, []).append(Sought(place, number, worth, token[-1] == "s"))
        self._marked = {token for one in wanted for v in one.marked() for token in (*v.stems, *v.beginnings)}
        self._mentions = Mentions(self._sought)

    def judge(self, title: str, text: str, language: str) -> Judged:
        """Weighs one article; 50 microseconds for 140 words."""
        heading, body = tidy(title), tidy(text[:READ_CHARACTERS])
        reader = reader_of(body, language)
        title_pieces, body_pieces = pieces(heading), pieces(body)
        mentions = self._mentions.within(title_pieces, reader, 0)
        titled = {place for _, match in mentions for place in match.likeness}
        # As far from the title as no two words are close together.
        start = len(title_pieces) + _NEAR
        mentions += self._mentions.within(body_pieces, reader, start)
        matched, covered = self._sum(mentions, start, self._saturation(len(title_pieces) + len(body_pieces)))
        phrases = all(stands_in(phrase, f"{heading}\n{body}", reader) for phrase in self._phrases)
        parts = {
            "words": matched / self._total,
            "near": self._near_share * self._closest(mentions) / self._total,
            "title": _TITLE_SHARE * sum(self._full[place] for place in titled) / self._total,
            "phrase": _PHRASE_SHARE if self._phrases and phrases else 0.0,
        }
        return Judged(sum(parts.values()), covered / self._whole, phrases, parts)

    def matches(self, tokens: Tokens) -> bool:
        """Whether a word of a text is one of the query's, in whatever inflection; for bold marking."""
        known_stem = tokens[STEM] in self._marked and len(tokens[STEM]) > 2
        return known_stem or any(six in self._marked for six in tokens[SIX:])

    def _saturation(self, length: int) -> float:
        return _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / self._usual)

    def _sum(self, mentions: list[Mention], start: int, saturation: float) -> tuple[float, float]:
        """(weight of what is mentioned, weight of what is covered). Of two stems of a word the better one counts."""
        counts: dict[Sought, int] = {}
        for position, match in mentions:
            times = 1 if position >= start else _TITLE_MENTIONS
            for sought in match.sought:
                counts[sought] = counts.get(sought, 0) + times
        variants: dict[tuple[int, int], list[float]] = {}
        for sought, count in counts.items():
            worth = sought.worth
            part = worth * count * (1 + _SATURATION) / (count + saturation)
            begun_and_stem = variants.setdefault((sought.place, sought.variant), [0.0, 0.0, 0.0, 0.0])
            if not sought.is_stem:
                begun_and_stem[0] += part
                begun_and_stem[1] += worth
            elif part > begun_and_stem[2]:
                begun_and_stem[2:] = part, worth
        best = [0.0] * len(self._weights)
        covered = [0.0] * len(self._weights)
        for (place, _), (begun, begun_worth, stem, stem_worth) in variants.items():
            best[place] = max(best[place], begun + stem)
            covered[place] = max(covered[place], begun_worth + stem_worth)
        return self._weighed(best), self._weighed(covered)

    def _weighed(self, values: list[float]) -> float:
        return sum(weight * value for weight, value in zip(self._weights, values, strict=True))

    def _closest(self, mentions: list[Mention]) -> float:
        """The weight of the words that stand together in the best place of the text."""
        best = 0.0
        most = sum(self._full[place] for place in {place for _, match in mentions for place in match.likeness})
        for first, (start, _) in enumerate(mentions):
            alike: dict[int, float] = {}
            for position, match in mentions[first : first + _NEAR + 1]:
                if position > start + _NEAR:
                    break
                for place, likeness in match.likeness.items():
                    alike[place] = max(likeness, alike.get(place, 0.0))
            best = max(best, sum(self._full[place] * likeness for place, likeness in alike.items()))
            if best >= most:
                break
        return best


def freshness(age_ms: int) -> float:
    """What a score is multiplied by: 1.2 for this minute's news, halfway to 1 after a week."""
    return 1.0 + 0.2 * math.pow(0.5, max(age_ms, 0) / _WEEK_MS)
