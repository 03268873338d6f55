"""Of several answers in one sentence those that stand by the words of the question.

"Төлегенді Азамат Сатыбалды, Жібекті Нұргүл Алпысбаева сомдады": who played Жібек is the second of two people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from text.search.sentences.answer_kinds import AnswerKind
from text.search.sentences.sentence_words import SentenceWords
from text.search.sentences.shown import Shown

# Of these kinds a sentence names several that belong to different things; hours and days come in pairs.
KINDS = frozenset({AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.MONEY})
# What a comma or a semicolon between two words costs, in words.
_OF_A_MARK = 3
_MARKS = ",;"


def nearest(sentence: SentenceWords, answers: Sequence[Shown], is_asked: Callable[[str], object]) -> list[Shown]:
    """The answers that stand nearest to a word of the question; all where none stands nearer, or in one list.

    `is_asked`: whether a word in small letters is one of the question.
    """
    if _are_a_list(sentence.text, answers):
        return list(answers)
    asked = [
        (word.start, word.end)
        for word in sentence.words
        if not any(one.start <= word.start < one.end for one in answers)
        and is_asked(sentence.text[word.start : word.end].lower())
    ]
    if not asked:
        return list(answers)
    far = [min(_distance(sentence.text, one, word) for word in asked) for one in answers]
    return [one for one, distance in zip(answers, far, strict=True) if distance == min(far)]


def _are_a_list(text: str, answers: Sequence[Shown]) -> bool:
    """Whether hardly anything stands between them: "Serik and Dana"."""
    in_order = sorted(answers)
    gaps = [text[one.end : other.start] for one, other in pairwise(in_order)]
    return all(len(gap.split()) <= 1 for gap in gaps)


def _distance(text: str, answer: Shown, word: tuple[int, int]) -> int:
    """How many words stand between an answer and a word of the question, with what the marks between them cost."""
    start, end = word
    between = text[end : answer.start] if end <= answer.start else text[answer.end : start]
    return len(between.split()) + _OF_A_MARK * sum(between.count(mark) for mark in _MARKS)
