"""A look at a PostgreSQL database from outside, for `zharshy check`: nothing is changed, nothing is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

from domain.clock import Clock
from domain.errors import CannotStart
from storage.admin.backup import count_articles
from storage.migrate import migrations
from storage.postgres.database import PROCESS_CONNECTIONS
from storage.postgres.schema import must_hold_every_letter, no_server


@dataclass(frozen=True, slots=True)
class Looked:
    """`schema` 0: no store there yet; `counts`: articles, recalled ones, chats, unfinished broadcasts.

    `ahead_ms`: how far the server's clock is ahead of ours. `free`: connections that may still be opened; `needed`: as
    many as one process opens at most.
    """

    server: str
    schema: int
    newest: int
    counts: tuple[int, int, int, int]
    ahead_ms: int
    free: int
    needed: int


_ABOUT = """
SELECT current_setting('server_version'),
       CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint),
       CAST(current_setting('max_connections') AS bigint)
           - CAST(current_setting('superuser_reserved_connections') AS bigint)
           - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') + 1,
       to_regclass('schema_version') IS NOT NULL,
       to_regclass('move_progress') IS NOT NULL
"""
_COUNTS = """
SELECT (SELECT count(*) FROM recipient),
       (SELECT count(*) FROM broadcast WHERE finished_at IS NULL)
"""


def look(url: str, clock: Clock) -> Looked:
    """What `check` tells. Raises CannotStart when the server is away, or its store can't be used."""
    newest = migrations("postgres")[-1][0]
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5, application_name="zharshy check") as connection:
            must_hold_every_letter(connection)
            # The first statement of a connection takes longer; the clock is asked by one that does not.
            connection.execute("SELECT 1")
            before = clock.now_ms()
            server, now, free, ours, half_moved = _row(connection, _ABOUT)
            ahead = now - (before + clock.now_ms()) // 2
            if half_moved:
                raise CannotStart("store-half-moved")
            schema, counts = 0, (0, 0, 0, 0)
            if ours:
                schema = int(_row(connection, "SELECT coalesce(max(number), 0) FROM schema_version")[0])
            if schema > newest:
                raise CannotStart("store-newer", path="PostgreSQL", found=schema, known=newest)
            if schema:
                articles = count_articles(lambda statement: connection.execute(statement.encode()).fetchall())
                counts = (*articles, *_row(connection, _COUNTS))
    except psycopg.Error as error:
        raise no_server(error) from error
    return Looked(server.split()[0], schema, newest, counts, int(ahead), int(free), PROCESS_CONNECTIONS)


def _row(connection: psycopg.Connection[Any], statement: str) -> Any:
    row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row
