"""What `zharshy check` looks at when the store is an SQLite file: the file, and the room on its disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bot.cli.check.result import CheckResult, bad, ok, ok_if
from bot.cli.console import describe_articles, explain
from domain.errors import ZharshyError
from storage.admin.backup import inspect

# Bytes: for the write-ahead log, and some days of articles.
_LEAST_FREE = 200_000_000


def check_file(file: Path) -> CheckResult:
    """The store, or the folder that it will be made in."""
    folder = _nearest(file)
    if not os.access(folder, os.W_OK | os.X_OK):
        return bad("database", f"{folder} takes no files: mend its permissions, or change DATABASE_URL")
    if not file.exists():
        return ok("database", f"{file} is not there yet; `zharshy run` makes it")
    try:
        found = inspect(file, thorough=False)
    except ZharshyError as error:
        return bad("database", explain(error))
    articles = describe_articles(found.articles, found.recalled)
    return ok("database", f"{file}: {articles}, {found.chats} chats, {found.unfinished} broadcasts unfinished")


def check_disk(file: Path) -> CheckResult:
    folder = _nearest(file)
    free = shutil.disk_usage(folder).free
    needed = max(_LEAST_FREE, file.stat().st_size if file.exists() else 0)
    words = f"{free / 1e9:.1f} GB free at {folder}"
    if free < needed:
        words += f": make room, {needed / 1e9:.1f} GB at least, for the store and its copies"
    return ok_if(free >= needed, "disk", words)


def _nearest(file: Path) -> Path:
    """The folder of the file, or the nearest one above it that exists."""
    folder = file.absolute().parent
    while not folder.exists():
        folder = folder.parent
    return folder
