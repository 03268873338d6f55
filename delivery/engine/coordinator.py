"""The coordinator of the processes on one store: local, for a process alone; leased, in cluster/leases.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from domain.delivery import Target
from storage.store import UnitOfWork


class CommitNumber(NamedTuple):
    """The number of a commit of a runner in a process run: by it a commit whose answer was lost is recognised."""

    run: int
    runner: int
    number: int


class Entry(NamedTuple):
    """`is_new`: this commit has not succeeded before. `may_claim`: it may take claims and move a cursor."""

    is_new: bool
    may_claim: bool


class Coordinator(Protocol):
    """Keeps several processes from sending the same message. `run` is the process run that claims carry."""

    run: int

    def may_send(self) -> bool:
        """Asked beside the socket: whether the claims of this process are still its own."""

    async def begin_commit(self, work: UnitOfWork, number: CommitNumber, broadcasts: Iterable[int]) -> Entry:
        """The first thing in a commit that touches these broadcasts."""

    def committed(self, asked_at: float) -> None:
        """A commit that was allowed to claim has succeeded; it began at `asked_at` (monotonic seconds)."""

    async def with_waits(self, work: UnitOfWork, run: int, targets: Sequence[Target]) -> Sequence[Target]:
        """The targets of due claims, with `until` moved on by what other processes send to their chats."""

    async def record_claims(self, work: UnitOfWork, due: Iterable[Target], walked: Iterable[Target]) -> None:
        """Tells other processes which chats this commit writes to: `due` claims, and the next along the cursor."""


class LocalCoordinator:
    """For a process that delivers alone: the lock beside the file is the lease, and no other process has a pace."""

    def __init__(self, run: int) -> None:
        self.run = run

    def may_send(self) -> bool:
        return True

    async def begin_commit(self, work: UnitOfWork, number: CommitNumber, broadcasts: Iterable[int]) -> Entry:
        return Entry(await work.process_runs.mark_commit(*number), True)

    def committed(self, asked_at: float) -> None:
        """There is no lease to extend."""

    async def with_waits(self, work: UnitOfWork, run: int, targets: Sequence[Target]) -> Sequence[Target]:
        return targets

    async def record_claims(self, work: UnitOfWork, due: Iterable[Target], walked: Iterable[Target]) -> None:
        """There is no other process to tell."""
