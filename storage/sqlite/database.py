"""SQLite through aiosqlite: one writer connection, readers beside it, WAL, every commit synced."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from domain.clock import Clock
from domain.errors import CannotStart, StoreDamaged, StoreUnavailable
from storage.migrate import is_damage
from storage.ports import Row, Rows
from storage.queries import load
from storage.sqlite.stop_notice import StopNotice
from storage.sqlite.transaction_thread import Connection, Statement

T = TypeVar("T")
_READERS = 3


class SqliteRows:
    """Named statements on one connection."""

    def __init__(self, connection: Connection, statements: dict[str, Statement]) -> None:
        self._connection = connection
        self._statements = statements
        # Reads that wait for this connection or run on it.
        self.pending = 0

    async def fetch(self, query: str, *values: object) -> list[Row]:
        statement = self._statements[query]
        self.pending += 1
        try:
            rows = await self._connection.execute_fetchall(statement.text, statement.values(values))
            return cast("list[Row]", rows)
        except sqlite3.DatabaseError as error:
            raise _meaning(error, self._connection.path) from error
        finally:
            self.pending -= 1

    async def run(self, query: str, *values: object) -> int:
        statement = self._statements[query]
        return await _changed(self._connection, self._connection.execute(statement.text, statement.values(values)))

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        if not rows:
            return 0
        statement = self._statements[query]
        return await _changed(self._connection, self._connection.executemany(statement.text, statement.rows(rows)))


async def _changed(connection: Connection, running: Awaitable[aiosqlite.Cursor]) -> int:
    try:
        return max((await running).rowcount, 0)
    except sqlite3.DatabaseError as error:
        raise _meaning(error, connection.path) from error


class SqliteDatabase:
    """The database file, opened by `open_sqlite`. Must be closed, or aiosqlite's threads keep the process alive."""

    def __init__(self, writer: Connection, readers: list[Connection]) -> None:
        self._stop_notice = StopNotice(Path(writer.path))
        self._statements = {name: Statement(text) for name, text in load("sqlite").items()}
        self._writer = writer
        self._write_rows = SqliteRows(writer, self._statements)
        self._readers = readers
        self._read_rows = [SqliteRows(reader, self._statements) for reader in readers]
        self._lock = asyncio.Lock()

    def reader(self) -> Rows:
        # The connection with the fewest reads, so that a short one does not wait behind a long one: counting a million
        # followers takes a second.
        return min(self._read_rows, key=attrgetter("pending"))

    @asynccontextmanager
    async def transaction(self, *, alone: bool = True) -> AsyncIterator[Rows]:
        async with self._lock:
            try:
                # Shielded: after a cancelled BEGIN or COMMIT the state of the shared connection would be unknown.
                await asyncio.shield(self._execute("BEGIN IMMEDIATE"))
                yield self._write_rows
                await asyncio.shield(self._execute("COMMIT"))
            except BaseException:
                # Fails when there is nothing to roll back, which is fine.
                with suppress(StoreUnavailable, sqlite3.OperationalError):
                    await asyncio.shield(self._execute("ROLLBACK"))
                raise

    async def transact(self, body: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        async with self._lock:
            try:
                return await asyncio.shield(self._writer.transact(self._statements, body))
            except sqlite3.DatabaseError as error:
                raise _meaning(error, self._writer.path) from error

    async def _execute(self, statement: str) -> None:
        await _changed(self._writer, self._writer.execute(statement))

    async def data_version(self) -> int:
        [(version,)] = await self._readers[0].execute_fetchall("PRAGMA data_version")
        return int(version)

    async def prepare_stop_notice(self, run: int) -> None:
        self._stop_notice.prepare(run)

    def post_stop_notice(self, run: int) -> None:
        self._stop_notice.post()

    def posted_stop_notice(self) -> int:
        return self._stop_notice.posted()

    async def close(self) -> None:
        for connection in (*self._readers, self._writer):
            await connection.close()


async def connect(path: Path, clock: Clock, *, writes: bool, busy_seconds: float) -> Connection:
    """One connection with our settings; `now_ms()` in SQL is the clock that was passed in."""
    connection = Connection(path, timeout=busy_seconds)
    await connection
    try:
        await connection.create_function("now_ms", 0, clock.now_ms)
        for pragma in _pragmas(writes):
            await connection.execute(pragma)
    except BaseException:
        await connection.close()
        raise
    return connection


def _pragmas(writes: bool) -> list[str]:
    # No mmap: it made searches 3 % cheaper, but every page that was read counted as memory of the process (130 MB for a
    # push to a million).
    shared = ["PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY"]
    if not writes:
        return [*shared, "PRAGMA query_only = ON"]
    # 8 MB of the file in memory; the system keeps the rest. With 16 MB a large import was no faster.
    # FULL: a claim lost in a power cut would be a message sent twice. It costs 0.2 ms a commit.
    return [*shared, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -8000"]


async def open_sqlite(path: Path, clock: Clock, busy_seconds: float) -> SqliteDatabase:
    """Opens a migrated file. Raises CannotStart with the remedy when the file cannot be used."""
    opened: list[Connection] = []
    try:
        opened.append(await connect(path, clock, writes=True, busy_seconds=busy_seconds))
        while len(opened) <= _READERS:
            opened.append(await connect(path, clock, writes=False, busy_seconds=busy_seconds))
    except sqlite3.Error as error:
        for connection in opened:
            await connection.close()
        raise CannotStart("store-unusable", path=str(path), why=str(error)) from error
    return SqliteDatabase(opened[0], opened[1:])


def _meaning(error: sqlite3.DatabaseError, path: str) -> Exception:
    """StoreUnavailable for a full disk or a lock, which pass; StoreDamaged, with the remedy, for a damaged file.

    A wrong statement is our mistake and stays as it is.
    """
    text = str(error)
    if is_damage(error):
        return StoreDamaged("store-damaged", path=path)
    if not isinstance(error, sqlite3.OperationalError):
        return error
    if "locked" in text or "busy" in text:
        return StoreUnavailable("store-locked")
    if "full" in text or "disk I/O" in text or "readonly" in text or "unable to open" in text:
        return StoreUnavailable("store-full", why=text)
    return error
