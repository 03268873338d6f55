"""The process lock: one `run` for each database. The kernel drops it when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import CannotStart


@contextmanager
def process_lock(database: Path) -> Iterator[None]:
    """Holds the lock beside a database file. CannotStart: another process has it, or the folder is read-only.

    The lock file stays: removing it would let two processes lock two files of one name.
    """
    path = _lock_of(database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+")
    except OSError as error:
        raise CannotStart("start-folder-locked", path=str(path.parent), reason=error.strerror or "") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            raise CannotStart("start-second-run", path=str(database), pid=handle.read(20).strip() or "?") from error
        try:
            os.ftruncate(handle.fileno(), 0)
            os.write(handle.fileno(), f"{os.getpid()}\n".encode())
        except OSError as error:
            # The disk is full: the store would fail with a less clear error.
            raise CannotStart("store-unusable", path=str(database), why=error.strerror or "") from error
        yield


def is_locked(database: Path) -> bool:
    """Whether a `run` works on a database, as this process sees it. It takes no lock to find that out.

    A `run` that is seen as another process, or not seen since it is in another container, costs time and nothing more.
    """
    try:
        os.kill(int(_lock_of(database).read_text("ascii")), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, OverflowError):
        return False
    return True


def _lock_of(database: Path) -> Path:
    whole = database.resolve()
    return whole.with_name(whole.name + ".lock")
