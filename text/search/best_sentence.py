"""Chooses the sentence of an article that answers a question.

A sentence counts by the words of the question that it holds, each by its idf. A word that stands in the title counts
half: the title is shown beside the answer, and such words stand everywhere in the text. A sentence that begins with a
pronoun gets part of what the sentence before it holds. A sentence counts more if it shows an answer of the kind that
was asked for, and a little more if it stands early. What each is worth: docs/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from text.search.answer_kinds import AnswerKind, answer_kinds, shows_answer
from text.search.query_terms import QueryTerm
from text.words.folding import fold_once
from text.words.likeness import spoken
from text.words.weighed import leans, weighed_spans

# Two words are alike if so many first letters agree; asking for more, or weighing a longer likeness higher, gained
# nothing.
_ALIKE = 4
# Against all that the text holds of the question, 1: a word of the title, the share of the sentence before, what shows
# the kind of answer (fully where half of the question stands beside it), standing first.
_TITLE_SHARE, _SHARE_BEFORE, _KIND_SHARE, _FIRST_SHARE = 0.5, 0.3, 0.6, 0.1

Span = tuple[int, int]
TermWeights = dict[int, float]
"""Number of a query term -> its weight where it stands in a sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, ready to weigh sentences by.

    `prefixes`: the first four letters of a word of a text -> the query terms it matches, with weights above 0.
    `words`: the first four letters of all words of the query; `kinds`: what shows its answer.
    """

    prefixes: Mapping[str, TermWeights]
    words: frozenset[str] = frozenset()
    kinds: frozenset[AnswerKind] = frozenset()


def make_question(terms: Iterable[QueryTerm], words: Sequence[str]) -> Question:
    """`words`: all words of the query, folded, in order; `terms`: those that are searched for."""
    prefixes: dict[str, TermWeights] = {}
    for number, term in enumerate(terms):
        for variant in term.shown_variants():
            token = variant.prefixes[0]
            if token in variant.idf:
                weights = prefixes.setdefault(token[:-1], {})
                weight = term.weight * variant.confidence * variant.idf[token]
                weights[number] = max(weight, weights.get(number, 0.0))
    return Question(prefixes, frozenset(word[:_ALIKE] for word in words), answer_kinds(words))


def best_sentences(
    text: str, question: Question, title: str = "", *, body_start: int = 0, count: int = 1
) -> list[Span]:
    """(start, end) of the whole sentences that answer best, best first; none that holds no word of the query.

    Only the first 40 sentences are read. 0.2 ms for 100 words.
    """
    spans = weighed_spans(text, body_start)
    folded = [list(map(fold_once, spoken(text[start:end]))) for start, end in spans]
    held = [_terms_in(each, question.prefixes) for each in folded]
    held = _as_shares(held, _terms_in(map(fold_once, spoken(title)), question.prefixes))
    if not any(held):
        return []
    ranked: list[tuple[float, int]] = []
    for place, (start, end) in enumerate(spans):
        score = sum(held[place].values())
        if place and leans(text, start):
            score += _SHARE_BEFORE * sum(share for term, share in held[place - 1].items() if term not in held[place])
        if not score:
            continue
        if any(shows_answer(kind, text[start:end], folded[place], question.words) for kind in question.kinds):
            score += _KIND_SHARE * min(1.0, 2 * score)
        ranked.append((score + _FIRST_SHARE / (1 + place), -place))
    ranked.sort(reverse=True)
    return [spans[-at] for _, at in ranked[:count]]


def _terms_in(folded: Iterable[str], prefixes: Mapping[str, TermWeights]) -> TermWeights:
    """The query terms that these words match."""
    found: TermWeights = {}
    for word in folded:
        for term, weight in prefixes.get(word[:_ALIKE], {}).items():
            found[term] = max(weight, found.get(term, 0.0))
    return found


def _as_shares(held: list[TermWeights], in_title: TermWeights) -> list[TermWeights]:
    """The weights as shares of all that the text holds of the question; terms it lacks make no difference."""
    most: TermWeights = {}
    for each in held:
        for term, weight in each.items():
            most[term] = max(weight, most.get(term, 0.0))
    shares = {term: _TITLE_SHARE if term in in_title else 1.0 for term in most}
    whole = sum(weight * shares[term] for term, weight in most.items())
    return [{term: weight * shares[term] / whole for term, weight in each.items()} for each in held] if whole else held
