"""The store: nouns to read from, transactions to write in, and word of every commit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from domain.broadcast import Halt
from domain.clock import Clock
from domain.errors import CannotStart, StoreUnavailable
from storage.changes import Changes
from storage.current_update import CURRENT_UPDATE
from storage.job_engine import Engine
from storage.migrate import migrate_sqlite
from storage.ports import Database, Rows, single
from storage.repositories.articles import Articles
from storage.repositories.audience import Audience
from storage.repositories.audit import Audit
from storage.repositories.broadcasts import Broadcasts
from storage.repositories.bundles import Bundles
from storage.repositories.cluster import Cluster, Leases, Rate, Updates
from storage.repositories.deliveries import Deliveries
from storage.repositories.deliveries_at_once import DeliveriesAtOnce
from storage.repositories.dialogues import Dialogues
from storage.repositories.drafts import Drafts
from storage.repositories.figures import Figures
from storage.repositories.files import Files
from storage.repositories.held import Held
from storage.repositories.letters import Letters
from storage.repositories.merges import Merges
from storage.repositories.notes import Notes
from storage.repositories.notices import Notices
from storage.repositories.photos import Photos
from storage.repositories.progress import Progress
from storage.repositories.readership import Readership
from storage.repositories.recipients import Recipients
from storage.repositories.rubrics import Rubrics
from storage.repositories.schedule import Approvals, Schedule
from storage.repositories.team import Team
from storage.search.index import Search
from storage.sqlite.database import open_sqlite

T = TypeVar("T")
HALTED = "halted"
_THROTTLED_UNTIL = "throttled_until"
POSTGRES = ("postgresql://", "postgres://")


class Repositories:
    """Everything the store knows, through one connection or transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.search = Search(rows)
        self.articles = Articles(rows, self.search)
        self.rubrics = Rubrics(rows)
        self.merges = Merges(rows)
        self.recipients = Recipients(rows)
        self.audience = Audience(rows)
        self.broadcasts = Broadcasts(rows)
        self.dialogues = Dialogues(rows)
        self.drafts = Drafts(rows)
        self.notices = Notices(rows)
        self.photos = Photos(rows)
        self.files = Files(rows)
        self.held = Held(rows)
        self.bundles = Bundles(rows)
        self.figures = Figures(rows)
        self.team = Team(rows)
        self.audit = Audit(rows)
        self.progress = Progress(rows)
        self.letters = Letters(rows)
        self.readership = Readership(rows)
        self.schedule = Schedule(rows)
        self.approvals = Approvals(rows)
        self.updates = Updates(rows)

    async def is_halted(self) -> bool:
        """Whether an owner has stopped all pushes."""
        return await self.fact(HALTED) is not None

    async def halt_now(self) -> Halt | None:
        """Who has stopped all pushes, and when; None while they go on."""
        kept = await self.fact(HALTED)
        return Halt(*map(int, kept.split())) if kept else None

    async def throttled_until(self) -> int:
        """Until when the rate is a tenth lower after a 429 of the whole token, UTC milliseconds; 0: it never was."""
        return int(await self.fact(_THROTTLED_UNTIL) or 0)

    async def fact(self, name: str) -> str | None:
        """One fact about the store itself."""
        row = await single(self._rows, "meta_get", name)
        return str(row[0]) if row else None

    async def next_due(self) -> int | None:
        """When the next waiting claim is ripe, UTC milliseconds."""
        row = await single(self._rows, "next_due")
        return None if row is None or row[0] is None else int(row[0])


class UnitOfWork(Repositories):
    """A transaction: the nouns may write, and delivery may claim and record.

    `is_effect`: with its commit the update that it belongs to, if any, is acted on (current_update.py); set to False by
    whoever does what may be done again before the effect proper.
    """

    def __init__(self, rows: Rows, deliveries: type[Deliveries] = Deliveries) -> None:
        super().__init__(rows)
        self.is_effect = True
        self.deliveries = deliveries(rows)
        self.notes = Notes(rows, self.articles)
        self.cluster = Cluster(rows)
        self.leases = Leases(rows)

    async def set_fact(self, name: str, value: str) -> None:
        await self._rows.run("meta_put", name, value)

    async def halt(self, halted: bool, by: int = 0) -> bool:
        """Stops every push at its next step, or lets them go on; corrections and recalls are never halted.

        `by`: the user id of whoever does it. False when it was so already; then who stopped them stays known.
        """
        changed = await self._rows.run("halt", HALTED, str(by)) if halted else await self._rows.run("meta_drop", HALTED)
        return changed == 1

    async def throttle_until(self, until: int) -> None:
        """The rate is a tenth lower until then, UTC milliseconds."""
        await self.set_fact(_THROTTLED_UNTIL, str(until))

    async def forget_receipts(self, accepted_before_ms: int, limit: int = 2000) -> int:
        """Deletes a few receipts of articles accepted before then; how many, 0 when there are none left."""
        return await self._rows.run("receipts_forget", accepted_before_ms, limit)

    async def chat_waits_over(self) -> None:
        """Forgets waits that have passed."""
        await self._rows.run("chat_waits_over")


