"""Pause, cancel and the halt take effect within one step, on each database; what stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from delivery.engine.runners import RUNNERS
from delivery.rate.limiter import AHEAD
from domain.delivery import BroadcastState
from storage.store import UnitOfWork
from tests.builders import crowd
from tests.delivery.process import DeliveryProcess

PEOPLE = 600
RATE = 500
# What all runners may have claimed: 50 ms of slots each.
CLAIMED = RUNNERS * (1 + int(AHEAD * RATE))


@pytest.fixture
def process(each_process: DeliveryProcess) -> DeliveryProcess:
    return each_process


async def brake(process: DeliveryProcess, how: Callable[[UnitOfWork, int], Awaitable[object]]) -> int:
    """In the middle of a push; how many messages left afterwards, until everything was quiet."""
    process.tg.add_range(11, PEOPLE)
    await crowd(process.store, 11, PEOPLE)
    await process.opens()
    await process.publishes()
    await process.until_sent(30)
    push = await process.broadcast()
    async with process.store.transaction() as work:
        await how(work, push.id)
    before = len(process.left)
    await process.until_recorded()
    await process.store.changes.wait(0.5)
    await process.until_recorded()
    return len(process.left) - before


async def test_a_halt_stops_every_push_within_a_step_until_it_is_lifted(process: DeliveryProcess) -> None:
    assert await brake(process, lambda work, _: work.facts.halt(True)) <= CLAIMED
    assert process.tg.calls.copies().total() < PEOPLE
    async with process.store.transaction() as work:
        await work.facts.halt(False)
    await process.until_state(BroadcastState.DONE)
    assert set(process.tg.calls.copies().values()) == {1}
    assert (await process.tally()).delivered == PEOPLE


async def test_a_halt_holds_no_correction(process: DeliveryProcess) -> None:
    assert await brake(process, lambda work, _: work.facts.halt(True)) <= CLAIMED
    reached = process.tg.calls.copies().total()
    article = await process.store.articles.with_id("a1")
    assert article is not None
    process.jump(2)
    await process.recalls(article.key)
    await process.until_done()
    assert len(process.tg.calls.of("deleteMessage")) == reached
    assert all(process.tg.person(number).from_bot == [] for number in range(11, 11 + PEOPLE))


async def test_a_paused_push_stops_within_a_step_and_goes_on_where_it_was(process: DeliveryProcess) -> None:
    assert await brake(process, lambda work, broadcast: work.broadcasts.pause(broadcast)) <= CLAIMED
    assert process.tg.calls.copies().total() < PEOPLE
    push = await process.broadcast()
    assert push.state is BroadcastState.PAUSED
    async with process.store.transaction() as work:
        await work.broadcasts.resume(push.id)
    await process.until_state(BroadcastState.DONE)
    assert set(process.tg.calls.copies().values()) == {1}
    assert (await process.tally()).delivered == PEOPLE


async def test_a_cancelled_push_stops_within_a_step_and_counts_what_was_on_its_way(process: DeliveryProcess) -> None:
    assert await brake(process, lambda work, broadcast: work.broadcasts.cancel(broadcast)) <= CLAIMED
    push = await process.broadcast()
    assert push.state is BroadcastState.CANCELLED
    assert push.tally.delivered == process.tg.calls.copies().total() < PEOPLE
