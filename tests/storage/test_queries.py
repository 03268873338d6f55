"""Every named statement is SQL that this schema understands, stands once, and is used."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import storage
from storage.migrate import migrate_sqlite
from storage.queries import load

ROOM = Path(storage.__file__).parent
STATEMENTS = load("sqlite")


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[sqlite3.Connection]]:
    """The store as it is, while its search index is rebuilt, in the moment of the swap, and while the old one goes."""
    found = []
    for name, ending in (("plain", ""), ("rebuilding", "_next"), ("swapping", "_next"), ("clearing", "_old")):
        path = tmp_path_factory.mktemp("schema") / f"{name}.db"
        migrate_sqlite(path)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.create_function("now_ms", 0, lambda: 0)
        for build in ("search_build_words", "search_build_terms"):
            if ending and build in STATEMENTS:
                connection.execute(STATEMENTS[build].replace("_next", ending))
        if name == "swapping":
            connection.executescript("DROP TABLE search_words; DROP TABLE search_term;")
        found.append(connection)
    yield found
    for connection in found:
        connection.close()


def trouble(connection: sqlite3.Connection, sql: str) -> str:
    places = len({int(number) for number in re.findall(r"\$(\d+)", sql)})
    try:
        connection.execute(f"EXPLAIN {sql}", {str(number): None for number in range(1, places + 1)})
    except sqlite3.Error as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_the_schema_understands(schemas: list[sqlite3.Connection], name: str) -> None:
    troubles = [trouble(connection, STATEMENTS[name]) for connection in schemas]
    assert "" in troubles, troubles


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_the_places_are_numbered_without_a_gap(name: str) -> None:
    numbers = {int(number) for number in re.findall(r"\$(\d+)", STATEMENTS[name])}
    assert numbers == set(range(1, len(numbers) + 1))


def test_every_statement_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    assert [name for name in STATEMENTS if f'"{name}"' not in code] == []


def test_no_code_names_a_statement_that_is_not_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    called = re.findall(r"""(?:\.(?:fetch|run|many)\(|single\(\s*self\._rows,)\s*"(\w+)\"""", code)
    assert len(called) > 60
    assert {name for name in called if name not in STATEMENTS and name not in load("postgres")} == set()


def test_both_databases_know_the_same_statements() -> None:
    ours, theirs = ({name for name in load(dialect) if name[:7] != "search_"} for dialect in ("sqlite", "postgres"))
    # SQLite counts commits by a PRAGMA; PostgreSQL asks its transaction counter. Only there are several writers.
    several = re.findall(r"-- name: (\w+)", (ROOM / "sql" / "postgres" / "cluster.sql").read_text("utf-8"))
    assert theirs - ours <= {"data_version", "alone", *several}
    assert ours <= theirs


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
    assert [path.name for path in ROOM.glob("*.py") if glued.search(path.read_text("utf-8"))] == []


def test_statements_read_as_written(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        assert connection.execute("SELECT $2, $1", {"1": "a", "2": "b"}).fetchone() == ("b", "a")
