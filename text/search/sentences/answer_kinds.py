"""What kind of answer a question asks for: a sum, a number, a day, an hour, a deadline, a place, a person, a cause.

Kazakh, Russian and English share the tables (text/search/lexicon), since the language of a query is not certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from text.search import lexicon, question_words
from text.search.lexicon import Phrase
from text.search.sentences.asked_units import HOW_MANY, names_a_percentage, units_asked_for, words_of_units
from text.search.sentences.directions import Direction, asked_direction
from text.search.sentences.word_order import behind_prepositions, question_first, without_indefinite
from text.words.folding import folded_words


class AnswerKind(StrEnum):
    """What a sentence that answers holds. Of two kinds that fit a question equally well the earlier one is meant."""

    DEADLINE = "deadline"
    MONEY = "money"
    HOUR = "hour"
    REASON = "reason"
    PLACE = "place"
    DATE = "date"
    PERSON = "person"
    NUMBER = "number"
    WHETHER = "whether"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for. `kinds`: the kind that it names first, then what may be meant as well.

    `units`: beginnings of the words that may stand behind the number asked for, "" for any. `before`: it asks how
    things were. `naming`: words that only name the kind, as "city" in "in which city". `by_noun`: a noun alone names
    the kind, as in "a fine for fishing", and is what is asked about besides. `direction`: of the place asked for.
    `where`: words behind a preposition of place, as "Omsk" in "train to Omsk"; `matter`: behind one like "about".
    """

    kinds: tuple[AnswerKind, ...] = ()
    units: tuple[str, ...] = ()
    before: bool = False
    naming: frozenset[str] = frozenset()
    by_noun: bool = False
    direction: Direction = Direction.NONE
    where: frozenset[str] = frozenset()
    matter: frozenset[str] = frozenset()

    def without(self, kind: AnswerKind) -> Asked:
        """The same, with this kind not asked for."""
        return replace(self, kinds=tuple(one for one in self.kinds if one is not kind))


class _Step(NamedTuple):
    """A word of a phrase: its beginning, or the whole word; `at_once`: directly behind the step before."""

    beginning: str
    whole: bool
    at_once: bool

    def fits(self, word: str) -> bool:
        return word == self.beginning if self.whole else word.startswith(self.beginning)


def _steps(phrase: Phrase) -> tuple[_Step, ...]:
    """ "=" behind a beginning marks a whole word, "+" before it one that follows at once."""
    return tuple(_Step(one.lstrip("+").rstrip("="), one.endswith("="), one.startswith("+")) for one in phrase)


_PHRASES: dict[AnswerKind, tuple[tuple[_Step, ...], ...]] = {
    kind: tuple(map(_steps, lexicon.phrases(f"asks.{kind}")))
    for kind in AnswerKind
    if kind not in {AnswerKind.WHETHER, AnswerKind.WORK}
}
_ORDER = {kind: place for place, kind in enumerate(AnswerKind)}
# The phrases by the beginning of their first word, each with how all its words begin, for speed: most words of a
# question begin none, and hardly any question has all words of one.
_START = 2
_BY_START: dict[str, list[tuple[AnswerKind, tuple[_Step, ...], frozenset[str]]]] = {}
for _kind, _phrases in _PHRASES.items():
    for _phrase in _phrases:
        _needed = frozenset(step.beginning[:_START] for step in _phrase if step.whole or len(step.beginning) >= _START)
        _BY_START.setdefault(_phrase[0].beginning[:_START], []).append((_kind, _phrase, _needed))
