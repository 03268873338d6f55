"""PostgreSQL through psycopg: a pool, raw cursors that take the `$1` texts as they are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, TypeAlias, TypeVar

import psycopg
from psycopg import AsyncConnection, AsyncRawCursor
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from domain.errors import CannotStart, StoreDamaged, StoreUnavailable
from storage.ports import Engine, Row, Rows
from storage.postgres.schema import CONNECT, migrate_postgres
from storage.postgres.stop_notice import StopNotice
from storage.postgres.transaction_threads import OPENS_BROADCAST, TransactionThreads, plain
from storage.queries import load

# The same for connections that only read.
_READ: dict[str, Any] = {**CONNECT, "options": f"{CONNECT['options']} -c default_transaction_read_only=on"}
# And for those that write: each statement is planned once for all values (a plan costs more than a delivery step), and
# the plan uses the indexes, row by row, even if the table was small when it was made. Without this the planner read all
# receipts of an article for each 50 followers: 290 us a message at 12,000, and more with every receipt.
_PLANS = (
    "plan_cache_mode=force_generic_plan",
    *(f"enable_{way}=off" for way in ("seqscan", "hashjoin", "mergejoin", "material")),
)
_WRITE: dict[str, Any] = {
    **CONNECT,
    "options": " ".join((CONNECT["options"], *(f"-c {plan}" for plan in _PLANS))),
    "prepare_threshold": 0,
}
# For the shared rate alone. A crash of the server loses the newest slots, but the server is then away for longer than
# those slots last. A statement that waits for the disk would hold every process up, 40 times a second.
_UNSYNCED: dict[str, Any] = {**_WRITE, "options": f"{_WRITE['options']} -c synchronous_commit=off"}
# Seconds that a statement waits for a free connection, or for a server that is away, before it fails. The pool connects
# again only when it is asked: with 5 s, 6 s went by after a restart before anything was sent.
_POOL_WAIT = 2.0
_READERS = 5
_WRITERS = 4
_UNSYNCED_ONES = 1
# One for each runner and one for the flusher.
_THREADS = 5
# The most connections of one process: its own, one for the notice of a stop, and those of the engine that hands out
# delivery work.
PROCESS_CONNECTIONS = _READERS + _WRITERS + _UNSYNCED_ONES + _THREADS + 1 + 8

T = TypeVar("T")
Pool: TypeAlias = "AsyncConnectionPool[AsyncConnection[Any]]"

# Errors that may pass: connections lost, server starting or stopping, deadlocks, serialisation, disk full; and a
# transaction that the server ended because this process stood still in it, for psycopg an internal error.
_PASSING = (
    psycopg.OperationalError,
    psycopg.errors.IdleInTransactionSessionTimeout,
    psycopg.errors.TransactionTimeout,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.DiskFull,
    psycopg.errors.ReadOnlySqlTransaction,
    PoolTimeout,
)


# A page of a table, or of an index, is not what the server wrote.
_DAMAGE = (psycopg.errors.DataCorrupted, psycopg.errors.IndexCorrupted)


class PostgresRows:
    """Named statements on one connection."""

    def __init__(self, connection: AsyncConnection[Any], statements: dict[str, str]) -> None:
        self._connection = connection
        self._statements = statements
        self.opened_broadcast = False

    async def fetch(self, query: str, *values: object) -> list[Row]:
        async with AsyncRawCursor(self._connection) as cursor:
            await cursor.execute(self._statements[query].encode(), plain(values))
            return await cursor.fetchall()

    async def run(self, query: str, *values: object) -> int:
        async with AsyncRawCursor(self._connection) as cursor:
            await cursor.execute(self._statements[query].encode(), plain(values))
            changed = max(cursor.rowcount, 0)
        self.opened_broadcast = self.opened_broadcast or (changed > 0 and query in OPENS_BROADCAST)
        return changed

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        if not rows:
            return 0
        async with AsyncRawCursor(self._connection) as cursor:
            if bulk := self._statements.get(f"{query}_all"):
                await cursor.execute(bulk.encode(), [plain(column) for column in zip(*rows, strict=True)])
            else:
                await cursor.executemany(self._statements[query].encode(), [plain(row) for row in rows])
            return max(cursor.rowcount, 0)


class _PooledRows:
    """Reads, each on any free connection and committed by itself."""

    def __init__(self, pool: Pool, statements: dict[str, str]) -> None:
        self._pool = pool
        self._statements = statements

    async def fetch(self, query: str, *values: object) -> list[Row]:
        async with _borrowed(self._pool) as connection:
            return await PostgresRows(connection, self._statements).fetch(query, *values)

    async def run(self, query: str, *values: object) -> int:
        raise TypeError(f"{query} writes: use store.transaction()")

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        raise TypeError(f"{query} writes: use store.transaction()")


class PostgresDatabase:
    """Connections that only read, those that write, and one for the rate. Opened by `open_postgres`."""

    def __init__(self, url: str, pools: tuple[Pool, Pool, Pool], engine: Engine | None = None) -> None:
        self._pools = pools
        self._readers, self._writers, unsynced = pools
        self._engine = engine
        self.statements = load("postgres")
        self._reader = _PooledRows(self._readers, self.statements)
        self._unsynced = _PooledRows(unsynced, self.statements)
        self._threads = TransactionThreads(lambda: psycopg.connect(url, **_WRITE), self.statements, _THREADS)
        self._stop_notice = StopNotice(
            lambda: psycopg.connect(url, autocommit=True, **CONNECT), self.statements["run_stops"]
        )

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection[Any]]:
        return _borrowed(self._readers)

    def reader(self) -> Rows:
        return self._reader

    def unsynced(self) -> Rows:
        """Statements that may also write, each committed by itself, and lost if the server crashes right after it."""
        return self._unsynced

    @asynccontextmanager
    async def transaction(self, *, alone: bool = True) -> AsyncIterator[Rows]:
        async with _borrowed(self._writers) as connection, connection.transaction():
            rows = PostgresRows(connection, self.statements)
            if alone:
                await rows.fetch("alone")
            yield rows
            if self._engine is not None and rows.opened_broadcast:
                await _call_worker(self._engine, connection)

    async def transact(self, body: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        try:
            found, opened_broadcast = await self._threads.transact(body)
        except (*_PASSING, *_DAMAGE) as error:
            raise _away(error) from error
        if opened_broadcast and self._engine is not None:
            with suppress(StoreUnavailable):
                async with _borrowed(self._writers) as connection:
                    await _call_worker(self._engine, connection)
        return found

    async def data_version(self) -> int:
        [(version,)] = await self._reader.fetch("data_version")
        return int(version)

    async def prepare_stop_notice(self, run: int) -> None:
        await asyncio.to_thread(self._stop_notice.prepare)

    def post_stop_notice(self, run: int) -> None:
        self._stop_notice.post(run)

    def posted_stop_notice(self) -> int:
        """Always 0: the notice is a row, and the run that takes the claims over reads it."""
        return 0

    async def close(self) -> None:
        self._stop_notice.close()
        self._threads.close()
        for pool in self._pools:
            await pool.close()


async def _call_worker(engine: Engine, connection: AsyncConnection[Any]) -> None:
    """Behind a savepoint: if the call fails, the article is committed all the same."""
    with suppress(Exception):
        async with connection.transaction():
            await engine.call(connection)


@asynccontextmanager
async def _borrowed(pool: Pool) -> AsyncIterator[AsyncConnection[Any]]:
    """A connection of the pool. Errors that may pass become StoreUnavailable."""
    try:
        async with pool.connection() as connection:
            yield connection
    except (*_PASSING, *_DAMAGE) as error:
        raise _away(error) from error


def _away(error: Exception) -> StoreUnavailable:
    if isinstance(error, _DAMAGE):
        return StoreDamaged("store-damaged-postgres", why=type(error).__name__)
    return StoreUnavailable("store-away", why=type(error).__name__)


async def open_postgres(url: str, engine: Engine | None = None, *, may_upgrade: bool = True) -> PostgresDatabase:
    """Migrates and opens. Raises CannotStart, with the remedy and no password, when the server cannot be used."""
    if await migrate_postgres(url, engine, may_upgrade=may_upgrade):
        raise CannotStart("store-half-moved")
    # The pool logs every attempt to connect, a hundred lines a minute while the server is away; callers log it once.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    pools = _pool(url, _READ, _READERS), _pool(url, _WRITE, _WRITERS), _pool(url, _UNSYNCED, _UNSYNCED_ONES)
    for pool in pools:
        await pool.open()
    return PostgresDatabase(url, pools, engine)


def _pool(url: str, options: dict[str, Any], most: int) -> Pool:
    return AsyncConnectionPool(
        url,
        kwargs={"autocommit": True, **options},
        min_size=1,
        max_size=most,
        timeout=_POOL_WAIT,
        # Seconds after which the pool, which doubles its pauses, gives up: short, to notice a restart at once.
        reconnect_timeout=1,
        open=False,
    )
