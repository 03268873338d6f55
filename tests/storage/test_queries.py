"""Every named statement is SQL that this schema understands, stands once, and is used."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

import storage
from storage.migrate import migrate_sqlite
from storage.queries import load
from tests.postgres_server import PostgresServer

ROOM = Path(storage.__file__).parent
STATEMENTS = load("sqlite")


MOMENTS = {
    "as it is": "",
    "the index is being rebuilt": "_next",
    "in the moment of the swap": "_next",
    "the old index goes": "_old",
}
"""When a store's tables differ, and how the further tables of its search index end then."""


class OnSqlite:
    """A statement is understood when it can be explained."""

    def __init__(self, path: Path, ending: str) -> None:
        migrate_sqlite(path)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.create_function("now_ms", 0, lambda: 0)
        self._connection.create_function("now_us", 0, lambda: 0)
        for statement in more_tables(STATEMENTS, ending):
            self._connection.execute(statement)

    def trouble(self, sql: str) -> str:
        values = {str(number): None for number in range(1, places(sql) + 1)}
        try:
            self._connection.execute(f"EXPLAIN {sql}", values)
        except sqlite3.Error as error:
            return str(error)
        return ""

    def run(self, sql: str) -> None:
        self._connection.executescript(sql)

    def close(self) -> None:
        self._connection.close()


class OnPostgres:
    """A statement is understood when it can be prepared; those that make or rename tables are tried and taken back."""

    def __init__(self, url: str, ending: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        for statement in more_tables(load("postgres"), ending):
            self._connection.execute(statement.encode())

    def trouble(self, sql: str) -> str:
        try:
            if sql.startswith(("CREATE", "ALTER", "DROP")):
                with self._connection.transaction(force_rollback=True):
                    self._connection.execute(sql.encode())
            else:
                with self._connection.transaction(force_rollback=True):
                    self._connection.execute(b"PREPARE tried AS " + sql.encode())
                    self._connection.execute(b"DEALLOCATE tried")
        except psycopg.Error as error:
            return str(error)
        return ""

    def run(self, sql: str) -> None:
        self._connection.execute(sql.encode())

    def close(self) -> None:
        self._connection.close()


_BUILDING = ("search_build_words", "search_build_terms", "search_build_stems")
Schemas = list[OnSqlite] | list[OnPostgres]


def more_tables(statements: dict[str, str], ending: str) -> list[str]:
    if not ending:
        return []
    return [statements[build].replace("_next", ending) for build in _BUILDING]


def places(sql: str) -> int:
    return len({int(number) for number in re.findall(r"\$(\d+)", sql)})


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schemas]:
    folder = tmp_path_factory.mktemp("schema")
    yield from at_all_moments([OnSqlite(folder / f"{n}.db", ending) for n, ending in enumerate(MOMENTS.values())])


@pytest.fixture(scope="module")
def on_postgres(postgres_server: PostgresServer) -> Iterator[Schemas]:
    urls = [postgres_server.fresh() for _ in MOMENTS]
    yield from at_all_moments([OnPostgres(url, end) for url, end in zip(urls, MOMENTS.values(), strict=True)])
    for url in urls:
        postgres_server.drop(url)


def at_all_moments(found: Schemas) -> Iterator[Schemas]:
    found[list(MOMENTS).index("in the moment of the swap")].run(
        "DROP TABLE search_words; DROP TABLE search_term; DROP TABLE search_stems;"
    )
    yield found
    for one in found:
        one.close()


def not_understood(schemas: Schemas, statements: dict[str, str]) -> dict[str, list[str]]:
    """The statements that no moment understands, each with what the database says at each."""
    troubles = {name: [one.trouble(sql) for one in schemas] for name, sql in statements.items()}
    return {name: said for name, said in troubles.items() if "" not in said}


def test_sqlite_understands_every_statement(on_sqlite: Schemas) -> None:
    assert not_understood(on_sqlite, STATEMENTS) == {}


@pytest.mark.postgres
def test_postgresql_understands_every_statement(on_postgres: Schemas) -> None:
    assert not_understood(on_postgres, load("postgres")) == {}


def test_a_statement_that_no_moment_understands_is_found(on_sqlite: Schemas) -> None:
    found = not_understood(on_sqlite, {"good": "SELECT 1", "bad": "SELECT nothing FROM nowhere"})
    assert list(found) == ["bad"]


def test_the_places_of_every_statement_are_numbered_without_a_gap() -> None:
    numbers = {
        name: sorted({int(number) for number in re.findall(r"\$(\d+)", sql)}) for name, sql in STATEMENTS.items()
    }
    assert {name: found for name, found in numbers.items() if found != list(range(1, len(found) + 1))} == {}


def test_every_statement_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))
    assert [name for name in STATEMENTS if f'"{name}"' not in code] == []


def test_no_code_names_a_statement_that_is_not_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))
    called = re.findall(r"""(?:\.(?:fetch|run|many)\(|single\(\s*self\._rows,)\s*"(\w+)\"""", code)
    assert len(called) > 60
    assert {name for name in called if name not in STATEMENTS and name not in load("postgres")} == set()


def test_both_databases_know_the_same_statements_with_the_same_places() -> None:
    ours, theirs = load("sqlite"), load("postgres")
    # SQLite counts commits by a PRAGMA, its writers are alone anyhow, and a cluster stands on PostgreSQL only.
    cluster = [
        name
        for file in ("cluster.sql", "at_once.sql")
        for name in re.findall(r"-- name: (\w+)", (ROOM / "sql" / "postgres" / file).read_text("utf-8"))
    ]
    bulk = {f"{name}_all" for name in ours}
    assert theirs.keys() - ours.keys() <= {"data_version", "alone", *cluster, *bulk}
    assert ours.keys() - theirs.keys() == set()
    different = {name for name in ours if places(ours[name]) != places(theirs[name])}
    assert different == set()


def test_a_statement_that_stands_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.sql", "two.sql"):
        (tmp_path / "sql" / "sqlite").mkdir(parents=True, exist_ok=True)
        (tmp_path / "sql" / name).write_text("-- name: twice\nSELECT 1\n", "utf-8")
    monkeypatch.setattr("storage.queries.files", lambda _: tmp_path)
    load.cache_clear()
    try:
        with pytest.raises(ValueError, match="twice"):
            load("sqlite")
    finally:
        monkeypatch.undo()
        load.cache_clear()


def test_no_statement_is_put_together_in_python() -> None:
    """SQL stands in .sql files; the few control words of a driver are not statements."""
    glued = re.compile(r"""f["'](?:SELECT|INSERT|UPDATE|DELETE)\b""")
    assert [path.name for path in ROOM.rglob("*.py") if glued.search(path.read_text("utf-8"))] == []


def test_statements_read_as_written(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        assert connection.execute("SELECT $2, $1", {"1": "a", "2": "b"}).fetchone() == ("b", "a")
