"""What travels between readers and the store: an item for each article, an end for each file, and the report."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from domain.article import Found, LeftOut, Manuscript
from domain.errors import BadManuscript
from storage.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """An article that a reader found in a file, or what is wrong in its place; and what was left out of the file."""

    file: str
    found: Found


@dataclass(frozen=True, slots=True)
class Failure:
    """`file` with the place in it (":12" a line, "#3" the third article), and what is wrong."""

    file: str
    error: BadManuscript


class FileEnd(ABC):
    """Follows the items of a file."""

    @abstractmethod
    async def write(self, work: UnitOfWork, failures: tuple[Failure, ...]) -> None:
        """Runs in the transaction of the last item."""

    @abstractmethod
    def done(self, failures: tuple[Failure, ...]) -> None:
        """Runs after the commit of that transaction."""


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of `import --json`. `held`: of `added`, those that wait for an owner's word. `left_out`: by file."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    pushed: int = 0
    held: int = 0
    failed: tuple[Failure, ...] = ()
    left_out: tuple[tuple[str, LeftOut], ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.pushed + other.pushed,
            self.held + other.held,
            self.failed + other.failed,
            self.left_out + other.left_out,
        )


IntakeItem = ParsedItem | FileEnd


def with_rubric(items: Iterable[IntakeItem], rubric: str) -> Iterator[IntakeItem]:
    """The items, with this rubric where they name none."""
    for item in items:
        if isinstance(item, ParsedItem) and isinstance(item.found, Manuscript) and not item.found.rubric:
            yield replace(item, found=replace(item.found, rubric=rubric))
        else:
            yield item


def left_out_by_kind(report: Report) -> tuple[tuple[str, int], ...]:
    """How many things of which kind were no published articles, most first."""
    counts: Counter[str] = Counter()
    for _, left_out in report.left_out:
        counts.update(dict(left_out.counts))
    return tuple(counts.most_common())
