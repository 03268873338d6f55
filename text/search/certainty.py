"""Two decisions about what was found: whether it is worth showing, and whether it answers what was asked.

The first takes little: some weight of the query stands in an article. The second takes most of the query's weight, held
by the words themselves or beyond doubt by a repaired slip, and every name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from text.search import lexicon
from text.search.held_words import Held, HeldWord, best_held, is_known
from text.search.query_terms import QueryTerm
from text.search.question_words import LOW_WEIGHT, asks_nothing, is_slip_of_one
from text.search.sentences.answer_kinds import Asked
from text.words.folding import fold_once, tidy, words

# The shares of the query's weight that an article must hold to be shown, and to be an answer.
_WORTH_SHOWING, _ANSWERS = 0.3, 0.53
# With less than that it answers if a sentence of it shows what was asked for, since the same is said in many words.
_NEARLY_ANSWERS = 0.48
# A word that is only alike counts so much where it is decided what is worth showing.
_ALIKE_SHARE = 0.35
# What a verb that no article holds weighs, since an event is told in many verbs, and a word that names the kind of
# answer. A verb known by its ending has at least so many letters.
_LITTLE, _SHORTEST_VERB = 0.3, 5
# Of so few words a verb is half of what is asked: "who stole a bicycle".
_FEW_TERMS = 2
_VERB_ENDINGS, _VERBS = lexicon.as_spelled("verb_endings"), frozenset(lexicon.words("verbs"))
_MEASURED, _PRICED = lexicon.words("asks.number_noun"), lexicon.words("asks.money_noun")


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
        _is_absent(term, held, frequencies) and fold_once(term.word) not in asked.naming
        for term, held in zip(terms, best, strict=True)
    ]
    weights = [term.asked_weight * _share_of_meaning(term, held, asked) for term, held in zip(terms, best, strict=True)]
    whole = sum(weights) or 1.0
    sure = max((_share(weights, each, Held.REPAIRED) for each in articles), default=0.0) / whole
    # A name in one article and the rest in another are no answer.
    with_names = [each for each in articles if _holds_names(terms, each)]
    answers = max((_share(weights, each, Held.REPAIRED) for each in with_names), default=0.0) / whole
    alike = max((_share(weights, each, Held.ALIKE) for each in articles), default=0.0) / whole
    found = sure >= _WORTH_SHOWING or sure + _ALIKE_SHARE * (alike - sure) >= _WORTH_SHOWING
    # "What did Aidana say": what somebody else said is no answer, nor that something else opens.
    something_else = any(
        gone and held.held is Held.NOT and not _looks_like_a_verb(term.word)
        for term, held, gone in zip(terms, best, absent, strict=True)
    )
    found = found and not (something_else and _only_verbs_are_held(terms, best))
    named = tuple(
        Absent(term.word, (held.spelled,) if held.held else ())
        for term, held, gone in zip(terms, best, absent, strict=True)
        if gone and (sure < _ANSWERS or len(terms) <= _FEW_TERMS or not _looks_like_a_verb(term.word))
    )
    return Certainty(found, found and answers < _ANSWERS, named, found and _NEARLY_ANSWERS <= answers < _ANSWERS)


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
    return bool(held) and all(map(_looks_like_a_verb, held))


def _holds_names(terms: Sequence[QueryTerm], article: Sequence[HeldWord]) -> bool:
    return all(one.held >= Held.REPAIRED for term, one in zip(terms, article, strict=True) if term.is_name)


def _share(weights: Sequence[float], held: Sequence[HeldWord], least: Held) -> float:
    return sum(weight for weight, one in zip(weights, held, strict=True) if one.held >= least)


def _is_absent(term: QueryTerm, held: HeldWord, frequencies: Mapping[str, int]) -> bool:
    """Whether a word of content stands in no article, as far as index and the articles found tell."""
    if term.weight <= LOW_WEIGHT or held.held is Held.ITSELF:
        return False
    if term.is_name:
        return held.held < Held.REPAIRED
    return not is_known(term.word, frequencies) and not _is_mistyped_wording(term, held)


def _is_mistyped_wording(term: QueryTerm, held: HeldWord) -> bool:
    """Whether a word that no article holds is a slip of "which", "according to": it says nothing of what is asked."""
    return held.held < Held.REPAIRED and not term.is_name and is_slip_of_one(fold_once(term.word))


def _share_of_meaning(term: QueryTerm, held: HeldWord, asked: Asked) -> float:
    """Less than 1 for a word that says little of what is asked: "price", "in which city", 2027, a verb not held."""
    folded = fold_once(term.word)
    if folded.isdigit():
        return _LITTLE
    names_the_kind = folded in asked.naming or (asked.kinds and folded.startswith(_MEASURED))
    verb = held.held < Held.REPAIRED and _looks_like_a_verb(term.word)
    if _is_mistyped_wording(term, held):
        return LOW_WEIGHT
    return _LITTLE if names_the_kind or folded.startswith(_PRICED) or verb else 1.0


@lru_cache(maxsize=4096)
def _looks_like_a_verb(word: str) -> bool:
    folded = fold_once(word)
    # As it is spelled: folded, "чать" ends like "Жаркент", and "лётчицам" like "барсам".
    return folded in _VERBS or (len(folded) >= _SHORTEST_VERB and lexicon.kept_apart(word).endswith(_VERB_ENDINGS))
