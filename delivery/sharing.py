"""Several processes deliver from one PostgreSQL: a lease fences what each has claimed, and chats keep their pace.

Claims are fenced, knowledge never: taking claims and moving a cursor need a live lease in the same commit, and each
departure looks at it once more; an answer is recorded always, also by a run whose claims another has taken over.
"""

from __future__ import annotations

from collections.abc import Iterable

from delivery.company import Alone
from delivery.pace import INTERVAL
from domain.audience import ChatKind
from domain.clock import Clock
from domain.delivery import Target
from storage.cluster import Stride
from storage.store import Work

# A run that has renewed its lease for so long no more is marked (seconds).
LEASE = 5.0
_PRIVATE_MS = int(INTERVAL[ChatKind.PRIVATE] * 1000)


class Sharing(Alone):
    """One process of several. Its lease is renewed by every step that claims, and by a heartbeat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._renewed_at = float("-inf")
        self._unbroken_since = float("-inf")
        self._strides: list[Stride] = []

    def may_send(self) -> bool:
        return self._clock.monotonic() - self._renewed_at < LEASE

    async def enter(self, work: Work, intents: Iterable[int]) -> None:
        await work.cluster.lock(intents)

    async def may_claim(self, work: Work, run: int) -> bool:
        if not await self.renew(work, run):
            return False
        self._strides = await work.cluster.strides(run, _PRIVATE_MS)
        return True

    async def renew(self, work: Work, run: int) -> bool:
        """Counts from before it was asked, and only when `committed` follows. False: the claims were taken over."""
        return await work.cluster.renew(run, int(LEASE * 1000))

    def committed(self, asked_at: float) -> None:
        now = self._clock.monotonic()
        if now - self._renewed_at > LEASE / 2:
            self._unbroken_since = now
        self._renewed_at = max(self._renewed_at, asked_at)

    @property
    def steady_for(self) -> float:
        """Seconds since the last trouble with the lease: who had trouble may not judge others by theirs."""
        return self._clock.monotonic() - self._unbroken_since if self.may_send() else 0.0

    def until(self, target: Target) -> int:
        if target.kind is not ChatKind.PRIVATE:
            return 0
        walked = (s.walked_at for s in reversed(self._strides) if s.low <= target.recipient <= s.high)
        return next(walked, -_PRIVATE_MS) + _PRIVATE_MS

    async def tell(self, work: Work, run: int, ripe: Iterable[Target], walked: Iterable[Target]) -> None:
        """Whom this step writes to: a stretch of recipients for people, which is a row a step; each other chat.

        A waiting claim lies anywhere, and a group may be several recipients.
        """
        walked = list(walked)
        people = [target.recipient for target in walked if target.kind is ChatKind.PRIVATE]
        alone = {t.chat_id: t.kind for t in [*ripe, *(t for t in walked if t.kind is not ChatKind.PRIVATE)]}
        now = self._clock.now_ms()
        await work.cluster.walked(run, people)
        await work.cluster.wait([(chat, now + int(INTERVAL[kind] * 1000)) for chat, kind in sorted(alone.items())])
