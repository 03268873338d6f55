"""Who else delivers from the same store: nobody, where one process has the file lock; else see `sharing.py`."""

from __future__ import annotations

from collections.abc import Iterable

from domain.delivery import Target
from storage.store import Work


class Alone:
    """No other process: the lock beside the file is the lease, and every chat's pace is known here."""

    def may_send(self) -> bool:
        """Asked beside the socket: whether what this process has claimed is still its own."""
        return True

    async def enter(self, work: Work, intents: Iterable[int]) -> None:
        """First of all in a commit that touches these intents."""

    async def may_claim(self, work: Work, run: int) -> bool:
        """Whether this commit may take claims and move a cursor."""
        return True

    def committed(self, asked_at: float) -> None:
        """The commit in which `may_claim` was granted has succeeded; it was begun at `asked_at` (monotonic seconds)."""

    def until(self, target: Target) -> int:
        """When another process lets this chat be written to (UTC milliseconds), as it was known at `may_claim`."""
        return 0

    async def tell(self, work: Work, run: int, ripe: Iterable[Target], walked: Iterable[Target]) -> None:
        """These are written to now: waiting claims that were ripe, and the next along the cursor."""
