"""Rubrics as people see them: not the hidden ones, names in one line, and how many articles each has a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.article import Rubric
from domain.clock import Clock
from handlers.core.broadcast_words import PhraseSource
from storage.store import Store

# Names that one line holds.
_NAMES = 40
# Characters of a name in such a line.
_NAME = 64
_KEPT = 60.0
_DAY_MS = 86_400_000
_WEEK, _MONTH = 7, 28


async def shown_rubrics(store: Store) -> list[Rubric]:
    return [rubric for rubric in await store.rubrics.all() if not rubric.hidden]


def join_names(rubrics: Iterable[Rubric], language: str) -> str:
    """Their names in one line that fits any message."""
    names = [rubric.name(language) for rubric in rubrics]
    more = ["…"] if len(names) > _NAMES else []
    return ", ".join([*(name[:_NAME] for name in names[:_NAMES]), *more])


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles a day by rubric key, over the last week and over the last four weeks."""

    week: dict[int, float]
    month: dict[int, float]


class RubricFrequency:
    """One for the whole bot. Counting reads the articles of a month, so the result is cached."""

    def __init__(self) -> None:
        self._counted_at = float("-inf")
        self._counts = Counts({}, {})

    async def counts(self, store: Store, clock: Clock) -> Counts:
        """At most a minute old."""
        if clock.monotonic() - self._counted_at > _KEPT:
            now = clock.now_ms()
            week = await store.rubrics.per_day(now - _WEEK * _DAY_MS, _WEEK)
            month = await store.rubrics.per_day(now - _MONTH * _DAY_MS, _MONTH)
            self._counts = Counts(week, month)
            self._counted_at = clock.monotonic()
        return self._counts


def frequency_label(phrases: PhraseSource, counts: Counts, rubric: int) -> str:
    """For example "күніне 3"; a week or a month for rarer rubrics; "" without an article in a month."""
    for key, number in (
        ("reader-pace-day", counts.week.get(rubric, 0.0)),
        ("reader-pace-week", counts.week.get(rubric, 0.0) * _WEEK),
        ("reader-pace-month", counts.month.get(rubric, 0.0) * _MONTH),
    ):
        # 0.99: a sum of floats that should be one.
        if number >= 0.99:
            return phrases.plain(key, number=round(number))
    return ""
