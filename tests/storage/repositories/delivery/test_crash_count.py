"""A broadcast that ends its process again and again is quarantined; one that was only beside it is not."""

from __future__ import annotations

from delivery.engine.quarantine import quarantine_crashing
from domain.delivery import BroadcastState, Claim
from storage.store import Store
from tests.builders import JumpingClock, accept, broadcasts_of, chat, crowd
from tests.storage.delivery_steps import begin_run, claim, claim_due, delivered, given_back, state_of

ENOUGH = 3


async def starts(store: Store, clock: JumpingClock) -> int:
    """A process begins: it frees the claims of the last one, and quarantines what crashed too often."""
    run = await begin_run(store)
    async with store.transaction() as work:
        await quarantine_crashing(work, clock.now_ms())
    return run


async def dies_at(store: Store, clock: JumpingClock, article: int, times: int) -> Claim:
    """So many processes end with the first message of this article out."""
    for time in range(times):
        run = await starts(store, clock)
        found = await claim(store, run, article, 1) if time == 0 else await claim_due(store, run, article, 2**60)
    return found[0]


async def test_three_crashes_without_progress_quarantine_it_and_the_owners_are_told_once(
    store: Store, clock: JumpingClock
) -> None:
    await crowd(store, 11, 5)
    key = (await accept(store, title="Улы мақала")).key
    one = await dies_at(store, clock, key, ENOUGH)
    assert await state_of(store, one.broadcast) is BroadcastState.OPEN
    await starts(store, clock)
    assert await state_of(store, one.broadcast) is BroadcastState.QUARANTINED
    assert await store.broadcasts.open() == []
    await starts(store, clock)
    [notice] = await store.notices.pending()
    assert (notice.key, notice.values["title"]) == ("delivery-quarantined", "Улы мақала")


async def test_an_answer_in_between_resets_the_count(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 5)
    key = (await accept(store)).key
    one = await dies_at(store, clock, key, ENOUGH - 1)
    run = await starts(store, clock)
    [again] = await claim_due(store, run, key, 2**60)
    assert await delivered(store, again, 1) == 1
    await claim(store, run, key, 1)
    await starts(store, clock)
    assert await state_of(store, one.broadcast) is BroadcastState.OPEN


async def test_a_run_that_made_progress_is_no_crash_without_it(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 5)
    key, run = (await accept(store)).key, await starts(store, clock)
    [first] = await claim(store, run, key, 1)
    await delivered(store, first, 1)
    [poison] = await claim(store, run, key, 1)
    for _ in range(ENOUGH):
        run = await starts(store, clock)
        assert await state_of(store, poison.broadcast) is BroadcastState.OPEN
        # Another each time, since the message itself has three tries in all.
        await claim(store, run, key, 1)
    await starts(store, clock)
    assert await state_of(store, poison.broadcast) is BroadcastState.QUARANTINED


async def test_whoever_resumes_it_gives_it_three_further_lives(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 5)
    key = (await accept(store)).key
    one = await dies_at(store, clock, key, ENOUGH)
    run = await starts(store, clock)
    async with store.transaction() as work:
        assert await work.broadcasts.resume(one.broadcast)
    assert len(await claim(store, run, key, 1)) == 1
    await starts(store, clock)
    assert await state_of(store, one.broadcast) is BroadcastState.OPEN


async def test_what_was_out_when_a_process_ended_is_stepped_one_at_a_time(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 5)
    await crowd(store, 11, 5, "Спорт")
    await crowd(store, 11, 5, "Қоғам")
    poison, beside = (await accept(store, "poison")).key, (await accept(store, "beside", rubric="Спорт")).key
    run = await starts(store, clock)
    await claim(store, run, poison, 1)
    await claim(store, run, beside, 1)
    run = await starts(store, clock)
    calm = (await accept(store, "calm", rubric="Қоғам")).key
    assert {one.article for one in await store.broadcasts.open()} == {poison, beside, calm}
    [first] = await claim_due(store, run, poison, 2**60)
    assert {one.article for one in await store.broadcasts.open()} == {poison, calm}
    async with store.transaction() as work:
        broadcasts = {one.article: one.id for one in await broadcasts_of(work, beside)}
        assert await work.broadcasts.head(broadcasts[beside]) is None
    await given_back(store, first, run, 0)
    assert {one.article for one in await store.broadcasts.open()} == {poison, beside, calm}


async def test_one_that_has_nothing_left_ends_instead(store: Store, clock: JumpingClock) -> None:
    await chat(store, 11, "*")
    key = (await accept(store)).key
    run = await starts(store, clock)
    [one] = await claim(store, run, key, 5)
    for _ in range(ENOUGH - 1):
        run = await starts(store, clock)
        await claim_due(store, run, key, 2**60)
    await starts(store, clock)
    async with store.transaction() as work:
        assert await work.broadcasts.finish(one.broadcast)
    [push] = await store.broadcasts.summaries()
    assert (push.state, push.tally.unknown) == (BroadcastState.DONE, 1)
