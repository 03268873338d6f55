"""The files of the watched folder: what the store knows of each, what is in them, and the row of a taken file."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from domain.article import LeftOut, Manuscript
from domain.errors import BadManuscript
from sources.folder.debounce import Debounce
from sources.folder.tree import Stamp, Tree, digest_of
from sources.parsed import Failure, FileEnd, IntakeItem, ParsedItem
from sources.sandbox.messages import Ended, Request
from sources.sandbox.readers import Job, Readers
from sources.values.file_names import path_text, shorten_path
from storage.repositories.files import FileRow, FileState
from storage.store import Store, UnitOfWork

# Bad files of one look that owners get a notice each for; one more notice tells of the rest.
_NOTICES_AT_ONCE = 5
# Faults of one file that the log names one by one: 20,000 lines kept people waiting for 3 s.
_LOGGED = 20
# Files that one transaction marks: 2 ms.
_MARKED_AT_ONCE = 200
# Processes that ended while a file was begun; then it is not read any more until it changes.
_DEATHS = 2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """How a folder is looked at. `moment` tells the time in the newsroom's zone."""

    tree: Tree
    debounce: Debounce
    moment: Callable[[], datetime]
    readers: Readers


class FolderFiles:
    """Known files of one folder. `items` runs in a thread while nothing else here is called."""

    def __init__(self, folder: str, look: Look) -> None:
        self._folder = folder
        self._tree = look.tree
        self._debounce = look.debounce
        self._moment = look.moment
        self._readers = look.readers
        self._unended: set[str] = set()
        self._rows: dict[str, FileRow] = {}
        self._by_digest: dict[str, str] = {}
        self._bad: list[str] = []
        self._told: set[str] = set()
        self.taken = 0

    def remember(self, rows: Sequence[FileRow]) -> None:
        """Takes over rows as they are in the store."""
        for row in rows:
            self._rows[row.path] = row
            if row.state is FileState.TAKEN:
                self._by_digest[row.digest] = row.path

    def _deaths(self, path: str) -> int:
        """How many processes have ended while this file was begun."""
        row = self._rows.get(path_text(path))
        return row.begun if row else 0

    def suspects(self, ready: Iterable[str]) -> list[str]:
        """The files during which a process ended. Each is read alone, so that only the cause of it is left out."""
        return [path for path in ready if self._deaths(path)]

    async def begin_reading(self, store: Store, paths: Iterable[str]) -> None:
        """Marks files as begun, before they are opened: one that ends the process must not do so at every start."""
        left = iter([path for path in paths if self._deaths(path) < _DEATHS])
        while some := list(islice(left, _MARKED_AT_ONCE)):
            self._unended.update(some)
            async with store.transaction() as work:
                await work.files.begin(self._folder, [(path_text(path), self._deaths(path) + 1) for path in some])

    async def end_reading(self, store: Store) -> None:
        """Takes the marks back from files that were left out. The end of a file takes its own."""
        left = iter(sorted(self._unended))
        while some := list(islice(left, _MARKED_AT_ONCE)):
            async with store.transaction() as work:
                await work.files.begin(self._folder, [(path_text(path), self._deaths(path)) for path in some])
            self._unended.difference_update(some)

    def is_as_known(self, path: str, stamp: Stamp) -> bool:
        """Whether this file was taken in the state in which it is now."""
        row = self._rows.get(path_text(path))
        if row is None or row.state in {FileState.FOUND, FileState.BEGUN}:
            return False
        return (row.size, row.mtime_ns) == (stamp.size, stamp.mtime_ns)

    def is_archive(self, path: str) -> bool:
        """Whether the file lay there at the first look and has not been taken since."""
        row = self._rows.get(path_text(path))
        return row is not None and row.state is FileState.FOUND

    def begin(self) -> None:
        """Begins the count of a look."""
        self.taken = 0
        self._bad.clear()
        self._told.clear()

    def items(self, ready: Mapping[str, Stamp]) -> Iterator[IntakeItem]:
        """The articles of these files, each file with its end. A file that changes now or looks cut is left out."""
        for asked, found in self._readers.read_all(self._jobs(ready)):
            if isinstance(found, (Manuscript, BadManuscript, LeftOut)):
                yield ParsedItem(asked.end.row.path, found)
            elif found is None:
                if asked.error is not None:
                    yield ParsedItem(asked.end.row.path, asked.error)
                yield asked.end
            elif found in (Ended.WAITS, Ended.CUT):
                self._debounce.wait_for_end(asked.end.path, readable=found is Ended.WAITS)
            elif found is not Ended.CHANGED:
                yield replace(asked.end, stored=found is Ended.READ)

    def _jobs(self, ready: Mapping[str, Stamp]) -> Iterator[Job[_Asked]]:
        for path, stamp in sorted(ready.items(), key=lambda entry: (entry[1].mtime_ns, entry[0])):
            try:
                if self._deaths(path) >= _DEATHS:
                    raise BadManuscript("source-ended-program")
                digest = digest_of(self._tree.file(path), stamp)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                end = _TakenFile(self, path, self._row(path, stamp, ""), stored=False)
                yield Job(_Asked(end, BadManuscript("source-cannot-open", reason=reason)))
            except BadManuscript as error:
                yield Job(_Asked(_TakenFile(self, path, self._row(path, stamp, "")), error))
            else:
                if digest:
                    yield self._job(path, stamp, digest)

    def _job(self, path: str, stamp: Stamp, digest: str) -> Job[_Asked]:
        row = self._row(path, stamp, digest)
        known = self._rows.get(row.path)
        if known is not None and known.digest == digest:
            return Job(_Asked(_TakenFile(self, path, replace(row, state=known.state), same=True)))
        moved = self._moved_from(digest) if known is None or known.state is FileState.BEGUN else None
        if moved is not None:
            # The same content is no second article, and later changes belong to the first one.
            return Job(_Asked(_TakenFile(self, path, replace(row, known_as=moved.known_as), same=True)))
        request = Request(
            row.known_as,
            self._moment(),
            str(self._tree.file(path)),
            stamp=stamp.as_tuple(),
            root=str(self._tree.file("")),
            inside=path,
            whole_only=self._debounce.may_wait(path),
        )
        return Job(_Asked(_TakenFile(self, path, row)), request)

    def _moved_from(self, digest: str) -> FileRow | None:
        """The file that had this content and is no longer where it was."""
        path = self._by_digest.get(digest)
        return None if path is None or self._tree.present(path) else self._rows[path]

    def _row(self, path: str, stamp: Stamp, digest: str) -> FileRow:
        name = path_text(path)
        known = self._rows.get(name)
        known_as = known.known_as if known else name
        return FileRow(name, known_as, FileState.TAKEN, stamp.size, stamp.mtime_ns, digest)

    async def write(self, work: UnitOfWork, row: FileRow, failures: tuple[Failure, ...], *, stored: bool) -> None:
        """The row of a file that was taken, and a notice to the owners when something in it failed."""
        if stored:
            await work.files.put(self._folder, [row])
        if failures and len(self._told | {row.path}) <= _NOTICES_AT_ONCE:
            self._told.add(row.path)
            await work.notices.add(_event(self._folder, row), "source-bad-file", _notice_values(failures))

    def finish(self, path: str, row: FileRow, failures: tuple[Failure, ...], *, same: bool, stored: bool) -> None:
        """The commit of a file is done."""
        self._debounce.forget(path)
        if stored:
            self._unended.discard(path)
            self.remember([row])
        self.taken += not same
        if failures:
            self._bad.append(row.path)
        for failure in failures[:_LOGGED]:
            log.warning("folder.bad_file file=%s error=%s", failure.file, failure.error)
        if len(failures) > _LOGGED:
            log.warning("folder.bad_file file=%s more=%d", row.path, len(failures) - _LOGGED)

    async def report_rest(self, store: Store) -> None:
        """One notice about the bad files that got none of their own."""
        rest = [path for path in self._bad if path not in self._told]
        if not rest:
            return
        event = hashlib.sha256("\n".join(rest).encode()).hexdigest()
        names = ", ".join(shorten_path(path) for path in rest[:3])
        async with store.transaction() as work:
            await work.notices.add(f"files:{event}", "source-bad-files", {"count": len(rest), "files": names})


