"""Broadcasts: who moves them between their states, and what a correction takes over."""

from __future__ import annotations

import pytest

from domain.delivery import BroadcastKind, BroadcastState, Fate, Tally, Urgency
from storage.store import Store
from tests.builders import JumpingClock, accept, chat, crowd, rubric_key
from tests.storage.delivery_steps import begin_run, claim, delivered, ended, finish, given_back, state_of


async def test_a_breaking_article_is_pushed_as_breaking(store: Store) -> None:
    await accept(store, "calm")
    await accept(store, "hot", breaking=True)
    assert [one.urgency for one in await store.broadcasts.open()] == [Urgency.PUSH, Urgency.BREAKING]


async def test_a_push_is_paused_and_resumed_by_an_editor(store: Store) -> None:
    await accept(store)
    [broadcast] = await store.broadcasts.open()
    async with store.transaction() as work:
        assert not await work.broadcasts.resume(broadcast.id)
        assert await work.broadcasts.pause(broadcast.id)
        assert not await work.broadcasts.pause(broadcast.id)
        assert await work.broadcasts.head(broadcast.id) is None
    assert await store.broadcasts.open() == []
    async with store.transaction() as work:
        assert await work.broadcasts.resume(broadcast.id)
    assert [one.id for one in await store.broadcasts.open()] == [broadcast.id]


@pytest.mark.parametrize("how", ["resume", "a new version"])
async def test_a_push_stopped_by_a_content_error_keeps_its_claims_and_goes_on(
    store: Store, clock: JumpingClock, how: str
) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    first, second = await claim(store, run, key)
    async with store.transaction() as work:
        assert await work.broadcasts.stop(first.broadcast, "can't parse")
        assert not await work.broadcasts.stop(first.broadcast, "can't parse")
    await given_back(store, first, run, clock.now_ms())
    await given_back(store, second, run, clock.now_ms())
    assert await store.broadcasts.open() == []
    assert (await store.broadcasts.summaries())[0].reason == "can't parse"
    if how == "resume":
        async with store.transaction() as work:
            await work.broadcasts.resume(first.broadcast)
    else:
        await accept(store, title="Түзетілді")
    push = (await store.broadcasts.open())[0]
    assert (push.id, push.due is not None) == (first.broadcast, True)


async def test_a_done_push_cannot_be_cancelled_or_stopped(store: Store) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 501)
    assert await finish(store, one)
    async with store.transaction() as work:
        assert not await work.broadcasts.cancel(one.broadcast)
        assert not await work.broadcasts.stop(one.broadcast, "late")
        assert not await work.broadcasts.pause(one.broadcast)
    assert await state_of(store, one.broadcast) is BroadcastState.DONE


async def test_a_recall_ends_the_push_and_takes_the_place_of_an_edit(store: Store) -> None:
    await crowd(store, 11, 3)
    key, run = (await accept(store)).key, await begin_run(store)
    first, _ = await claim(store, run, key, limit=2)
    await delivered(store, first, 501)
    await accept(store, title="Екінші")
    [edit] = await claim(store, run, key, kind=BroadcastKind.EDIT)
    async with store.transaction() as work:
        await work.articles.recall(key)
    states = [(one.kind.value, one.state.value) for one in await store.broadcasts.summaries()]
    assert states == [("push", "cancelled"), ("edit", "superseded"), ("recall", "open")]
    [recall] = await store.broadcasts.open()
    assert recall.out > 0
    assert edit.broadcast != recall.id


async def test_a_copy_recorded_after_the_recall_opens_it_again(store: Store) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    async with store.transaction() as work:
        await work.articles.recall(key)
    assert await claim(store, run, key, kind=BroadcastKind.RECALL) == []
    [recall] = await store.broadcasts.open()
    async with store.transaction() as work:
        assert await work.broadcasts.finish(recall.id)
    await delivered(store, one, 501)
    async with store.transaction() as work:
        assert await work.broadcasts.correction_for(key) == recall.id
    assert [open_one.id for open_one in await store.broadcasts.open()] == [recall.id]


async def test_a_copy_recorded_after_a_cancelled_correction_starts_no_new_one(store: Store) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    await claim(store, run, key)
    await accept(store, lead="Түзетілген кіріспе.")
    [edit] = [one for one in await store.broadcasts.open() if one.kind is BroadcastKind.EDIT]
    async with store.transaction() as work:
        assert await work.broadcasts.cancel(edit.id)
        assert await work.broadcasts.correction_for(key) is None
    await accept(store, lead="Тағы бір түзету.")
    async with store.transaction() as work:
        assert await work.broadcasts.correction_for(key) not in (None, edit.id)


async def test_what_is_counted_beside_the_transactions(store: Store) -> None:
    await crowd(store, 11, 4)
    await chat(store, 99, "*", "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [(broadcast, total)] = await store.broadcasts.unmeasured()
    assert total == 5
    assert (await store.broadcasts.open())[0].left == -1
    async with store.transaction() as work:
        await work.broadcasts.measure(broadcast, total)
    first, second, *_ = await claim(store, run, key)
    await delivered(store, first, 501)
    await ended(store, second, Fate.REFUSED)
    assert (await store.broadcasts.open())[0].left == 3
    assert await store.broadcasts.unmeasured() == []
    await accept(store, title="Екінші")
    assert [total for _, total in await store.broadcasts.unmeasured()] == [1]


async def test_the_total_of_a_finished_push_is_what_it_reached(store: Store) -> None:
    await crowd(store, 11, 3)
    key, run = (await accept(store)).key, await begin_run(store)
    async with store.transaction() as work:
        await work.broadcasts.measure(1, 3)
    first, *others = await claim(store, run, key)
    await delivered(store, first, 501)
    async with store.transaction() as work:
        for other in others:
            await work.recipients.unfollow_all(other.target.recipient)
    for other in others:
        await given_back(store, other, run, 0)
    async with store.transaction() as work:
        [broadcast], head = await work.broadcasts.open(), await work.broadcasts.head(1)
        assert head is not None
        assert await work.deliveries.due(broadcast, head, 1, 10) == []
    assert await finish(store, first)
    assert (await store.broadcasts.summaries())[0].tally == Tally(1, delivered=1)


async def test_the_next_due_claim_is_that_of_an_open_broadcast(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 1)
    run = await begin_run(store)
    assert await store.broadcasts.next_due() is None
    for name, due in (("later", 5000), ("sooner", 2000)):
        key = (await accept(store, name)).key
        [one] = await claim(store, run, key)
        await given_back(store, one, run, due)
    assert await store.broadcasts.next_due() == 2000
    async with store.transaction() as work:
        await work.broadcasts.pause(one.broadcast)
    assert await store.broadcasts.next_due() == 5000


async def test_a_version_is_proven_by_one_delivery(store: Store) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    first, _ = await claim(store, run, key)
    [broadcast] = await store.broadcasts.open()
    assert (broadcast.proven, broadcast.out > 0) == (False, True)
    await delivered(store, first, 501)
    assert (await store.broadcasts.open())[0].proven
    await accept(store, title="Екінші")
    assert [one.proven for one in await store.broadcasts.open()] == [False, False]


async def test_a_broadcast_names_its_article_by_the_sources_id(store: Store) -> None:
    await accept(store, "news/42")
    assert [one.article for one in await store.broadcasts.summaries()] == ["news/42"]
    assert await rubric_key(store) > 0
