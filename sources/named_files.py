"""Files and folders that a person names on the command line, as parsed items for the intake."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sources.folder.tree import Tree
from sources.sandbox.messages import Request
from sources.values.file_names import path_text


@dataclass(frozen=True, slots=True)
class NamedFile:
    """`path` to open; `label` as the person would call it; `name`: what the ids of its articles are made of.

    `root`: the real folder that pictures beside it must lie in.
    """

    path: Path
    label: str
    name: str
    root: Path


def files_in(paths: Sequence[Path], articles_dir: Path | None = None) -> list[NamedFile]:
    """The files behind these paths; folders with all that is in them, by name, without hidden and temporary files.

    A file inside `articles_dir` is named as the watched folder names it, so that it is the same article for both.
    """
    base = None if articles_dir is None else Path(os.path.realpath(articles_dir))
    found: dict[Path, NamedFile] = {}
    for path in paths:
        for file in _inside(path) if path.is_dir() else [path]:
            real = Path(os.path.realpath(file))
            names = (path_text(str(file)), _name(path, file, real, base))
            found.setdefault(real, NamedFile(file, *names, _root(path, real, base)))
    return list(found.values())


def request_for(file: NamedFile, now: datetime, default_language: str) -> Request:
    """What the readers are asked for a file: its articles with their words."""
    inside = os.path.relpath(os.path.realpath(file.path), file.root)
    path = os.path.abspath(file.path)  # noqa: PTH100
    return Request(file.name, now, path, root=str(file.root), inside=inside, default_language=default_language)


def _inside(folder: Path) -> list[Path]:
    """Raises nothing: a folder that cannot be read is reported as a file that cannot be opened."""
    try:
        return [folder / name for name in sorted(Tree(folder).changes(sweep=True))]
    except OSError:
        return [folder]


def _root(given: Path, real: Path, base: Path | None) -> Path:
    if base is not None and real.is_relative_to(base):
        return base
    folder = Path(os.path.realpath(given)) if given.is_dir() else real.parent
    return folder if real.is_relative_to(folder) else real.parent


def _name(given: Path, file: Path, real: Path, base: Path | None) -> str:
    if base is not None and real.is_relative_to(base):
        return path_text(str(real.relative_to(base)))
    return path_text(str(file.relative_to(given)) if file != given else file.name)
