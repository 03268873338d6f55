"""Chooses the sentence of an article that answers a question, and the words in it that do.

A sentence counts by the words of the question that it holds, each by its idf. A word that stands in the title counts
less: the title is shown beside the answer, and such words stand everywhere in the text. Where the question asks for a
kind of answer (a sum, a day, a person), a sentence that shows one counts more, and one without it less; so does one
that only says how things were before. A sentence that begins with a pronoun gets part of what the sentence before it
holds. An early sentence counts a little more. What each is worth: docs/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from text.search import lexicon
from text.search.query_terms import QueryTerm
from text.search.question_words import LOW_WEIGHT
from text.search.read_text import SPOKEN_START, ReadText
from text.search.sentences.answer_kinds import AnswerKind, Asked, what_is_asked
from text.search.sentences.kind_weight import SURE, kind_weight
from text.search.sentences.nearest import KINDS, nearest
from text.search.sentences.sentence_words import SentenceWords
from text.search.sentences.shown import Shown, says_before
from text.search.sentences.shown_answers import shown_answers
from text.words.folding import fold_once, folded_words
from text.words.likeness import spoken
from text.words.weighed import leans
from text.words.words import STEM, irregular_forms, query_tokens

# Two words are alike if so many first letters agree; asking for more, or weighing a longer likeness higher, gained
# nothing.
_ALIKE = 4
# Against all that the text holds of the question, 1: a word of the title, the share of the sentence before, standing
# first.
_TITLE_SHARE, _SHARE_BEFORE, _SHARE_OF_NEIGHBOUR, _FIRST_SHARE = 0.4, 0.3, 0.15, 0.05
# What is left of a question that the text itself asks.
_ASKING_SHARE = 0.3
# What is left of a word that only names the kind of answer: "city" in "in which city".
_NAMING_SHARE = 0.2
# An answer of a kind that may be meant besides.
_SECOND_KIND = 0.6
# "When does it open" asks for an hour as well as for a day.
_EITHER = frozenset({AnswerKind.HOUR, AnswerKind.DATE})
# What a sum is worth beside "price", "costs", "fee", whatever the question calls it.
_PRICED = 0.1
_PRICES = (*lexicon.words("asks.money_noun"), *folded_words("тұрады стоит стоят обош cost"))
# A sentence about how things were, where the question does not ask that.
_OLD_SHARE = 0.7
_NOW, _NEW = lexicon.words("asks.now"), frozenset(lexicon.words("asks.new"))

Span = tuple[int, int]
TermWeights = dict[int, float]
"""Number of a query term -> its weight where it stands in a sentence."""
_NO_TERMS: TermWeights = {}


class TermsByWord(dict[str, TermWeights]):
    """A word of a text -> the query terms that it matches; each word is looked at once for all cards of an answer.

    `starts`: the first letters of all words that match. A word and its stem agree in two letters at least: behind them
    a voiced consonant may stand for a voiceless one.
    `prefixes`: the first four letters of a word of a text -> the terms; `stems`: the same by stem.
    """

    def __init__(self, prefixes: Mapping[str, TermWeights], stems: Mapping[str, TermWeights]) -> None:
        super().__init__()
        self._prefixes = prefixes
        self._stems = stems
        forms = (form for stem in stems for form in irregular_forms(stem))
        self._starts = frozenset(stem[:SPOKEN_START] for stem in (*stems, *forms))
        self.starts = self._starts.union(prefix[:SPOKEN_START] for prefix in prefixes)

    def __missing__(self, word: str) -> TermWeights:
        folded = fold_once(word)
        matched = self._prefixes.get(folded[:_ALIKE])
        if matched is None:
            # Most words begin like no stem of the question.
            matched = self._by_stem(word) if folded[:SPOKEN_START] in self._starts else _NO_TERMS
        self[word] = matched
        return matched

    def _by_stem(self, word: str) -> TermWeights:
        for tokens in query_tokens(word):
            if tokens[STEM] in self._stems:
                return self._stems[tokens[STEM]]
        return _NO_TERMS


@dataclass(frozen=True, slots=True)
class Question:
    """A query, ready to weigh sentences by.

    `terms`: a word of a text -> the query terms it matches, with weights above 0. `words`: the first four letters of
    all words of the query; `asked`: what it asks for.
    """

    terms: TermsByWord
    words: frozenset[str] = frozenset()
    asked: Asked = field(default_factory=Asked)

    def without_kind(self) -> Question:
        """The same words, with no kind of answer asked for."""
        return replace(self, asked=Asked())


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence that answers: where it stands in the text, and in it the words that answer."""

    start: int
    end: int
    answers: tuple[Span, ...] = ()


def make_question(terms: Iterable[QueryTerm], words: Sequence[str], asked: Asked | None = None) -> Question:
    """`words`: all words of the query, folded, in order; `terms`: those that are searched for; `asked`: what for."""
    asked = asked or what_is_asked(words)
    prefixes: dict[str, TermWeights] = {}
    stems: dict[str, TermWeights] = {}
    for number, term in enumerate(terms):
        for variant in term.shown_variants():
            share = term.weight * variant.confidence * (_NAMING_SHARE if fold_once(term.word) in asked.naming else 1.0)
            token = variant.prefixes[0]
            weight = share * variant.idf.get(token, 0.0)
            # "Тұрады" and "туралы" begin alike.
            if weight and term.weight > LOW_WEIGHT:
                _put(prefixes, token[:-1], number, weight)
            for stem in variant.stems & variant.idf.keys():
                _put(stems, stem, number, max(weight, share * variant.idf[stem]))
    return Question(TermsByWord(prefixes, stems), frozenset(word[:_ALIKE] for word in words), asked)


