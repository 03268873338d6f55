"""What travels between readers and the store: a sheet for each article, an end for each file, and the report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from domain.article import Manuscript
from domain.errors import BadManuscript
from storage.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing that a reader found in a file."""

    file: str
    found: Manuscript | BadManuscript


@dataclass(frozen=True, slots=True)
class Failure:
    """`file` with the place in it (":12" a line, "#3" the third article), and what is wrong."""

    file: str
    error: BadManuscript


@dataclass(frozen=True, slots=True)
class FileEnd:
    """Follows the sheets of a file. `write` joins the transaction of the last of them, `done` is told of the commit."""

    write: Callable[[UnitOfWork, tuple[Failure, ...]], Awaitable[None]]
    done: Callable[[tuple[Failure, ...]], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of it; as in `import --json`. `held` are those of `added` that wait for an owner's word."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    pushed: int = 0
    held: int = 0
    failed: tuple[Failure, ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.pushed + other.pushed,
            self.held + other.held,
            self.failed + other.failed,
        )


Item = Sheet | FileEnd


def with_rubric(sheets: Iterable[Sheet], rubric: str) -> Iterator[Sheet]:
    """The sheets with this rubric where they name none."""
    for sheet in sheets:
        if isinstance(sheet.found, Manuscript) and not sheet.found.rubric:
            yield replace(sheet, found=replace(sheet.found, rubric=rubric))
        else:
            yield sheet
