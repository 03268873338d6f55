"""PostgreSQL: the store is upgraded, refused to a reader, and left as it was when a migration fails."""

from __future__ import annotations

import psycopg
import pytest

from domain.errors import CannotStart
from storage.migrate import Migration, migrations
from storage.postgres.schema import migrate_postgres
from tests.postgres_server import PostgresServer


@pytest.mark.postgres
async def test_postgresql_is_upgraded_too_but_not_by_a_reader(postgres_server: PostgresServer) -> None:
    url = postgres_server.empty()
    first = migrations("postgres")
    later = [*first, Migration(2, "0002_made_up.sql", "CREATE TABLE made_up (a INTEGER);")]
    await migrate_postgres(url, may_upgrade=False)
    with pytest.raises(CannotStart) as older:
        await migrate_postgres(url, may_upgrade=False, known=later)
    assert (older.value.key, older.value.values) == ("store-older", {"path": "PostgreSQL", "found": 1, "known": 2})
    await migrate_postgres(url, known=later)
    with psycopg.connect(url) as database:
        assert database.execute("SELECT to_regclass('made_up') IS NOT NULL").fetchone() == (True,)
    with pytest.raises(CannotStart) as newer:
        await migrate_postgres(url)
    assert (newer.value.key, newer.value.values) == ("store-newer", {"path": "PostgreSQL", "found": 2, "known": 1})
    postgres_server.drop(url)


@pytest.mark.postgres
async def test_a_migration_that_fails_leaves_postgresql_as_it_was(postgres_server: PostgresServer) -> None:
    url = postgres_server.empty()
    await migrate_postgres(url)
    bad = Migration(2, "0002_bad.sql", "CREATE TABLE half (a INTEGER); CREATE TABLE half (a INTEGER);")
    with pytest.raises(CannotStart):
        await migrate_postgres(url, known=[*migrations("postgres"), bad])
    await migrate_postgres(url)
    postgres_server.drop(url)
