"""What delivery does in the store, one step a call."""

from __future__ import annotations

from domain.delivery import Action, Answer, BroadcastKind, BroadcastState, Claim, Fate, OpenBroadcast
from domain.outcomes import Delivered, Outcome
from storage.repositories.delivery.delivery_statements import CursorMove
from storage.store import Store, UnitOfWork
from tests.storage.conftest import opened

TRIES = 3
REST_MS = 11_000
LAST_TRY_MS = 5_000


async def begin_run(store: Store) -> int:
    """A process starts to deliver; the claims of earlier ones are freed."""
    async with store.transaction() as work:
        return await work.process_runs.begin(1, tries=TRIES, rest_ms=REST_MS, last_ms=LAST_TRY_MS)


async def advance(work: UnitOfWork, broadcast: OpenBroadcast, cursor: int, *, exhausted: bool = False) -> None:
    """The cursor moves on, and nothing is claimed."""
    await work.deliveries.walk(broadcast, [], CursorMove((cursor, 0), exhausted), 0)


async def claim(
    store: Store, run: int, article: int, limit: int = 100, kind: BroadcastKind = BroadcastKind.PUSH
) -> list[Claim]:
    """The next followers (or copies) are claimed."""
    async with store.transaction() as work:
        broadcast, head = await opened(work, article, kind)
        if kind is BroadcastKind.PUSH:
            targets, end, exhausted = await work.deliveries.followers(broadcast, head, limit)
            cursor = (end, 0)
        else:
            targets, cursor, exhausted = await work.deliveries.copies(broadcast, head, limit)
        await work.deliveries.walk(broadcast, [(target, 0) for target in targets], CursorMove(cursor, exhausted), run)
        return [Claim(broadcast.id, article, target, 1, 0, run) for target in targets]


async def claim_due(
    store: Store, run: int, article: int, now: int, kind: BroadcastKind = BroadcastKind.PUSH
) -> list[Claim]:
    """Waiting claims that are due are claimed again."""
    async with store.transaction() as work:
        broadcast, head = await opened(work, article, kind)
        if head.retry_cursor is not None:
            await work.progress.continue_retry(broadcast.id, head.retry_cursor)
        due = await work.deliveries.due(broadcast, head, now, 100)
        await work.deliveries.take(broadcast, [target for target, _ in due], run)
        return [Claim(broadcast.id, article, target, tries + 1, now, run) for target, tries in due]


def answer(claim: Claim, outcome: Outcome, version: int = 1, action: Action = Action.SEND) -> Answer:
    return Answer(claim, outcome, version, 0, action)


async def delivered(store: Store, claim: Claim, message_id: int, version: int = 1) -> int:
    """Telegram took it; whether a claim was still there to be counted."""
    async with store.transaction() as work:
        told = answer(claim, Delivered(message_id), version)
        return (await work.deliveries.record(claim.broadcast, [told], [message_id])).settled


async def changed(store: Store, claim: Claim, version: int) -> int:
    """Telegram changed the copy."""
    async with store.transaction() as work:
        outcome = answer(claim, Delivered(claim.target.message_id), version, Action.EDIT)
        counted = await work.deliveries.changed([outcome])
        await work.deliveries.count(claim.broadcast, version, delivered=counted)
        return counted


async def ended(store: Store, claim: Claim, fate: Fate, reason: str = "why") -> int:
    """It will not be done."""
    async with store.transaction() as work:
        return await work.deliveries.ended(answer(claim, Delivered(0)), fate, reason)


async def given_back(store: Store, claim: Claim, run: int, due: int, change: int = -1) -> None:
    """It did not leave."""
    async with store.transaction() as work:
        await work.deliveries.give_back([(claim, change, due)], run)


async def finish(store: Store, claim: Claim) -> bool:
    """Whether nothing of the claim's broadcast is left."""
    async with store.transaction() as work:
        return await work.broadcasts.finish(claim.broadcast)


async def state_of(store: Store, broadcast: int) -> BroadcastState:
    return next(one.state for one in await store.broadcasts.summaries() if one.id == broadcast)