_NAMED_BY_NOUNS = frozenset({AnswerKind.PLACE, AnswerKind.DATE, AnswerKind.HOUR})
# One of these words is a question by itself: "address", "deadline".
_NAMING_ALONE = frozenset(lexicon.words("asks.naming_alone"))
_MONEY_NOUNS = lexicon.words("asks.money_noun")
_PRICES = lexicon.words("asks.price_noun")
# What has a price: "билеті қанша болды" asks for no number of tickets.
_PRICED = lexicon.words("asks.priced")
# "Бельё входит в цену" says something of a price and does not ask for it.
_PRESENT = folded_words("ит ет ется ят ют ады еді йды йді")
# "Нан бағасы" asks what bread costs, in so many words; a longer query says what it asks.
_MOST_OF_PRICE = 4
_NUMBER_NOUNS = lexicon.words("asks.number_noun")
_OFFICES = lexicon.words("shows.office")
_WORKS = lexicon.words("asks.work")
_BEFORE = lexicon.words("asks.before")
_WHETHER_LAST = frozenset(lexicon.words("asks.whether_last"))
_WHETHER_FIRST = frozenset(lexicon.words("asks.whether_first"))
_WHETHER_ANY = frozenset(lexicon.words("asks.whether_any"))
# A few words that begin or end with one of these ask for it.
_NOUNS_ALONE = (
    (AnswerKind.MONEY, lexicon.words("asks.sum_noun")),
    (AnswerKind.NUMBER, lexicon.words("asks.measure_noun")),
    (AnswerKind.PERSON, _OFFICES),
)
# With one of these a noun such as "price" or "height" is what is asked for.
_WHICH = folded_words("қандай қай какой какая какое каков каком каког what which")
_ASKING = (*_WHICH, *folded_words("қанша неше скольк how"))
_SPOKEN = lexicon.spoken()
# "How much museum ticket": without a verb a price is meant.
_HOW_MUCH, _VERBS_OF_ALL = (
    ("how", "much"),
    frozenset(
        (*lexicon.words("verbs"), *lexicon.words("asks.whether_first"), *folded_words("used lost left per day time"))
    ),
)
# "How high were the waves" does not ask for something high.
_MEASURES = frozenset(folded_words("high tall deep wide long far old big large heavy fast strong cold hot often thick"))


def what_is_asked(words: Sequence[str]) -> Asked:
    """What a question asks for, given its folded words in order, question words included."""
    said = without_indefinite([_SPOKEN.get(word, word) for word in words])
    words = question_first(said)
    kinds = _by_phrases(words)
    asking = any(word.startswith(_ASKING) for word in words)
    if any(word.startswith(_WHICH) and after.startswith(_OFFICES) for word, after in pairwise(words)):
        kinds.insert(0, AnswerKind.PERSON)
    elif asking and (names_a_percentage(words) or any(word.startswith(_NUMBER_NOUNS) for word in words)):
        kinds.insert(0, AnswerKind.NUMBER)
    elif asking and _asks_a_price(words, kinds, at_end=words is not said):
        kinds.insert(0, AnswerKind.MONEY)
    if not kinds and _names_a_price(words):
        kinds.append(AnswerKind.MONEY)
    if asking and any(word.startswith(_WORKS) for word in words):
        kinds.append(AnswerKind.WORK)
    whether = not kinds and _asks_whether(words)
    by_noun = None if kinds or asking or whether else _named_by_a_noun(words)
    if by_noun:
        kinds.append(by_noun)
    if whether:
        kinds.append(AnswerKind.WHETHER)
    before = any(word.startswith(_BEFORE) for word in words)
    return Asked(
        tuple(dict.fromkeys(kinds)),
        units_asked_for(words),
        before,
        frozenset(_naming(kinds, words)),
        by_noun is not None,
        asked_direction(words) if AnswerKind.PLACE in kinds else Direction.NONE,
        *behind_prepositions(words),
    )


def _names_a_price(words: Sequence[str]) -> bool:
    """Whether a few words ask for a price, or more that begin with it: "price of coal now in Karazhal"."""
    if not any(word.startswith(_PRICES) for word in words) or any(word.endswith(_PRESENT) for word in words):
        return False
    if len(words) <= _MOST_OF_PRICE:
        return True
    saying = [word for word in words if question_words.weight(word)]
    return len(saying) <= _MOST_OF_PRICE and any(edge.startswith(_PRICES) for edge in (*saying[:1], *saying[-1:]))


