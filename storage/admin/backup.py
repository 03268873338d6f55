"""A copy of a store in use, and a store put back from one. For the SQLite file; both leave a whole file or none."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.errors import CannotStart
from storage.admin.census import count_articles
from storage.migrate import for_owner_only, migrations, schema_version


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a sound file holds; `recalled` articles are not among `articles`.

    `unfinished`: broadcasts that go on when `run` starts.
    """

    version: int
    articles: int
    recalled: int
    chats: int
    unfinished: int


def back_up(source: Path, target: Path) -> Inspected:
    """Copies a store, also one that is being written to; a file at `target` is replaced if it is a store's.

    Raises CannotStart when there is no store, no room, or something else under that name.
    """
    if not source.exists():
        raise CannotStart("store-missing", path=str(source))
    if target.exists():
        if target.samefile(source):
            raise CannotStart("backup-onto-itself", path=str(target))
        _refuse_other(target)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _reported(target):
            _vacuum(source, part)
            inspected = _inspected(part, source)
            _settle(part, target)
    finally:
        part.unlink(missing_ok=True)
    return inspected


def _inspected(part: Path, source: Path) -> Inspected:
    """Whether the copy is sound; where it is not, the store that it comes from is what has to be named."""
    try:
        return inspect(part, thorough=True)
    except CannotStart as error:
        raise CannotStart(error.key, **{**error.values, "path": str(source)}) from error


def _refuse_other(target: Path) -> None:
    """A copy may take the place of an older copy, never of anything else."""
    try:
        inspect(target, thorough=False)
    except CannotStart as error:
        raise CannotStart("backup-over-other", path=str(target)) from error


def inspect(path: Path, *, thorough: bool) -> Inspected:
    """Looks whether a file is a sound store of a version that this program knows; CannotStart says what it is not."""
    if not path.exists():
        raise CannotStart("store-missing", path=str(path))
    try:
        with closing(_open(path)) as connection:
            version = schema_version(connection)
            known = migrations("sqlite")[-1][0]
            if version > known:
                raise CannotStart("store-newer", path=str(path), found=str(version), known=str(known))
            if version == 0:
                raise CannotStart("store-foreign", path=str(path))
            check = "PRAGMA integrity_check(1)" if thorough else "PRAGMA quick_check(1)"
            if connection.execute(check).fetchone()[0] != "ok":
                raise CannotStart("store-damaged", path=str(path))
            counts = [connection.execute(statement).fetchone()[0] for statement in _COUNTS]
            live, recalled = count_articles(connection.execute, version)
    except sqlite3.DatabaseError as error:
        raise CannotStart(_what(error), path=str(path), why=str(error)) from error
    except CannotStart as error:
        raise CannotStart(error.key, **{**error.values, "path": str(path)}) from error
    return Inspected(version, live, recalled, *counts)


def put_back(copy: Path, database: Path, now: datetime) -> tuple[Inspected, Path | None]:
    """Makes the copy the store; what it holds, and where the old file went.

    The caller holds the process lock. Raises CannotStart when the copy is not sound (nothing is changed then) and when
    another command has the store open.
    """
    inspect(copy, thorough=False)
    if database.exists() and database.samefile(copy):
        raise CannotStart("backup-onto-itself", path=str(copy))
    database.parent.mkdir(parents=True, exist_ok=True)
    part = database.with_name(f".{database.name}.{os.getpid()}.part")
    try:
        with _reported(database):
            _vacuum(copy, part)
            inspected = _inspected(part, copy)
            _owned_as_before(part, database)
            kept = _set_aside(database, now) if database.exists() else None
            _settle(part, database)
    finally:
        part.unlink(missing_ok=True)
    return inspected, kept


_COUNTS = (
    "SELECT count(*) FROM recipient",
    "SELECT count(*) FROM broadcast WHERE finished_at IS NULL",
)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=5)


def _vacuum(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    for_owner_only(target)
    with closing(_open(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def _set_aside(database: Path, now: datetime) -> Path:
    """Keeps the old file under another name, with all that its write-ahead log holds."""
    kept = database.with_name(f"{database.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    try:
        with closing(_open(database)) as connection:
            # Only possible while nobody else has the file open; takes the log into the file and removes it.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CannotStart("store-in-use", path=str(database)) from error
        _log_aside(database, kept)
    except sqlite3.DatabaseError:
        _log_aside(database, kept)
    os.link(database, kept)
    return kept


def _owned_as_before(part: Path, database: Path) -> None:
    """Restored by root, the store still belongs to whom it belonged, else `run` could not open it."""
    before = database if database.exists() else database.parent
    if database.exists():
        part.chmod(before.stat().st_mode & 0o777)
    if os.geteuid() == 0:
        os.chown(part, before.stat().st_uid, before.stat().st_gid)


def _log_aside(database: Path, kept: Path) -> None:
    """The log of a file too damaged to be opened: beside the new store it would be played into it."""
    for ending in ("-wal", "-shm"):
        log = database.with_name(database.name + ending)
        if log.exists():
            log.replace(kept.with_name(kept.name + ending))


def _settle(part: Path, target: Path) -> None:
    """The finished file under its name, on the disk before anything else is said."""
    for path in (part, target.parent):
        if path == target.parent:
            part.replace(target)
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """A full disk, a folder that takes no file: one error that names the place."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise CannotStart(_what(error), path=str(path), why=str(error)) from error
    except OSError as error:
        raise CannotStart("store-unusable", path=str(path), why=error.strerror or str(error)) from error


def _what(error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "not a database" in text or "malformed" in text or "no such table" in text:
        return "store-damaged"
    return "store-locked-at-start" if "locked" in text else "store-unusable"
