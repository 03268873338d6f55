"""Writes `.env`: whole or not at all, for its owner's eyes only; lines that are not ours to change stay."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values

from domain.errors import SettingsError

_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,~-]*")
_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_]+)\s*=")
_HEAD = "# Settings of Zharshy. docs/reference.md has them all; the environment wins over this file.\n"


def write_env(file: Path, values: Mapping[str, str]) -> None:
    """Puts the values in the place of the lines that have them, the others at the end. Raises SettingsError, and leaves
    the file as it is, where a value would not be read back as it was given."""
    left = dict(values)
    before = file.read_text(encoding="utf-8-sig").splitlines() if file.exists() else _HEAD.splitlines()
    lines = []
    for line in before:
        found = _LINE.match(line)
        name = found["name"].upper() if found else ""
        if name in values:
            # A name that stands twice keeps one line.
            if name in left:
                lines.append(_line(name, left.pop(name)))
        else:
            lines.append(line)
    lines += [_line(name, value) for name, value in left.items()]
    text = "\n".join(lines) + "\n"
    read = dotenv_values(stream=StringIO(text))
    for name, value in values.items():
        # A second line would be a setting of its own for the next who writes; ${…} is replaced by who reads.
        if value.splitlines() not in ([], [value]) or read.get(name) != value:
            raise SettingsError("settings-not-for-env", name=name)
    _replace(file, text)


def _line(name: str, value: str) -> str:
    if not _PLAIN.fullmatch(value):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        value = f"'{escaped}'"
    return f"{name}={value}"


def _replace(file: Path, text: str) -> None:
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
