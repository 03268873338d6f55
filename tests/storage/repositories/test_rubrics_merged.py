"""Two rubrics become one while readers come and go: no reader is missed, whenever they followed."""

from __future__ import annotations

import pytest

from domain.audience import ChatKind, Mode
from domain.delivery import Fate
from domain.errors import Rejected
from storage.repositories.audience import Listed
from storage.store import Store
from tests.builders import JumpingClock, accept, broadcasts_of, chat, merge_rubrics, rubric_key
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import begin_run, claim, claim_due, ended, finish

OLD, NEW = "Экономика", "Саясат"


@pytest.fixture
async def rubrics(store: Store) -> tuple[int, int]:
    """The keys of the rubric that goes, and of the one that takes it over."""
    return await rubric_key(store, OLD), await rubric_key(store, NEW)


async def begins(store: Store, old: int, new: int) -> None:
    async with store.transaction() as work:
        await work.merges.begin(old, new)


async def strides(store: Store, old: int, new: int, first: int = 0, last: int = 1000) -> bool:
    async with store.transaction() as work:
        return await work.merges.merge_followers(old, new, first, last)


async def ends(store: Store, old: int, new: int) -> bool:
    async with store.transaction() as work:
        return await work.merges.end(old, new)


async def test_whoever_follows_the_old_rubric_behind_the_walk_follows_the_new_one(
    store: Store, rubrics: tuple[int, int]
) -> None:
    _, new = rubrics
    early = await chat(store, 11, OLD)
    await begins(store, *rubrics)
    assert await strides(store, *rubrics)
    late = await chat(store, 12, OLD)
    neither = await chat(store, 13, "Спорт")
    assert await ends(store, *rubrics)
    for recipient in (early, late):
        assert (await store.recipients.subscriptions(recipient.id))[new] is Mode.NOW
    assert new not in await store.recipients.subscriptions(neither.id)


async def test_whoever_is_imported_behind_the_walk_follows_the_new_one_by_whatever_clock(
    store: Store, clock: JumpingClock, rubrics: tuple[int, int]
) -> None:
    old, new = rubrics
    await begins(store, *rubrics)
    assert await strides(store, *rubrics)
    clock.goes_wrong(3600)
    listed = [
        Listed(11, ChatKind.PRIVATE, "kk", {old: Mode.NOW}),
        Listed(12, ChatKind.PRIVATE, "kk", {old: Mode.OFF, 0: Mode.NOW}),
    ]
    async with store.transaction() as work:
        await work.audience.put(listed)
    clock.goes_wrong(-3600)
    assert await ends(store, *rubrics)
    modes = {one.chat_id: one.modes async for one in store.audience.all()}
    assert modes == {11: {old: Mode.NOW, new: Mode.NOW}, 12: {old: Mode.OFF, 0: Mode.NOW}}


async def test_a_merge_that_was_broken_off_is_forgotten_after_a_day(
    store: Store, clock: JumpingClock, rubrics: tuple[int, int]
) -> None:
    await begins(store, *rubrics)
    async with store.transaction() as work:
        assert await work.merges.give_up(clock.now_ms() - 86_400_000) == 0
        assert await work.merges.give_up(clock.now_ms() + 86_400_000) == 1
    late = await chat(store, 11, OLD)
    assert rubrics[1] not in await store.recipients.subscriptions(late.id)


async def test_the_stronger_of_two_ways_stays(store: Store, rubrics: tuple[int, int]) -> None:
    now, digest, off, every = [await chat(store, chat_id) for chat_id in (11, 12, 13, 14)]
    old, new = rubrics
    modes = {
        now.id: {old: Mode.NOW, new: Mode.DIGEST},
        digest.id: {old: Mode.DIGEST, new: Mode.NOW},
        off.id: {old: Mode.DIGEST, new: Mode.OFF},
        every.id: {old: Mode.DIGEST, 0: Mode.NOW},
    }
    async with store.transaction() as work:
        for recipient, wanted in modes.items():
            for rubric, mode in wanted.items():
                await work.recipients.follow(recipient, rubric, mode)
        await merge_rubrics(work, old, new)
    found = [(await store.recipients.subscriptions(one.id)).get(new) for one in (now, digest, off, every)]
    assert found == [Mode.NOW, Mode.NOW, Mode.DIGEST, None]


