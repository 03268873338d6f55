"""Files of the watched folder: what was seen of each, so that each is taken once, also after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.ports import Rows


class FileState(StrEnum):
    """Where a file stands.

    `found`: it lay there when its folder was looked at for the first time, so what it holds goes to the archive.
    `taken`: its articles are in the store. `bad`: at least one of its articles could not be read; the others were
    taken. A changed file goes through this again; a deleted one stays as it was.
    """

    FOUND = "found"
    TAKEN = "taken"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class FileRow:
    """`path` inside its folder; `known_as`: the path that its articles' ids were made of (it may have been moved
    since); `digest`: SHA-256 of the content that was taken, "" before that."""

    path: str
    known_as: str
    state: FileState
    size: int
    mtime_ns: int
    digest: str = ""


class Files:
    """Files through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def of_folder(self, folder: str) -> list[FileRow]:
        """Every file that was ever seen in a folder."""
        rows = await self._rows.fetch("files_of_folder", folder)
        return [
            FileRow(path, known_as, FileState(state), size, mtime_ns, digest)
            for path, known_as, state, size, mtime_ns, digest in rows
        ]

    async def put(self, folder: str, files: Sequence[FileRow]) -> None:
        """Writes what is known of these files now."""
        await self._rows.many(
            "file_put",
            [(folder, f.path, f.known_as, f.state.value, f.size, f.mtime_ns, f.digest) for f in files],
        )
