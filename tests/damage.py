"""Damages a page of a store on the disk, as a failing one does."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.migrate import migrate_sqlite

PAGE = 4096


def damage_table(path: Path, table: str) -> None:
    """Overwrites the root page of one table or index; all others stay sound. Makes the store where there is none."""
    migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(root,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchall()
    with path.open("r+b") as raw:
        raw.seek((root - 1) * PAGE)
        raw.write(random.Random(1).randbytes(PAGE))
