"""Named SQL: the statements of storage/sql and its folders, read once; a dialect's folder overrides by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# Each has a folder of its own with the statements that differ.
DIALECTS = ("sqlite", "postgres")

_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)
_REMARK = re.compile(r"^\s*--.*$", re.MULTILINE)


@cache
def load(dialect: str) -> dict[str, str]:
    """All statements of a dialect ("sqlite", "postgres") by name. Raises ValueError if a folder has a name twice."""
    root = files("storage") / "sql"
    return _statements(root, leave=DIALECTS) | _statements(root / dialect)


def _statements(folder: Traversable, leave: Sequence[str] = ()) -> dict[str, str]:
    """The statements of all files below a folder, but for the folders left out."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name not in leave:
            pairs = list(_statements(entry).items())
        elif entry.name.endswith(".sql"):
            pairs = _split(entry.read_text("utf-8"))
        else:
            continue
        for name, text in pairs:
            if name in found:
                raise ValueError(f"the SQL statement {name} stands twice ({entry.name})")
            found[name] = text
    return found


def _split(text: str) -> list[tuple[str, str]]:
    pieces = _NAME.split(text)[1:]
    # Remarks speak of $1 too; they are for readers of the file, not for the database.
    pieces[1::2] = [_REMARK.sub("", body) for body in pieces[1::2]]
    return [(name, body.strip().rstrip(";")) for name, body in zip(pieces[::2], pieces[1::2], strict=True)]
