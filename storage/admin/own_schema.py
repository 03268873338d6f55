"""Compares the schema of a store with the one that the migrations make.

A copy may have come through other hands. A trigger in it would act whenever `run` writes (it could make each new chat
an owner), a view could answer without an end, and without one of our own triggers the audit could be rewritten.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from storage.migrate import migrations

# Tables that ANALYZE writes: figures for the planner.
_STATISTICS = frozenset({"sqlite_stat1", "sqlite_stat4"})
# A rebuild of the search index makes its tables beside those that serve, and renames them in the end.
_REBUILT = re.compile(r"(search_(?:words|term|stems))_(?:next|old)(?=_|\b)")
_AROUND_SIGNS = re.compile(r" ?([(),]) ?")
_NAME_IN_SQL = re.compile(r"""^(CREATE (?:VIRTUAL )?TABLE )(["'])(\w+)\2""")


@dataclass(frozen=True, slots=True)
class SchemaObject:
    """A row of `sqlite_schema`; `sql` "" for an index that SQLite made itself."""

    kind: str
    name: str
    table: str
    sql: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Difference:
    """`how`: "more" where the store has what no migration makes, "less" where it lacks it, "other" where it differs."""

    how: str
    what: str


def difference(connection: sqlite3.Connection, version: int) -> Difference | None:
    """What in the schema is not as the migrations up to `version` make it. Reads the schema alone, no table or view."""
    ours = {str(one): one for one in _made_by_migrations(version)}
    missing = dict(ours)
    for one in _objects(connection):
        known = ours.get(str(one))
        if known is None:
            return Difference("more", str(one))
        if one != known:
            return Difference("other", str(one))
        missing.pop(str(one), None)
    return next((Difference("less", name) for name in missing), None)


def _made_by_migrations(version: int) -> list[SchemaObject]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for number, _, sql in migrations("sqlite"):
            if number <= version:
                connection.executescript(sql)
        return list(_objects(connection))


def _objects(connection: sqlite3.Connection) -> Iterator[SchemaObject]:
    """The schema, with the tables of an unfinished rebuild under the names that they get."""
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    for row in rows:
        kind, name, table, sql = (str(value) for value in row)
        if kind == "table" and name in _STATISTICS:
            continue
        written = _NAME_IN_SQL.sub(r"\1\3", _AROUND_SIGNS.sub(r"\1", " ".join(sql.split())))
        yield SchemaObject(kind, *(_REBUILT.sub(r"\1", text) for text in (name, table, written)))
