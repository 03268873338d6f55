"""Who else delivers from the same store: nobody, where one process has the file lock; else see `sharing.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.delivery import Target
from storage.store import UnitOfWork


class Step(NamedTuple):
    """A commit of a runner of a process run, by its number: how it is recognised when its answer was lost."""

    run: int
    runner: int
    number: int


class Entry(NamedTuple):
    """`is_new`: this step has not been committed yet. `may_claim`: it may take claims and move a cursor."""

    is_new: bool
    may_claim: bool


class Alone:
    """No other process: the lock beside the file is the lease, and every chat's pace is known here."""

    def may_send(self) -> bool:
        """Asked beside the socket: whether what this process has claimed is still its own."""
        return True

    async def enter(self, work: UnitOfWork, step: Step, broadcasts: Iterable[int]) -> Entry:
        """First of all in a commit that touches these broadcasts."""
        return Entry(await work.deliveries.step(*step), True)

    def committed(self, asked_at: float) -> None:
        """The commit in which `may_claim` was granted has succeeded; it was begun at `asked_at` (monotonic seconds)."""

    async def paced(self, work: UnitOfWork, run: int, targets: Sequence[Target]) -> Sequence[Target]:
        """Waiting claims that are ripe; `until` tells when another process lets their chats be written to."""
        return targets

    async def tell(self, work: UnitOfWork, ripe: Iterable[Target], walked: Iterable[Target]) -> None:
        """These are written to now: waiting claims that were ripe, and the next along the cursor."""
