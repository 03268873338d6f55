"""Damages a page of a store on the disk, as a failing one does."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.migrate import migrate_sqlite
from storage.store import sqlite_path
from tests.builders import store_url

PAGE = 4096


def damage_table(folder: Path, table: str, *, file: Path | None = None) -> None:
    """Overwrites the root page of one table or index; all others stay sound. Makes the store where there is none."""
    path = file or sqlite_path(store_url(folder))
    migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(root,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchall()
    with path.open("r+b") as raw:
        raw.seek((root - 1) * PAGE)
        raw.write(random.Random(1).randbytes(PAGE))