class Store(Repositories):
    """Reads through the nouns; writes in `transaction()`. Open it with `Store.open`, close it in the end."""

    def __init__(self, database: Database, deliveries: type[Deliveries] = Deliveries, rate: Rate | None = None) -> None:
        """`deliveries` and `rate`: as they are where several processes share the database."""
        super().__init__(_Readers(database))
        self._rate = rate
        self._database = database
        self._deliveries = deliveries
        self._seen_version = 0
        self.changes = Changes()
        # Why the last transaction could not be made; None when it was.
        self.trouble: StoreUnavailable | None = None

    @classmethod
    async def open(cls, url: str, clock: Clock, engine: Engine | None = None, *, may_upgrade: bool = True) -> Store:
        """Opens, and where needed makes or migrates, the store of a DATABASE_URL. Raises CannotStart.

        `engine`: what hands delivery work to the processes that share a PostgreSQL database; None calls nobody.
        `may_upgrade` False: a store of an older version is refused, for whoever only looks.
        """
        if url.startswith(POSTGRES):
            # Imported only when it is used: psycopg is an extra.
            from storage.postgres.database import open_postgres

            database = await open_postgres(url, engine, may_upgrade=may_upgrade)
            return cls(database, DeliveriesAtOnce, Rate(database.unsynced()))
        path = sqlite_path(url)
        await asyncio.to_thread(migrate_sqlite, path, may_upgrade=may_upgrade)
        return cls(await open_sqlite(path, clock))

    @property
    def rate(self) -> Rate:
        """The rate that all processes on this database share."""
        if self._rate is None:
            raise TypeError("the rate is shared on PostgreSQL only")
        return self._rate

    @asynccontextmanager
    async def transaction(self, *, quiet: bool = False) -> AsyncIterator[UnitOfWork]:
        """One transaction on the writer: committed at the end of the block. Await nothing but the store inside.

        `quiet`: nobody is told; for delivery's own steps, after which it looks by itself.
        """
        current = None if quiet else CURRENT_UPDATE.get()
        with self._knowing():
            async with self._database.transaction(alone=not quiet) as rows:
                work = UnitOfWork(rows, self._deliveries)
                yield work
                await work.search.flush()
                marked = current is not None and work.is_effect and not current.committed
                if current is not None and marked:
                    await work.updates.acted(current.number, current.fingerprint)
        if current is not None and marked:
            current.committed = True
        if not quiet:
            self.changes.tell()

    async def whole(self, body: Callable[[UnitOfWork], Coroutine[Any, Any, T]]) -> T:
        """A quiet transaction that is handed to the database whole, for delivery's steps: see `Database.whole`."""

        async def through(rows: Rows) -> T:
            work = UnitOfWork(rows, self._deliveries)
            found = await body(work)
            await work.search.flush()
            return found

        with self._knowing():
            return await self._database.whole(through)

    @contextmanager
    def _knowing(self) -> Iterator[None]:
        """Whether the store takes what it is given."""
        try:
            yield
        except StoreUnavailable as error:
            self.trouble = error
            raise
        self.trouble = None

    async def watch_others(self) -> None:
        """Looks once whether another process has committed since the last look, and tells."""
        version = await self._database.data_version()
        if version != self._seen_version:
            self._seen_version = version
            self.changes.tell()

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

    def __init__(self, database: Database) -> None:
        self._database = database

    async def fetch(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return await self._database.reader().fetch(query, *values)

    async def run(self, query: str, *values: object) -> int:
        raise TypeError(f"{query} writes: use store.transaction()")

    async def many(self, query: str, rows: object) -> int:
        raise TypeError(f"{query} writes: use store.transaction()")
