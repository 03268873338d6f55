"""The store under test, on each database: whatever asks for `store` or `backend` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest

from domain.delivery import BroadcastCursor, BroadcastKind, OpenBroadcast, Target
from storage.limits import StoreLimits
from storage.store import Store, UnitOfWork, sqlite_path
from tests.builders import JumpingClock, store_url
from tests.postgres_server import PostgresServer


class Backend(Protocol):
    """An open store, and a look at its committed rows past it."""

    @property
    def store(self) -> Store: ...

    @property
    def url(self) -> str: ...

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a statement with `$1` places finds."""
        ...

    def write(self, sql: str) -> None:
        """Writes past the store, where only the state matters."""
        ...

    def columns(self) -> list[tuple[str, str]]:
        """(table, column) of every table."""
        ...


@dataclass(frozen=True)
class OnSqlite:
    store: Store
    url: str

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(sqlite_path(self.url))) as connection:
            return connection.execute(sql, {str(place): value for place, value in enumerate(values, 1)}).fetchall()

    def write(self, sql: str) -> None:
        with closing(sqlite3.connect(sqlite_path(self.url))) as connection:
            connection.execute(sql)
            connection.commit()

    def columns(self) -> list[tuple[str, str]]:
        tables = [name for (name,) in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return [(table, column[1]) for table in tables for column in self.rows(f'PRAGMA table_info("{table}")')]


@dataclass(frozen=True)
class OnPostgres:
    store: Store
    url: str

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection, psycopg.RawCursor(connection) as cursor:
            return cursor.execute(sql.encode(), values).fetchall()

    def write(self, sql: str) -> None:
        with psycopg.connect(self.url) as connection:
            connection.execute(sql.encode())

    def columns(self) -> list[tuple[str, str]]:
        return self.rows(
            "SELECT table_name::text, column_name::text FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name NOT IN "
            "(SELECT table_name FROM information_schema.views WHERE table_schema = current_schema()) "
            "ORDER BY table_name, ordinal_position"
        )


class DatabaseClock(JumpingClock):
    """A clock that takes a PostgreSQL's own along when it jumps: `now_ms()` there is the server's time."""

    def __init__(self) -> None:
        super().__init__()
        self._url = ""

    def lead(self, url: str) -> None:
        self._url = url

    def jump(self, seconds: float) -> None:
        super().jump(seconds)
        if self._url:
            later = round(self._ahead * 1000)
            with psycopg.connect(self._url, autocommit=True) as connection:
                connection.execute(
                    "CREATE OR REPLACE FUNCTION now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS "
                    f"$$ SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) + {later} $$".encode()
                )


@pytest.fixture
def clock() -> DatabaseClock:
    return DatabaseClock()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def backend(
    request: pytest.FixtureRequest, tmp_path: Path, clock: DatabaseClock, limits: StoreLimits
) -> AsyncIterator[OnSqlite | OnPostgres]:
    if request.param == "sqlite":
        url = store_url(tmp_path)
        store = await Store.open(url, clock, limits=limits)
        yield OnSqlite(store, url)
        await store.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.fresh()
    clock.lead(url)
    store = await Store.open(url, clock, limits=limits)
    yield OnPostgres(store, url)
    await store.close()
    server.drop(url)


@pytest.fixture
def store(backend: Backend) -> Store:
    return backend.store


async def opened(
    work: UnitOfWork, article: int, kind: BroadcastKind = BroadcastKind.PUSH
) -> tuple[OpenBroadcast, BroadcastCursor]:
    """The open broadcast of an article, and its head."""
    [broadcast] = [one for one in await work.broadcasts.open() if one.article == article and one.kind is kind]
    head = await work.broadcasts.head(broadcast.id)
    assert head is not None
    return broadcast, head


async def audience_of_push(store: Store, article: int) -> list[Target]:
    """Whom the push of an article would go to now."""
    async with store.transaction() as work:
        targets, _, exhausted = await work.deliveries.followers(*await opened(work, article), 1000)
        assert exhausted
        return targets
