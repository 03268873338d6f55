"""A person is forgotten, or a group becomes another, while a step of a broadcast is about to write to them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from delivery.recording import Recorder
from domain.clock import SystemClock
from domain.delivery import Claim, Delivered, IntentState, Unknown
from storage.deliveries import Walked
from storage.store import Store, Work
from tests.builders import accept, chat
from tests.storage.claims import answer, finish
from tests.storage.conftest import opened

pytestmark = pytest.mark.postgres

OLD, NEW = -21, -1001


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    store = await Store.open(postgres_url, SystemClock())
    yield store
    await store.close()


async def claimed_beside(store: Store, change: Callable[[Work], Awaitable[None]]) -> list[Claim]:
    """A step reads its next followers, the change is made, and the step commits its claims."""
    article = (await accept(store)).key
    async with store.transaction(quiet=True) as work:
        run = await work.cluster.begin_run(1, 5000)

    async def changes() -> None:
        async with store.transaction() as work:
            await change(work)

    async with store.transaction(quiet=True) as work:
        intent, head = await opened(work, article)
        targets, end, exhausted = await work.deliveries.followers(intent, head, 100)
        changing = asyncio.create_task(changes())
        # Done at once, or waiting for this step: the store is asked for nothing else meanwhile.
        await asyncio.wait({changing}, timeout=0.3)
        await work.deliveries.walk(intent, [(target, 0) for target in targets], Walked((end, 0), exhausted), run)
        claims = [Claim(intent.id, article, target, 1, 0, run) for target in targets]
    await changing
    return claims


async def test_a_broadcast_ends_although_somebody_was_forgotten_while_it_claimed_them(store: Store) -> None:
    await chat(store, 1, "*")
    await chat(store, 2, "*")
    first, second = await claimed_beside(store, lambda work: work.recipients.forget(1, 1))
    async with store.transaction(quiet=True) as work:
        recorder = Recorder(SystemClock())
        await recorder.record(work, [answer(first, Unknown("no answer")), answer(second, Delivered(72))])
    assert await finish(store, first)
    [push] = await store.intents.broadcasts()
    assert (push.state, push.tally.delivered, push.tally.unknown) == (IntentState.DONE, 1, 0)


async def test_a_copy_to_a_group_that_became_another_while_it_was_claimed_is_known(store: Store) -> None:
    await chat(store, OLD, "*")
    await chat(store, NEW, "*")
    claims = await claimed_beside(store, lambda work: work.recipients.moved(OLD, NEW))
    [sent] = [one for one in claims if one.target.chat_id == OLD]
    async with store.transaction(quiet=True) as work:
        await Recorder(SystemClock()).record(work, [answer(sent, Delivered(71))])
    reach = await store.sendings.reach(sent.article)
    assert (reach.copies, reach.moved) == (0, 1), "its number is no number of the new group"