def _put(table: dict[str, TermWeights], token: str, term: int, weight: float) -> None:
    weights = table.setdefault(token, {})
    weights[term] = max(weight, weights.get(term, 0.0))


def best_sentences(read: ReadText, question: Question, *, count: int = 1) -> list[AnswerSentence]:
    """The whole sentences that answer best, best first; none where the text holds no word of the query.

    Only the first 40 sentences are read. 0.3 ms for 100 words.
    """
    text, spans = read.text, read.spans
    in_title = _terms_in(spoken(read.title), question)
    held = _as_shares(_terms_by_sentence(read, question), in_title)
    if not any(held) and not in_title:
        return []
    parsed = [SentenceWords(text[start:end]) for start, end in spans] if question.asked.kinds else []
    shown = [_shown(each, question) for each in parsed] or [[] for _ in spans]
    weight = kind_weight(question.asked, [_sureness(each) for each in shown])
    ranked: list[tuple[float, int]] = []
    for place, (_, end) in enumerate(spans):
        score = sum(held[place].values())
        tells_why = AnswerKind.REASON in question.asked.kinds[:1] and _sureness(shown[place]) >= SURE
        share = _share_of_context(text, spans, place, asked=bool(parsed))
        # "The museum closes. The roof leaked."
        score += _context(held, place, max(share, _SHARE_BEFORE) if tells_why else share)
        if parsed:
            score = weight.weigh(score, _sureness(shown[place]))
            score += _PRICED if question.asked.kinds[0] is AnswerKind.MONEY and _names_a_price(parsed[place]) else 0.0
            score *= _share_of_age(parsed[place], question.asked)
        score *= _ASKING_SHARE if _asks(text, end) else 1.0
        if score:
            ranked.append((score + _FIRST_SHARE / (1 + place), -place))
    ranked.sort(reverse=True)
    return [_answer_sentence(text, spans[-place], shown[-place], question) for _, place in ranked[:count]]


def _context(held: Sequence[TermWeights], place: int, share_before: float) -> float:
    """What a sentence gets of the one before it; more if it begins with a pronoun."""
    if not place:
        return 0.0
    return share_before * sum(share for term, share in held[place - 1].items() if term not in held[place])


def _asks(text: str, end: int) -> bool:
    """Whether a sentence that ends here is a question: what answers stands behind it."""
    return text[end - 1 : end] == "?"


def _share_of_context(text: str, spans: Sequence[Span], place: int, *, asked: bool) -> float:
    """How much a sentence gets of the one before it."""
    if place and _asks(text, spans[place - 1][1]):
        return 1.0
    return _SHARE_BEFORE if leans(text, spans[place][0]) else _SHARE_OF_NEIGHBOUR if asked else 0.0


def _shown(sentence: SentenceWords, question: Question) -> list[Shown]:
    """The words that show an answer of the kind that is asked for, the surest first."""
    best: list[Shown] = []
    for number, kind in enumerate(question.asked.kinds):
        if kind is AnswerKind.DATE and question.asked.kinds[0] is AnswerKind.DEADLINE:
            # "Қашанға дейін" holds "қашан", and asks for no other day.
            continue
        share = _SECOND_KIND if number and not _EITHER.issuperset({kind, question.asked.kinds[0]}) else 1.0
        found = shown_answers(kind, sentence, question.asked, question.words)
        found = [one._replace(sure=one.sure * share) for one in found]
        best = found if _sureness(found) > _sureness(best) else best
    return best


def _sureness(shown: Sequence[Shown]) -> float:
    return shown[0].sure if shown else 0.0


def _names_a_price(sentence: SentenceWords) -> bool:
    return any(word.folded.startswith(_PRICES) for word in sentence.words)


def _share_of_age(sentence: SentenceWords, asked: Asked) -> float:
    old = any(says_before(sentence, place) for place in range(len(sentence.words)))
    new = any(word.folded.startswith(_NOW) or word.folded in _NEW for word in sentence.words)
    return _OLD_SHARE if old and not new and not asked.before else 1.0


def _answer_sentence(text: str, span: Span, shown: Sequence[Shown], question: Question) -> AnswerSentence:
    """With the surest words that answer; of others that are as sure those nearest to the words of the question."""
    sure = [one for one in shown if one.sure >= max(SURE, shown[0].sure)]
    if len(sure) > 1 and question.asked.kinds[0] in KINDS:
        sure = nearest(SentenceWords(text[slice(*span)]), sure, question.terms.__getitem__)
    return AnswerSentence(*span, tuple(sorted((one.start, one.end) for one in sure)))


def _terms_by_sentence(read: ReadText, question: Question) -> list[TermWeights]:
    """The query terms that each sentence of a text matches. Only words that begin like a term are looked at."""
    terms_of, starts, spoken_words = question.terms, question.terms.starts, read.spoken
    found: list[TermWeights] = [{} for _ in read.spans]
    for place in [place for place, start in enumerate(spoken_words.starts) if start in starts]:
        its_terms = found[spoken_words.sentences[place]]
        for term, weight in terms_of[spoken_words.words[place]].items():
            its_terms[term] = max(weight, its_terms.get(term, 0.0))
    return found


def _terms_in(words: Iterable[str], question: Question) -> TermWeights:
    """The query terms that the words of a text match."""
    terms_of = question.terms
    found: TermWeights = {}
    for word in words:
        matched = terms_of[word]
        if matched:
            for term, weight in matched.items():
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
