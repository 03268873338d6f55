"""Copies a store in use, and restores one from a copy. For the SQLite file; both leave a whole file or none."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.errors import CannotStart
from storage.admin.own_schema import difference
from storage.migrate import for_owner_only, migrations, schema_version, what_is_wrong


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What a sound file holds. `articles`: without the `recalled`; `unfinished`: broadcasts that go on with `run`."""

    version: int
    articles: int
    recalled: int
    chats: int
    unfinished: int


# Seconds for all statements on one file, and more of them for its size: checking 1 GB takes some 15 s on a slow disk.
_DEADLINE_SECONDS, _SECONDS_A_MEGABYTE = 10.0, 0.5

_ARTICLES = "SELECT state, count(*) FROM article GROUP BY state"
# Notes and lists are rows of `article` too, because they are sent like one; they count as none.
_NO_ARTICLES = """
SELECT a.state, count(*) FROM article a
WHERE a.key IN (SELECT article FROM note UNION SELECT article FROM listing) GROUP BY a.state
"""
_COUNTS = ("SELECT count(*) FROM recipient", "SELECT count(*) FROM broadcast WHERE finished_at IS NULL")


def back_up(source: Path, target: Path) -> StoreReport:
    """Copies a store, also one that is being written to; a file at `target` is replaced if it is a store's.

    Raises CannotStart when there is no store, no room, or something else under that name.
    """
    if not source.exists():
        raise CannotStart("store-missing", path=str(source))
    if target.exists():
        if target.samefile(source):
            raise CannotStart("backup-onto-itself", path=str(target))
        _refuse_other(target)
    with _sound_copy(source, target) as (part, report):
        _move_into_place(part, target)
    return report


@contextmanager
def _sound_copy(source: Path, target: Path) -> Iterator[tuple[Path, StoreReport]]:
    """A copy under a temporary name beside `target`, inspected; an error in it names the store that was copied."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _named_errors(target):
            part.unlink(missing_ok=True)
            for_owner_only(part)
            with closing(_open(source)) as connection:
                connection.execute("VACUUM INTO ?", (str(part),))
            with _errors_of(source):
                report = inspect(part, thorough=True)
            yield part, report
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _errors_of(path: Path) -> Iterator[None]:
    """A CannotStart that names this file."""
    try:
        yield
    except CannotStart as error:
        raise CannotStart(error.key, **{**error.values, "path": str(path)}) from error


def _refuse_other(target: Path) -> None:
    """A copy may replace an older copy, nothing else."""
    try:
        inspect(target, thorough=False)
    except CannotStart as error:
        raise CannotStart("backup-over-other", path=str(target)) from error


def inspect(path: Path, *, thorough: bool) -> StoreReport:
    """What a store holds. Raises CannotStart when the file is no sound store of a version that this program knows."""
    if not path.exists():
        raise CannotStart("store-missing", path=str(path))
    try:
        with _errors_of(path), closing(_open(path)) as connection:
            version = schema_version(connection)
            known = migrations("sqlite")[-1][0]
            if version > known:
                raise CannotStart("store-newer", path=str(path), found=str(version), known=str(known))
            if version == 0:
                raise CannotStart("store-foreign", path=str(path))
            # Before anything that reads a table: what bears its name may be an endless view.
            if found := difference(connection, version):
                raise CannotStart("store-schema", path=str(path), how=found.how, what=found.what)
            check = "PRAGMA integrity_check(1)" if thorough else "PRAGMA quick_check(1)"
            if connection.execute(check).fetchone()[0] != "ok":
                raise CannotStart("store-damaged", path=str(path))
            counts = [connection.execute(statement).fetchone()[0] for statement in _COUNTS]
            live, recalled = count_articles(connection.execute)
    except sqlite3.DatabaseError as error:
        raise CannotStart(_error_key(error), path=str(path), why=str(error)) from error
    return StoreReport(version, live, recalled, *counts)


def count_articles(ask: Callable[[str], Iterable[tuple[str, int]]]) -> tuple[int, int]:
    """(live, recalled) articles of a store; `ask` runs a statement and gives its rows."""
    counts = dict(ask(_ARTICLES))
    for state, number in ask(_NO_ARTICLES):
        counts[state] -= number
    return counts.get("live", 0), counts.get("recalled", 0)


def restore(copy: Path, database: Path, now: datetime) -> tuple[StoreReport, Path | None]:
    """Makes the copy the store: (what it holds, where the old file went).

    The caller holds the process lock. Raises CannotStart, and changes nothing, when the copy is not sound or another
    command has the store open.
    """
    inspect(copy, thorough=False)
    if database.exists() and database.samefile(copy):
        raise CannotStart("backup-onto-itself", path=str(copy))
    database.parent.mkdir(parents=True, exist_ok=True)
    with _sound_copy(copy, database) as (part, report):
        _keep_owner(part, database)
        kept = _set_aside(database, now) if database.exists() else None
        _move_into_place(part, database)
    return report, kept


def _open(path: Path) -> sqlite3.Connection:
    """Opens a file that may be anybody's: its schema runs no function of ours, and no statement goes on for ever."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=5)
    connection.execute("PRAGMA trusted_schema = OFF")
    size = path.stat().st_size / 1_000_000
    deadline = time.monotonic() + _DEADLINE_SECONDS + size * _SECONDS_A_MEGABYTE
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 100_000)
    return connection


def _set_aside(database: Path, now: datetime) -> Path:
    """Keeps the old file under another name, with the contents of its write-ahead log."""
    kept = database.with_name(f"{database.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    try:
        with closing(_open(database)) as connection:
            # Works only while no other process has the file open; writes the log into the file and removes it.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CannotStart("store-in-use", path=str(database)) from error
        _set_log_aside(database, kept)
    except sqlite3.DatabaseError:
        _set_log_aside(database, kept)
    os.link(database, kept)
    return kept


def _keep_owner(part: Path, database: Path) -> None:
    """Gives the file the owner and mode of the old one. After a restore by root, `run` could not open it otherwise."""
    before = database if database.exists() else database.parent
    if database.exists():
        part.chmod(before.stat().st_mode & 0o777)
    if os.geteuid() == 0:
        os.chown(part, before.stat().st_uid, before.stat().st_gid)


def _set_log_aside(database: Path, kept: Path) -> None:
    """Moves the log of a file that is too damaged to open: left beside the new store, SQLite would replay it there."""
    for ending in ("-wal", "-shm"):
        log = database.with_name(database.name + ending)
        if log.exists():
            log.replace(kept.with_name(kept.name + ending))


def _move_into_place(part: Path, target: Path) -> None:
    """Gives the finished file its name, and returns when both are on the disk."""
    _write_through(part)
    part.replace(target)
    _write_through(target.parent)


def _write_through(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """A full disk, a folder that takes no file: an error that names the place."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise CannotStart(_error_key(error), path=str(path), why=str(error)) from error
    except OSError as error:
        raise CannotStart("store-unusable", path=str(path), why=error.strerror or str(error)) from error


def _error_key(error: sqlite3.DatabaseError) -> str:
    if str(error) == "interrupted":
        return "store-too-slow"
    return "store-damaged" if "no such table" in str(error) else what_is_wrong(error)