@dataclass(frozen=True, slots=True)
class _TakenFile(FileEnd):
    """`same`: nothing new is in it. `stored` False: it could not be opened, which the next start tries again."""

    files: FolderFiles
    path: str
    row: FileRow
    same: bool = False
    stored: bool = True

    async def write(self, work: UnitOfWork, failures: tuple[Failure, ...]) -> None:
        await self.files.write(work, self._row(failures), failures, stored=self.stored)

    def done(self, failures: tuple[Failure, ...]) -> None:
        self.files.finish(self.path, self._row(failures), failures, same=self.same, stored=self.stored)

    def _row(self, failures: tuple[Failure, ...]) -> FileRow:
        return replace(self.row, state=FileState.BAD) if failures else self.row


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file on its way through the readers. `error`: why it is not read."""

    end: _TakenFile
    error: BadManuscript | None = None


def _event(folder: str, row: FileRow) -> str:
    path = hashlib.sha256(f"{folder}\n{row.path}".encode()).hexdigest()[:24]
    return f"file:{path}:{row.digest[:24] or f'{row.size}-{row.mtime_ns}'}"


def _notice_values(failures: tuple[Failure, ...]) -> dict[str, str | int]:
    """The first failure of a file and how many more there are; "reason" chooses the words for it."""
    first = failures[0]
    reason = first.error.key.removeprefix("source-")
    return {**first.error.values, "file": shorten_path(first.file), "reason": reason, "more": len(failures) - 1}
