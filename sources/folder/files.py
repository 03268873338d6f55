"""The files of the watched folder: what is known of each, reading them, and the row that says it was taken."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.folder.debounce import Settling
from sources.folder.tree import Stamp, Tree
from sources.formats.reading import is_unfinished, read
from sources.parsed import Failure, FileEnd, Item, Sheet
from sources.values.limits import FILE_BYTES, MEGABYTE
from sources.values.pictures import folder_pictures, with_picture
from storage.repositories.files import FileRow, FileState
from storage.store import Store, UnitOfWork

_NOTICES_AT_ONCE = 5
"""Bad files of one look of which the owners are told one by one; of more they are told in one line."""

_LOGGED = 20
"""Faults of one file that the log names one by one: twenty thousand lines kept people waiting for three seconds."""

_NAME_SHOWN = 150

_LOOKED_AT = 3
"""Articles of a file whose pictures it waits for; a file of more is an export."""

log = logging.getLogger(__name__)


class FolderFiles:
    """Known files of one folder; `moment` tells the time in the newsroom's zone.

    `items` runs in a thread while nothing else here is called.
    """

    def __init__(self, folder: str, tree: Tree, settling: Settling, moment: Callable[[], datetime]) -> None:
        self._folder = folder
        self._tree = tree
        self._settling = settling
        self._moment = moment
        self._pictures = folder_pictures(tree.file(""))
        self._rows: dict[str, FileRow] = {}
        self._by_digest: dict[str, str] = {}
        self._bad: list[str] = []
        self._told: set[str] = set()
        self.taken = 0

    def remember(self, rows: Sequence[FileRow]) -> None:
        """Rows as they stand in the store."""
        for row in rows:
            self._rows[row.path] = row
            if row.state is FileState.TAKEN:
                self._by_digest[row.digest] = row.path

    def is_as_known(self, path: str, stamp: Stamp) -> bool:
        """Whether this file was taken in the state in which it is now."""
        row = self._rows.get(written(path))
        if row is None or row.state is FileState.FOUND:
            return False
        return (row.size, row.mtime_ns) == (stamp.size, stamp.mtime_ns)

    def is_archive(self, path: str) -> bool:
        """Whether the file lay there at the first look and has not been taken since."""
        row = self._rows.get(written(path))
        return row is not None and row.state is FileState.FOUND

    def begin(self) -> None:
        """A look begins to take files."""
        self.taken = 0
        self._bad.clear()
        self._told.clear()

    def items(self, ripe: Mapping[str, Stamp]) -> Iterator[Item]:
        """What is in these files, each followed by its end; a file that changes meanwhile or looks cut is left out."""
        for path, stamp in sorted(ripe.items(), key=lambda entry: (entry[1].mtime_ns, entry[0])):
            try:
                data = read_whole(self._tree.file(path), stamp)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                yield Sheet(written(path), BadManuscript("source-cannot-open", reason=reason))
                yield self._end(path, self._row(path, stamp, ""), stored=False)
            except BadManuscript as error:
                yield Sheet(written(path), error)
                yield self._end(path, self._row(path, stamp, ""))
            else:
                if data is not None:
                    yield from self._content(path, stamp, data)

    def _content(self, path: str, stamp: Stamp, data: bytes) -> Iterator[Item]:
        digest = hashlib.sha256(data).hexdigest()
        row = self._row(path, stamp, digest)
        known = self._rows.get(row.path)
        if known is not None and known.digest == digest:
            yield self._end(path, replace(row, state=known.state), same=True)
            return
        moved = self._moved_from(digest) if known is None else None
        if moved is not None:
            # The same words are no second article, and later changes belong to the first one.
            yield self._end(path, replace(row, known_as=moved.known_as), same=True)
            return
        if is_unfinished(data, path) and self._settling.looks_cut(path):
            return
        found = (with_picture(one, path, self._pictures) for one in read(data, row.known_as, self._moment()))
        first = list(islice(found, _LOOKED_AT))
        if any(_waits_for_picture(one) for one in first) and self._settling.looks_cut(path):
            return
        for one in chain(first, found):
            yield Sheet(row.path, one)
        yield self._end(path, row)

    def _moved_from(self, digest: str) -> FileRow | None:
        """The file that had this content and is no longer where it was."""
        path = self._by_digest.get(digest)
        return None if path is None or self._tree.present(path) else self._rows[path]

    def _row(self, path: str, stamp: Stamp, digest: str) -> FileRow:
        name = written(path)
        known = self._rows.get(name)
        known_as = known.known_as if known else name
        return FileRow(name, known_as, FileState.TAKEN, stamp.size, stamp.mtime_ns, digest)

    def _end(self, path: str, row: FileRow, *, same: bool = False, stored: bool = True) -> FileEnd:
        """`same`: nothing new is in it. `stored` False: it could not be opened, which the next start tries again."""

        def outcome(failures: tuple[Failure, ...]) -> FileRow:
            return replace(row, state=FileState.BAD) if failures else row

        async def write(work: UnitOfWork, failures: tuple[Failure, ...]) -> None:
            if stored:
                await work.files.put(self._folder, [outcome(failures)])
            if failures and len(self._told | {row.path}) <= _NOTICES_AT_ONCE:
                self._told.add(row.path)
                await work.notices.add(_event(self._folder, row), "source-bad-file", _words(failures))

        def done(failures: tuple[Failure, ...]) -> None:
            self._settling.forget(path)
            if stored:
                self.remember([outcome(failures)])
            self.taken += not same
            if failures:
                self._bad.append(row.path)
            for failure in failures[:_LOGGED]:
                log.warning("folder.bad_file file=%s error=%s", failure.file, failure.error)
            if len(failures) > _LOGGED:
                log.warning("folder.bad_file file=%s more=%d", row.path, len(failures) - _LOGGED)

        return FileEnd(write, done)

    async def tell_of_many(self, store: Store) -> None:
        """One line for the owners about the bad files beyond the few that they were told of one by one."""
        rest = [path for path in self._bad if path not in self._told]
        if not rest:
            return
        event = hashlib.sha256("\n".join(rest).encode()).hexdigest()
        names = ", ".join(shown(path) for path in rest[:3])
        async with store.transaction() as work:
            await work.notices.add(f"files:{event}", "source-bad-files", {"count": len(rest), "files": names})


def _waits_for_picture(found: Manuscript | BadManuscript) -> bool:
    """Whether the picture of an article is not there, perhaps because it is still being copied."""
    if isinstance(found, BadManuscript) or found.picture is None or found.picture.trouble is None:
        return False
    return found.picture.trouble.values["why"] == "missing"


def read_whole(file: Path, stamp: Stamp) -> bytes | None:
    """The bytes of a file as it was stamped, None when it has changed.

    Raises OSError, and BadManuscript for what is too big, or a pipe or a device, which may have no end.
    """
    if stamp.size > FILE_BYTES:
        raise BadManuscript("source-too-big", limit=FILE_BYTES // MEGABYTE)
    # Non-blocking: a pipe put in the file's place must not hang the bot.
    with closing(os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")) as opened:
        before = os.fstat(opened.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise BadManuscript("source-no-file")
        if Stamp.of(before) != stamp:
            return None
        data = opened.read(stamp.size + 1)
        return data if Stamp.of(os.fstat(opened.fileno())) == stamp and len(data) == stamp.size else None


def written(path: str) -> str:
    """A path as text that can be stored and shown also where the name is not UTF-8: its odd bytes become "\\xff"."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def shown(path: str) -> str:
    """A path as it stands in a message: of a long one the end."""
    return path if len(path) <= _NAME_SHOWN else f"…{path[-_NAME_SHOWN:]}"


def _event(folder: str, row: FileRow) -> str:
    path = hashlib.sha256(f"{folder}\n{row.path}".encode()).hexdigest()[:24]
    return f"file:{path}:{row.digest[:24] or f'{row.size}-{row.mtime_ns}'}"


def _words(failures: tuple[Failure, ...]) -> dict[str, str | int]:
    """The first failure of a file and how many more there are; "reason" chooses the words for it."""
    first = failures[0]
    reason = first.error.key.removeprefix("source-")
    return {**first.error.values, "file": shown(first.file), "reason": reason, "more": len(failures) - 1}
