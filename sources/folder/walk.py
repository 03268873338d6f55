"""Walks through a folder by name, with the names of one folder at a time in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator

from sources.values.file_names import is_ignored


def walk(root: str) -> Iterator[tuple[str, bool]]:
    """(path inside the root, whether it is a link) of each file, in the order of the paths.

    `root` is a real path. Left out are ignored names, what is no file, and links that lead nowhere or out of the root.
    A folder that cannot be read comes itself; of the root that is "".
    """
    left = [iter([("", "")])]
    while left:
        inside, kind = next(left[-1], ("", None))
        if kind is None:
            left.pop()
        elif kind == _FOLDER:
            try:
                left.append(iter(_listed(root, inside)))
            except OSError:
                yield inside.rstrip("/"), False
        else:
            yield inside, kind == _LINK


# Of a name in a folder. A folder's own name ends with "/", so that names sort as the paths do.
_FOLDER, _FILE, _LINK = "", "f", "l"


def _listed(root: str, inside: str) -> list[tuple[str, str]]:
    found = []
    with os.scandir(f"{root}/{inside}") as entries:
        for entry in entries:
            if is_ignored(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                found.append((f"{inside}{entry.name}/", _FOLDER))
            elif entry.is_file(follow_symlinks=False):
                found.append((inside + entry.name, _FILE))
            elif entry.is_symlink() and _leads_to_file(root, entry):
                found.append((inside + entry.name, _LINK))
    return sorted(found)


def _leads_to_file(root: str, link: os.DirEntry[str]) -> bool:
    try:
        return link.is_file() and os.path.realpath(link.path).startswith(root.rstrip("/") + "/")
    except OSError:
        return False
