"""Pause, cancel and the halt take effect within one step, on each database; what stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from delivery.engine.runners import RUNNERS
from delivery.rate.limiter import AHEAD
from domain.delivery import BroadcastState
from storage.store import UnitOfWork
from tests.builders import crowd
from tests.delivery.office import Office

PEOPLE = 600
RATE = 500
# What all runners may have claimed: 50 ms of slots each.
CLAIMED = RUNNERS * (1 + int(AHEAD * RATE))


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def brake(office: Office, how: Callable[[UnitOfWork, int], Awaitable[object]]) -> int:
    """In the middle of a push; how many messages left afterwards, until everything was quiet."""
    office.tg.add_range(11, PEOPLE)
    await crowd(office.store, 11, PEOPLE)
    await office.opens()
    await office.publishes()
    await office.until_sent(30)
    push = await office.broadcast()
    async with office.store.transaction() as work:
        await how(work, push.id)
    before = len(office.left)
    await office.until_recorded()
    await office.store.changes.wait(0.5)
    await office.until_recorded()
    return len(office.left) - before


async def test_a_halt_stops_every_push_within_a_step_until_it_is_lifted(office: Office) -> None:
    assert await brake(office, lambda work, _: work.halt(True)) <= CLAIMED
    assert office.tg.calls.copies().total() < PEOPLE
    async with office.store.transaction() as work:
        await work.halt(False)
    await office.until_state(BroadcastState.DONE)
    assert set(office.tg.calls.copies().values()) == {1}
    assert (await office.tally()).delivered == PEOPLE


async def test_a_halt_holds_no_correction(office: Office) -> None:
    assert await brake(office, lambda work, _: work.halt(True)) <= CLAIMED
    reached = office.tg.calls.copies().total()
    article = await office.store.articles.with_id("a1")
    assert article is not None
    office.jump(2)
    await office.recalls(article.key)
    await office.until_done()
    assert len(office.tg.calls.of("deleteMessage")) == reached
    assert all(office.tg.person(number).from_bot == [] for number in range(11, 11 + PEOPLE))


async def test_a_paused_push_stops_within_a_step_and_goes_on_where_it_was(office: Office) -> None:
    assert await brake(office, lambda work, broadcast: work.broadcasts.pause(broadcast)) <= CLAIMED
    assert office.tg.calls.copies().total() < PEOPLE
    push = await office.broadcast()
    assert push.state is BroadcastState.PAUSED
    async with office.store.transaction() as work:
        await work.broadcasts.resume(push.id)
    await office.until_state(BroadcastState.DONE)
    assert set(office.tg.calls.copies().values()) == {1}
    assert (await office.tally()).delivered == PEOPLE


async def test_a_cancelled_push_stops_within_a_step_and_counts_what_was_on_its_way(office: Office) -> None:
    assert await brake(office, lambda work, broadcast: work.broadcasts.cancel(broadcast)) <= CLAIMED
    push = await office.broadcast()
    assert push.state is BroadcastState.CANCELLED
    assert push.tally.delivered == office.tg.calls.copies().total() < PEOPLE
