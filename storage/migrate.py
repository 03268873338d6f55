"""Numbered migrations of the SQLite file: each one transaction, after a copy of the file."""

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

from domain.errors import CannotStart

log = logging.getLogger(__name__)

# "ZhRY": tells our file from any other SQLite file.
APPLICATION_ID = 0x5A685259
# How long a start waits for another program's lock (seconds).
BUSY_SECONDS = 5.0


def migrations(dialect: str) -> list[tuple[int, str, str]]:
    """(number, name, SQL) of every migration of a dialect, in order."""
    folder = files("storage") / "migrations" / dialect
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".sql")]
    return sorted((int(entry.name[:4]), entry.name, entry.read_text("utf-8")) for entry in found)


def migrate_sqlite(path: Path, *, brings_up: bool = True) -> None:
    """Brings the file to the present schema; makes it (and its folder) when there is none.

    `brings_up` False: a file of an older version is refused and left as it is.

    Raises CannotStart, with the remedy, for a file from a newer version, a damaged one, one that is no store, and a
    folder that cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            for_owner_only(path)
            with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
                _bring_up(connection, path, brings_up=brings_up)
    except sqlite3.DatabaseError as error:
        raise CannotStart(_what_is_wrong(error), path=str(path), why=str(error)) from error
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
    """Makes an empty file that nobody else can read, where there is none: a store holds who reads what.

    SQLite fills it, and gives its log the same rights.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of the last migration that this file has seen; 0 for an empty file.

    Raises CannotStart when the file is an SQLite file of something else.
    """
    # One statement, so that the commit of another program's migration does not fall between two looks.
    owner, version, objects = connection.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) "
        "FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    if owner != APPLICATION_ID and objects:
        raise CannotStart("store-foreign", path="")
    return int(version)


def _bring_up(connection: sqlite3.Connection, path: Path, *, brings_up: bool) -> None:
    known = migrations("sqlite")
    try:
        version = schema_version(connection)
    except CannotStart as error:
        raise CannotStart(error.key, path=str(path)) from error
    if version > known[-1][0]:
        raise CannotStart("store-newer", path=str(path), found=version, known=known[-1][0])
    due = [step for step in known if step[0] > version]
    if not due:
        return
    if version and not brings_up:
        raise CannotStart("store-older", path=str(path), found=version, known=known[-1][0])
    if version:
        _keep_copy(connection, path, version)
    # Before the first table, so that even an empty new file can hold WAL from its first page on.
    connection.execute("PRAGMA journal_mode = WAL")
    for number, name, sql in due:
        log.info("store.migrating step=%s", name)
        _apply(connection, number, sql)


def _apply(connection: sqlite3.Connection, number: int, sql: str) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{sql}\n;PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {number};COMMIT;"
        )
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """The last copy alone: each is as large as the store, and of those before it nobody would go back to one."""
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


def _what_is_wrong(error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "locked" in text:
        return "store-locked-at-start"
    if "not a database" in text or "malformed" in text:
        return "store-damaged"
    return "store-unusable"
