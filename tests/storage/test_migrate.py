"""The SQLite file is made, migrated after a copy, and refused with a remedy when it cannot be used; PostgreSQL too."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from domain.clock import SystemClock
from domain.errors import CannotStart
from storage.limits import StoreLimits
from storage.migrate import APPLICATION_ID, Migration, migrate_sqlite, migrations
from storage.store import Store

FIRST = migrations("sqlite")
# Migrations of releases to come, made up here.
LATER = [
    *FIRST,
    Migration(2, "0002_made_up.sql", "CREATE TABLE made_up (a INTEGER); ALTER TABLE meta ADD COLUMN more TEXT;"),
    Migration(3, "0003_made_up.sql", "INSERT INTO made_up VALUES (3);"),
    Migration(4, "0004_made_up.sql", "CREATE INDEX made_up_index ON made_up (a);"),
]


def schema(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2").fetchall()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refusal(path: Path, limits: StoreLimits = StoreLimits()) -> str:
    with pytest.raises(CannotStart) as error:
        migrate_sqlite(path, limits)
    assert error.value.values["path"] == str(path)
    return error.value.key


def test_a_new_file_and_its_folder_are_made(tmp_path: Path) -> None:
    path = tmp_path / "data" / "deep" / "zharshy.db"
    migrate_sqlite(path)
    assert version(path) == FIRST[-1].number
    assert list(path.parent.glob("*.before-*")) == []


def test_an_empty_file_is_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    path.touch()
    migrate_sqlite(path)
    assert version(path) == FIRST[-1].number


def test_step_by_step_leads_to_the_same_schema_as_all_at_once(tmp_path: Path) -> None:
    at_once, stepwise = tmp_path / "at-once.db", tmp_path / "stepwise.db"
    migrate_sqlite(at_once, known=LATER)
    for count in range(1, len(LATER) + 1):
        migrate_sqlite(stepwise, known=LATER[:count])
    assert schema(stepwise) == schema(at_once)


def test_a_copy_is_kept_before_a_migration_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('kept', 'yes')")
    migrate_sqlite(path, known=LATER)
    migrate_sqlite(path, known=LATER)
    [copy] = tmp_path.glob("*.before-*")
    assert copy.name == "zharshy.db.before-0002"
    assert (version(copy), version(path)) == (1, 4)
    for file in (copy, path):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == ("yes",)


def test_nobody_else_can_read_a_store_or_its_copies(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    migrate_sqlite(path)
    migrate_sqlite(path, known=LATER)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO meta (name, value) VALUES ('kept', 'yes')")
        connection.commit()
        files = {file.name: oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()}
    assert {"zharshy.db", "zharshy.db-wal", "zharshy.db.before-0002"} <= {*files}
    assert {*files.values()} == {"0o600"}


def test_only_the_last_copy_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    mine = [
        tmp_path / name for name in ("zharshy.db.before-restore-20260101-101010", "zharshy.db.before-us", "other.db")
    ]
    for file in mine:
        file.touch()
    for count in (1, 2, 4):
        migrate_sqlite(path, known=LATER[:count])
    assert sorted(tmp_path.glob("*.before-*")) == sorted([*mine[:2], tmp_path / "zharshy.db.before-0003"])
    assert version(tmp_path / "zharshy.db.before-0003") == 2


def test_a_reader_makes_a_store_but_upgrades_none(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    migrate_sqlite(path, may_upgrade=False)
    before = schema(path)
    with pytest.raises(CannotStart) as error:
        migrate_sqlite(path, may_upgrade=False, known=LATER)
    assert error.value.key == "store-older"
    assert error.value.values == {"path": str(path), "found": 1, "known": 4}
    assert (schema(path), version(path)) == (before, 1)
    assert [file.name for file in tmp_path.glob("*.before-*")] == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    migrate_sqlite(path)
    before = schema(path)
    bad = Migration(2, "0002_bad.sql", "CREATE TABLE half (a); CREATE TABLE half (a);")
    with pytest.raises(CannotStart):
        migrate_sqlite(path, known=[*FIRST, bad])
    assert schema(path) == before
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


def test_a_file_that_another_program_locks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zharshy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE x (a)")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        assert refusal(path, StoreLimits(busy_seconds=0.05)) == "store-locked-at-start"


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
            assert version(path) == FIRST[-1].number
