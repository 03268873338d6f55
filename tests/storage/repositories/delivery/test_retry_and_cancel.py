"""What concerns very many chats is done in steps: each is short, and a kill between two of them loses nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from domain.broadcast import BroadcastProgress
from domain.delivery import BroadcastState, Claim, Fate
from storage.limits import StoreLimits
from storage.store import Store
from tests.builders import accept, crowd
from tests.storage.delivery_steps import begin_run, claim, claim_due, ended, finish, given_back

PEOPLE = 11


@pytest.fixture
def limits() -> StoreLimits:
    """Four at a time instead of a hundred."""
    return StoreLimits(claims_closed=4, recipients_retried=4)


async def refused_by_all(store: Store, but: Iterable[Fate] = ()) -> tuple[int, int, list[Claim]]:
    """A push that ended: (article, run, what was claimed); refused but for the first, which end so."""
    await crowd(store, 11, PEOPLE)
    key, run = (await accept(store)).key, await begin_run(store)
    claims = await claim(store, run, key)
    fates = [*but, *[Fate.REFUSED] * PEOPLE]
    for one, fate in zip(claims, fates, strict=False):
        await ended(store, one, fate)
    assert await finish(store, claims[0])
    return key, run, claims


async def board(store: Store, broadcast: int) -> BroadcastProgress:
    """The broadcast as /queue shows it."""
    return await store.progress.get(broadcast)


async def again(store: Store, broadcast: int) -> bool:
    async with store.transaction() as work:
        return await work.progress.retry(broadcast)


async def test_sending_again_claims_some_at_a_time_and_the_board_tells_who_is_left(store: Store) -> None:
    key, run, claims = await refused_by_all(store, [Fate.GONE, Fate.UNKNOWN])
    broadcast = claims[0].broadcast
    assert await again(store, broadcast)
    seen = []
    while len(seen) < 4:
        tally = (await board(store, broadcast)).tally
        seen.append((tally.gone, tally.refused, tally.unknown))
        # Each step is a process of its own: the one before was killed.
        run = await begin_run(store)
        due = await claim_due(store, run, key, 0)
        for one in due:
            await ended(store, one, Fate.REFUSED, "once more")
    assert seen == [(1, 9, 1), (1, 10, 0), (1, 10, 0), (1, 10, 0)]
    assert await finish(store, claims[0])
    sending = await board(store, broadcast)
    assert (sending.state, sending.tally.gone, sending.tally.refused) == (BroadcastState.DONE, 1, 10)
    assert [(one.reason, one.count) for one in await store.progress.failing(broadcast)] == [
        ("once more", 10),
        ("why", 1),
    ]


async def test_each_is_tried_once_more_and_not_again_and_again(store: Store) -> None:
    key, run, claims = await refused_by_all(store)
    assert await again(store, claims[0].broadcast)
    tried: list[int] = []
    while due := await claim_due(store, run, key, 0):
        assert len(due) <= 4
        assert all(one.tries == 3 for one in due)
        tried += [one.target.recipient for one in due]
        for one in due:
            await ended(store, one, Fate.REFUSED)
    assert sorted(tried) == sorted(one.target.recipient for one in claims)


async def test_it_does_not_end_before_everybody_was_tried(store: Store) -> None:
    key, run, claims = await refused_by_all(store)
    assert await again(store, claims[0].broadcast)
    [open_broadcast] = await store.broadcasts.open()
    assert open_broadcast.due == 0, "a runner sees that there is something to do"
    assert not await finish(store, claims[0])
    for one in await claim_due(store, run, key, 0):
        await ended(store, one, Fate.REFUSED)
    assert not await finish(store, claims[0])


async def test_what_is_cancelled_meanwhile_leaves_the_others_as_they_were(store: Store) -> None:
    key, run, claims = await refused_by_all(store)
    assert await again(store, claims[0].broadcast)
    due = await claim_due(store, run, key, 0)
    async with store.transaction() as work:
        assert await work.broadcasts.cancel(claims[0].broadcast)
    for one in due:
        await ended(store, one, Fate.REFUSED)
    sending = await board(store, claims[0].broadcast)
    assert (sending.state, sending.tally.refused) == (BroadcastState.CANCELLED, PEOPLE)
    assert not await again(store, claims[0].broadcast)


async def test_where_nobody_can_be_tried_nothing_is_opened(store: Store) -> None:
    _, _, claims = await refused_by_all(store, [Fate.GONE] * PEOPLE)
    assert not await again(store, claims[0].broadcast)
    assert await store.broadcasts.open() == []


async def test_what_waits_for_a_cancelled_push_is_closed_some_at_a_time(store: Store) -> None:
    await crowd(store, 11, PEOPLE)
    key, run = (await accept(store)).key, await begin_run(store)
    claims = await claim(store, run, key)
    for number, one in enumerate(claims):
        # The first three may have arrived: no answer says so.
        await given_back(store, one, run, 0, change=0 if number < 3 else -1)
    broadcast = claims[0].broadcast
    async with store.transaction() as work:
        assert await work.broadcasts.cancel(broadcast)
        await work.progress.report_to(key, 5)
    steps = 0
    while await store.broadcasts.closing() == broadcast:
        steps += 1
        assert await store.progress.reports_due() == [], "told when all is counted"
        # The process was killed after the step before.
        await begin_run(store)
        async with store.transaction() as work:
            await work.broadcasts.close_some(broadcast)
    assert steps == 2
    tally = (await board(store, broadcast)).tally
    assert (tally.unknown, tally.refused, tally.delivered) == (3, 0, 0)
    failing = {one.fate: one.count for one in await store.progress.failing(broadcast)}
    assert failing == {Fate.UNKNOWN: 3, Fate.CANCELLED: PEOPLE - 3}
