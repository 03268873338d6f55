"""Finds the words of a sentence that answer a kind of question, each with how surely it is such an answer, 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from text.search import lexicon
from text.search.sentences.answer_kinds import AnswerKind, Asked
from text.search.sentences.sentence_words import SentenceWords
from text.search.sentences.shown import OLD_SHARE, Shown, says_before
from text.search.sentences.shown_causes import causes
from text.search.sentences.shown_names import persons, works
from text.search.sentences.shown_numbers import money, numbers
from text.search.sentences.shown_places import places
from text.search.sentences.shown_times import dates, deadlines, hours
from text.words.folding import fold, folded_words

_WHETHER = lexicon.words("shows.whether")
_NEGATIONS = folded_words("майды мейді байды бейді пайды пейді маған меген баған беген паған пеген")
_NOW, _NEW = lexicon.words("asks.now"), frozenset(lexicon.words("asks.new"))
_NOT = frozenset(folded_words("вместо instead"))
_FREE = lexicon.words("shows.free")
_MAY = "may"
_NOT_KAZAKH = fold("емес")


def shown_answers(kind: AnswerKind, sentence: SentenceWords, asked: Asked, question: Collection[str]) -> list[Shown]:
    """The answers of a kind that a sentence shows and the question does not hold itself, the surest first.

    "Is it free" may hold the word that answers.
    `question`: the first four letters of each word of the question.
    """
    stands_in = _stands_partly_in if kind is AnswerKind.PERSON else _stands_in
    found = [
        one._replace(sure=one.sure * _share_of_age(sentence, one, asked))
        for one in _FINDERS[kind](sentence, asked)
        if not stands_in(said := sentence.text[one.start : one.end], question) or _is_free(kind, said)
    ]
    return sorted(found, key=lambda one: -one.sure)


def _is_free(kind: AnswerKind, said: str) -> bool:
    return kind is AnswerKind.WHETHER and fold(said.lower()).startswith(_FREE)


def _stands_in(text: str, question: Collection[str]) -> bool:
    return all(fold(word)[:4] in question for word in text.lower().replace("-", " ").split())


def _stands_partly_in(text: str, question: Collection[str]) -> bool:
    """Whether the question holds a name of a person: "who is the coach of Alikhan" does not ask for Alikhan Musin."""
    said = text.replace("-", " ").split()
    return _stands_in(text, question) or any(
        fold(word.lower())[:4] in question for word in said if len(said) > 1 and word[:1].isupper()
    )


def _share_of_age(sentence: SentenceWords, one: Shown, asked: Asked) -> float:
    """Less than 1 for an answer that the sentence itself calls the old one: "before 90, now 130", "instead of six"."""
    told = is_old = False
    after = ""
    for place, word in enumerate(sentence.words):
        if word.end <= one.start and (
            (old := says_before(sentence, place)) or word.folded.startswith(_NOW) or (is_old and word.folded in _NEW)
        ):
            told, is_old = True, old
        elif word.start >= one.end and not after:
            after = word.folded
    last = next((word.folded for word in reversed(sentence.words) if word.end <= one.start), "")
    if (last in _NOT or after == _NOT_KAZAKH) and not asked.before:
        return OLD_SHARE
    return OLD_SHARE if told and is_old != asked.before else 1.0


def _whether(sentence: SentenceWords, asked: Asked) -> Iterator[Shown]:
    for word in sentence.words:
        if word.folded == _MAY and word.capital and word.start:
            continue
        if word.folded.startswith(_WHETHER) or word.folded.endswith(_NEGATIONS):
            yield Shown(word.start, word.end, 0.7)


_FINDERS: Mapping[AnswerKind, Callable[[SentenceWords, Asked], Iterable[Shown]]] = {
    AnswerKind.MONEY: money,
    AnswerKind.NUMBER: numbers,
    AnswerKind.HOUR: hours,
    AnswerKind.DATE: dates,
    AnswerKind.DEADLINE: deadlines,
    AnswerKind.PLACE: places,
    AnswerKind.PERSON: persons,
    AnswerKind.REASON: causes,
    AnswerKind.WHETHER: _whether,
    AnswerKind.WORK: works,
}
