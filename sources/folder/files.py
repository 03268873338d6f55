"""The files of the watched folder: what the store knows of each, what is in them, and the row of a taken file."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.folder.debounce import Debounce
from sources.folder.tree import Stamp, Tree, read_whole
from sources.formats.reading import is_unfinished, read
from sources.parsed import Failure, FileEnd, IntakeItem, ParsedItem
from sources.values.file_names import path_text, shorten_path
from sources.values.pictures import folder_pictures, with_picture
from storage.repositories.files import FileRow, FileState
from storage.store import Store, UnitOfWork

# Bad files of one look that owners get a notice each for; one more notice tells of the rest.
_NOTICES_AT_ONCE = 5
# Faults of one file that the log names one by one: 20,000 lines kept people waiting for 3 s.
_LOGGED = 20
# First articles of a file whose missing pictures the file waits for; a file of more articles is an export.
_PICTURES_AWAITED = 3

log = logging.getLogger(__name__)


class FolderFiles:
    """Known files of one folder. `moment` tells the time in the newsroom's zone.

    `items` runs in a thread while nothing else here is called.
    """

    def __init__(self, folder: str, tree: Tree, debounce: Debounce, moment: Callable[[], datetime]) -> None:
        self._folder = folder
        self._tree = tree
        self._debounce = debounce
        self._moment = moment
        self._pictures = folder_pictures(tree.file(""))
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

    def is_as_known(self, path: str, stamp: Stamp) -> bool:
        """Whether this file was taken in the state in which it is now."""
        row = self._rows.get(path_text(path))
        if row is None or row.state is FileState.FOUND:
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
        for path, stamp in sorted(ready.items(), key=lambda entry: (entry[1].mtime_ns, entry[0])):
            try:
                data = read_whole(self._tree.file(path), stamp)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                yield ParsedItem(path_text(path), BadManuscript("source-cannot-open", reason=reason))
                yield _TakenFile(self, path, self._row(path, stamp, ""), stored=False)
            except BadManuscript as error:
                yield ParsedItem(path_text(path), error)
                yield _TakenFile(self, path, self._row(path, stamp, ""))
            else:
                if data is not None:
                    yield from self._content(path, stamp, data)

    def _content(self, path: str, stamp: Stamp, data: bytes) -> Iterator[IntakeItem]:
        digest = hashlib.sha256(data).hexdigest()
        row = self._row(path, stamp, digest)
        known = self._rows.get(row.path)
        if known is not None and known.digest == digest:
            yield _TakenFile(self, path, replace(row, state=known.state), same=True)
            return
        moved = self._moved_from(digest) if known is None else None
        if moved is not None:
            # The same content is no second article, and later changes belong to the first one.
            yield _TakenFile(self, path, replace(row, known_as=moved.known_as), same=True)
            return
        if is_unfinished(data, path) and self._debounce.wait_for_end(path):
            return
        found = (with_picture(one, path, self._pictures) for one in read(data, row.known_as, self._moment()))
        first = list(islice(found, _PICTURES_AWAITED))
        if any(_waits_for_picture(one) for one in first) and self._debounce.wait_for_end(path):
            return
        for one in chain(first, found):
            yield ParsedItem(row.path, one)
        yield _TakenFile(self, path, row)

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


def _waits_for_picture(found: Manuscript | BadManuscript) -> bool:
    """Whether the picture of an article is not there, perhaps because it is still being copied."""
    if isinstance(found, BadManuscript) or found.picture is None or found.picture.trouble is None:
        return False
    return found.picture.trouble.values["why"] == "missing"


def _event(folder: str, row: FileRow) -> str:
    path = hashlib.sha256(f"{folder}\n{row.path}".encode()).hexdigest()[:24]
    return f"file:{path}:{row.digest[:24] or f'{row.size}-{row.mtime_ns}'}"


def _notice_values(failures: tuple[Failure, ...]) -> dict[str, str | int]:
    """The first failure of a file and how many more there are; "reason" chooses the words for it."""
    first = failures[0]
    reason = first.error.key.removeprefix("source-")
    return {**first.error.values, "file": shorten_path(first.file), "reason": reason, "more": len(failures) - 1}
