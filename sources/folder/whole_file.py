"""Reads one file whole, in the state in which it was seen."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

from domain.errors import BadManuscript
from sources.folder.tree import Stamp
from sources.values.limits import FILE_BYTES, MEGABYTE


def read_whole(file: Path, stamp: Stamp) -> bytes | None:
    """The bytes of a file as it was stamped, None when it has changed.

    Raises OSError, and BadManuscript for what is too big, or a pipe or a device, which may have no end.
    """
    if stamp.size > FILE_BYTES:
        raise BadManuscript("source-too-big", limit=FILE_BYTES // MEGABYTE)
    # Non-blocking: a pipe put in the file's place must not hang the bot.
    with closing(os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")) as opened:
        before = os.fstat(opened.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise BadManuscript("source-no-file")
        if Stamp.of(before) != stamp:
            return None
        data = opened.read(stamp.size + 1)
        return data if Stamp.of(os.fstat(opened.fileno())) == stamp and len(data) == stamp.size else None
