"""What a search is asked with and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

FOREVER_MS = 1 << 52
_ALMATY = ZoneInfo("Asia/Almaty")


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search. Filters that a person pressed; those that were typed come from the query itself.

    `now_ms` 0: age plays no part. `rubric`: a key, 0 for all; `languages` empty: all; `since_ms` to before `until_ms`.
    `zone`: whose days "2024-05-01" means.
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


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found. `score` falls along the list; `coverage`: share of the query's weight it holds, 0 to 1.

    `sentences`: the whole sentences that answer, best first; for a question two, since the best may be shown anyway,
    for keywords one; none where only the title has a word of the query.
    """

    article_key: int
    id: str
    title: str
    rubric: int
    score: float
    coverage: float
    sentences: tuple[str, ...]
    published_at: int

    @property
    def best_sentence(self) -> str:
        """ "" where there is none."""
        return self.sentences[0] if self.sentences else ""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """`total_known`: how many hits are known, at most 100. `is_match`: whether a word of a text is one of the query's.

    `found`: at least one hit holds a good part of the query; otherwise the hits are mere guesses, `nearest_rubric`
    (a key, 0 for none) is where to look, and the desk wants to know (`Search.note_unanswered`).
    `did_you_mean`: the query with its unknown words repaired, "" if there is nothing to say.
    `filters_dropped`: typed filters let nothing through and were left aside. `news`: all that was published within the
    filters was asked for, and no word.
    """

    hits: tuple[Hit, ...]
    total_known: int
    found: bool
    is_match: Callable[[str], bool]
    did_you_mean: str = ""
    nearest_rubric: int = 0
    filters_dropped: bool = False
    news: bool = False
    explain: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A search that found nothing: how often, and when last (UTC milliseconds)."""

    query: str
    times: int
    last_at: int
