"""Claims: once a recipient, whatever is answered, given back, killed or answered late."""

from __future__ import annotations

from domain.audience import RecipientState
from domain.delivery import BroadcastKind, Fate, Tally
from storage.store import Store
from tests.builders import JumpingClock, accept, chat, crowd
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import (
    LAST_TRY_MS,
    begin_run,
    claim,
    claim_due,
    delivered,
    ended,
    finish,
    given_back,
)


def receipts(backend: Backend) -> list[tuple[int, int, int]]:
    """(recipient, message id, version)"""
    return backend.rows("SELECT recipient, message_id, version FROM receipt ORDER BY recipient, message_id")


async def tally(store: Store, kind: BroadcastKind = BroadcastKind.PUSH) -> Tally:
    return [one.tally for one in await store.broadcasts.summaries() if one.kind is kind][-1]


async def test_a_cursor_walks_over_every_follower_once(store: Store) -> None:
    await crowd(store, 11, 25)
    key, run = (await accept(store)).key, await begin_run(store)
    pages = [await claim(store, run, key, limit=10) for _ in range(4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({one.target.chat_id for page in pages for one in page}) == 25


async def test_an_broadcast_ends_when_its_last_answer_is_recorded(store: Store) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    first, second = await claim(store, run, key)
    assert not await finish(store, first)
    assert await delivered(store, first, 501) == 1
    assert not await finish(store, first)
    assert await ended(store, second, Fate.GONE, "blocked") == 1
    assert await finish(store, first)
    assert not await finish(store, first)
    assert await tally(store) == Tally(2, delivered=1, gone=1)


async def test_whoever_follows_while_the_push_goes_on_is_reached_if_the_cursor_has_not_passed(backend: Backend) -> None:
    store = backend.store
    await crowd(store, 11, 3)
    key, run = (await accept(store)).key, await begin_run(store)
    await claim(store, run, key, limit=2)
    await chat(store, 99, "Саясат")
    assert {one.target.chat_id for one in await claim(store, run, key)} == {13, 99}


async def test_a_claim_that_did_not_leave_is_no_try(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [first] = await claim(store, run, key)
    await given_back(store, first, run, due=clock.now_ms() + 5000)
    assert await claim_due(store, run, key, clock.now_ms()) == []
    clock.jump(5)
    [again] = await claim_due(store, run, key, clock.now_ms())
    assert again.tries == 1


async def test_a_waiting_claim_of_somebody_who_unfollowed_or_left_is_dropped(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 4)
    key, run = (await accept(store)).key, await begin_run(store)
    claims = await claim(store, run, key)
    for one in claims:
        await given_back(store, one, run, due=clock.now_ms())
    async with store.transaction() as work:
        await work.recipients.unfollow_all(claims[0].target.recipient)
        await work.recipients.set_state(claims[1].target.recipient, RecipientState.PAUSED)
        await work.recipients.set_article_languages(claims[2].target.recipient, frozenset({"en"}))
    [left] = await claim_due(store, run, key, clock.now_ms())
    # What was claimed once is not measured against quiet hours and cap again.
    assert left.target == claims[3].target._replace(limits=None)
    assert await delivered(store, left, 501) == 1
    assert await finish(store, left)


async def test_a_message_of_unknown_fate_whose_reader_left_is_named_unknown(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await given_back(store, one, run, due=clock.now_ms(), change=0)
    async with store.transaction() as work:
        await work.recipients.unfollow_all(one.target.recipient)
    assert await claim_due(store, run, key, clock.now_ms()) == []
    assert await finish(store, one)
    assert await tally(store) == Tally(1, unknown=1)


async def test_after_a_kill_what_was_in_flight_is_sent_again(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 3)
    key, run = (await accept(store)).key, await begin_run(store)
    first, *_ = await claim(store, run, key)
    await delivered(store, first, 501)
    later = await begin_run(store)
    again = await claim_due(store, later, key, clock.now_ms())
    assert {one.target.chat_id for one in again} == {12, 13}
    assert [one.tries for one in again] == [2, 2]
    assert await claim(store, later, key) == []


async def test_after_the_third_try_the_fate_is_unknown_and_counted(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key = (await accept(store)).key
    [first] = await claim(store, await begin_run(store), key)
    [again] = await claim_due(store, await begin_run(store), key, clock.now_ms())
    assert again.tries == 2
    [last] = await claim_due(store, await begin_run(store), key, clock.now_ms() + LAST_TRY_MS)
    assert last.tries == 3
    run = await begin_run(store)
    assert await claim_due(store, run, key, clock.now_ms() + LAST_TRY_MS) == []
    assert await finish(store, first)
    assert await tally(store) == Tally(1, unknown=1)
    assert backend.rows("SELECT fate, reason FROM undelivered") == [("unknown", "cut-off")]


async def test_a_program_that_is_killed_at_each_start_does_not_use_up_the_last_try(
    store: Store, clock: JumpingClock
) -> None:
    await crowd(store, 11, 2)
    key = (await accept(store)).key
    await claim(store, await begin_run(store), key, 1)
    await claim_due(store, await begin_run(store), key, clock.now_ms())
    for _ in range(5):
        run = await begin_run(store)
        assert await claim_due(store, run, key, clock.now_ms() + LAST_TRY_MS - 500) == []
    assert [one.target.chat_id for one in await claim(store, run, key)] == [12], "the others do not wait for it"
    [last] = await claim_due(store, run, key, clock.now_ms() + LAST_TRY_MS)
    assert (last.target.chat_id, last.tries) == (11, 3)


async def test_a_claim_that_is_taken_again_is_one_row_with_one_try_more(backend: Backend, clock: JumpingClock) -> None:
    store = backend.store
    await chat(store, 11, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [first] = await claim(store, run, key)
    await given_back(store, first, run, clock.now_ms(), change=0)
    clock.jump(60)
    await claim_due(store, run, key, clock.now_ms())
    [(state, of_run, tries, claimed_at, due_at)] = backend.rows(
        "SELECT state, run, tries, claimed_at, due_at FROM claim"
    )
    assert (state, of_run, tries, due_at) == ("taken", run, 2, 0)
    assert abs(claimed_at - clock.now_ms()) < 30_000


async def test_an_answer_recorded_twice_counts_once(backend: Backend) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    assert [await delivered(store, one, 501), await delivered(store, one, 501)] == [1, 0]
    assert receipts(backend) == [(one.target.recipient, 501, 1)]
    assert (await tally(store)).delivered == 1


async def test_a_commit_that_had_succeeded_is_recognised_by_its_number(store: Store) -> None:
    run = await begin_run(store)
    async with store.transaction() as work:
        assert await work.process_runs.mark_commit(run, 0, 1)
        assert not await work.process_runs.mark_commit(run, 0, 1)
        assert await work.process_runs.mark_commit(run, 0, 2)


async def test_what_a_chat_must_wait_for_is_never_shortened_and_is_forgotten_when_over(
    backend: Backend, clock: JumpingClock
) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    until = clock.now_ms() + 30_000
    async with store.transaction() as work:
        await work.deliveries.chat_waits(11, until)
        await work.deliveries.chat_waits(11, until - 20_000)
    [one] = await claim(store, run, key)
    assert one.target.until == until
    clock.jump(31)
    async with store.transaction() as work:
        await work.deliveries.forget_chat_waits(clock.now_ms())
    assert backend.rows("SELECT * FROM chat_wait") == []


async def test_a_halt_holds_pushes_but_no_corrections(store: Store) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 501)
    await accept(store, "a2")
    await accept(store, title="Екінші")
    async with store.transaction() as work:
        await work.facts.halt(True)
    assert [one.kind for one in await store.broadcasts.open()] == [BroadcastKind.EDIT]
    assert await store.facts.is_halted()
    async with store.transaction() as work:
        await work.facts.halt(False)
    assert len(await store.broadcasts.open()) == 3
