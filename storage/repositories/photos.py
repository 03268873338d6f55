"""Photos: the pictures that came as files, and what became of each article's photo at Telegram."""

from __future__ import annotations

from domain.photo import Photo, PhotoState
from storage.ports import Rows, single

PICTURE_DAYS = 7
"""How long the file of a picture is kept: until then its article may be pushed, or corrected. Telegram keeps photos."""


class Photos:
    """Photos through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def keep(self, digest: str, content: bytes) -> None:
        """Keeps a picture that came as a file: a JPEG, by the digest of the file. Up to some megabytes: alone."""
        await self._rows.run("picture_add", digest, content)

    async def content(self, digest: str) -> bytes | None:
        """The JPEG; None when it is kept no more."""
        row = await single(self._rows, "picture_content", digest)
        return bytes(row[0]) if row else None

    async def forget(self, taken_before_ms: int, limit: int = 20) -> int:
        """Deletes a few pictures that were taken before then and that nothing waits for; how many."""
        return await self._rows.run("pictures_forget", taken_before_ms, limit)

    async def of(self, article: int) -> Photo | None:
        """What became of the photo of an article (its key); None before it was sent once."""
        row = await single(self._rows, "photo_of", article)
        return Photo(row[0], PhotoState(row[1]), row[2], row[3]) if row else None

    async def ready(self, article: int, source: str, file_id: str) -> None:
        """Telegram took it."""
        await self._rows.run("photo_ready", article, source, file_id)

    async def refused(self, article: int, source: str, reason: str) -> bool:
        """Telegram does not take it; False when that was known."""
        return await self._rows.run("photo_refused", article, source, reason[:200]) == 1
