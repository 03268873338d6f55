"""Moves a store from SQLite to PostgreSQL: table by table in pages, resumable, compared row by row at the end.

A table in the target, `move_progress`, holds how far the move has come; each page and its progress are one transaction.
While that table exists, no other command opens the target (storage/postgres/database.py). The source is only read.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from domain.errors import CannotStart
from storage.admin.backup import inspect
from storage.admin.move_tables import PAGE, Row, Table, TableDigest, digest_of_target, last_key, pages, tables_of
from storage.migrate import migrations
from storage.postgres.schema import migrate_postgres, no_server

log = logging.getLogger(__name__)

_PROGRESS = """
CREATE TABLE move_progress (source text NOT NULL, name text PRIMARY KEY, cursor text NOT NULL, whole bigint NOT NULL)
"""
_EMPTY = "SELECT NOT EXISTS (SELECT 1 FROM article) AND NOT EXISTS (SELECT 1 FROM recipient)"
_FOREIGN = """
SELECT to_regclass('schema_version') IS NULL AND EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())
"""
_MOVED_SO_FAR = """
INSERT INTO move_progress (source, name, cursor, whole) VALUES (%s, %s, %s, %s)
ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, whole = excluded.whole
"""


@dataclass(frozen=True, slots=True)
class Step:
    """`phase` ("copy", "compare"), how many rows of how many are done, and the present table."""

    phase: str
    done: int
    total: int
    table: str


class Move:
    """One move between two open connections. The target must hold the present schema (see `open_target`)."""

    def __init__(
        self, source: sqlite3.Connection, target: psycopg.Connection[Any], name: str, page: int = PAGE
    ) -> None:
        self._source = source
        self._target = target
        self._name = name
        self.tables = tables_of(source, target, page)
        self.counts: dict[str, int] = {}

    def run(self) -> Iterator[Step]:
        """Resumes where an earlier run was cut off. Raises CannotStart when the target holds something else."""
        self._claim_target()
        # One snapshot of the source, also while another process writes to it.
        self._source.execute("BEGIN")
        for again in (False, True):
            try:
                yield from self._copy()
                different = yield from self._compare()
            except psycopg.IntegrityError as error:
                different = [str(error).splitlines()[0]]
            if not different:
                self._set_counters()
                return
            # The source has changed since an earlier run copied its part: copy everything again, once.
            log.warning("move.differs tables=%s again=%s", ",".join(different), not again)
            if again:
                raise CannotStart("move-differs", tables=", ".join(different))
            self._start_anew()

    def finish(self) -> None:
        """Makes the target an ordinary store."""
        self._target.execute("DROP TABLE move_progress")

    def _claim_target(self) -> None:
        if _value(self._target, "SELECT to_regclass('move_progress') IS NOT NULL"):
            if _value(self._target, "SELECT source FROM move_progress LIMIT 1") not in {self._name, None}:
                raise CannotStart("move-of-another")
            return
        if not _value(self._target, _EMPTY):
            raise CannotStart("move-target-full")
        with self._target.transaction():
            self._target.execute(_PROGRESS)
            self._clear()

    def _start_anew(self) -> None:
        with self._target.transaction():
            self._target.execute("DELETE FROM move_progress")
            self._clear()

    def _clear(self) -> None:
        """Removes the rows that the migrations inserted: the source has them too."""
        # A trigger refuses to empty the audit.
        names = sql.SQL(", ").join(sql.Identifier(table.name) for table in self.tables)
        self._target.execute("ALTER TABLE audit DISABLE TRIGGER USER")
        self._target.execute(sql.SQL("TRUNCATE {}").format(names))
        self._target.execute("ALTER TABLE audit ENABLE TRIGGER USER")

    def _copy(self) -> Iterator[Step]:
        rows = self._target.execute("SELECT name, cursor, whole FROM move_progress").fetchall()
        progress: dict[str, tuple[Row, bool]] = {name: (tuple(json.loads(at)), bool(whole)) for name, at, whole in rows}
        total, done = sum(self._size(table) for table in self.tables), 0
        for table in self.tables:
            after, whole = progress.get(table.name, ((), False))
            if not whole:
                for page in pages(self._source, table, after):
                    self._put(table, page)
                    done += len(page)
                    yield Step("copy", min(done, total), total, table.name)
                self._note(table, (), whole=True)
        yield Step("copy", total, total, "")

    def _put(self, table: Table, page: list[Row]) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
        with self._target.transaction():
            with self._target.cursor() as cursor, cursor.copy(statement) as copy:
                for row in page:
                    copy.write_row(row)
            self._note(table, last_key(table, page), whole=False)

    def _note(self, table: Table, cursor: Row, *, whole: bool) -> None:
        self._target.execute(_MOVED_SO_FAR, (self._name, table.name, json.dumps(cursor), int(whole)))

    def _compare(self) -> Generator[Step, None, list[str]]:
        """Compares every row of every table. Returns the names of the tables that differ."""
        total, done = sum(self._size(table) for table in self.tables), 0
        different: list[str] = []
        for table in self.tables:
            ours = TableDigest()
            for page in pages(self._source, table, ()):
                ours = ours.with_rows(page)
            if digest_of_target(self._target, table) != ours:
                different.append(table.name)
            self.counts[table.name] = ours.rows
            done += ours.rows
            yield Step("compare", done, total, table.name)
        return different

    def _set_counters(self) -> None:
        """Sets the counters of ids behind the last id of the source: an id that was used once must not come again."""
        used = dict(self._source.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        for table in self.tables:
            if table.counts_up:
                highest = sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(
                    sql.Identifier(table.counts_up), sql.Identifier(table.name)
                )
                last = max(_value(self._target, highest), int(used.get(table.name, 0)))
                self._target.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                    (table.name, table.counts_up, max(last, 1), last > 0),
                )

    def _size(self, table: Table) -> int:
        [(size,)] = self._source.execute(" ".join(("SELECT count(*) FROM", f'"{table.name}"')))
        return int(size)


def _value(connection: psycopg.Connection[Any], statement: LiteralString | sql.Composed) -> Any:
    """The value of a statement that gives one; None where it gives no row."""
    row = connection.execute(statement).fetchone()
    return row[0] if row else None


def open_source(path: Path) -> closing[sqlite3.Connection]:
    """The source, read-only. Raises CannotStart when it is no store, or of another version."""
    found = inspect(path, thorough=False)
    if found.version < migrations("sqlite")[-1][0]:
        raise CannotStart("move-source-older", path=str(path))
    return closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None))


@contextmanager
def open_target(url: str) -> Iterator[psycopg.Connection[Any]]:
    """The target, for `Move`. Raises CannotStart when it holds something that is not a store, or cannot be reached."""
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5, application_name="zharshy move") as connection:
            if _value(connection, _FOREIGN):
                raise CannotStart("move-target-full")
            asyncio.run(migrate_postgres(url))
            yield connection
    except psycopg.Error as error:
        raise no_server(error) from error


def name_of(path: Path) -> str:
    """The name by which the target recognises its source. It does not reveal the path."""
    return hashlib.blake2b(str(path.resolve()).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
