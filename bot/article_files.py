"""The files that an import is given: found in folders, named as the watched folder would name them, read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadManuscript
from sources.intake import Sheet
from sources.limits import FILE_BYTES, MEGABYTE
from sources.reading import read
from sources.tree import Tree


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """`shown` is how the person named it, `name` what an id is made of when the article brings none.

    `trouble`: why it can't even be opened.
    """

    path: Path
    shown: str
    name: str
    size: int = 0
    trouble: str = ""


def find_files(paths: Iterable[Path], articles_dir: Path) -> list[ArticleFile]:
    """Files in the order given, folders with all that is in them, each file once."""
    found: dict[Path, ArticleFile] = {}
    for path in paths:
        for file in _in_folder(path, articles_dir) if path.is_dir() else [_single(path, articles_dir)]:
            found.setdefault(file.path.resolve(), file)
    return list(found.values())


def sheets(files: Iterable[ArticleFile]) -> Iterator[Sheet]:
    """What is in the files, article by article; a file that can't be read is a sheet that says so."""
    for file in files:
        try:
            data = _content(file)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            yield Sheet(file.shown, BadManuscript("source-cannot-open", reason=reason))
        except BadManuscript as error:
            yield Sheet(file.shown, error)
        else:
            for one in read(data, file.name):
                yield Sheet(file.shown, one)


def _single(path: Path, articles_dir: Path) -> ArticleFile:
    try:
        size = path.stat().st_size
    except OSError as error:
        return ArticleFile(path, str(path), path.name, trouble=error.strerror or type(error).__name__)
    return ArticleFile(path, str(path), _name(path, path.parent, articles_dir), size)


def _in_folder(folder: Path, articles_dir: Path) -> Iterator[ArticleFile]:
    tree = Tree(folder)
    try:
        inside = tree.changes(sweep=True)
    except OSError as error:
        yield ArticleFile(folder, str(folder), folder.name, trouble=error.strerror or type(error).__name__)
        return
    for name in sorted(tree.unreadable):
        yield ArticleFile(folder / name, str(folder / name), name, trouble="this folder can't be read")
    for name, stamp in sorted(inside.items()):
        path = folder / name
        yield ArticleFile(path, str(path), _name(path, folder, articles_dir), stamp.size)


def _name(path: Path, inside: Path, articles_dir: Path) -> str:
    """A file of the watched folder has the name that it has there, so that both ways give one article one id."""
    whole, watched = path.resolve(), articles_dir.resolve()
    if whole.is_relative_to(watched):
        return whole.relative_to(watched).as_posix()
    return path.relative_to(inside).as_posix()


def _content(file: ArticleFile) -> bytes:
    if file.trouble:
        raise BadManuscript("source-cannot-open", reason=file.trouble)
    if file.size > FILE_BYTES:
        raise BadManuscript("source-too-big", limit=FILE_BYTES // MEGABYTE)
    return file.path.read_bytes()
