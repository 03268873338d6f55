"""Files that were uploaded by the bot or sent by people: kept in memory, known by file_id."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Any

from playground.rules.refusals import bad

MAX_DOWNLOAD = 20 * 1024 * 1024
_SIZED = {"photo", "video", "animation"}
_WITHOUT_NAME = {"photo", "voice"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`size` may be larger than `data`, when a test pretends that a file is big."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    data: bytes
    size: int
    width: int
    height: int

    def _field(self, kind: str) -> dict[str, Any]:
        body: dict[str, Any] = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}
        if kind in _SIZED:
            body.update(width=self.width, height=self.height)
        if kind not in _WITHOUT_NAME:
            body.update(file_name=self.name, mime_type=self.mime)
        if kind in {"video", "animation", "audio", "voice"}:
            body["duration"] = 1
        return body

    def as_message_field(self, kind: str) -> dict[str, Any]:
        """The field of a Message that holds the file."""
        if kind == "photo":
            return {"photo": [self._field(kind)]}
        if kind == "animation":
            return {"animation": self._field(kind), "document": self._field("document")}
        return {kind: self._field(kind)}

    @property
    def path(self) -> str:
        return f"files/{self.unique_id}/{self.name}"


class Files:
    """All files of one playground."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, name: str, data: bytes, mime: str = "", size: int | None = None) -> StoredFile:
        digest = hashlib.sha256(name.encode() + data).hexdigest()
        width, height = _dimensions(data)
        stored = StoredFile(
            file_id=f"BQACAgIAAxkD{digest[:40]}{len(self._by_id):04d}",
            unique_id=f"AgAD{digest[:10]}",
            name=name.rsplit("/", 1)[-1] or "file",
            mime=mime or "application/octet-stream",
            data=data,
            size=len(data) if size is None else size,
            width=width,
            height=height,
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def known(self, file_id: str) -> StoredFile:
        if file_id not in self._by_id:
            raise bad("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def downloadable(self, file_id: str) -> StoredFile:
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad("invalid file_id")
        if stored.size > MAX_DOWNLOAD:
            raise bad("file is too big")
        return stored

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def _dimensions(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return 1280, 720
