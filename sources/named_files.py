"""Files and folders that a person names on the command line, one after another: a million are never in memory."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sources.folder.walk import walk
from sources.sandbox.messages import Request
from sources.values.file_names import is_ignored, path_text


@dataclass(frozen=True, slots=True)
class NamedFile:
    """`path` to open; `label` as the person would call it; `name`: what the ids of its articles are made of.

    `root`: the real folder that pictures beside it must lie in; `real`: the real path. `size` and `mtime_ns` as they
    were before it was read; `mtime_ns` is 0 for what cannot be looked at.
    """

    path: Path
    label: str
    name: str
    root: str
    real: str
    size: int = 0
    mtime_ns: int = 0


@dataclass(slots=True)
class _Seen:
    """What came already: `folders` that were walked, with all in them; `files` named alone or behind links."""

    folders: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)

    def holds(self, real: str) -> bool:
        return real in self.files or any(_walked(real, folder) for folder in self.folders)


def files_in(paths: Sequence[Path], articles_dir: Path | None = None) -> Iterator[NamedFile]:
    """The files behind these paths, each once; folders with all that is in them, by name, without hidden and temporary
    files.

    A file inside `articles_dir` is named as the watched folder names it, so that it is the same article for both. A
    folder that cannot be read comes as a file that cannot be opened.
    """
    base = None if articles_dir is None else os.path.realpath(articles_dir)
    seen = _Seen()
    for path in paths:
        real = os.path.realpath(path)
        if os.path.isdir(path):  # noqa: PTH112 - false where it may not be looked at
            yield from _in_folder(path, real, base, seen)
            seen.folders.append(real)
        elif not seen.holds(real):
            seen.files.add(real)
            yield _named(path, path.name, real, real.rpartition("/")[0] or "/", base)


def request_for(file: NamedFile, now: datetime, default_language: str) -> Request:
    """What the readers are asked for a file: its articles with their words."""
    inside = os.path.relpath(file.real, file.root)
    path = os.path.abspath(file.path)  # noqa: PTH100
    return Request(file.name, now, path, root=file.root, inside=inside, default_language=default_language)


def _in_folder(folder: Path, root: str, base: str | None, seen: _Seen) -> Iterator[NamedFile]:
    for inside, is_link in walk(root):
        real = f"{root.rstrip('/')}/{inside}"
        if is_link:
            real, link = os.path.realpath(real), real
            # The file itself comes under its own name, or came.
            if _walked(real, root) and real < link:
                continue
            if not seen.holds(real):
                seen.files.add(real)
                yield _named(folder / inside, inside, real, root, base)
        elif not seen.holds(real):
            yield _named(folder / inside, inside, real, root, base)


def _walked(real: str, folder: str) -> bool:
    """Whether a walk through a folder comes to a file."""
    prefix = folder.rstrip("/") + "/"
    return real.startswith(prefix) and not any(map(is_ignored, real[len(prefix) :].split("/")))


def _named(path: Path, name: str, real: str, root: str, base: str | None) -> NamedFile:
    if base is not None and real.startswith(base.rstrip("/") + "/"):
        root, name = base, os.path.relpath(real, base)
    try:
        status = os.stat(real)  # noqa: PTH116
    except (OSError, ValueError):
        return NamedFile(path, path_text(str(path)), path_text(name), root, real)
    size = status.st_size if stat.S_ISREG(status.st_mode) else 0
    return NamedFile(path, path_text(str(path)), path_text(name), root, real, size, status.st_mtime_ns)
