"""Files that a command writes: whole or not at all, and never through a link that somebody else laid."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

# As the umask of the operator allows.
_FOR_ALL = 0o666


@contextmanager
def written_whole(target: Path, mode: int = _FOR_ALL) -> Iterator[TextIO]:
    """A file beside `target`, which takes its place at the end; line ends stay as they are. Raises OSError.

    A device or a pipe is written to as it is.
    """
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    refuse_link(target)
    part = target.with_name(f".zharshy-{os.getpid()}.part")
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        # Made anew: a link that waits under this name is not followed.
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(target)
    except OSError as error:
        if error.filename == str(part):
            error.filename = str(target)  # the file that was asked for, not the temporary one
        raise
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def refuse_link(target: Path) -> None:
    """Raises OSError for a link: who can lay one could choose which file of ours is overwritten."""
    if target.is_symlink():
        raise OSError(errno.ELOOP, "it is a link, and is not written through: name the place itself", str(target))
