"""How much a word says of what is asked: "price", "in which city" and "people" say little, and so does a verb.

An event is told in many verbs, and a kind of answer is shown without its name. What is left are the things that a
question is about: where one of these stands nowhere, hardly any article answers.
"""

from __future__ import annotations

from functools import lru_cache

from text.search import lexicon
from text.search.kin import is_verb_of_root
from text.search.question_words import LOW_WEIGHT, is_slip_of_one
from text.search.sentences.answer_kinds import AnswerKind, Asked
from text.search.word_likeness import is_noun_of
from text.words import kazakh
from text.words.folding import fold_once, folded_words

# What a verb that no article holds weighs, and a word that names the kind of answer.
_LITTLE = 0.3
# A verb known by its ending has at least so many letters.
_SHORTEST_VERB = 5
_VERB_ENDINGS, _VERBS = lexicon.as_spelled("verb_endings"), frozenset(lexicon.words("verbs"))
# A word that only tells a thing from others, where no article holds it. One known by its ending has so many letters.
_MODIFIER, _SHORTEST_MODIFIER = 0.5, 6
_MODIFIERS, _MODIFIER_ENDINGS = lexicon.words("modifiers"), lexicon.words("modifier_endings")
# Kazakh cases of place, and the letters of a word before one. The dative may be of what is done to something.
_CASES_OF_PLACE, _DATIVE = folded_words("да де та те дан ден тан тен нда нде ндан нден"), folded_words("ға ге қа ке")
_SHORTEST_PLACE = 4
# So a Kazakh noun may end, too: "алтынды".
_OF_NOUNS_TOO = folded_words(
    "лды лді нды нді тты тті шты шті пты пті қты кті сты сті рды рді зды зді ғанда генде қанда кенде"
)
_NOUNS, _NOUN_ENDINGS = lexicon.words("nouns_like_verbs"), lexicon.as_spelled("noun_endings")
_TIMES = ("shows.part_of_day", "shows.near_days", "shows.months", "shows.weekdays")
_GENERAL = tuple(word for name in ("general", *_TIMES) for word in lexicon.words(name))
# Shorter ones begin other words.
_SHORTEST_ALLOWED = 5
_ALLOWED = tuple(word for word in lexicon.words("shows.whether") if len(word) >= _SHORTEST_ALLOWED)
_MEASURED, _PAID = lexicon.words("asks.number_noun"), lexicon.words("asks.money_noun")
_PRICES = lexicon.words("asks.price_noun")
_MONEY_ITSELF = lexicon.words("asks.money_itself")


def share_of_meaning(word: str, asked: Asked, *, held: bool) -> float:
    """Less than 1 for a word that says little of what is asked. `held`: an article holds it."""
    folded = fold_once(word)
    if folded.isdigit() or _names_the_kind(folded, asked):
        return _LITTLE
    if held:
        return 1.0
    if is_slip_of_one(folded):
        return LOW_WEIGHT
    if is_general(folded):
        return _LITTLE
    return _LITTLE if _is_verb(word, asked) else _MODIFIER if _is_modifier(folded) else 1.0


def share_of_thing(word: str, asked: Asked) -> float:
    """How far a word of content is what a question is about, as "bridge" in "how long is the old bridge closed"."""
    folded = fold_once(word)
    if share_of_meaning(word, asked, held=True) < 1.0 or is_general(folded) or is_slip_of_one(folded):
        return 0.0
    if _is_verb(word, asked) and not _is_noun_like_a_verb(word):
        return 0.0
    return _MODIFIER if _is_modifier(folded) else 1.0


def _is_verb(word: str, asked: Asked) -> bool:
    """Behind a preposition none stands but listed ones: "to know"."""
    folded = fold_once(word)
    return looks_like_a_verb(word) and (folded not in asked.where or folded in _VERBS)


def is_subject(word: str, asked: Asked) -> bool:
    """Whether a word is a thing itself and does not only tell it from others."""
    return share_of_thing(word, asked) == 1.0


def says_where(word: str, asked: Asked, *, dative: bool = True) -> bool:
    """Whether a word says where, by its case or its preposition: what is told of elsewhere is no answer."""
    folded = fold_once(word)
    if folded in asked.where:
        return True
    cases = _CASES_OF_PLACE + _DATIVE if dative else _CASES_OF_PLACE
    return _is_in_case_of_place(folded, cases) and not looks_like_a_verb(word)


@lru_cache(maxsize=4096)
def _is_in_case_of_place(folded: str, cases: tuple[str, ...]) -> bool:
    found = (one for one in cases if folded.endswith(one) and len(folded) - len(one) >= _SHORTEST_PLACE)
    return any(kazakh.fits(folded[: -len(one)], one) for one in found)


@lru_cache(maxsize=4096)
def is_general(folded: str) -> bool:
    """Whether a word is said of anybody, any time or whatever is allowed: "people", "second", "in the morning"."""
    return is_noun_of(folded, _GENERAL) or folded.startswith(_ALLOWED)


@lru_cache(maxsize=4096)
def _is_modifier(folded: str) -> bool:
    long = len(folded) >= _SHORTEST_MODIFIER
    return is_noun_of(folded, _MODIFIERS) or (long and folded.endswith(_MODIFIER_ENDINGS))


@lru_cache(maxsize=4096)
def looks_like_a_verb(word: str) -> bool:
    """Whether a word is a listed verb or ends as one."""
    folded = fold_once(word)
    if folded in _VERBS:
        return True
    # As it is spelled: folded, "чать" ends like "Жаркент", and "лётчицам" like "барсам".
    return len(folded) >= _SHORTEST_VERB and lexicon.kept_apart(word).endswith(_VERB_ENDINGS)


@lru_cache(maxsize=4096)
def _is_noun_like_a_verb(word: str) -> bool:
    """Whether a word that ends as a verb is rather a noun: "скорость", "вокзал", "алтынды"."""
    folded = fold_once(word)
    if folded in _VERBS:
        return False
    if is_noun_of(folded, _NOUNS) or lexicon.kept_apart(word).endswith(_NOUN_ENDINGS):
        return True
    return folded.endswith(_OF_NOUNS_TOO) and not is_verb_of_root(folded)


def only_names_the_answer(word: str, asked: Asked) -> bool:
    """Whether a word is "price", or "city" in "in which city": an article need not have it to answer."""
    folded = fold_once(word)
    return folded in asked.naming or (AnswerKind.MONEY in asked.kinds and folded.startswith(_PRICES))


def _names_the_kind(folded: str, asked: Asked) -> bool:
    if folded in asked.naming or (asked.kinds and not asked.by_noun and _is_measured(folded)):
        return True
    if _is_money_itself(folded):
        return True
    return not asked.by_noun and AnswerKind.MONEY in asked.kinds and _is_paid(folded)


@lru_cache(maxsize=4096)
def _is_measured(folded: str) -> bool:
    return is_noun_of(folded, _MEASURED)


@lru_cache(maxsize=4096)
def _is_money_itself(folded: str) -> bool:
    return is_noun_of(folded, _MONEY_ITSELF)


@lru_cache(maxsize=4096)
def _is_paid(folded: str) -> bool:
    return is_noun_of(folded, _PAID)
