"""What monitors ask for: how much waits, since when, and what became of what was sent."""

from __future__ import annotations

from domain.delivery import BroadcastKind, Urgency
from storage.repositories.figures import Outcomes
from storage.store import Store
from tests.builders import accept, crowd
from tests.storage.delivery_steps import begin_run, claim, delivered


async def test_nothing_waits_in_a_new_store(store: Store) -> None:
    assert await store.figures.depth() == []
    assert await store.figures.outcomes() == []


async def test_what_waits_is_told_by_class(store: Store) -> None:
    await crowd(store, 100, 5)
    push = await accept(store, "calm")
    await accept(store, "now", breaking=True)
    async with store.transaction() as work:
        for broadcast in await work.broadcasts.open():
            await work.broadcasts.measure(broadcast.id, 5)
    run = await begin_run(store)
    [one, *_] = await claim(store, run, push.key)
    await delivered(store, one, 501)
    depth = {found.urgency: found for found in await store.figures.depth()}
    assert {urgency: (found.broadcasts, found.messages) for urgency, found in depth.items()} == {
        Urgency.PUSH: (1, 4),
        Urgency.BREAKING: (1, 5),
    }
    assert all(found.oldest_at > 0 for found in depth.values())
    outcomes = await store.figures.outcomes()
    assert outcomes == [Outcomes(BroadcastKind.PUSH, 1, 0, 0, 0, 0)]
