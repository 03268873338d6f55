"""Title tests in the store, on each database: what ends them; no copy keeps a title that is not the article's."""

from __future__ import annotations

from domain.delivery import BroadcastKind
from domain.title_test import PlannedTest
from storage.repositories.delivery.delivery_statements import CursorMove
from storage.store import Store
from tests.builders import accept, broadcasts_of, crowd


async def tested(store: Store, followers: int = 3) -> int:
    """A push with two titles, whose sample is out: the article's key."""
    await crowd(store, 11, followers)
    key = (await accept(store)).key
    async with store.transaction() as work:
        await work.title_tests.begin(key, PlannedTest("Басқа тақырып", "", 10, up_to=followers), editor=1)
    return key


async def test_a_correction_that_no_card_shows_still_takes_the_other_title_out_of_the_copies(store: Store) -> None:
    key = await tested(store)
    [push] = await store.broadcasts.open()
    async with store.transaction() as work:
        await work.deliveries.walk(push, [], CursorMove((2, 0), exhausted=False), run=0)
    accepted = await accept(store, body="Мәтіннің соңғы сөйлемі ғана өзгерді.")
    assert accepted.edits
    assert await store.title_tests.open() == []
    assert [one.kind for one in await broadcasts_of(store, key)] == [BroadcastKind.PUSH, BroadcastKind.EDIT]


async def test_a_push_that_was_cancelled_ends_the_wait_for_its_sample(store: Store) -> None:
    await tested(store)
    [push] = await store.broadcasts.open()
    assert not (await store.title_tests.open())[0].sent
    async with store.transaction() as work:
        await work.broadcasts.cancel(push.id)
    assert (await store.title_tests.open())[0].sent
