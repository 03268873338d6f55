"""The tables of a store for `zharshy move`: pages of an SQLite table, and a digest of what a table holds.

Only here and in move.py are statements put together, from the names in the schema. So a table of a later migration is
moved with the others, and none can be forgotten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import psycopg
from psycopg import sql

# The search index is built again (move_index.py): SQLite keeps it in its own form.
_NOT_COPIED = ("sqlite_", "search_words", "search_term", "search_stems", "search_index")
# Rows a page.
PAGE = 2000
# Rows a page, for a table whose rows hold pictures: up to some megabytes each.
_PAGE_OF_PICTURES = 10
_ROOM = 1 << 64

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`key`: its columns in order; `counts_up`: the column that counts up, "" for none; `page`: rows read at once."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    counts_up: str
    page: int


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table holds, and a sum over them that does not depend on their order."""

    rows: int = 0
    digest: int = 0

    def with_rows(self, rows: Iterable[Row]) -> TableDigest:
        count, total = self.rows, self.digest
        for row in rows:
            count += 1
            total += int.from_bytes(blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        return TableDigest(count, total % _ROOM)


def tables_of(source: sqlite3.Connection, target: psycopg.Connection[Any], page: int) -> list[Table]:
    """Every table that is moved, in pages of so many rows; a table that others refer to stands before them."""
    names = [name for (name,) in source.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    moved = [name for name in names if not name.startswith(_NOT_COPIED)]
    counting = dict(target.execute(_IDENTITIES).fetchall())
    referred = target.execute(_REFERENCES).fetchall()
    needs = {name: {to for of, to in referred if of == name and to != name} for name in moved}
    ordered: list[str] = []
    while needs:
        ready = sorted(name for name, waits in needs.items() if waits <= set(ordered))
        ordered += ready
        needs = {name: waits for name, waits in needs.items() if name not in ready}
    return [_table(source, name, counting.get(name, ""), page) for name in ordered]


_IDENTITIES = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND is_identity = 'YES'
"""
_REFERENCES = """
SELECT of.relname, target.relname FROM pg_constraint c
JOIN pg_class of ON of.oid = c.conrelid JOIN pg_class target ON target.oid = c.confrelid
WHERE c.contype = 'f' AND of.relnamespace = CAST(current_schema() AS regnamespace)
"""


def _table(source: sqlite3.Connection, name: str, counts_up: str, page: int) -> Table:
    described = source.execute("SELECT name, pk, type FROM pragma_table_info(?) ORDER BY cid", (name,)).fetchall()
    key = [column for column, place, _ in sorted(described, key=lambda one: one[1]) if place]
    page = min(page, _PAGE_OF_PICTURES) if any(kind == "BLOB" for _, _, kind in described) else page
    return Table(name, tuple(column for column, _, _ in described), tuple(key), counts_up, page)


def pages(source: sqlite3.Connection, table: Table, after: Row) -> Iterator[list[Row]]:
    """The table's rows in the order of its key, from the row after this key on (empty: from the first)."""
    columns, key = _listed(table.columns), _listed(table.key)
    head, tail = f"{columns} FROM {_listed([table.name])}", f"ORDER BY {key} LIMIT {table.page}"
    first = " ".join(("SELECT", head, tail))
    further = " ".join(("SELECT", head, "WHERE", f"({key}) > ({', '.join('?' * len(table.key))})", tail))
    while True:
        rows = [_plain(row) for row in source.execute(further if after else first, after)]
        if rows:
            yield rows
        if len(rows) < table.page:
            return
        after = last_key(table, rows)


def digest_of_target(target: psycopg.Connection[Any], table: Table) -> TableDigest:
    """The digest of a table in PostgreSQL; its rows are streamed, not kept."""
    wanted = sql.SQL("SELECT {} FROM {}").format(
        sql.SQL(", ").join(map(sql.Identifier, table.columns)), sql.Identifier(table.name)
    )
    content = TableDigest()
    with target.transaction(), target.cursor(name="moved") as cursor:
        cursor.itersize = table.page
        cursor.execute(wanted)
        while rows := cursor.fetchmany(table.page):
            content = content.with_rows(rows)
    return content


def last_key(table: Table, rows: list[Row]) -> Row:
    """The key of the last of these rows; the next page begins after it."""
    return tuple(rows[-1][table.columns.index(column)] for column in table.key)


def _plain(row: Row) -> Row:
    """The row without NUL, which PostgreSQL's text refuses; the driver leaves it out too."""
    return tuple(value.replace("\0", "") if isinstance(value, str) else value for value in row)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
