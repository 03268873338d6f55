"""Two decisions about what was found: whether it is worth showing, and whether it answers what was asked.

The first takes little: some weight of the query stands in an article. The second takes most of the query's weight, held
by the words themselves or beyond doubt by a repaired slip, and every name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from text.search import lexicon
from text.search.honesty.held import Held, HeldWord, best_held, is_known
from text.search.honesty.meaning import (
    is_general,
    is_subject,
    looks_like_a_verb,
    only_names_the_answer,
    says_where,
    share_of_meaning,
    share_of_thing,
)
from text.search.honesty.sure_repair import is_beyond_doubt
from text.search.query_terms import QueryTerm
from text.search.question_words import LOW_WEIGHT, asks_nothing, is_slip_of_one
from text.search.sentences.answer_kinds import AnswerKind, Asked
from text.words.folding import KAZAKH_LETTERS, fold_once, tidy, words

# The shares of the query's weight that an article must hold to be shown, and to be an answer.
_WORTH_SHOWING, _ANSWERS = 0.3, 0.53
# With less than that it answers if a sentence of it shows what was asked for, since the same is said in many words.
_NEARLY_ANSWERS = 0.48
# Where a thing that was asked about stands in no article, an answer holds so much of the weight of all things. With 0.6
# nine more right answers of the five sets of questions are called inexact, and two fewer pass where there is none.
_OF_THINGS = 0.55
# A word that is only alike counts so much where it is decided what is worth showing.
_ALIKE_SHARE = 0.35
# Of so few words a verb is half of what is asked: "who stole a bicycle".
_FEW_TERMS = 2
_LONGEST_NAME = 3
# Of so many things each place counts, whatever else an article holds.
_FEW_THINGS = 3
# Hardly a Kazakh word has one of these.
_RUSSIAN_LETTERS = frozenset("ёщъь")
_OFFICES = lexicon.words("shows.office")


@dataclass(frozen=True, slots=True)
class Absent:
    """A word that stands in no article, and the words of the articles found that it was taken for."""

    word: str
    taken_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certainty:
    """`found`: worth showing; `inexact`: but no answer; `absent`: words of content that stand in no article.

    `nearly`: it is an answer if a sentence shows an answer of the kind that is asked for.
    """

    found: bool
    inexact: bool = False
    absent: tuple[Absent, ...] = ()
    nearly: bool = False

    @property
    def answers(self) -> bool:
        """Whether what was found answers what was asked."""
        return self.found and not self.inexact


def judge(
    terms: Sequence[QueryTerm], articles: Sequence[Sequence[HeldWord]], asked: Asked, frequencies: Mapping[str, int]
) -> Certainty:
    """Judges the best articles found, each given by how it holds the terms.

    `asked`: what kind of answer is asked for; `frequencies`: counts of the terms' tokens.
    """
    best = best_held(articles) if articles else [HeldWord(Held.NOT)] * len(terms)
    absent = [
        _is_absent(term, held, frequencies) and not only_names_the_answer(term.word, asked)
        for term, held in zip(terms, best, strict=True)
    ]
    weights = [
        0.0
        if term.is_framing and held.held < Held.REPAIRED
        else term.asked_weight * share_of_meaning(term.word, asked, held=held.held >= Held.REPAIRED)
        for term, held in zip(terms, best, strict=True)
    ]
    whole = sum(weights) or 1.0
    sure = max((_share(weights, each, Held.REPAIRED) for each in articles), default=0.0) / whole
    things = _Things(terms, asked, absent)
    # A name in one article and the rest in another are no answer.
    answering = [things.surely_held(each) for each in articles if _holds_names(terms, each)]
    if AnswerKind.PERSON in asked.kinds:
        answering = [each for each in answering if not _is_another_office(terms, each, asked)]
    answers = max((_share(weights, each, Held.REPAIRED) for each in answering if each), default=0.0) / whole
    alike = max((_share(weights, each, Held.ALIKE) for each in articles), default=0.0) / whole
    found = sure >= _WORTH_SHOWING or sure + _ALIKE_SHARE * (alike - sure) >= _WORTH_SHOWING
    # "What did Aidana say": what somebody else said is no answer, nor that something else opens.
    something_else = any(
        gone and held.held is Held.NOT and not looks_like_a_verb(term.word)
        for term, held, gone in zip(terms, best, absent, strict=True)
    )
    found = found and not (something_else and _only_verbs_are_held(terms, best))
    named = tuple(
        Absent(term.word, (held.spelled,) if held.held else ())
        for term, held, gone, thing in zip(terms, best, absent, things.absent, strict=True)
        if gone and (sure < _ANSWERS or len(terms) <= _FEW_TERMS or thing or not looks_like_a_verb(term.word))
    )
    return Certainty(found, found and answers < _ANSWERS, named, found and _NEARLY_ANSWERS <= answers < _ANSWERS)


def alone_holds_a_thing(terms: Sequence[QueryTerm], articles: Sequence[Sequence[HeldWord]], asked: Asked) -> bool:
    """Whether the last article holds a thing that is asked about, and those ranked before it none: only "price"."""
    *before, last = articles
    if not before:
        return False
    things = [place for place, term in enumerate(terms) if _tells_something(term) and share_of_thing(term.word, asked)]
    if not any(last[place].held >= Held.REPAIRED for place in things):
        return False
    # What holds no word at all was found by its first letters: "сабака" is собака.
    return all(
        any(one.held for one in article) and not any(article[place].held for place in things) for article in before
    )


def says_nothing(terms: Sequence[QueryTerm]) -> bool:
    """Whether a query is made of words that are not searched for elsewhere: "и в на", "how much"."""
    return all(asks_nothing(fold_once(term.word)) for term in terms)


def is_titled(terms: Sequence[QueryTerm], title: str) -> bool:
    """Whether a title of several such words is what was typed: «Что? Где? Когда?»."""
    return len(terms) > 1 and {fold_once(term.word) for term in terms} <= {
        fold_once(word) for word in words(tidy(title))
    }


def _only_verbs_are_held(terms: Sequence[QueryTerm], best: Sequence[HeldWord]) -> bool:
    held = [term.word for term, one in zip(terms, best, strict=True) if one.held >= Held.REPAIRED]
    return bool(held) and all(map(looks_like_a_verb, held))


def _holds_names(terms: Sequence[QueryTerm], article: Sequence[HeldWord]) -> bool:
    return all(
        one.held >= Held.REPAIRED
        for term, one in zip(terms, article, strict=True)
        if term.is_name and not term.is_framing
    )


def _is_another_office(terms: Sequence[QueryTerm], article: Sequence[HeldWord], asked: Asked) -> bool:
    """Whether it is asked who holds an office of something, and an article has one without the other: another akim."""
    if not article or not any(fold_once(term.word).startswith(_OFFICES) for term in terms):
        return False
    things = [
        one.held >= Held.REPAIRED
        for term, one in zip(terms, article, strict=True)
        if _tells_something(term) and share_of_thing(term.word, asked)
    ]
    return len(things) == _FEW_TERMS and not all(things)


def _share(weights: Sequence[float], held: Sequence[HeldWord], least: Held) -> float:
    return sum(weight for weight, one in zip(weights, held, strict=True) if one.held >= least)


def _share_of_thing(term: QueryTerm, terms: Sequence[QueryTerm], asked: Asked) -> float:
    """Beside a name, among a few words, what looks like an adjective is the rest of the name: "Айдос Сарым"."""
    share = share_of_thing(term.word, asked)
    return 1.0 if share and len(terms) <= _LONGEST_NAME and any(one.is_name for one in terms) else share


class _Things:
    """What a question is about, as far as its words tell, and which of it stands in no article."""

    def __init__(self, terms: Sequence[QueryTerm], asked: Asked, absent: Sequence[bool]) -> None:
        self._terms, self._asked = terms, asked
        self._weights = [
            term.asked_weight * _share_of_thing(term, terms, asked) if _tells_something(term) else 0.0 for term in terms
        ]
        self.absent = [weight > 0 and gone for weight, gone in zip(self._weights, absent, strict=True)]

    def surely_held(self, article: Sequence[HeldWord]) -> Sequence[HeldWord]:
        """How an article holds the words, its doubtful repairs taken for likeness; none if it holds too few things."""
        held = self._without_doubtful(article)
        missing = [weight > 0 and one.held < Held.REPAIRED for weight, one in zip(self._weights, held, strict=True)]
        lost = [(term, gone) for term, gone, one in zip(self._terms, self.absent, missing, strict=True) if one]
        few = sum(weight > 0 for weight in self._weights) <= _FEW_THINGS
        if any(self._says_where(term, few=few, gone=gone) for term, gone in lost):
            return ()
        if lost and not self._holds_a_subject(held):
            return ()
        if not any(gone for _, gone in lost):
            return held
        return held if _share(self._weights, held, Held.REPAIRED) >= _OF_THINGS * sum(self._weights) else ()

    def _holds_a_subject(self, held: Sequence[HeldWord]) -> bool:
        """Whether an article holds a thing that is no place, if one is asked about: there may be others."""
        things = [
            (one.held >= Held.REPAIRED, is_subject(term.word, self._asked))
            for term, weight, one in zip(self._terms, self._weights, held, strict=True)
            if weight and not says_where(term.word, self._asked)
        ]
        return any(is_held for is_held, _ in things) or not any(subject for _, subject in things)

    def _says_where(self, term: QueryTerm, *, few: bool, gone: bool) -> bool:
        """Whether a word says where or of what; in a long question one that other articles have is only wording."""
        if gone and fold_once(term.word) in self._asked.matter:
            return True
        return (few or gone) and says_where(term.word, self._asked, dative=gone)

    def _without_doubtful(self, article: Sequence[HeldWord]) -> Sequence[HeldWord]:
        """A repair is believed beside another thing that the article holds; alone only where one letter differs."""
        if not any(one.held is Held.REPAIRED for one in article):
            return article
        sure = [
            one.held is Held.ITSELF or (one.held is Held.REPAIRED and is_beyond_doubt(term.word, one.spelled))
            for term, one in zip(self._terms, article, strict=True)
        ]
        # One word of the article is not two of the question: "балет билеті".
        taken = {one.spelled for one in article if one.held is Held.ITSELF}
        alone = not any(weight and known for weight, known in zip(self._weights, sure, strict=True))
        return [
            HeldWord(Held.ALIKE, one.spelled)
            if one.held is Held.REPAIRED
            and ((alone and not known) or one.spelled in taken or self._is_of_another_language(term.word, one.spelled))
            else one
            for term, one, known in zip(self._terms, article, sure, strict=True)
        ]

    def _is_of_another_language(self, word: str, spelled: str) -> bool:
        """Whether a Kazakh word was taken for a Russian one, or one behind a Russian preposition for a Kazakh one."""
        if not KAZAKH_LETTERS.isdisjoint(word):
            return not _RUSSIAN_LETTERS.isdisjoint(spelled)
        return fold_once(word) in self._asked.where and not KAZAKH_LETTERS.isdisjoint(spelled)


def _tells_something(term: QueryTerm) -> bool:
    return term.weight > LOW_WEIGHT and not term.is_framing


def _is_absent(term: QueryTerm, held: HeldWord, frequencies: Mapping[str, int]) -> bool:
    """Whether a word of content stands in no article, as far as index and the articles found tell."""
    if not _tells_something(term) or held.held is Held.ITSELF:
        return False
    if term.is_name:
        return held.held < Held.REPAIRED
    if held.held < Held.REPAIRED and is_general(fold_once(term.word)):
        return False
    return not is_known(term.word, frequencies) and not _is_mistyped_wording(term, held)


def _is_mistyped_wording(term: QueryTerm, held: HeldWord) -> bool:
    """Whether a word that no article holds is a slip of "which", "according to": it says nothing of what is asked."""
    return held.held < Held.REPAIRED and not term.is_name and is_slip_of_one(fold_once(term.word))
