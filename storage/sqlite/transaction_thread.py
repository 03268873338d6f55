"""Runs a whole transaction in the connection's thread: one hop there and back, instead of two a statement.

A hop costs some 60 us (two threads woken, the interpreter's lock passed on), more than most statements of a delivery
step, and a step has a dozen. The body is an ordinary coroutine that works on Rows. These rows block instead of
awaiting, so the body runs to its end in the thread while the event loop goes on.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage.ports import Row, Rows, run_without_loop

T = TypeVar("T")
_CHUNK = 64
_PLACE = re.compile(r"\$(\d+)")


class Statement:
    """A named statement as sqlite3 takes it: `$1` becomes `?1`, so a value that stands twice is bound once."""

    __slots__ = ("count", "text")

    def __init__(self, text: str) -> None:
        self.text = _PLACE.sub(r"?\1", text)
        self.count = max(map(int, _PLACE.findall(text)), default=0)

    def values(self, given: Sequence[object]) -> Sequence[object]:
        """Without those behind the last one that it uses: a statement of one dialect may need fewer of them."""
        return given if len(given) == self.count else given[: self.count]

    def rows(self, given: Sequence[Sequence[object]]) -> Iterable[Sequence[object]]:
        """The same for many rows, which are all as long as the first."""
        return given if len(given[0]) == self.count else map(self.values, given)


class Connection(aiosqlite.Connection):
    """An aiosqlite connection whose thread also runs whole transactions."""

    def __init__(self, path: Path, *, timeout: float) -> None:
        """`timeout`: how many seconds a statement waits for another process's lock."""
        super().__init__(lambda: _connect(path, timeout), _CHUNK)
        self.path = str(path)

    async def transact(self, statements: dict[str, Statement], body: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Runs a transaction. Raises what the body raises, after a rollback, and sqlite3.Error."""
        found: T = await self._execute(lambda: _run_transaction(self._conn, statements, body))  # type: ignore[no-untyped-call]
        return found


class _BlockingRows:
    """Named statements in the connection's own thread."""

    def __init__(self, connection: sqlite3.Connection, statements: dict[str, Statement]) -> None:
        self._connection = connection
        self._statements = statements

    async def fetch(self, query: str, *values: object) -> list[Row]:
        statement = self._statements[query]
        return self._connection.execute(statement.text, statement.values(values)).fetchall()

    async def run(self, query: str, *values: object) -> int:
        statement = self._statements[query]
        return max(self._connection.execute(statement.text, statement.values(values)).rowcount, 0)

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        if not rows:
            return 0
        statement = self._statements[query]
        return max(self._connection.executemany(statement.text, statement.rows(rows)).rowcount, 0)


def _connect(path: Path, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, cached_statements=512, timeout=timeout)


def _run_transaction(
    connection: sqlite3.Connection, statements: dict[str, Statement], body: Callable[[Rows], Coroutine[Any, Any, T]]
) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = run_without_loop(body(_BlockingRows(connection, statements)))
        connection.execute("COMMIT")
    except BaseException:
        # Fails when there is nothing to roll back, which is fine.
        with suppress(sqlite3.OperationalError):
            connection.execute("ROLLBACK")
        raise
    return found
