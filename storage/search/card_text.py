"""What the card of a hit says: a title, and the sentences of its text that answer."""

from __future__ import annotations

from functools import cached_property

from text.search.read_text import ReadText
from text.search.sentences.best_sentence import AnswerSentence, Question, best_sentences

# Without a title the first sentence is shown as one, so much of it.
_LONGEST_TITLE = 200


class CardText:
    """Made where somebody looks at it, once.

    Choosing sentences costs as much as scoring the article, and most hits are never shown: those of a preview, of a
    search for copies, or behind the last card. `sentences`: how many are chosen, of `read` for `question`.
    """

    def __init__(
        self, title: str, read: ReadText | None = None, question: Question | None = None, sentences: int = 0
    ) -> None:
        self._title = title
        self._read = read
        self._question = question
        self._count = sentences

    @cached_property
    def title(self) -> str:
        return self._title or (self._read.opening[:_LONGEST_TITLE] if self._read else "")

    @property
    def sentences(self) -> tuple[str, ...]:
        text = self._read.text if self._read else ""
        return tuple(text[one.start : one.end] for one in self._chosen)

    @property
    def answer_spans(self) -> tuple[tuple[int, int], ...]:
        return self._chosen[0].answers if self._chosen else ()

    @cached_property
    def _chosen(self) -> list[AnswerSentence]:
        if not (self._count and self._read and self._question):
            return []
        return best_sentences(self._read, self._question, count=self._count)
