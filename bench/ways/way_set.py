"""Reads a set of ways: its articles, what is typed, and what the bot should do.

The folder itself is the first set, whose ways.tsv names the half of each line. `second` is a set of its own with other
articles; there the checksum of what is typed says the half, and each line begins with its language. `third` and
`fourth` are further lists about the articles of the second.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.search import ZONE
from storage.search.ask import Reply

FOLDER = Path(__file__).parent
TUNED, UNTOUCHED = "tuned", "untouched"
# Hits of a reply.
LIMIT = 10
_OPENS_AT = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class WayArticle:
    id: str
    rubric: str
    published: datetime
    url: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """A text with what is expected: `kind` hint, search, news, article or first, and the rest of it.

    `ids`: the articles of "news", newest first.
    """

    half: str
    language: str
    kind: str
    expected: str
    typed: str
    ids: Sequence[str] = ()

    def is_met(self, reply: Reply, rubrics: Mapping[int, str]) -> bool:
        if self.kind == "hint":
            return self._is_hint(reply, rubrics)
        ids = [hit.id for hit in reply.answer.hits] if reply.found else []
        if self.kind == "search":
            return not reply.request
        if self.kind == "article":
            return reply.itself and ids == [self.expected]
        return not reply.request and (ids == self.ids if self.kind == "news" else ids[:1] == [self.expected])

    def _is_hint(self, reply: Reply, rubrics: Mapping[int, str]) -> bool:
        kinds, _, rubric = self.expected.partition(" ")
        request = reply.request.kind if reply.request else ""
        return request in kinds.split("|") and (not rubric or rubrics.get(reply.rubric) == rubric)


@dataclass(frozen=True, slots=True)
class WaySet:
    """`now`: the moment at which the set is asked."""

    folder: Path
    now: datetime
    halves: Sequence[str]
    has_language: bool
    file: str = "ways.tsv"
    articles: list[WayArticle] = field(default_factory=list)

    def read(self) -> list[Way]:
        self.articles[:] = [_article(row) for row in _rows(self.folder / "articles.tsv")]
        return [self._way(*row) for row in _rows(self.folder / self.file)]

    def _way(self, first: str, expected: str, typed: str) -> Way:
        half = self.halves[zlib.crc32(typed.encode()) % 2] if self.has_language else first
        kind, _, rest = expected.partition(" ")
        ids = self._ids(rest) if kind == "news" else ()
        return Way(half, first if self.has_language else "", kind, rest, typed, ids)

    def _ids(self, expected: str) -> list[str]:
        """What "e1,e2", "latest", "Спорт", "2027-03-01..2027-03-06" and "Спорт 2027-03-17" mean."""
        listed = expected.split(",")
        if {one.id for one in self.articles}.issuperset(listed):
            return listed
        words = expected.removeprefix("latest").split()
        days = next((word for word in words if word[0].isdigit()), "0001-01-01..9999-12-31")
        rubric = next((word for word in words if not word[0].isdigit()), "")
        begin, _, end = days.partition("..")
        since, until = date.fromisoformat(begin), date.fromisoformat(end or begin)
        newest_first = sorted(self.articles, key=lambda one: one.published, reverse=True)
        fit = (one for one in newest_first if since <= one.published.date() <= until)
        return [one.id for one in fit if rubric in ("", one.rubric)][:LIMIT]


FIRST = WaySet(FOLDER, datetime(2026, 11, 24, 20, tzinfo=ZONE), (TUNED, UNTOUCHED, "unseen"), has_language=False)
SECOND = WaySet(FOLDER / "second", datetime(2027, 3, 18, 20, tzinfo=ZONE), (TUNED, UNTOUCHED), has_language=True)
THIRD, FOURTH, FIFTH, SIXTH, SEVENTH = (
    replace(SECOND, file=file, articles=[])
    for file in ("later.tsv", "mixed.tsv", "fifth.tsv", "sixth.tsv", "seventh.tsv")
)
SETS = {
    "first": FIRST,
    "second": SECOND,
    "third": THIRD,
    "fourth": FOURTH,
    "fifth": FIFTH,
    "sixth": SIXTH,
    "seventh": SEVENTH,
}


def _article(row: list[str]) -> WayArticle:
    id_, rubric, day, url, title, text = row
    return WayArticle(id_, rubric, datetime.fromisoformat(day).replace(tzinfo=ZONE) + _OPENS_AT, url, title, text)


def _rows(file: Path) -> Iterator[list[str]]:
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
