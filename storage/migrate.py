"""Numbered migrations of the SQLite file. Each runs in one transaction, after a copy of the file."""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from domain.errors import CannotStart
from storage.limits import StoreLimits

log = logging.getLogger(__name__)

# "ZhRY": tells our file from any other SQLite file.
APPLICATION_ID = 0x5A685259


class Migration(NamedTuple):
    """A file of `storage/schema/`; the first makes the tables, each later one changes them."""

    number: int
    name: str
    sql: str


def migrations(dialect: str) -> list[Migration]:
    """Every migration of a dialect ("sqlite", "postgres"), in order."""
    folder = files("storage") / "schema" / dialect
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".sql")]
    return sorted(Migration(int(entry.name[:4]), entry.name, entry.read_text("utf-8")) for entry in found)


def due(known: list[Migration], version: int, path: str, *, may_upgrade: bool) -> list[Migration]:
    """The migrations that a store of this version still needs. Raises CannotStart when it must be left as it is.

    A newer store is always refused. An older one is refused without `may_upgrade`; an empty one (version 0) never is.
    """
    newest = known[-1].number
    if version > newest:
        raise CannotStart("store-newer", path=path, found=version, known=newest)
    if 0 < version < newest and not may_upgrade:
        raise CannotStart("store-older", path=path, found=version, known=newest)
    return [migration for migration in known if migration.number > version]


def migrate_sqlite(
    path: Path, limits: StoreLimits = StoreLimits(), *, may_upgrade: bool = True, known: list[Migration] | None = None
) -> None:
    """Brings the file to the present schema; makes it and its folder when there is none.

    `may_upgrade` False: a file of an older version is refused and left as it is.
    `known`: the migrations of the program; None: those of `storage/schema/`.

    Raises CannotStart, with the remedy, for a file of a newer version, a damaged file, a file of another program, and a
    folder that cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            for_owner_only(path)
            with closing(sqlite3.connect(path, isolation_level=None, timeout=limits.busy_seconds)) as connection:
                _migrate(connection, path, known or migrations("sqlite"), may_upgrade=may_upgrade)
    except sqlite3.DatabaseError as error:
        raise CannotStart(what_is_wrong(error), path=str(path), why=str(error)) from error
    except OSError as error:
        raise CannotStart("store-unusable", path=str(path), why=error.strerror or str(error)) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One program at a time makes or migrates a file in this folder; the others wait, and then find it done."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def for_owner_only(path: Path) -> None:
    """Makes an empty file that only its owner can read, where there is none: a store tells who reads what.

    SQLite fills it, and gives its log the same rights.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of the file's last migration, 0 for an empty file. Raises CannotStart for another program's file."""
    # One statement, so that the commit of another program's migration does not fall between two reads.
    owner, version, objects = connection.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) "
        "FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    if owner != APPLICATION_ID and objects:
        raise CannotStart("store-foreign", path="")
    return int(version)


def _migrate(connection: sqlite3.Connection, path: Path, known: list[Migration], *, may_upgrade: bool) -> None:
    try:
        version = schema_version(connection)
    except CannotStart as error:
        raise CannotStart(error.key, path=str(path)) from error
    steps = due(known, version, str(path), may_upgrade=may_upgrade)
    if not steps:
        return
    if version:
        _keep_copy(connection, path, version)
    # Before the first table, so that even an empty new file can hold WAL from its first page on.
    connection.execute("PRAGMA journal_mode = WAL")
    for step in steps:
        log.info("store.migrating step=%s", step.name)
        _apply(connection, step)


def _apply(connection: sqlite3.Connection, step: Migration) -> None:
    stamp = f"PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {step.number}"
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{step.sql}\n;{stamp};COMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Keeps the last copy alone: each is as large as the store, and an older one is of no use."""
    copy, part = (path.with_name(f"{path.name}.before-{version + 1:04d}{ending}") for ending in ("", ".part"))
    part.unlink(missing_ok=True)
    try:
        for_owner_only(part)
        connection.execute("VACUUM INTO ?", (str(part),))
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    for older in path.parent.glob(f"{escape(path.name)}.before-[0-9][0-9][0-9][0-9]"):
        if older != copy:
            older.unlink()
    log.info("store.copied_before_migration file=%s", copy)


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether a page of the file, or of an index in it, is not what SQLite wrote there."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    # The last: a text that is no UTF-8. We write none, so its page was changed by something else.
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "Could not decode to UTF-8" in str(error)


def what_is_wrong(error: sqlite3.DatabaseError) -> str:
    """The key of the phrase for an error of SQLite."""
    text = str(error)
    if "locked" in text:
        return "store-locked-at-start"
    if is_damage(error):
        return "store-damaged"
    return "store-unusable"
