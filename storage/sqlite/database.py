"""SQLite through aiosqlite: one writer connection, readers beside it, WAL, every commit synced."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from domain.clock import Clock
from domain.errors import CannotStart, StoreUnavailable
from storage.ports import Row, Rows
from storage.queries import load
from storage.sqlite.statements import Statement
from storage.sqlite.whole import Connection

T = TypeVar("T")
_READERS = 3
# How long a statement waits for another process's write lock before it is reported as busy; callers then insist.
BUSY_SECONDS = 5.0


class SqliteRows:
    """Named statements on one connection."""

    def __init__(self, connection: aiosqlite.Connection, statements: dict[str, Statement]) -> None:
        self._connection = connection
        self._statements = statements
        self.asked = 0
        """How many reads wait for this connection, or are at work there."""

    async def fetch(self, query: str, *values: object) -> list[Row]:
        statement = self._statements[query]
        self.asked += 1
        try:
            rows = await self._connection.execute_fetchall(statement.text, statement.values(values))
            return cast("list[Row]", rows)
        except sqlite3.OperationalError as error:
            raise _unavailable(error) from error
        finally:
            self.asked -= 1

    async def run(self, query: str, *values: object) -> int:
        statement = self._statements[query]
        try:
            cursor = await self._connection.execute(statement.text, statement.values(values))
        except sqlite3.OperationalError as error:
            raise _unavailable(error) from error
        return max(cursor.rowcount, 0)

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        if not rows:
            return 0
        statement = self._statements[query]
        try:
            cursor = await self._connection.executemany(statement.text, statement.rows(rows))
        except sqlite3.OperationalError as error:
            raise _unavailable(error) from error
        return max(cursor.rowcount, 0)


class SqliteDatabase:
    """The file. Made by `open_sqlite`; must be closed, or aiosqlite's threads keep the process alive."""

    def __init__(self, writer: Connection, readers: list[Connection]) -> None:
        self._statements = {name: Statement(text) for name, text in load("sqlite").items()}
        self._writer = writer
        self._write_rows = SqliteRows(writer, self._statements)
        self._readers = readers
        self._read_rows = [SqliteRows(reader, self._statements) for reader in readers]
        self._lock = asyncio.Lock()

    def reader(self) -> Rows:
        # Nobody waits behind a long look: counting a million followers takes a second.
        return min(self._read_rows, key=attrgetter("asked"))

    @asynccontextmanager
    async def transaction(self, *, alone: bool = True) -> AsyncIterator[Rows]:
        async with self._lock:
            try:
                # Shielded: a cancelled task must not leave a BEGIN or COMMIT half-known on the shared connection.
                await asyncio.shield(self._control("BEGIN IMMEDIATE"))
                yield self._write_rows
                await asyncio.shield(self._control("COMMIT"))
            except BaseException:
                # Fails when there is nothing to roll back, which is what was wanted.
                with suppress(StoreUnavailable, sqlite3.OperationalError):
                    await asyncio.shield(self._control("ROLLBACK"))
                raise

    async def whole(self, body: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        async with self._lock:
            try:
                return await asyncio.shield(self._writer.whole(self._statements, body))
            except sqlite3.OperationalError as error:
                raise _unavailable(error) from error

    async def _control(self, statement: str) -> None:
        try:
            await self._writer.execute(statement)
        except sqlite3.OperationalError as error:
            raise _unavailable(error) from error

    async def data_version(self) -> int:
        rows = list(await self._readers[0].execute_fetchall("PRAGMA data_version"))
        return int(rows[0][0])

    async def close(self) -> None:
        for connection in (*self._readers, self._writer):
            await connection.close()


async def connect(path: Path, clock: Clock, *, writes: bool) -> Connection:
    """One connection with the house's settings; `now_ms()` is the clock that was passed in."""
    connection = Connection(path, timeout=BUSY_SECONDS)
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
    # No mmap: it made searches 3 % cheaper, and every page that was ever looked at counted as memory of the process
    # (130 MB for a push to a million).
    shared = ["PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY"]
    if not writes:
        return [*shared, "PRAGMA query_only = ON"]
    # FULL: a claim that a power cut takes back would be a message sent once more. It costs 0.2 ms a commit.
    return [*shared, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -16000"]


async def open_sqlite(path: Path, clock: Clock) -> SqliteDatabase:
    """Opens a migrated file. Raises CannotStart with the remedy when the file cannot be used."""
    opened: list[Connection] = []
    try:
        opened.append(await connect(path, clock, writes=True))
        while len(opened) <= _READERS:
            opened.append(await connect(path, clock, writes=False))
    except sqlite3.Error as error:
        for connection in opened:
            await connection.close()
        raise CannotStart("store-unusable", path=str(path), why=str(error)) from error
    return SqliteDatabase(opened[0], opened[1:])


def _unavailable(error: sqlite3.OperationalError) -> Exception:
    """A full disk or a lock is the machine's trouble, to be waited for; a wrong statement is ours and stays itself."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreUnavailable("store-locked")
    if "full" in text or "disk I/O" in text or "readonly" in text or "unable to open" in text:
        return StoreUnavailable("store-full", why=text)
    return error
