"""An update is acted on in the very commit of its effect, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.current_update import CURRENT_UPDATE, CurrentUpdate
from storage.store import Store


@pytest.fixture
def current() -> Iterator[CurrentUpdate]:
    """What follows is done for update 7."""
    one = CurrentUpdate(7)
    before = CURRENT_UPDATE.set(one)
    yield one
    CURRENT_UPDATE.reset(before)


async def is_done(store: Store) -> bool:
    async with store.transaction(quiet=True) as work:
        return await work.updates.is_done(7)


async def taken(store: Store) -> None:
    async with store.transaction(quiet=True) as work:
        assert await work.updates.take(7, "message:1", "first", 15_000)


async def test_with_the_effect_the_update_is_done_and_nobody_acts_on_it_again(
    store: Store, current: CurrentUpdate
) -> None:
    await taken(store)
    async with store.transaction() as work:
        await work.facts.put("effect", "there")
    assert current.committed
    assert await is_done(store)
    async with store.transaction(quiet=True) as work:
        await work.updates.let_go(7, "first")
        assert not await work.updates.take(7, "message:1", "second", 15_000)


async def test_an_effect_that_was_not_committed_leaves_the_update_to_be_done(
    store: Store, current: CurrentUpdate
) -> None:
    await taken(store)
    with pytest.raises(ZeroDivisionError):
        async with store.transaction() as work:
            await work.facts.put("effect", str(1 // 0))
    assert not current.committed
    assert not await is_done(store)


async def test_what_may_be_done_again_is_no_effect(store: Store, current: CurrentUpdate) -> None:
    await taken(store)
    async with store.transaction() as work:
        work.is_effect = False
        await work.facts.put("met", "again")
    assert not await is_done(store)
    async with store.transaction() as work:
        await work.facts.put("effect", "there")
    assert await is_done(store)


async def test_what_is_written_for_nobodys_update_marks_none(store: Store) -> None:
    await taken(store)
    async with store.transaction() as work:
        await work.facts.put("effect", "of a job")
    assert not await is_done(store)
