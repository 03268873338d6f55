"""Who muted or stopped within the hour of which article: by the minute at which that chat got it, not by the push's."""

from __future__ import annotations

from domain.delivery import Claim
from domain.newsroom import Leaving
from storage.store import Store
from tests.builders import JumpingClock, accept, chat, rubric_key
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import begin_run, claim, delivered

MINUTE = 60


async def gets(store: Store, run: int, key: int, message_id: int) -> Claim:
    """The next follower gets the article, and the timetable looks."""
    [one] = await claim(store, run, key, limit=1)
    await delivered(store, one, message_id)
    async with store.transaction() as work:
        await work.readership.mark_passage(0)
    return one


async def leaves(store: Store, recipient: int, rubric: int, what: Leaving = Leaving.MUTE) -> None:
    async with store.transaction() as work:
        await work.readership.count_leaving(recipient, rubric, what)


async def counted(store: Store, key: int) -> tuple[int, int]:
    found = await store.readership.article(key)
    assert found is not None
    return found.mutes, found.stops


async def test_the_hour_begins_when_that_chat_got_it(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    early, late = await chat(store, 11, "Саясат"), await chat(store, 12, "Саясат")
    key, run, rubric = (await accept(store)).key, await begin_run(store), await rubric_key(store)
    await gets(store, run, key, 501)
    clock.jump(50 * MINUTE)
    await gets(store, run, key, 502)
    clock.jump(20 * MINUTE)
    await leaves(store, early.id, rubric)
    assert await counted(store, key) == (0, 0)
    await leaves(store, late.id, rubric)
    await leaves(store, late.id, 0, Leaving.STOP)
    assert await counted(store, key) == (1, 1)
    clock.jump(41 * MINUTE)
    await leaves(store, late.id, 0, Leaving.STOP)
    assert await counted(store, key) == (1, 1)


async def test_a_mute_is_the_rubrics_and_a_stop_the_last_articles(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    reader = await chat(store, 11, "Саясат", "Спорт")
    run = await begin_run(store)
    politics = (await accept(store, "p", rubric="Саясат")).key
    sport = (await accept(store, "s", rubric="Спорт")).key
    await gets(store, run, politics, 501)
    clock.jump(MINUTE)
    await gets(store, run, sport, 502)
    clock.jump(MINUTE)
    await leaves(store, reader.id, await rubric_key(store, "Саясат"))
    await leaves(store, reader.id, 0, Leaving.STOP)
    assert (await counted(store, politics), await counted(store, sport)) == ((1, 0), (0, 1))


async def test_before_the_first_mark_it_came_just_now_and_nobody_counts_who_got_nothing(
    backend: Backend, clock: JumpingClock
) -> None:
    store = backend.store
    reader, other = await chat(store, 11, "Саясат"), await chat(store, 12, "Саясат")
    key, run, rubric = (await accept(store)).key, await begin_run(store), await rubric_key(store)
    [first] = await claim(store, run, key, limit=1)
    await delivered(store, first, 501)
    await leaves(store, other.id, rubric)
    await leaves(store, reader.id, rubric)
    assert await counted(store, key) == (1, 0)


async def test_marks_are_made_while_a_push_moves_and_forgotten_after_three_days(
    backend: Backend, clock: JumpingClock
) -> None:
    store = backend.store
    await chat(store, 11, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    assert not await store.readership.is_moving()
    await gets(store, run, key, 501)
    assert await store.readership.is_moving()
    clock.jump(MINUTE)
    async with store.transaction() as work:
        await work.readership.mark_passage(clock.now_ms())
    assert len(backend.rows("SELECT * FROM passage")) == 1
    clock.jump(73 * 60 * MINUTE)
    async with store.transaction() as work:
        await work.readership.mark_passage(clock.now_ms())
    assert len(backend.rows("SELECT * FROM passage WHERE at < $1", clock.now_ms() - 1000)) == 0


async def test_whoever_mutes_again_and_again_is_one_person(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    first, second = await chat(store, 11, "Саясат"), await chat(store, 12, "Саясат")
    key, run, rubric = (await accept(store)).key, await begin_run(store), await rubric_key(store)
    await gets(store, run, key, 501)
    await gets(store, run, key, 502)
    for reader in (first, first, second, first):
        await leaves(store, reader.id, rubric)
    await leaves(store, first.id, 0, Leaving.STOP)
    assert await counted(store, key) == (2, 1)
    async with store.transaction() as work:
        await work.recipients.forget(11, 11)
    assert backend.rows("SELECT recipient FROM leaver") == [(second.id,)]
    clock.jump(3 * 60 * MINUTE)
    async with store.transaction() as work:
        await work.readership.forget_leavers(clock.now_ms())
    assert backend.rows("SELECT recipient FROM leaver") == []
    assert await counted(store, key) == (2, 1)
