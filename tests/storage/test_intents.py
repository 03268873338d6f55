"""Intents: who moves them between their states, and what a correction takes over."""

from __future__ import annotations

import pytest

from domain.delivery import Fate, IntentKind, IntentState, Tally, Urgency
from storage.store import Store
from tests.builders import JumpingClock, accept, chat, crowd, rubric_key
from tests.storage.claims import begin_run, claim, delivered, ended, finish, given_back


async def state_of(store: Store, intent: int) -> IntentState:
    return next(one.state for one in await store.intents.broadcasts() if one.intent == intent)


async def test_a_breaking_article_is_pushed_as_breaking(store: Store) -> None:
    await accept(store, "calm")
    await accept(store, "hot", breaking=True)
    assert [one.urgency for one in await store.intents.open()] == [Urgency.PUSH, Urgency.BREAKING]


async def test_a_push_is_paused_and_resumed_by_an_editor(store: Store) -> None:
    await accept(store)
    [intent] = await store.intents.open()
    async with store.transaction() as work:
        assert not await work.intents.resume(intent.id)
        assert await work.intents.pause(intent.id)
        assert not await work.intents.pause(intent.id)
        assert await work.intents.head(intent.id) is None
    assert await store.intents.open() == []
    async with store.transaction() as work:
        assert await work.intents.resume(intent.id)
    assert [one.id for one in await store.intents.open()] == [intent.id]


@pytest.mark.parametrize("how", ["resume", "a new version"])
async def test_a_push_stopped_by_a_content_error_keeps_its_claims_and_goes_on(
    store: Store, clock: JumpingClock, how: str
) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    first, second = await claim(store, run, key)
    async with store.transaction() as work:
        assert await work.intents.stop(first.intent, "can't parse")
        assert not await work.intents.stop(first.intent, "can't parse")
    await given_back(store, first, run, clock.now_ms())
    await given_back(store, second, run, clock.now_ms())
    assert await store.intents.open() == []
    assert (await store.intents.broadcasts())[0].reason == "can't parse"
    if how == "resume":
        async with store.transaction() as work:
            await work.intents.resume(first.intent)
    else:
        await accept(store, title="Түзетілді")
    push = (await store.intents.open())[0]
    assert (push.id, push.due is not None) == (first.intent, True)


async def test_a_done_push_cannot_be_cancelled_or_stopped(store: Store) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 501)
    assert await finish(store, one)
    async with store.transaction() as work:
        assert not await work.intents.cancel(one.intent)
        assert not await work.intents.stop(one.intent, "late")
        assert not await work.intents.pause(one.intent)
    assert await state_of(store, one.intent) is IntentState.DONE


async def test_a_recall_ends_the_push_and_takes_the_place_of_an_edit(store: Store) -> None:
    await crowd(store, 11, 3)
    key, run = (await accept(store)).key, await begin_run(store)
    first, _ = await claim(store, run, key, limit=2)
    await delivered(store, first, 501)
    await accept(store, title="Екінші")
    [edit] = await claim(store, run, key, kind=IntentKind.EDIT)
    async with store.transaction() as work:
        await work.articles.recall(key)
    states = [(one.kind.value, one.state.value) for one in await store.intents.broadcasts()]
    assert states == [("push", "cancelled"), ("edit", "superseded"), ("recall", "open")]
    [recall] = await store.intents.open()
    assert recall.out > 0
    assert edit.intent != recall.id


async def test_a_copy_recorded_after_the_recall_opens_it_again(store: Store) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    async with store.transaction() as work:
        await work.articles.recall(key)
    assert await claim(store, run, key, kind=IntentKind.RECALL) == []
    [recall] = await store.intents.open()
    async with store.transaction() as work:
        assert await work.intents.finish(recall.id)
    await delivered(store, one, 501)
    async with store.transaction() as work:
        assert await work.intents.correction_for(key) == recall.id
    assert [open_one.id for open_one in await store.intents.open()] == [recall.id]


async def test_a_copy_recorded_after_a_cancelled_correction_starts_no_new_one(store: Store) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    await claim(store, run, key)
    await accept(store, lead="Түзетілген кіріспе.")
    [edit] = [one for one in await store.intents.open() if one.kind is IntentKind.EDIT]
    async with store.transaction() as work:
        assert await work.intents.cancel(edit.id)
        assert await work.intents.correction_for(key) is None
    await accept(store, lead="Тағы бір түзету.")
    async with store.transaction() as work:
        assert await work.intents.correction_for(key) not in (None, edit.id)


async def test_what_is_counted_beside_the_transactions(store: Store) -> None:
    await crowd(store, 11, 4)
    await chat(store, 99, "*", "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [(intent, total)] = await store.intents.unmeasured()
    assert total == 5
    assert (await store.intents.open())[0].left == -1
    async with store.transaction() as work:
        await work.intents.measure(intent, total)
    first, second, *_ = await claim(store, run, key)
    await delivered(store, first, 501)
    await ended(store, second, Fate.REFUSED)
    assert (await store.intents.open())[0].left == 3
    assert await store.intents.unmeasured() == []
    await accept(store, title="Екінші")
    assert [total for _, total in await store.intents.unmeasured()] == [1]


async def test_the_total_of_a_finished_push_is_what_it_reached(store: Store) -> None:
    await crowd(store, 11, 3)
    key, run = (await accept(store)).key, await begin_run(store)
    async with store.transaction() as work:
        await work.intents.measure(1, 3)
    first, *others = await claim(store, run, key)
    await delivered(store, first, 501)
    async with store.transaction() as work:
        for other in others:
            await work.recipients.unfollow_all(other.target.recipient)
    for other in others:
        await given_back(store, other, run, 0)
    async with store.transaction() as work:
        [intent], head = await work.intents.open(), await work.intents.head(1)
        assert head is not None
        assert await work.deliveries.due(intent, head, 1, 10) == []
    assert await finish(store, first)
    assert (await store.intents.broadcasts())[0].tally == Tally(1, delivered=1)


async def test_the_next_due_claim_is_that_of_an_open_intent(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 1)
    run = await begin_run(store)
    assert await store.next_due() is None
    for name, due in (("later", 5000), ("sooner", 2000)):
        key = (await accept(store, name)).key
        [one] = await claim(store, run, key)
        await given_back(store, one, run, due)
    assert await store.next_due() == 2000
    async with store.transaction() as work:
        await work.intents.pause(one.intent)
    assert await store.next_due() == 5000


async def test_a_version_is_proven_by_one_delivery(store: Store) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    first, _ = await claim(store, run, key)
    [intent] = await store.intents.open()
    assert (intent.proven, intent.out > 0) == (False, True)
    await delivered(store, first, 501)
    assert (await store.intents.open())[0].proven
    await accept(store, title="Екінші")
    assert [one.proven for one in await store.intents.open()] == [False, False]


async def test_a_broadcast_names_its_article_by_the_sources_id(store: Store) -> None:
    await accept(store, "news/42")
    assert [one.article for one in await store.intents.broadcasts()] == ["news/42"]
    assert await rubric_key(store) > 0
