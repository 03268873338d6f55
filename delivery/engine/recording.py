"""Records answers in the next commit: copies become receipts here, all other outcomes go to outcomes.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from delivery.counters import DeliveryCounters
from delivery.engine.outcomes import UndeliveredRecorder
from domain.clock import Clock
from domain.delivery import Action, Answer
from domain.outcomes import Delivered
from storage.store import UnitOfWork


class Recorder:
    """Writes answers through a transaction. It keeps nothing, so it may run again after a commit that failed."""

    def __init__(self, clock: Clock, counters: DeliveryCounters | None = None) -> None:
        self._undelivered = UndeliveredRecorder(clock, counters or DeliveryCounters())

    async def record(self, work: UnitOfWork, answers: Sequence[Answer]) -> None:
        """Records every answer, also when another run has the claim by now."""
        delivered: dict[int, list[Answer]] = defaultdict(list)
        for answer in answers:
            if isinstance(answer.outcome, Delivered):
                delivered[answer.claim.broadcast].append(answer)
            else:
                await self._undelivered.record(work, answer, answer.outcome)
        for broadcast, copies in delivered.items():
            await self._delivered(work, broadcast, copies)

    async def _delivered(self, work: UnitOfWork, broadcast: int, answers: list[Answer]) -> None:
        store = work.deliveries
        new = [a for a in answers if a.action is Action.SEND]
        changed = [a for a in answers if a.action is not Action.SEND]
        if new:
            recorded = await store.record(broadcast, new, [_message_id(a) for a in new])
            await self._catch_up(work, new, recorded.shown_since)
        if changed:
            counted = await store.changed(changed)
            for deleted in (a.claim for a in changed if a.action is Action.DELETE):
                await store.lost_copy(deleted.article, deleted.target.recipient, deleted.target.message_id)
            await store.count(broadcast, max(a.version for a in changed), delivered=counted)
            shown_since, _ = await store.shown(changed[0].claim.article)
            await self._catch_up(work, changed, shown_since)
        for answer in answers:
            assert isinstance(answer.outcome, Delivered)
            if answer.uploaded and answer.outcome.file_id:
                await work.photos.ready(answer.claim.article, answer.source, answer.outcome.file_id)

    async def _catch_up(self, work: UnitOfWork, answers: Sequence[Answer], shown_since: int) -> None:
        """Corrects copies that are recorded late: a correction may have passed them on its walk.

        All answers are of one broadcast, and so of one article.
        """
        stale = [(a, _message_id(a)) for a in answers if a.version < shown_since]
        if not stale:
            return
        article = stale[0][0].claim.article
        correction = await work.broadcasts.correction_for(article)
        if correction is not None:
            await work.deliveries.correct(correction, stale)
        await work.notes.tell_late(article, [(a.claim.target.recipient, a.version) for a, _ in stale])


def _message_id(answer: Answer) -> int:
    target = answer.claim.target
    if target.message_id > 0:
        return target.message_id
    assert isinstance(answer.outcome, Delivered)
    return answer.outcome.message_id
