"""A delivered message that may have come twice is counted: a try of unknown fate went before."""

from __future__ import annotations

import pytest

from domain.delivery import Claim, Fate
from domain.outcomes import Delivered
from storage.store import Store
from tests.builders import JumpingClock, accept, crowd
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import answer, begin_run, claim, claim_due, ended, finish, given_back


async def delivered(store: Store, *claims: Claim) -> None:
    """Telegram took them: recorded as delivery does."""
    async with store.transaction() as work:
        answers = [answer(one, Delivered(500)) for one in claims]
        numbers = [500 + one.target.recipient + 1000 * one.tries for one in claims]
        await work.deliveries.record(claims[0].broadcast, answers, numbers)


async def possible_duplicates(store: Store) -> tuple[int, int]:
    """(delivered, maybe twice)"""
    [push] = await store.broadcasts.summaries()
    return push.tally.delivered, push.tally.possible_duplicates


async def sent_again(store: Store, one: Claim, run: int, clock: JumpingClock, *, change: int) -> Claim:
    """Given back, and taken once more."""
    await given_back(store, one, run, due=clock.now_ms(), change=change)
    [again] = await claim_due(store, run, one.article, clock.now_ms())
    return again


async def test_who_got_it_at_the_first_try_got_it_once(store: Store) -> None:
    await crowd(store, 11, 3)
    key, run = (await accept(store)).key, await begin_run(store)
    await delivered(store, *await claim(store, run, key))
    assert await possible_duplicates(store) == (3, 0)


async def test_a_try_that_nobody_knows_of_and_a_second_may_be_two_copies(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    first, second = await claim(store, run, key)
    again = await sent_again(store, first, run, clock, change=0)
    await delivered(store, again, second)
    assert await possible_duplicates(store) == (2, 1)
    assert await finish(store, again)


async def test_a_try_that_never_left_or_had_to_wait_is_none(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    for _ in range(4):
        one = await sent_again(store, one, run, clock, change=-1)
    await delivered(store, one)
    assert await possible_duplicates(store) == (1, 0)


async def test_three_tries_are_one_reader(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    for _ in range(2):
        one = await sent_again(store, one, run, clock, change=0)
    await delivered(store, one)
    assert await possible_duplicates(store) == (1, 1)


async def test_what_a_kill_left_out_and_is_sent_again_may_be_two_copies(store: Store, clock: JumpingClock) -> None:
    await crowd(store, 11, 2)
    key, run = (await accept(store)).key, await begin_run(store)
    first, _ = await claim(store, run, key)
    await delivered(store, first)
    again = await claim_due(store, await begin_run(store), key, clock.now_ms())
    await delivered(store, *again)
    assert await possible_duplicates(store) == (2, 1)


async def test_the_first_answer_that_comes_late_counts_the_second_that_is_out(
    store: Store, clock: JumpingClock
) -> None:
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [first] = await claim(store, run, key)
    again = await sent_again(store, first, run, clock, change=0)
    await delivered(store, first._replace(tries=2))
    await delivered(store, again)
    assert await possible_duplicates(store) == (1, 1)


@pytest.mark.parametrize(("fate", "may_be_two"), [(Fate.REFUSED, 0), (Fate.UNKNOWN, 1)])
async def test_what_an_editor_sends_again_counts_only_where_the_fate_was_unknown(
    backend: Backend, clock: JumpingClock, fate: Fate, may_be_two: int
) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await ended(store, one, fate)
    assert await finish(store, one)
    async with store.transaction() as work:
        assert await work.progress.retry(one.broadcast)
    [again] = await claim_due(store, run, key, clock.now_ms())
    assert again.tries == 3
    await delivered(store, again)
    assert await possible_duplicates(store) == (1, may_be_two)


@pytest.mark.parametrize(("fate", "unknown"), [(Fate.REFUSED, 0), (Fate.UNKNOWN, 1)])
@pytest.mark.parametrize("ends", ["cancelled", "unfollowed"])
async def test_what_was_refused_and_does_not_leave_again_is_of_no_unknown_fate(
    backend: Backend, clock: JumpingClock, fate: Fate, unknown: int, ends: str
) -> None:
    store = backend.store
    await crowd(store, 11, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await ended(store, one, fate)
    assert await finish(store, one)
    async with store.transaction() as work:
        assert await work.progress.retry(one.broadcast)
        await work.progress.continue_retry(one.broadcast, 0)
        if ends == "cancelled":
            await work.broadcasts.cancel(one.broadcast)
        else:
            rubric = (await work.articles.get(key)).rubric
            await work.recipients.unfollow(one.target.recipient, rubric.key)
    if ends == "unfollowed":
        assert await claim_due(store, run, key, clock.now_ms()) == []
    [broadcast] = await store.broadcasts.summaries()
    assert (broadcast.tally.refused, broadcast.tally.unknown) == (0, unknown)


async def test_a_claim_that_another_recipient_has_by_now_is_counted_as_well(store: Store, clock: JumpingClock) -> None:
    """A group became a supergroup that was known already, while its second try was out."""
    await crowd(store, -21, 1)
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    again = await sent_again(store, one, run, clock, change=0)
    await crowd(store, -1001, 1)
    async with store.transaction() as work:
        await work.recipient_moves.moved(-21, -1001)
    await delivered(store, again)
    assert await possible_duplicates(store) == (1, 1)
