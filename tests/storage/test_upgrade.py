"""A store of the previous release is brought to the present schema with everything in it, and goes on from there."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from domain.clock import SystemClock
from domain.delivery import IntentState
from domain.errors import CannotStart
from storage.admin.backup import inspect
from storage.admin.inspect_postgres import look
from storage.admin.reindex import reindex
from storage.repositories.broadcasts import Broadcast
from storage.search.answer import SearchOptions
from storage.store import Store, sqlite_path
from tests.builders import accept, store_url
from tests.postgres_server import PostgresServer
from tests.storage.claims import begin_run, claim

PREVIOUS = Path(__file__).parent / "previous"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    dump = (PREVIOUS / f"{request.param}.sql").read_text("utf-8")
    if request.param == "sqlite":
        url = store_url(tmp_path)
        with closing(sqlite3.connect(sqlite_path(url))) as connection:
            connection.executescript(dump)
        store = await Store.open(url, SystemClock())
        yield store
        await store.close()
        assert list(tmp_path.glob("*.before-0002")), "the file as it was is kept"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.empty()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(dump.encode())
    store = await Store.open(url, SystemClock())
    yield store
    await store.close()
    server.drop(url)


async def test_everything_is_there_and_the_push_goes_on(upgraded: Store) -> None:
    assert await upgraded.articles.count() == 2
    [push] = await upgraded.intents.broadcasts()
    assert isinstance(push, Broadcast)
    assert (push.state, push.tally.delivered) == (IntentState.OPEN, 3)
    run = await begin_run(upgraded)
    article = (await upgraded.articles.get(1)).key
    # Seven follow: three have it, one was in flight when the old version ended, three are still to come.
    assert len(await claim(upgraded, run, article)) == 3
    [notice] = await upgraded.notices.untold()
    assert notice.key == "source-unreadable"


async def test_new_articles_are_found_at_once_and_old_ones_after_a_reindex(upgraded: Store) -> None:
    async def found(query: str) -> list[str]:
        return [hit.id for hit in (await upgraded.search.find(query, SearchOptions())).hits]

    await accept(upgraded, "fresh", title="Кітапхана ашылды", body="Кітапханада отыз мың кітап бар.")
    assert await found("кітапханалар") == ["fresh"]
    assert await upgraded.search.stale(), "`run` says that a reindex is due"
    async for _ in reindex(upgraded):
        pass
    assert not await upgraded.search.stale()
    assert await found("көпірдің құрылысы") == ["pushed"]


async def test_ids_go_on_where_they_were(upgraded: Store) -> None:
    assert (await accept(upgraded, "third")).key == 3


def test_a_store_of_the_previous_release_is_counted_before_it_is_upgraded(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((PREVIOUS / "sqlite.sql").read_text("utf-8"))
    found = inspect(old, thorough=True)
    assert (found.articles, found.recalled) == (2, 0)


@pytest.mark.postgres
async def test_whoever_only_looks_leaves_a_database_of_the_previous_release_as_it_is(
    postgres_server: PostgresServer,
) -> None:
    url = postgres_server.empty()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((PREVIOUS / "postgres.sql").read_text("utf-8").encode())
    before = look(url, SystemClock())
    assert before.schema < before.newest
    with pytest.raises(CannotStart) as error:
        await Store.open(url, SystemClock(), brings_up=False)
    assert error.value.key == "store-older"
    after = look(url, SystemClock())
    assert (after.schema, after.counts) == (before.schema, before.counts)
    postgres_server.drop(url)


@pytest.mark.postgres
def test_the_same_on_postgresql(postgres_server: PostgresServer) -> None:
    url = postgres_server.empty()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((PREVIOUS / "postgres.sql").read_text("utf-8").encode())
    assert look(url, SystemClock()).counts[:2] == (2, 0)
    postgres_server.drop(url)
