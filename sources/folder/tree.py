"""The files of a folder and its subfolders, and their changes since the last look, cheaply for 50,000 files.

A quick look reads only folders whose time of change moved, and there it stats only new names. A sweep stats every file.
A file rewritten in place does not change its folder: a sweep finds it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import BadManuscript
from sources.values.file_names import is_ignored
from sources.values.limits import FILE_BYTES, MEGABYTE

# A folder may change twice within one tick of its file system's clock (2 s on FAT and some network shares).
_CLOCK_GRAIN_NS = 2_500_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another; `changed_ns` moves with every change of content, name or rights."""

    size: int
    mtime_ns: int
    changed_ns: int
    inode: int

    def as_tuple(self) -> tuple[int, int, int, int]:
        return self.size, self.mtime_ns, self.changed_ns, self.inode

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


@dataclass(slots=True)
class _Folder:
    """One folder as it was listed."""

    mtime_ns: int = -1
    is_still: bool = False
    files: dict[str, Stamp] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)


class Tree:
    """The folder at `root`. Not for two threads at once."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._folders: dict[str, _Folder] = {}

    def changes(self, *, sweep: bool) -> dict[str, Stamp]:
        """Files (path inside the root, with "/") that are new or changed since the last call.

        Raises OSError when the root cannot be read; subfolders that cannot are left out.
        """
        changed: dict[str, Stamp] = {}
        listed: dict[str, _Folder] = {}
        left = [""]
        while left:
            inside = left.pop()
            try:
                folder = self._list(inside, changed, sweep=sweep)
            except OSError:
                if not inside:
                    raise
                continue
            listed[inside] = folder
            left.extend(folder.folders)
        self._folders = listed
        return changed

    def stamps(self, paths: Iterable[str]) -> dict[str, Stamp]:
        """The stamps of these files now; those that are gone are left out."""
        found = {}
        for path in paths:
            try:
                found[path] = Stamp.of(Path(self._root, path).stat())
            except (OSError, ValueError):
                continue
        return found

    def present(self, path: str) -> bool:
        """Whether a file was there at the last look."""
        inside, _, name = path.rpartition("/")
        folder = self._folders.get(inside)
        return folder is not None and name in folder.files

    def file(self, path: str) -> Path:
        """Where a file of the tree lies."""
        return Path(self._root, path)

    def _list(self, inside: str, changed: dict[str, Stamp], *, sweep: bool) -> _Folder:
        place = Path(self._root, inside)
        known = self._folders.get(inside) or _Folder()
        mtime_ns = place.stat().st_mtime_ns
        if not sweep and known.is_still and mtime_ns == known.mtime_ns:
            return known
        folder = _Folder(mtime_ns, is_still=abs(time.time_ns() - mtime_ns) > _CLOCK_GRAIN_NS)
        prefix = f"{inside}/" if inside else ""
        with os.scandir(place) as entries:
            for entry in entries:
                if is_ignored(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folder.folders.append(prefix + entry.name)
                    continue
                old = known.files.get(entry.name)
                stamp = old if old and not sweep and old.inode == entry.inode() else self._stamp(entry)
                if stamp is None:
                    continue
                folder.files[entry.name] = stamp
                if stamp != old:
                    changed[prefix + entry.name] = stamp
        return folder

    def _stamp(self, entry: os.DirEntry[str]) -> Stamp | None:
        """None for anything but a file, for a file that is gone, and for a link that leads out of the root."""
        try:
            if entry.is_symlink() and not self._leads_inside(entry.path):
                return None
            status = entry.stat()
        except OSError:
            return None
        return Stamp.of(status) if stat.S_ISREG(status.st_mode) else None

    def _leads_inside(self, link: str) -> bool:
        return os.path.realpath(link).startswith(self._root.rstrip("/") + "/")


def digest_of(file: Path, stamp: Stamp) -> str:
    """The SHA-256 of a file as it was stamped, "" when it has changed. Nothing in it is looked at here.

    Raises OSError, and BadManuscript for what is too big, or a pipe or a device, which may have no end.
    """
    if stamp.size > FILE_BYTES:
        raise BadManuscript("source-too-big", limit=FILE_BYTES // MEGABYTE)
    # Non-blocking: a pipe put in the file's place must not hang the bot.
    with closing(os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", 0)) as opened:
        before = os.fstat(opened.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise BadManuscript("source-no-file")
        if Stamp.of(before) != stamp:
            return ""
        digest = hashlib.sha256()
        while block := opened.read(MEGABYTE):
            digest.update(block)
        return digest.hexdigest() if Stamp.of(os.fstat(opened.fileno())) == stamp else ""