def _named_by_a_noun(words: Sequence[str]) -> AnswerKind | None:
    """What a few words ask for that begin or end with its name: "министр финансов", "мұзға айыппұл"."""
    if not 1 < len(words) <= _MOST_OF_PRICE:
        return None
    edges = words[0], words[-1]
    return next((kind for kind, nouns in _NOUNS_ALONE if any(word.startswith(nouns) for word in edges)), None)


def _naming(kinds: Sequence[AnswerKind], words: Sequence[str]) -> Iterator[str]:
    """The words that name a place, a day or an hour as what is asked for: "in which city", "deadline"."""
    if kinds:
        yield from (word for word in words if word in _NAMING_ALONE)
    if AnswerKind.NUMBER in kinds:
        yield from (after for word, after in pairwise(words) if word == _HOW_MUCH[0] and after in _MEASURES)
    if not {AnswerKind.NUMBER, AnswerKind.MONEY}.isdisjoint(kinds):
        yield from words_of_units(words)
    named_by_nouns = _NAMED_BY_NOUNS.intersection(kinds)
    for kind, phrase in _begun_by(words) if named_by_nouns else ():
        if kind in named_by_nouns and len(phrase) > 1 and _stands_in(phrase, words):
            yield from (word for word in words if phrase[-1].fits(word))


def _by_phrases(words: Sequence[str]) -> list[AnswerKind]:
    """The kinds whose phrases stand in the question, those with the longest phrase first."""
    longest: dict[AnswerKind, int] = {}
    for kind, phrase in _begun_by(words):
        if len(phrase) > longest.get(kind, 0) and _stands_in(phrase, words):
            longest[kind] = len(phrase)
    kinds = sorted(longest, key=lambda kind: (-longest[kind], _ORDER[kind]))
    # "Сколько стоит" asks for a sum, not for any number.
    return [kind for kind in kinds if kind is not AnswerKind.NUMBER or kind is kinds[0]]


def _begun_by(words: Sequence[str]) -> list[tuple[AnswerKind, tuple[_Step, ...]]]:
    """The phrases whose words begin as words of the question do."""
    starts = {word[:_START] for word in words}
    return [(kind, phrase) for start in starts for kind, phrase, needed in _BY_START.get(start, ()) if needed <= starts]


def _stands_in(phrase: Sequence[_Step], words: Sequence[str]) -> bool:
    """Whether words that fit the steps of a phrase follow one another, in this order."""
    place = -1
    for step in phrase:
        behind = range(place + 1, min(place + 2, len(words)) if step.at_once else len(words))
        for place in behind:
            if step.fits(words[place]):
                break
        else:
            return False
    return True


def _asks_a_price(words: Sequence[str], kinds: Sequence[AnswerKind], *, at_end: bool) -> bool:
    """Whether a sum is asked for: "what is the fine", or "bread how much" without a word that says of what.

    `at_end`: the question stood there, and "repairs how much" has no verb.
    """
    if names_a_percentage(words):
        return False
    if any(word.startswith((*_MONEY_NOUNS, *_PRICED)) for word in words):
        return not kinds or kinds[0] is AnswerKind.NUMBER
    if kinds == [AnswerKind.NUMBER] and tuple(words[:2]) == _HOW_MUCH and (at_end or _VERBS_OF_ALL.isdisjoint(words)):
        return len(words) <= _MOST_OF_PRICE + 1
    return kinds == [AnswerKind.NUMBER] and words[-1].startswith(HOW_MANY)


def _asks_whether(words: Sequence[str]) -> bool:
    return bool(words) and (
        words[-1] in _WHETHER_LAST or words[0] in _WHETHER_FIRST or not _WHETHER_ANY.isdisjoint(words)
    )
