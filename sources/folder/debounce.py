"""Which files are whole: one that has not changed for a second is read, one that looks cut gets ten more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sources.folder.tree import Stamp

QUIET_SECONDS = 1.0
"""A file whose stamp has not moved for so long is taken to be written."""

PATIENCE_SECONDS = 10.0
"""How much longer a file waits that looks as if its end were missing, before it is read as it is."""


@dataclass(slots=True)
class _Waiting:
    stamp: Stamp
    since: float
    cut: bool = False


class Settling:
    """New and changed files from the moment they are noticed until they are taken; times are monotonic seconds."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Waiting] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def paths(self) -> list[str]:
        """Files that wait."""
        return list(self._waiting)

    def noticed(self, stamps: Mapping[str, Stamp], now: float) -> None:
        """These files look so now; one that looks different from before starts to wait anew."""
        for path, stamp in stamps.items():
            known = self._waiting.get(path)
            if known is None or known.stamp != stamp:
                self._waiting[path] = _Waiting(stamp, now)

    def forget(self, path: str) -> None:
        """It is gone, or it was taken."""
        self._waiting.pop(path, None)

    def ripe(self, now: float) -> dict[str, Stamp]:
        """Files that can be read, in the order of their names."""
        return {path: self._waiting[path].stamp for path in sorted(self._waiting) if self._is_ripe(path, now)}

    def looks_cut(self, path: str) -> bool:
        """A ripe file was read and looks cut: whether it shall wait some more. False once it has."""
        waiting = self._waiting[path]
        first, waiting.cut = not waiting.cut, True
        return first

    def _is_ripe(self, path: str, now: float) -> bool:
        waiting = self._waiting[path]
        return now - waiting.since >= QUIET_SECONDS + (PATIENCE_SECONDS if waiting.cut else 0.0)
