"""The options of a search and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from storage.search.card_text import CardText
from text.search.honesty.certainty import Absent
from text.search.read_text import ReadText
from text.search.retrieval_plan import USUAL_EFFORT, Effort

FOREVER_MS = 1 << 52
_ALMATY = ZoneInfo("Asia/Almaty")


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search, with the filters that a person pressed; typed filters come from the query itself.

    `now_ms` 0: age does not count. `rubric`: a key, 0 for all; `languages` empty: all; `since_ms` to before `until_ms`.
    `zone`: the time zone of a typed day such as "2024-05-01". `copies`: also those that repeat a better one.
    """

    limit: int = 5
    offset: int = 0
    now_ms: int = 0
    language_of_reader: str = ""
    rubric: int = 0
    languages: frozenset[str] = frozenset()
    since_ms: int = 0
    until_ms: int = FOREVER_MS
    zone: ZoneInfo = _ALMATY
    effort: Effort = USUAL_EFFORT
    copies: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found. `score` falls along the list; `coverage`: the share of the query's weight it holds, 0 to 1.

    `card` is made when it is looked at. A question has two sentences, since the lead may show the best one already,
    keywords have one; there is none where only the title has a word of the query, and behind the last card.
    """

    article_key: int
    id: str
    rubric: int
    score: float
    coverage: float
    published_at: int
    card: CardText = field(hash=False, compare=False, repr=False)

    @property
    def title(self) -> str:
        """The article's title, or its first sentence where it has none."""
        return self.card.title

    @property
    def sentences(self) -> tuple[str, ...]:
        """The whole sentences that answer, best first."""
        return self.card.sentences

    @property
    def best_sentence(self) -> str:
        """The first of `sentences`, "" where there is none."""
        return next(iter(self.sentences), "")

    @property
    def answer_spans(self) -> tuple[tuple[int, int], ...]:
        """(start, end) in the best sentence, of the words that answer a question: a sum, a day, a name.

        They are to be bold; empty where the kind of question is not known.
        """
        return self.card.answer_spans


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """`hits`: all that were found on this page, the weak ones too; `shown`: those worth a card, which a chat shows.

    `total_known`: how many hits are worth a card, as far as is known. `is_match`: whether a word of a text is one of
    the query's.

    Two decisions. `found`: the hits are worth showing. Otherwise they are guesses, `nearest_rubric` (a key, 0 for none)
    is where to look, and the newsroom should learn of it (`Search.note_unanswered`). `inexact`: they are worth showing,
    but not as an answer, since what matters most of the query stands in no article; `missing` names its words. A word
    may be missing where the answer is exact, too: a small one, or one whose slip was repaired beyond doubt.
    `did_you_mean`: the query in words of the articles, its slips repaired, "" if nothing was; what it changed stands in
    `missing`.
    `filters_dropped`: typed filters let no answer through and were dropped. `news`: everything published within the
    filters was asked for, and no word. `texts`: of the hits, by article key.
    """

    hits: tuple[Hit, ...]
    total_known: int
    found: bool
    is_match: Callable[[str], bool]
    worth_a_card: int = 0
    inexact: bool = False
    missing: tuple[Absent, ...] = ()
    did_you_mean: str = ""
    nearest_rubric: int = 0
    filters_dropped: bool = False
    news: bool = False
    explained: Callable[[], dict[str, Any]] = field(default=dict, hash=False, repr=False)
    texts: Mapping[int, ReadText] = field(default_factory=dict, hash=False, repr=False)

    @property
    def explain(self) -> dict[str, Any]:
        """How it was found, for `zharshy search --explain`."""
        return self.explained()

    @property
    def shown(self) -> tuple[Hit, ...]:
        """The hits that a chat shows: none where nothing was found, one where it is a sure answer."""
        return self.hits[: self.worth_a_card] if self.found else ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A search that found nothing: how often, and when last (UTC milliseconds)."""

    query: str
    times: int
    last_at: int
