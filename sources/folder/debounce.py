"""Waits until files are whole: a file is read a second after its last change, one that looks cut some seconds later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sources.folder.tree import Stamp

# Seconds without a change after which a file counts as written.
QUIET_SECONDS = 1.0
# Seconds that a file without its end waits longer, before it is read as it is: readers must not get half an article.
PATIENCE_SECONDS = 10.0
# The same for one that is no article without its end. Read too early it costs the owners a notice, and readers nothing.
CUT_PATIENCE_SECONDS = 3.0


@dataclass(slots=True)
class _Waiting:
    stamp: Stamp
    since: float
    patience: float = 0.0


class Debounce:
    """New and changed files from the moment they are noticed until they are taken; times are monotonic seconds."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Waiting] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def paths(self) -> list[str]:
        """Files that wait."""
        return list(self._waiting)

    def observe(self, stamps: Mapping[str, Stamp], now: float) -> None:
        """The stamps of files now. A file whose stamp changed starts to wait anew."""
        for path, stamp in stamps.items():
            known = self._waiting.get(path)
            if known is None or known.stamp != stamp:
                self._waiting[path] = _Waiting(stamp, now)

    def forget(self, path: str) -> None:
        """The file is gone or was taken."""
        self._waiting.pop(path, None)

    def ready(self, now: float) -> dict[str, Stamp]:
        """Files that can be read, in the order of their names."""
        return {path: self._waiting[path].stamp for path in sorted(self._waiting) if self._is_ready(path, now)}

    def may_wait(self, path: str) -> bool:
        """Whether a file that looks cut has not waited for its end yet."""
        return not self._waiting[path].patience

    def wait_for_end(self, path: str, *, readable: bool) -> None:
        """Makes a file that looks cut wait longer. `readable`: an article would be made of what is there."""
        self._waiting[path].patience = PATIENCE_SECONDS if readable else CUT_PATIENCE_SECONDS

    def _is_ready(self, path: str, now: float) -> bool:
        waiting = self._waiting[path]
        return now - waiting.since >= QUIET_SECONDS + waiting.patience
