"""What is counted of the answers to the question set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.questions.question_set import Question
from storage.search.answer import SearchAnswer

# These ask for nothing but the right article.
WORDS_ONLY = {"keywords", "slip"}
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and the first card as a reader sees it."""

    question: Question
    answer: SearchAnswer
    card: str

    @property
    def shown(self) -> list[str]:
        """The ids of the cards on the first page."""
        return [hit.id for hit in self.answer.shown]

    @property
    def right_first(self) -> bool:
        return self.shown[:1] == [self.question.article]

    @property
    def on_first_card(self) -> bool:
        return self.right_first and holds(self.card, self.question.gold)

    @property
    def sentence_first(self) -> bool:
        return self.right_first and holds(self.answer.hits[0].best_sentence, self.question.gold)

    @property
    def called_inexact(self) -> bool:
        return bool(self.answer.found) and self.answer.inexact

    @property
    def honest(self) -> bool:
        """Nothing is shown as if it answered."""
        return not self.answer.found or self.answer.inexact

    @property
    def names_what_is_missing(self) -> bool:
        missing = {one.word.lower() for one in self.answer.missing}
        return not self.answer.found or set(self.question.gold.split()) <= missing

    @property
    def unrelated(self) -> int:
        return len([id_ for id_ in self.shown if id_ != self.question.article])


def holds(shown: str, gold: str) -> bool:
    """Whether the words that answer stand in what is shown, whatever its spaces."""
    return _SPACES.sub(" ", gold).lower() in _SPACES.sub(" ", shown).lower()


@dataclass(frozen=True, slots=True)
class Figure:
    """A share or a mean over those questions that it concerns."""

    name: str
    concerns: Callable[[Question], bool]
    value: Callable[[Answered], float]

    def of(self, answered: Iterable[Answered]) -> tuple[float, int]:
        """The mean, and over how many questions."""
        values = [float(self.value(one)) for one in answered if self.concerns(one.question)]
        return (sum(values) / len(values) if values else 0.0), len(values)


def _has_article(question: Question) -> bool:
    return bool(question.article)


def _asks(question: Question) -> bool:
    return bool(question.article) and question.kind not in WORDS_ONLY


FIGURES = (
    Figure("right article first", _has_article, lambda one: one.right_first),
    Figure("answer on the first card", _asks, lambda one: one.on_first_card),
    Figure("answer in the sentence", _asks, lambda one: one.sentence_first),
    Figure("inflected keywords", lambda one: one.kind == "keywords", lambda one: one.right_first),
    Figure("slips", lambda one: one.kind == "slip", lambda one: one.right_first),
    Figure("honest where no answer", lambda one: one.kind == "none", lambda one: one.honest),
    Figure("names what is missing", lambda one: one.kind == "none", lambda one: one.names_what_is_missing),
    Figure("right called inexact", _has_article, lambda one: one.right_first and one.called_inexact),
    Figure("unrelated cards", _has_article, lambda one: one.unrelated),
)


def suggestions_of_archive(answered: Sequence[Answered], archive: set[str]) -> tuple[int, int]:
    """How many suggestions are made of words of the archive, and how many there are."""
    made = [one.answer.did_you_mean for one in answered if one.answer.did_you_mean]
    return sum(archive.issuperset(_WORD.findall(text.lower())) for text in made), len(made)


def words_of(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text.lower())}
