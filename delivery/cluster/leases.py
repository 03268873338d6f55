"""Several processes deliver from one PostgreSQL: a lease fences what each has claimed, and chats keep their pace.

Claims are fenced, knowledge never: taking claims and moving a cursor need a live lease in the same commit, and each
departure looks at it once more; an answer is recorded always, also by a run whose claims another has taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from delivery.cluster.database_clock import DatabaseClock
from delivery.engine.coordinator import Alone, Entry, Step
from delivery.rate.chat_pace import INTERVAL
from domain.audience import ChatKind
from domain.delivery import Target
from storage.repositories.cluster import Stride
from storage.store import UnitOfWork

# A run that has renewed its lease for so long no more is marked (seconds).
LEASE = 5.0
_PRIVATE_MS = int(INTERVAL[ChatKind.PRIVATE] * 1000)


class Sharing(Alone):
    """One process of several. Its lease is renewed by every step that claims, and by a heartbeat."""

    def __init__(self, clock: DatabaseClock) -> None:
        self._clock = clock
        self._renewed_at = float("-inf")
        self._epoch = clock.epoch
        self._unbroken_since = float("-inf")

    def may_send(self) -> bool:
        if self._clock.stood_still or self._clock.epoch != self._epoch:
            # By the database's clock the lease may be over: the next step that claims, or a heartbeat, finds out.
            return False
        return self._clock.monotonic() - self._renewed_at < LEASE

    async def enter(self, work: UnitOfWork, step: Step, broadcasts: Iterable[int]) -> Entry:
        return Entry(*await work.cluster.enter(step, broadcasts, int(LEASE * 1000)))

    async def renew(self, work: UnitOfWork, run: int) -> bool:
        """Counts from before it was asked, and only when `committed` follows. False: the claims were taken over.

        After the machine stood still the database is asked for the time, also where no message asks for a slot.
        """
        if self._clock.stood_still:
            before = self._clock.monotonic()
            self._clock.learn(before, await work.cluster.now_us(), self._clock.monotonic())
        return await work.cluster.renew(run, int(LEASE * 1000))

    def committed(self, asked_at: float) -> None:
        now = self._clock.monotonic()
        if now - self._renewed_at > LEASE / 2:
            self._unbroken_since = now
        self._renewed_at = max(self._renewed_at, asked_at)
        self._epoch = self._clock.epoch

    @property
    def steady_for(self) -> float:
        """Seconds since the last trouble with the lease: who had trouble may not judge others by theirs."""
        return self._clock.monotonic() - self._unbroken_since if self.may_send() else 0.0

    async def paced(self, work: UnitOfWork, run: int, targets: Sequence[Target]) -> Sequence[Target]:
        """What is next along the cursor has been asked for together with this (sql/postgres/deliveries.sql)."""
        if not any(target.kind is ChatKind.PRIVATE for target in targets):
            return targets
        strides = await work.cluster.strides(run, _PRIVATE_MS)
        return [target._replace(until=max(target.until, _until(target, strides))) for target in targets]

    async def tell(self, work: UnitOfWork, ripe: Iterable[Target], walked: Iterable[Target]) -> None:
        """Whom this step writes to, one by one: a waiting claim lies anywhere, a group may be several recipients.

        Of people next along the cursor a stretch was written down with the cursor: a row a step.
        """
        alone = {t.chat_id: t.kind for t in [*ripe, *(t for t in walked if t.kind is not ChatKind.PRIVATE)]}
        if alone:
            now = self._clock.now_ms()
            await work.cluster.wait([(chat, now + int(INTERVAL[kind] * 1000)) for chat, kind in sorted(alone.items())])


def _until(target: Target, strides: Iterable[Stride]) -> int:
    if target.kind is not ChatKind.PRIVATE:
        return 0
    return max((s.walked_at + _PRIVATE_MS for s in strides if s.low <= target.recipient <= s.high), default=0)
