"""What `zharshy import` remembers of files: one that it took whole and that is unchanged is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.article import LeftOut, Manuscript
from domain.errors import BadManuscript
from sources.named_files import NamedFile, request_for
from sources.parsed import Failure, FileEnd, IntakeItem, ParsedItem
from sources.sandbox.messages import Ended
from sources.sandbox.readers import Job, Readers
from sources.values.file_names import path_text
from storage.repositories.files import ImportedFile
from storage.store import Store, UnitOfWork

# Rises when the readers make something else of a file: then every file is read again.
_RULES = 2


@dataclass(frozen=True, slots=True)
class ImportMemory:
    """`way`: what an import depends on besides its files.

    No file counts as known that was taken before any article changed (`since_ms`): it may have been one of its.
    """

    way: str
    since_ms: int

    @classmethod
    async def open(cls, store: Store, *settings: str) -> ImportMemory:
        return cls("\n".join((str(_RULES), *settings)), await store.articles.last_change())

    async def unchanged(self, store: Store, files: Sequence[NamedFile]) -> dict[str, ImportedFile]:
        """What is known of those files that are as they were, by their real paths."""
        paths = {path_text(file.real): file for file in files if file.mtime_ns}
        known = await store.imports.known(self.way, self.since_ms, list(paths))
        return {
            paths[one.path].real: one
            for one in known
            if (one.size, one.mtime_ns) == (paths[one.path].size, paths[one.path].mtime_ns)
        }


@dataclass(slots=True)
class ImportReading:
    """Reads files for an import, each followed by its end. `begins` is told of each file before it is asked for."""

    readers: Readers
    memory: ImportMemory
    now: datetime
    default_language: str
    begins: Callable[[NamedFile], None] = field(default=lambda _: None)

    def items(self, files: Sequence[NamedFile]) -> Iterator[IntakeItem]:
        """The articles of the files, in order."""
        articles = 0
        for asked, found in self.readers.read_all_side_by_side(self._jobs(files)):
            if isinstance(found, (Manuscript, BadManuscript, LeftOut)):
                articles += isinstance(found, Manuscript)
                yield ParsedItem(asked.label, found)
            elif found is Ended.CHANGED:
                yield ParsedItem(asked.label, BadManuscript("source-changing"))
            if found is Ended.READ and asked.file is not None:
                yield _Taken(self.memory.way, asked.file, articles)
            if isinstance(found, Ended):
                articles = 0

    def _jobs(self, files: Sequence[NamedFile]) -> Iterator[Job[_Asked]]:
        for file in files:
            self.begins(file)
            stamped = ImportedFile(path_text(file.real), file.size, file.mtime_ns, 0) if file.mtime_ns else None
            yield Job(_Asked(file.label, stamped), request_for(file, self.now, self.default_language))


@dataclass(frozen=True, slots=True)
class _Asked:
    label: str
    file: ImportedFile | None


@dataclass(frozen=True, slots=True)
class _Taken(FileEnd):
    """The end of a file: with the commit of its last article it is known, if nothing in it failed."""

    way: str
    file: ImportedFile
    articles: int

    async def write(self, work: UnitOfWork, failures: tuple[Failure, ...]) -> None:
        if not failures:
            known = ImportedFile(self.file.path, self.file.size, self.file.mtime_ns, self.articles)
            await work.imports.put(self.way, known)

    def done(self, failures: tuple[Failure, ...]) -> None:
        """Nothing more is to be done."""
