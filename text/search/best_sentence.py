"""Chooses the sentence of an article that answers a question, and the words in it that do.

A sentence counts by the words of the question that it holds, each by its idf. A word that stands in the title counts
half: the title is shown beside the answer, and such words stand everywhere in the text. Where the question asks for a
kind of answer (a sum, a day, a person), a sentence that shows one counts more, and one without it less; so does one
that only says how things were before. A sentence that begins with a pronoun gets part of what the sentence before it
holds. An early sentence counts a little more. What each is worth: docs/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from text.search import lexicon
from text.search.answer_kinds import AnswerKind, Asked, what_is_asked
from text.search.query_terms import QueryTerm
from text.search.sentence_words import SentenceWords
from text.search.shown_answers import Shown, shown_answers
from text.words.folding import fold_once
from text.words.likeness import spoken
from text.words.weighed import leans, weighed_spans
from text.words.words import STEM, query_tokens

# Two words are alike if so many first letters agree; asking for more, or weighing a longer likeness higher, gained
# nothing.
_ALIKE = 4
# Against all that the text holds of the question, 1: a word of the title, the share of the sentence before, standing
# first.
_TITLE_SHARE, _SHARE_BEFORE, _FIRST_SHARE = 0.5, 0.3, 0.1
# What showing an answer of the kind is worth: in any case, and more the more of the question stands beside it.
_KIND_ANYWHERE, _KIND_BESIDE = 0.25, 0.6
# Names of people and places stand in most sentences of news: seeing one says less.
_LOOSE = frozenset({AnswerKind.PLACE, AnswerKind.WHETHER, AnswerKind.WORK, AnswerKind.REASON})
_LOOSE_ANYWHERE = 0.1
# An answer of a kind that may be meant besides.
_SECOND_KIND = 0.6
# A sentence about how things were, where the question does not ask that.
_OLD_SHARE = 0.7
_BEFORE, _NOW = lexicon.words("asks.before"), lexicon.words("asks.now")
# Only an answer so sure is shown in bold.
_SURE = 0.5

Span = tuple[int, int]
TermWeights = dict[int, float]
"""Number of a query term -> its weight where it stands in a sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, ready to weigh sentences by.

    `prefixes`: the first four letters of a word of a text -> the query terms it matches, with weights above 0; `stems`:
    the same by stem. `words`: the first four letters of all words of the query; `asked`: what it asks for.
    """

    prefixes: Mapping[str, TermWeights]
    words: frozenset[str] = frozenset()
    asked: Asked = Asked()
    stems: Mapping[str, TermWeights] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence that answers: where it stands in the text, and in it the words that answer."""

    start: int
    end: int
    answers: tuple[Span, ...] = ()


def make_question(terms: Iterable[QueryTerm], words: Sequence[str]) -> Question:
    """`words`: all words of the query, folded, in order; `terms`: those that are searched for."""
    prefixes: dict[str, TermWeights] = {}
    stems: dict[str, TermWeights] = {}
    for number, term in enumerate(terms):
        for variant in term.shown_variants():
            share = term.weight * variant.confidence
            token = variant.prefixes[0]
            weight = share * variant.idf.get(token, 0.0)
            if weight:
                _put(prefixes, token[:-1], number, weight)
            for stem in variant.stems & variant.idf.keys():
                _put(stems, stem, number, max(weight, share * variant.idf[stem]))
    return Question(prefixes, frozenset(word[:_ALIKE] for word in words), what_is_asked(words), stems)


def _put(table: dict[str, TermWeights], token: str, term: int, weight: float) -> None:
    weights = table.setdefault(token, {})
    weights[term] = max(weight, weights.get(term, 0.0))


def best_sentences(
    text: str, question: Question, title: str = "", *, body_start: int = 0, count: int = 1
) -> list[AnswerSentence]:
    """The whole sentences that answer best, best first; none where the text holds no word of the query.

    Only the first 40 sentences are read. 0.3 ms for 100 words.
    """
    spans = weighed_spans(text, body_start)
    in_title = _terms_in(title, question)
    held = _as_shares([_terms_in(text[start:end], question) for start, end in spans], in_title)
    if not any(held) and not in_title:
        return []
    ranked: list[tuple[float, int, list[Shown]]] = []
    for place, (start, end) in enumerate(spans):
        own = sum(held[place].values())
        context = _context(held, place, leaning=leans(text, start))
        score, shown = _with_kind(text[start:end], own + context, question)
        if own or context or shown:
            ranked.append((score + _FIRST_SHARE / (1 + place), -place, shown))
    ranked.sort(key=lambda one: (-one[0], -one[1]))
    return [_answer_sentence(spans[-place], shown) for _, place, shown in ranked[:count]]


def _context(held: Sequence[TermWeights], place: int, *, leaning: bool) -> float:
    """What a sentence that begins with a pronoun gets of the one before it."""
    if not place or not leaning:
        return 0.0
    return _SHARE_BEFORE * sum(share for term, share in held[place - 1].items() if term not in held[place])


def _with_kind(sentence: str, score: float, question: Question) -> tuple[float, list[Shown]]:
    """The score with what the sentence shows of the kind of answer that is asked for, and the words that show it."""
    asked = question.asked
    if not asked.kinds:
        return score, []
    parsed = SentenceWords(sentence)
    best, shown = 0.0, []
    for kind in asked.kinds:
        found = shown_answers(kind, parsed, asked, question.words)
        share = 1.0 if kind is asked.kinds[0] else _SECOND_KIND
        if found and found[0].sure * share > best:
            best, shown = found[0].sure * share, found
    loose = asked.kinds[0] in _LOOSE
    score += best * ((_LOOSE_ANYWHERE if loose else _KIND_ANYWHERE) + _KIND_BESIDE * min(1.0, 2 * score))
    return score * _share_of_age(parsed, asked), shown


def _share_of_age(sentence: SentenceWords, asked: Asked) -> float:
    old = any(word.folded.startswith(_BEFORE) for word in sentence.words)
    new = any(word.folded.startswith(_NOW) for word in sentence.words)
    return _OLD_SHARE if old and not new and not asked.before else 1.0


def _answer_sentence(span: Span, shown: Sequence[Shown]) -> AnswerSentence:
    """With the surest words that answer; others that are as sure stand beside them."""
    sure = [one for one in shown if one.sure >= max(_SURE, shown[0].sure)]
    return AnswerSentence(*span, tuple(sorted((one.start, one.end) for one in sure)))


def _terms_in(text: str, question: Question) -> TermWeights:
    """The query terms that the words of a text match."""
    found: TermWeights = {}
    for word in spoken(text):
        matched = question.prefixes.get(fold_once(word)[:_ALIKE]) or _by_stem(word, question)
        for term, weight in matched.items():
            found[term] = max(weight, found.get(term, 0.0))
    return found


def _by_stem(word: str, question: Question) -> TermWeights:
    for tokens in query_tokens(word):
        if tokens[STEM] in question.stems:
            return question.stems[tokens[STEM]]
    return {}


def _as_shares(held: list[TermWeights], in_title: TermWeights) -> list[TermWeights]:
    """The weights as shares of all that the text holds of the question; terms it lacks make no difference."""
    most: TermWeights = {}
    for each in held:
        for term, weight in each.items():
            most[term] = max(weight, most.get(term, 0.0))
    shares = {term: _TITLE_SHARE if term in in_title else 1.0 for term in most}
    whole = sum(weight * shares[term] for term, weight in most.items())
    return [{term: weight * shares[term] / whole for term, weight in each.items()} for each in held] if whole else held
