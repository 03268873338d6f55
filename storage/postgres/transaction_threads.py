"""Runs whole transactions in threads with their own connections: delivery steps, which hold up all others.

A step locks its broadcast's row until its commit. On the event loop each of its statements waits behind the answers
that come in, a millisecond or more at full speed. In a thread it waits for the server alone, and psycopg's blocking
connection needs a third of the CPU (bench/cluster.py).
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import psycopg
from psycopg import Connection, RawCursor

from storage.ports import Row, Rows, run_without_loop

T = TypeVar("T")
Body = Callable[[Rows], Coroutine[Any, Any, T]]
# Statements that may open a broadcast: a worker is called after them.
OPENS_BROADCAST = frozenset(
    {"broadcast_add", "broadcast_reopen", "broadcast_reopen_stopped", "broadcast_resume", "retry_begin"}
)


def plain(values: Sequence[object]) -> list[Any]:
    """Values as psycopg takes them: enums by value (it would write the name), text without NUL (PostgreSQL refuses)."""
    return [_value(value) for value in values]


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.replace("\0", "") if isinstance(value, str) else value


class BlockingRows:
    """Named statements on one blocking connection."""

    def __init__(self, connection: Connection[Any], statements: dict[str, str]) -> None:
        self._connection = connection
        self._statements = statements
        self.opened_broadcast = False

    async def fetch(self, query: str, *values: object) -> list[Row]:
        with RawCursor(self._connection) as cursor:
            return cursor.execute(self._statements[query].encode(), plain(values)).fetchall()

    async def run(self, query: str, *values: object) -> int:
        with RawCursor(self._connection) as cursor:
            changed = max(cursor.execute(self._statements[query].encode(), plain(values)).rowcount, 0)
        self.opened_broadcast = self.opened_broadcast or (changed > 0 and query in OPENS_BROADCAST)
        return changed

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        if not rows:
            return 0
        with RawCursor(self._connection) as cursor:
            if bulk := self._statements.get(f"{query}_all"):
                cursor.execute(bulk.encode(), [plain(column) for column in zip(*rows, strict=True)])
            else:
                cursor.executemany(self._statements[query].encode(), [plain(row) for row in rows])
            return max(cursor.rowcount, 0)


@dataclass(frozen=True, slots=True)
class _Job:
    """A transaction to run, and the future that gets its result."""

    body: Body[Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any]


class TransactionThreads:
    """Runs as many transactions at a time as there are threads; each thread connects when it is first needed."""

    def __init__(self, connect: Callable[[], Connection[Any]], statements: dict[str, str], most: int) -> None:
        self._connect = connect
        self._statements = statements
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._most = most
        self._threads: list[threading.Thread] = []
        self._busy = 0

    async def transact(self, body: Body[T]) -> tuple[T, bool]:
        """Commits what the body does: (its value, whether it has opened a broadcast). Raises psycopg's errors.

        If the caller is cancelled, the transaction goes on to its end.
        """
        if self._busy >= len(self._threads) < self._most:
            # A daemon: a server that does not answer must not keep the process from ending.
            self._threads.append(threading.Thread(target=self._work, name="postgres-whole", daemon=True))
            self._threads[-1].start()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[T, bool]] = loop.create_future()
        self._busy += 1
        answer.add_done_callback(self._finished)
        self._jobs.put(_Job(body, loop, answer))
        return await asyncio.shield(answer)

    def _finished(self, answer: asyncio.Future[Any]) -> None:
        self._busy -= 1
        if not answer.cancelled():
            # Marks the exception as seen: a cancelled caller does not read it.
            answer.exception()

    def close(self) -> None:
        """The threads end after the jobs that were handed in."""
        for _ in self._threads:
            self._jobs.put(None)

    def _work(self) -> None:
        connection: Connection[Any] | None = None
        while (job := self._jobs.get()) is not None:
            try:
                if connection is None or connection.closed:
                    connection = self._connect()
                found = self._transact(connection, job.body)
            except BaseException as error:
                _call_in_loop(job, job.answer.set_exception, error)
                continue
            _call_in_loop(job, job.answer.set_result, found)
        if connection is not None:
            connection.close()

    def _transact(self, connection: Connection[Any], body: Body[T]) -> tuple[T, bool]:
        rows = BlockingRows(connection, self._statements)
        try:
            found = run_without_loop(body(rows))
            connection.commit()
        except BaseException:
            with suppress(psycopg.Error):
                connection.rollback()
            raise
        return found, rows.opened_broadcast


def _call_in_loop(job: _Job, how: Callable[[Any], None], what: object) -> None:
    # The loop may be closed: no caller waits then.
    with suppress(RuntimeError):
        job.loop.call_soon_threadsafe(how, what)
