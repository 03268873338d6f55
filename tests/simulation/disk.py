"""The database of a run: the real SQL on SQLite in memory, without threads, with a disk that can fail at any call."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from domain.errors import StoreUnavailable
from storage.limits import StoreLimits
from storage.migrate import migrations
from storage.ports import Row, Rows
from storage.queries import load
from storage.sqlite.transaction_thread import Statement
from tests.simulation.history import History
from tests.simulation.loop import VirtualClock

T = TypeVar("T")
# A call takes no time but a turn of the loop, or in one of so many cases a few milliseconds.
SLOW_CALLS = 12
SLOW_SECONDS = 0.002


@cache
def _empty_file() -> bytes:
    """A migrated database, made once a process."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for _, _, sql in migrations("sqlite"):
        connection.executescript(sql)
    packed = connection.serialize()
    connection.close()
    return packed


@cache
def _statements() -> dict[str, Statement]:
    return {name: Statement(text) for name, text in load("sqlite").items()}


@dataclass
class DiskWeather:
    """Troubles: times are virtual seconds until which they last, chances are per commit or read."""

    locked_until: float = 0.0
    full_until: float = 0.0
    gone_until: float = 0.0
    commit_fails: float = 0.0
    answer_lost: float = 0.0
    reads_fail: float = 0.0


@dataclass
class Disk:
    """What outlives a process. `after_commit` hears which statements a committed transaction has run."""

    clock: VirtualClock
    dice: random.Random
    history: History
    after_commit: Callable[[set[str]], None] = lambda _: None
    weather: DiskWeather = field(default_factory=DiskWeather)
    replaced: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lock = asyncio.Lock()
        # As the file beside a store: the run that was asked to stop last.
        self.stopped_run = 0
        self.connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=512)
        self.connection.deserialize(_empty_file())
        self.connection.create_function("now_ms", 0, self.clock.now_ms)
        self.statements = {**_statements(), **{name: Statement(text) for name, text in self.replaced.items()}}

    def is_ill(self) -> bool:
        """Whether a commit may fail now, or could not be tried again a moment ago."""
        weather, recently = self.weather, self.clock.monotonic() - 1.0
        ends = max(weather.locked_until, weather.full_until, weather.gone_until)
        return ends > recently or weather.commit_fails > 0 or weather.answer_lost > 0

    def ask(self, sql: str, *values: object) -> list[Row]:
        """For the judge: what is there, at once."""
        return self.connection.execute(sql, values).fetchall()


class Port:
    """The Database of one process. `visit` is called before and after each call; it may end the process there."""

    def __init__(self, disk: Disk, visit: Callable[[str], None]) -> None:
        self.disk = disk
        self.dead = False
        self.visit = visit
        self._rows = PortRows(self)
        # When the process was known to be asked to stop.
        self.noticed_at: float | None = None

    def reader(self) -> Rows:
        return PortRows(self, reads=True)

    @asynccontextmanager
    async def transaction(self, *, alone: bool = True) -> AsyncIterator[Rows]:
        disk = self.disk
        async with disk.lock:
            await self.hop("begin")
            await self._wait_for_lock()
            self.refuse_if_ill(writes=True)
            disk.connection.execute("BEGIN IMMEDIATE")
            rows = PortRows(self)
            try:
                yield rows
                await self.hop("commit")
                self.refuse_if_ill(writes=True)
                self._commit(rows.used)
            except BaseException:
                if disk.connection.in_transaction:
                    disk.connection.execute("ROLLBACK")
                raise
            await self.hop("committed")

    async def transact(self, body: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """With a turn of the loop at each call, although the real one has none: others run meanwhile there too."""
        async with self.transaction(alone=False) as rows:
            return await body(rows)

    async def _wait_for_lock(self) -> None:
        weather, clock = self.disk.weather, self.disk.clock
        patience = clock.monotonic() + StoreLimits().busy_seconds
        while weather.locked_until > clock.monotonic():
            if clock.monotonic() >= patience:
                raise StoreUnavailable("store-locked")
            await clock.sleep(min(patience, weather.locked_until) - clock.monotonic() + 1e-6)

    def _commit(self, used: set[str]) -> None:
        disk = self.disk
        if disk.weather.commit_fails and disk.dice.random() < disk.weather.commit_fails:
            disk.history.note("disk: a commit fails")
            raise StoreUnavailable("store-full", why="database or disk is full")
        disk.connection.execute("COMMIT")
        disk.after_commit(used)
        if disk.weather.answer_lost and disk.dice.random() < disk.weather.answer_lost:
            disk.history.note("disk: a commit succeeds, its answer is lost")
            raise StoreUnavailable("store-locked")

    def refuse_if_ill(self, *, writes: bool) -> None:
        weather, now = self.disk.weather, self.disk.clock.monotonic()
        if weather.gone_until > now:
            raise StoreUnavailable("store-locked")
        if not writes and weather.reads_fail and self.disk.dice.random() < weather.reads_fail:
            raise StoreUnavailable("store-locked")
        if writes and weather.full_until > now:
            raise StoreUnavailable("store-full", why="database or disk is full")

    async def hop(self, what: str) -> None:
        """What a thread hop is: others run meanwhile."""
        self.visit(what)
        dice = self.disk.dice
        slow = dice.random() * SLOW_CALLS < 1.0
        await asyncio.sleep(dice.expovariate(1 / SLOW_SECONDS) if slow else 0)
        if self.dead:
            await asyncio.get_running_loop().create_future()

    async def data_version(self) -> int:
        return 0

    async def prepare_stop_notice(self, run: int) -> None:
        self.disk.stopped_run = 0

    def post_stop_notice(self, run: int) -> None:
        self.disk.stopped_run, self.noticed_at = run, self.disk.clock.monotonic()

    def posted_stop_notice(self) -> int:
        return self.disk.stopped_run

    async def close(self) -> None: ...


class PortRows:
    """Named statements, as storage/sqlite/database.py runs them."""

    def __init__(self, port: Port, *, reads: bool = False) -> None:
        self._port = port
        self._disk = port.disk
        self._reads = reads
        self.used: set[str] = set()

    async def fetch(self, query: str, *values: object) -> list[Row]:
        rows = (await self._execute(query, values)).fetchall()
        if self._reads:
            await self._port.hop("read")
        return rows

    async def run(self, query: str, *values: object) -> int:
        return max((await self._execute(query, values)).rowcount, 0)

    async def many(self, query: str, rows: Sequence[Sequence[object]]) -> int:
        if not rows:
            return 0
        await self._enter(query)
        statement = self._disk.statements[query]
        return max(self._disk.connection.executemany(statement.text, statement.rows(rows)).rowcount, 0)

    async def _execute(self, query: str, values: Sequence[object]) -> sqlite3.Cursor:
        await self._enter(query)
        statement = self._disk.statements[query]
        return self._disk.connection.execute(statement.text, statement.values(values))

    async def _enter(self, query: str) -> None:
        self.used.add(query)
        if not self._reads:
            await self._port.hop(query)
        elif self._disk.connection.in_transaction:
            # There is one connection only: a reader that must not see what is not committed reads a little later.
            async with self._disk.lock:
                pass
            while self._disk.connection.in_transaction:
                await asyncio.sleep(0.0005)
        self._port.refuse_if_ill(writes=not self._reads)
