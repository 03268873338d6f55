"""The store: repositories to read from, transactions to write in, and a sign of every commit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from domain.clock import Clock
from domain.errors import CannotStart, StoreDamaged, StoreUnavailable
from storage.changes import Changes
from storage.current_update import CURRENT_UPDATE
from storage.limits import StoreLimits
from storage.migrate import migrate_sqlite
from storage.ports import Database, Engine, Rows
from storage.repositories.cluster import Rate
from storage.repositories.delivery.delivery_statements import AtOnce, DeliveryStatements, OneByOne
from storage.sqlite.database import open_sqlite
from storage.unit_of_work import Repositories, UnitOfWork

T = TypeVar("T")
POSTGRES = ("postgresql://", "postgres://")
# Who uses the store needs only this module.
__all__ = ["POSTGRES", "Repositories", "Store", "UnitOfWork", "sqlite_path"]


class Store(Repositories):
    """Reads through the repositories; writes in `transaction()`. Open it with `Store.open`, close it in the end."""

    def __init__(self, database: Database, limits: StoreLimits = StoreLimits(), rate: Rate | None = None) -> None:
        """`rate`: where several processes share the database."""
        super().__init__(_Readers(database, self._learn), limits)
        self._limits = limits
        self._rate = rate
        self._database = database
        self._statements: type[DeliveryStatements] = AtOnce if rate else OneByOne
        self._seen_version = 0
        self.changes = Changes()
        # Held from the look for earlier news of a story to the commit of what repeats it or not: of copies that come at
        # once, by the folder, a feed and the door, each sees those before it.
        self.news = asyncio.Lock()
        # Why the last transaction could not be made; None when it was.
        self.trouble: StoreUnavailable | None = None
        # The damage that a read or a write met; it does not pass while the process lives.
        self.damage: StoreDamaged | None = None

    @classmethod
    async def open(
        cls,
        url: str,
        clock: Clock,
        engine: Engine | None = None,
        *,
        may_upgrade: bool = True,
        limits: StoreLimits = StoreLimits(),
    ) -> Store:
        """Opens, and where needed makes or migrates, the store of a DATABASE_URL. Raises CannotStart.

        `engine`: what hands delivery work to the processes that share a PostgreSQL database; None calls no process.
        `may_upgrade` False: a store of an older version is refused, for commands that only read.
        """
        if url.startswith(POSTGRES):
            # Imported only when it is used: psycopg is an extra.
            from storage.postgres.database import open_postgres

            database = await open_postgres(url, engine, may_upgrade=may_upgrade)
            return cls(database, limits, Rate(database.unsynced()))
        path = sqlite_path(url)
        await asyncio.to_thread(migrate_sqlite, path, limits, may_upgrade=may_upgrade)
        return cls(await open_sqlite(path, clock, limits.busy_seconds), limits)

    @property
    def rate(self) -> Rate:
        """The rate that all processes on this database share."""
        if self._rate is None:
            raise TypeError("the rate is shared on PostgreSQL only")
        return self._rate

    @asynccontextmanager
    async def transaction(self, *, quiet: bool = False) -> AsyncIterator[UnitOfWork]:
        """One transaction on the writer: committed at the end of the block. Await nothing but the store inside.

        `quiet`: waiters are not told; for delivery's own steps, after which it looks by itself.
        """
        current = None if quiet else CURRENT_UPDATE.get()
        with self._knowing():
            async with self._database.transaction(alone=not quiet) as rows:
                work = UnitOfWork(rows, self._statements, self._limits)
                yield work
                await work.flush()
                marked = current is not None and work.is_effect and not current.committed
                if current is not None and marked:
                    await work.updates.acted(current.number, current.fingerprint)
        if current is not None and marked:
            current.committed = True
        if not quiet:
            self.changes.tell()

    async def transact(self, body: Callable[[UnitOfWork], Coroutine[Any, Any, T]]) -> T:
        """A quiet transaction given to the database as one function, for delivery's steps: see `Database.transact`."""

        async def through(rows: Rows) -> T:
            work = UnitOfWork(rows, self._statements, self._limits)
            found = await body(work)
            await work.flush()
            return found

        with self._knowing():
            return await self._database.transact(through)

    @contextmanager
    def _knowing(self) -> Iterator[None]:
        """Whether the store takes what it is given."""
        try:
            yield
        except StoreUnavailable as error:
            self.trouble = error
            self._learn(error)
            raise
        self.trouble = None

    def _learn(self, error: StoreUnavailable) -> None:
        if isinstance(error, StoreDamaged):
            self.damage = self.damage or error

    async def watch_others(self) -> None:
        """Looks once whether another process has committed since the last look, and tells."""
        version = await self._database.data_version()
        if version != self._seen_version:
            self._seen_version = version
            self.changes.tell()

    async def prepare_stop_notice(self, run: int) -> None:
        """This process delivers as this run."""
        await self._database.prepare_stop_notice(run)

    def post_stop_notice(self, run: int) -> None:
        """The run is asked to stop: nothing that it does not know is sent again, whatever the store still takes."""
        self._database.post_stop_notice(run)

    def posted_stop_notice(self) -> int:
        """The last run, if it was asked to stop (on SQLite; 0 elsewhere)."""
        return self._database.posted_stop_notice()

    async def close(self) -> None:
        await self._database.close()


def sqlite_path(url: str) -> Path:
    """The file of `sqlite:///relative/path` or `sqlite:////absolute/path`. Raises CannotStart for anything else."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or len(url) == len(prefix):
        raise CannotStart("store-unknown-url")
    return Path(url[len(prefix) :])


class _Readers:
    """Reads by whichever reader connection is next; refuses to write."""

    def __init__(self, database: Database, learn: Callable[[StoreUnavailable], None]) -> None:
        """`learn`: told of each failure."""
        self._database = database
        self._learn = learn

    async def fetch(self, query: str, *values: object) -> list[tuple[object, ...]]:
        try:
            return await self._database.reader().fetch(query, *values)
        except StoreUnavailable as error:
            self._learn(error)
            raise

    async def run(self, query: str, *values: object) -> int:
        raise TypeError(f"{query} writes: use store.transaction()")

    async def many(self, query: str, rows: object) -> int:
        raise TypeError(f"{query} writes: use store.transaction()")
