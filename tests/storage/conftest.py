"""The store under test. A further backend is one more parameter of `backend`: every test here then runs on it too."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domain.delivery import Head, IntentKind, OpenIntent, Target
from storage.store import Store, Work, sqlite_path
from tests.builders import JumpingClock, store_url


@dataclass(frozen=True)
class Backend:
    """An open store, and a look at its committed rows past it."""

    store: Store
    url: str

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(sqlite_path(self.url))) as connection:
            return connection.execute(sql, values).fetchall()

    def columns(self) -> list[tuple[str, str]]:
        """(table, column) of every table."""
        tables = [name for (name,) in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return [(table, column[1]) for table in tables for column in self.rows(f'PRAGMA table_info("{table}")')]


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture(params=["sqlite"])
async def backend(tmp_path: Path, clock: JumpingClock) -> AsyncIterator[Backend]:
    url = store_url(tmp_path)
    store = await Store.open(url, clock)
    yield Backend(store, url)
    await store.close()


@pytest.fixture
def store(backend: Backend) -> Store:
    return backend.store


async def opened(work: Work, article: int, kind: IntentKind = IntentKind.PUSH) -> tuple[OpenIntent, Head]:
    """The open intent of an article, and its head."""
    [intent] = [one for one in await work.intents.open() if one.article == article and one.kind is kind]
    head = await work.intents.head(intent.id)
    assert head is not None
    return intent, head


async def audience_of_push(store: Store, article: int) -> list[Target]:
    """Whom the push of an article would go to now."""
    async with store.transaction() as work:
        targets, _, exhausted = await work.deliveries.followers(*await opened(work, article), 1000)
        assert exhausted
        return targets
