"""Named SQL: the statements of storage/sql/*.sql, read once; a dialect's folder overrides by name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)
_REMARK = re.compile(r"^\s*--.*$", re.MULTILINE)


@cache
def load(dialect: str) -> dict[str, str]:
    """All statements of a dialect ("sqlite", "postgres") by name. Raises ValueError if a folder has a name twice."""
    root = files("storage") / "sql"
    statements: dict[str, str] = {}
    for folder in (root, root / dialect):
        found: dict[str, str] = {}
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".sql"):
                for name, text in _split(file.read_text("utf-8")):
                    if name in found:
                        raise ValueError(f"the SQL statement {name} stands twice ({file.name})")
                    found[name] = text
        statements.update(found)
    return statements


def _split(text: str) -> list[tuple[str, str]]:
    pieces = _NAME.split(text)[1:]
    # Remarks speak of $1 too; they are for readers of the file, not for the database.
    pieces[1::2] = [_REMARK.sub("", body) for body in pieces[1::2]]
    return [(name, body.strip().rstrip(";")) for name, body in zip(pieces[::2], pieces[1::2], strict=True)]