async def test_a_walk_that_stood_still_for_a_minute_is_begun_again(
    store: Store, clock: JumpingClock, rubrics: tuple[int, int]
) -> None:
    await begins(store, *rubrics)
    clock.jump(50)
    assert await strides(store, *rubrics)
    clock.jump(50)
    assert await strides(store, *rubrics)
    clock.jump(61)
    missed = await chat(store, 11, OLD)
    assert not await strides(store, *rubrics, 500, 1000)
    assert not await ends(store, *rubrics)
    assert {one.key for one in await store.rubrics.all()} == set(rubrics)
    await begins(store, *rubrics)
    assert await strides(store, *rubrics)
    assert await ends(store, *rubrics)
    assert rubrics[1] in await store.recipients.subscriptions(missed.id)


async def test_a_rubric_goes_into_one_other_at_a_time(store: Store, rubrics: tuple[int, int]) -> None:
    third = await rubric_key(store, "Спорт")
    old, new = rubrics
    await begins(store, old, new)
    await begins(store, old, new)
    for pair in ((old, third), (new, third), (third, old)):
        with pytest.raises(Rejected):
            await begins(store, *pair)
    assert await strides(store, old, new)
    assert await ends(store, old, new)
    for pair in ((old, third), (third, old)):
        with pytest.raises(Rejected):
            await begins(store, *pair)
    await begins(store, new, third)


async def test_articles_live_and_recalled_move_with_their_rubric(store: Store, rubrics: tuple[int, int]) -> None:
    old, new = rubrics
    keys = [(await accept(store, name, rubric=OLD, push=False)).key for name in ("a", "b", "c")]
    async with store.transaction() as work:
        await work.articles.recall(keys[1])
    moved = []
    for _ in range(3):
        async with store.transaction() as work:
            moved.append(await work.merges.move_articles(old, new, limit=2))
    assert moved == [2, 1, 0]
    assert {(await store.articles.get(key)).rubric.key for key in keys} == {new}


async def test_followers_of_a_merged_rubric_are_forgotten_when_its_broadcasts_have_ended(
    backend: Backend, rubrics: tuple[int, int]
) -> None:
    store, (old, new) = backend.store, rubrics
    reader, other = await chat(store, 11, OLD), await chat(store, 12, NEW)
    push = (await accept(store, rubric=OLD)).key
    async with store.transaction() as work:
        await merge_rubrics(work, old, new)
    assert await store.merges.to_forget() == []
    async with store.transaction() as work:
        await work.merges.forget_followers(old, 0, 1000)
        await work.merges.forgotten(old)
    assert old in await store.recipients.subscriptions(reader.id), "the push still goes to those who followed it"
    [broadcast] = [one.id for one in await broadcasts_of(store, push)]
    async with store.transaction() as work:
        await work.broadcasts.cancel(broadcast)
    assert await store.merges.to_forget() == [old]
    async with store.transaction() as work:
        await work.merges.forget_followers(old, 0, 1000)
        await work.merges.forgotten(old)
    assert await store.recipients.subscriptions(reader.id) == {new: Mode.NOW}
    assert await store.recipients.subscriptions(other.id) == {new: Mode.NOW}
    assert await store.merges.to_forget() == [], "no merge is looked at again"


async def test_a_push_of_the_old_rubric_is_sent_again_to_whoever_followed_that(
    store: Store, rubrics: tuple[int, int]
) -> None:
    """Nothing is left of who followed it; who has left the new one since is not written to."""
    old, new = rubrics
    stays, leaves = [await chat(store, chat_id, OLD) for chat_id in (11, 12)]
    key, run = (await accept(store, rubric=OLD)).key, await begin_run(store)
    claims = await claim(store, run, key)
    for one in claims:
        await ended(store, one, Fate.REFUSED)
    assert await finish(store, claims[0])
    async with store.transaction() as work:
        await merge_rubrics(work, old, new)
        await work.merges.forget_followers(old, 0, 1000)
        await work.merges.forgotten(old)
        await work.recipients.unfollow(leaves.id, new)
    async with store.transaction() as work:
        assert await work.progress.retry(claims[0].broadcast)
    assert [one.target.recipient for one in await claim_due(store, run, key, 0)] == [stays.id]
