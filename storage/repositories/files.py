"""Files: those of the watched folder, the pictures that came as files, and each article's photo at Telegram."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.photo import Photo
from storage import objects
from storage.ports import Repository, single, value


class FileState(StrEnum):
    """Where a file stands.

    `found`: it lay there when its folder was looked at for the first time, so what it holds goes to the archive.
    `begun`: it is news, and was begun for the first time. `taken`: its articles are in the store. `bad`: at least one
    of its articles could not be read; the others were taken. A changed file goes through this again; a deleted one
    stays as it was.
    """

    FOUND = "found"
    BEGUN = "begun"
    TAKEN = "taken"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class FileRow:
    """`path` inside its folder; `known_as`: the path that its articles' ids were made of (it may have been moved
    since); `digest`: SHA-256 of the content that was taken, "" before that; `begun`: how many processes began to read
    it since it was last taken, and did not come to its end."""

    path: str
    known_as: str
    state: FileState
    size: int
    mtime_ns: int
    digest: str = ""
    begun: int = 0


class Files(Repository):
    async def of_folder(self, folder: str) -> list[FileRow]:
        """Every file that was ever seen in a folder."""
        rows = await self._rows.fetch("files_of_folder", folder)
        return [
            FileRow(path, known_as, FileState(state), size, mtime_ns, digest, begun)
            for path, known_as, state, size, mtime_ns, digest, begun in rows
        ]

    async def begin(self, folder: str, files: Sequence[tuple[str, int]]) -> None:
        """Marks files, which are about to be read, with the number of processes that have begun them."""
        await self._rows.many("file_begin", [(folder, path, begun) for path, begun in files])

    async def begun(self, folder: str, path: str) -> int:
        """How many processes began to read a file, and did not come to its end."""
        return int(await value(self._rows, "file_begun", folder, path) or 0)

    async def forget(self, folder: str, path: str) -> None:
        """Nothing is known of the file any more."""
        await self._rows.run("file_forget", folder, path)

    async def put(self, folder: str, files: Sequence[FileRow]) -> None:
        rows = [(folder, f.path, f.known_as, f.state.value, f.size, f.mtime_ns, f.digest) for f in files]
        await self._rows.many("file_put", rows)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that `zharshy import` took whole; `path`: the real one; `articles`: how many are in it."""

    path: str
    size: int
    mtime_ns: int
    articles: int


class Imports(Repository):
    async def known(self, way: str, since_ms: int, paths: Sequence[str]) -> list[ImportedFile]:
        """Those of these files that were taken in this way since a moment."""
        listed = json.dumps(paths, ensure_ascii=False)
        return [ImportedFile(*row) for row in await self._rows.fetch("imported_files", way, since_ms, listed)]

    async def put(self, way: str, file: ImportedFile) -> None:
        await self._rows.run("imported_file_put", file.path, file.size, file.mtime_ns, way, file.articles)

    async def confirm(self, since_ms: int) -> None:
        """What was taken since then counts as taken now."""
        await self._rows.run("imported_files_confirm", since_ms)


class Photos(Repository):
    async def keep(self, digest: str, content: bytes) -> None:
        """Keeps a picture that came as a file: a JPEG, by the digest of the file. Up to some megabytes: alone."""
        await self._rows.run("picture_add", digest, content)

    async def content(self, digest: str) -> bytes | None:
        """The JPEG; None when it is kept no more."""
        found = await value(self._rows, "picture_content", digest)
        return None if found is None else bytes(found)

    async def forget(self, taken_before_ms: int, limit: int = 20) -> int:
        """Deletes a few pictures that were taken before then and that nothing waits for; how many."""
        return await self._rows.run("pictures_forget", taken_before_ms, limit)

    async def of(self, article: int) -> Photo | None:
        """What became of the photo of an article (its key); None before it was sent once."""
        row = await single(self._rows, "photo_of", article)
        return objects.photo(row) if row else None

    async def ready(self, article: int, source: str, file_id: str) -> None:
        """Telegram took it."""
        await self._rows.run("photo_ready", article, source, file_id)

    async def refused(self, article: int, source: str, reason: str) -> bool:
        """Telegram does not take it; False when that was known."""
        return await self._rows.run("photo_refused", article, source, reason[:200]) == 1
