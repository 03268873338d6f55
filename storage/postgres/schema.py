"""The schema of a PostgreSQL database, migrated by one process at a time; and what makes a database unusable."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg import AsyncConnection

from domain.errors import CannotStart
from storage.migrate import Migration, due, migrations
from storage.ports import Engine

# Seconds and milliseconds. A dead host must not hold a connection for the kernel's 15 minutes, and a process that was
# frozen in a transaction must not hold the others up: the server ends that transaction. Compiling a statement (jit)
# costs more than any of ours takes.
CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 30_000,
    "application_name": "zharshy",
    "options": "-c jit=off -c lock_timeout=10s -c idle_in_transaction_session_timeout=5s",
}
# Only one process migrates: any number that no other program uses, "ZhRY".
_MIGRATION_LOCK = 0x5A685259
_PASSWORD = re.compile(r"//[^@/]*@")


async def migrate_postgres(
    url: str, engine: Engine | None = None, *, may_upgrade: bool = True, known: list[Migration] | None = None
) -> bool:
    """Brings the database to the present schema; whether a move into it has not come to its end (see admin/move.py).

    `may_upgrade` False: an older schema is refused; an empty database gets one.
    `known`: the migrations of the program; None: those of `storage/schema/`.
    """
    try:
        async with await AsyncConnection.connect(url, autocommit=True, **CONNECT) as connection:
            must_hold_every_letter(connection)
            async with _alone(connection):
                await _migrate(connection, known or migrations("postgres"), may_upgrade=may_upgrade)
                if engine is not None:
                    await _install(connection, engine)
            cursor = await connection.execute("SELECT to_regclass('move_progress') IS NOT NULL")
            return (await cursor.fetchone()) == (True,)
    except psycopg.Error as error:
        raise no_server(error) from error


def must_hold_every_letter(connection: psycopg.Connection[Any] | AsyncConnection[Any]) -> None:
    """Raises CannotStart for a database in another encoding than UTF-8.

    A server that was set up without a locale makes its databases in SQL_ASCII, and gives bytes for text.
    """
    found = connection.info.parameter_status("server_encoding")
    if found != "UTF8":
        raise CannotStart("store-not-utf8", found=found or "?")


def no_server(error: psycopg.Error) -> CannotStart:
    """What is wrong with the server or the address, without a password."""
    if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
        # No server was asked yet: the address cannot be read, and what the driver quotes of it may be the password.
        return CannotStart("store-no-server", why="the address is not understood")
    text = str(error).strip() or type(error).__name__
    return CannotStart("store-no-server", why=_PASSWORD.sub("//…@", text.splitlines()[0]))


@asynccontextmanager
async def _alone(connection: AsyncConnection[Any]) -> AsyncIterator[None]:
    """One process at a time; the others wait."""
    await connection.execute("SELECT pg_advisory_lock(%s)", (_MIGRATION_LOCK,))
    try:
        yield
    finally:
        await connection.execute("SELECT pg_advisory_unlock(%s)", (_MIGRATION_LOCK,))


async def _migrate(connection: AsyncConnection[Any], known: list[Migration], *, may_upgrade: bool) -> None:
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_version "
        "(number bigint PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
    )
    cursor = await connection.execute("SELECT coalesce(max(number), 0) FROM schema_version")
    row = await cursor.fetchone()
    for step in due(known, int(row[0]) if row else 0, "PostgreSQL", may_upgrade=may_upgrade):
        async with connection.transaction():
            await connection.execute(step.sql.encode())
            await connection.execute("INSERT INTO schema_version (number) VALUES (%s)", (step.number,))


async def _install(connection: AsyncConnection[Any], engine: Engine) -> None:
    cursor = await connection.execute("SELECT to_regclass(%s) IS NOT NULL", (engine.table,))
    row = await cursor.fetchone()
    if row is None or not row[0]:
        async with connection.transaction():
            await connection.execute(engine.schema.encode())
