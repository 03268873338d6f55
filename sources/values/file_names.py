"""Names of files: which ones hold no article, and how a name is stored and shown."""

from __future__ import annotations

import os

# Of files that an article may name as its picture; the content decides in the end.
# A path as it stands in a message: of a long one the end.
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_TEMPORARY = (
    "~", ".part", ".partial", ".filepart", ".tmp", ".temp", ".swp", ".swx", ".swo", ".crdownload", ".download", ".lock",
)  # fmt: skip
_NOT_ARTICLES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# Characters of a path in a message.
_SHOWN = 150


def is_ignored(name: str) -> bool:
    """Hidden files, those that a program still writes, pictures, and what operating systems leave in folders."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower.endswith((*_TEMPORARY, *PICTURE_ENDINGS)) or lower in _NOT_ARTICLES


def path_text(path: str) -> str:
    """A path as text that can be stored and shown also where the name is not UTF-8: its odd bytes become "\\xff"."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def shorten_path(path: str) -> str:
    return path if len(path) <= _SHOWN else f"…{path[-_SHOWN:]}"
