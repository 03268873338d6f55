"""Forgets files that are gone from the watched folder."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from storage.store import Store

# How `path_text` writes a byte that is not UTF-8. Whether such a file is there cannot be seen from its row.
_ODD = "\\x"


async def clean_files(store: Store, folder: Path, before_ms: int) -> int:
    """Forgets the files that were taken before then and are gone now; how many."""
    name, last, count = os.path.normpath(folder), "", 0  # noqa: ASYNC240 - reads no disk
    while paths := await store.cleaning.files_seen(name, before_ms, last):
        gone = await asyncio.to_thread(_gone, folder, paths)
        async with store.transaction() as work:
            await work.cleaning.forget_files(name, gone)
        count += len(gone)
        last = paths[-1]
    return count


def _gone(folder: Path, paths: list[str]) -> list[str]:
    """The paths that are not there. A folder that is away, as a disk that is not mounted, has lost no file."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return []
    return [path for path in paths if _ODD not in path and not os.path.lexists(folder / path)]
