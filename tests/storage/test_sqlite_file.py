"""The SQLite file: made, migrated with a copy kept, and refused with a remedy when it cannot be used."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from domain.clock import SystemClock
from domain.errors import CannotStart
from storage.migrate import APPLICATION_ID, migrate_sqlite, migrations
from storage.store import Store

ALL = migrations("sqlite")


def schema(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2").fetchall()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def known(monkeypatch: pytest.MonkeyPatch, steps: list[tuple[int, str, str]]) -> None:
    """The program knows these migrations."""
    monkeypatch.setattr("storage.migrate.migrations", lambda dialect: steps)


def refusal(path: Path) -> str:
    with pytest.raises(CannotStart) as error:
        migrate_sqlite(path)
    assert error.value.values["path"] == str(path)
    return error.value.key


def test_a_new_file_and_its_folder_are_made(tmp_path: Path) -> None:
    path = tmp_path / "data" / "deep" / "zharshy.db"
    migrate_sqlite(path)
    assert version(path) == ALL[-1][0]
    assert list(path.parent.glob("*.before-*")) == []


def test_an_empty_file_is_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    path.touch()
    migrate_sqlite(path)
    assert version(path) == ALL[-1][0]


def test_step_by_step_leads_to_the_same_schema_as_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, stepwise = tmp_path / "at-once.db", tmp_path / "stepwise.db"
    migrate_sqlite(at_once)
    for count in range(1, len(ALL) + 1):
        known(monkeypatch, ALL[:count])
        migrate_sqlite(stepwise)
    assert schema(stepwise) == schema(at_once)


def test_a_copy_is_kept_before_a_migration_and_only_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zharshy.db"
    known(monkeypatch, ALL[:1])
    migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('kept', 'yes')")
    known(monkeypatch, ALL)
    migrate_sqlite(path)
    migrate_sqlite(path)
    [copy] = tmp_path.glob("*.before-*")
    assert copy.name == "zharshy.db.before-0002"
    assert version(copy) == 1
    for file in (copy, path):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == ("yes",)


def test_nobody_else_can_read_a_store_or_its_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zharshy.db"
    known(monkeypatch, ALL[:1])
    migrate_sqlite(path)
    known(monkeypatch, ALL)
    migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('kept', 'yes')")
        connection.commit()
        files = {file.name: oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()}
    assert {"zharshy.db", "zharshy.db-wal", "zharshy.db.before-0002"} <= {*files}
    assert {*files.values()} == {"0o600"}


def test_the_last_copy_alone_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zharshy.db"
    mine = [
        tmp_path / name for name in ("zharshy.db.before-restore-20260101-101010", "zharshy.db.before-us", "other.db")
    ]
    for file in mine:
        file.touch()
    for count in (1, 2, 4):
        known(monkeypatch, ALL[:count])
        migrate_sqlite(path)
    assert sorted(tmp_path.glob("*.before-*")) == sorted([*mine[:2], tmp_path / "zharshy.db.before-0003"])
    assert version(tmp_path / "zharshy.db.before-0003") == 2


def test_whoever_only_looks_changes_no_older_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zharshy.db"
    known(monkeypatch, ALL[:3])
    migrate_sqlite(path, brings_up=False)
    known(monkeypatch, ALL)
    before = schema(path)
    with pytest.raises(CannotStart) as error:
        migrate_sqlite(path, brings_up=False)
    assert error.value.key == "store-older"
    assert error.value.values == {"path": str(path), "found": 3, "known": ALL[-1][0]}
    assert (schema(path), version(path)) == (before, 3)
    assert [file.name for file in tmp_path.glob("*.before-*")] == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zharshy.db"
    migrate_sqlite(path)
    before = schema(path)
    number = ALL[-1][0] + 1
    known(monkeypatch, [*ALL, (number, "9999_bad.sql", "CREATE TABLE half (a); CREATE TABLE half (a);")])
    with pytest.raises(CannotStart):
        migrate_sqlite(path)
    assert schema(path) == before
    monkeypatch.undo()
    migrate_sqlite(path)


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert refusal(path) == "store-newer"


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
        connection.execute("PRAGMA application_id = 77")
    before = path.read_bytes()
    assert refusal(path) == "store-foreign"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"id,title\n1,abc\n" * 300, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "zharshy.db"
    path.write_bytes(content)
    assert refusal(path) == "store-damaged"
    assert path.read_bytes() == content


def test_a_file_that_another_program_locks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.migrate.BUSY_SECONDS", 0.05)
    path = tmp_path / "zharshy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE x (a)")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        assert refusal(path) == "store-locked-at-start"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "zharshy.db") == "store-unusable"


def test_a_folder_in_the_files_place_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "store-unusable"


@pytest.mark.parametrize("url", ["mysql://host/db", "sqlite:///", "sqlite://zharshy.db", "zharshy.db", ""])
async def test_an_address_that_is_no_store_is_refused(url: str) -> None:
    with pytest.raises(CannotStart) as error:
        await Store.open(url, SystemClock())
    assert error.value.key == "store-unknown-url"


def test_programs_that_start_at_the_same_moment_make_one_store(tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def start(path: Path) -> None:
        together.wait()
        migrate_sqlite(path)

    with ThreadPoolExecutor(4) as programs:
        for attempt in range(10):
            path = tmp_path / f"{attempt}.db"
            for started in [programs.submit(start, path) for _ in range(4)]:
                started.result()
            assert version(path) == ALL[-1][0]
