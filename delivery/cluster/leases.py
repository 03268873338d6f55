"""Leases: several processes deliver from one PostgreSQL, none sends the claims of another, and each chat has one pace.

Claims need a lease, answers never do. Taking claims and moving a cursor need a live lease in the same commit, and each
departure asks for it once more. An answer is recorded always, also by a run whose claims another has taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from delivery.cluster.database_clock import DatabaseClock
from delivery.engine.coordinator import CommitNumber, Entry
from delivery.rate.chat_pace import INTERVAL
from domain.audience import ChatKind
from domain.delivery import Target
from storage.repositories.cluster import RecentWalk
from storage.store import UnitOfWork

# A run that has not renewed its lease for so long is marked as lapsed (seconds).
LEASE = 5.0
_PRIVATE_MS = int(INTERVAL[ChatKind.PRIVATE] * 1000)


class LeasedCoordinator:
    """For one process of several. Each commit that claims renews its lease, and so does a heartbeat."""

    def __init__(self, clock: DatabaseClock, run: int) -> None:
        self.run = run
        self._clock = clock
        self._renewed_at = float("-inf")
        self._epoch = clock.epoch
        self._steady_since = float("-inf")

    def may_send(self) -> bool:
        if self._clock.stood_still or self._clock.epoch != self._epoch:
            # By the database's clock the lease may be over: the next commit that claims, or a heartbeat, finds out.
            return False
        return self._clock.monotonic() - self._renewed_at < LEASE

    async def begin_commit(self, work: UnitOfWork, number: CommitNumber, broadcasts: Iterable[int]) -> Entry:
        return Entry(*await work.cluster.enter(number, broadcasts, int(LEASE * 1000)))

    async def renew(self, work: UnitOfWork) -> bool:
        """Renews the lease from before it was asked; `committed` must follow. False: the claims were taken over.

        It asks the database for the time, also when no message asks for a slot: this machine may have stood still, and
        the database's clock may have been set.
        """
        before = self._clock.monotonic()
        self._clock.learn(before, await work.cluster.now_us(), self._clock.monotonic())
        return await work.cluster.renew(self.run, int(LEASE * 1000))

    def committed(self, asked_at: float) -> None:
        now = self._clock.monotonic()
        if now - self._renewed_at > LEASE / 2:
            self._steady_since = now
        self._renewed_at = max(self._renewed_at, asked_at)
        self._epoch = self._clock.epoch

    @property
    def steady_for(self) -> float:
        """Seconds since the last trouble with the lease. A process with trouble may not judge others by theirs."""
        return self._clock.monotonic() - self._steady_since if self.may_send() else 0.0

    async def with_waits(self, work: UnitOfWork, run: int, targets: Sequence[Target]) -> Sequence[Target]:
        """Only for due claims: the walk along the cursor asks for the same itself (sql/postgres/deliveries.sql)."""
        if not any(target.kind is ChatKind.PRIVATE for target in targets):
            return targets
        walks = await work.cluster.recent_walks(run, _PRIVATE_MS)
        return [target._replace(until=max(target.until, _until(target, walks))) for target in targets]

    async def record_claims(self, work: UnitOfWork, due: Iterable[Target], walked: Iterable[Target]) -> None:
        """A row a chat for due claims, which may lie anywhere, and for groups, which may be several recipients.

        People who are next along the cursor need one row a commit: the stretch is stored with the cursor.
        """
        single = {t.chat_id: t.kind for t in [*due, *(t for t in walked if t.kind is not ChatKind.PRIVATE)]}
        if single:
            now = self._clock.now_ms()
            waits = [(chat, now + int(INTERVAL[kind] * 1000)) for chat, kind in sorted(single.items())]
            await work.cluster.wait(waits)


def _until(target: Target, walks: Iterable[RecentWalk]) -> int:
    """When the last stretch with this person was walked over, plus the pace of a person (UTC milliseconds)."""
    if target.kind is not ChatKind.PRIVATE:
        return 0
    return max((w.walked_at + _PRIVATE_MS for w in walks if w.low <= target.recipient <= w.high), default=0)
