"""A refusal that was given before a chat came back shuts nobody out, whatever the clock shows and whoever was told."""

from __future__ import annotations

import pytest

from delivery.engine.recording import Recorder
from domain.audience import RecipientState
from domain.delivery import Claim
from domain.outcomes import Gone, Outcome, Refused
from domain.reason import Reason, ReasonCode
from storage.store import Store
from tests.builders import JumpingClock, accept, chat
from tests.storage.delivery_steps import answer, begin_run, claim, claim_due, finish

BLOCKED = Gone(Reason(ReasonCode.BLOCKED), blocked=True)
NO_RIGHTS = Refused(Reason(ReasonCode.NO_RIGHTS))


async def is_answered(store: Store, clock: JumpingClock, one: Claim, outcome: Outcome) -> None:
    async with store.transaction() as work:
        await Recorder(clock).record(work, [answer(one, outcome)])


async def states(store: Store, chat_id: int) -> set[RecipientState]:
    return {one.state for one in await store.recipients.of_chat(chat_id)}


@pytest.mark.parametrize("hours", [-24, 24])
async def test_a_clock_that_is_set_between_the_claim_and_the_return_does_not_turn_them_round(
    store: Store, clock: JumpingClock, hours: int
) -> None:
    run, reader = await begin_run(store), await chat(store, 11, "Саясат")
    key = (await accept(store)).key
    [met] = await claim(store, run, key)
    clock.jump(3600 * hours)
    for state in (RecipientState.BLOCKED, RecipientState.ACTIVE):
        async with store.transaction() as work:
            await work.recipients.set_state(reader.id, state)
    await is_answered(store, clock, met, BLOCKED)
    assert await states(store, 11) == {RecipientState.ACTIVE}
    # It is sent once more; a refusal of that is believed, and the push ends.
    clock.jump(1)
    [again] = await claim_due(store, run, key, clock.now_ms())
    await is_answered(store, clock, again, BLOCKED)
    assert await states(store, 11) == {RecipientState.BLOCKED}
    assert await finish(store, again)


async def test_a_right_that_returns_before_anybody_knew_that_it_was_lost_is_that_of_all_topics(
    store: Store, clock: JumpingClock
) -> None:
    run = await begin_run(store)
    for topic in (7, 8):
        await chat(store, -5, "Саясат", topic=topic)
    async with store.transaction() as work:
        await work.recipient_moves.moved(-5, -1005)
    key = (await accept(store)).key
    out = await claim(store, run, key)
    # Telegram tells of the right while the refusals wait for their commit.
    async with store.transaction() as work:
        assert not await work.places.resume(-1005)
    for one in out:
        await is_answered(store, clock, one, NO_RIGHTS)
    assert await states(store, -1005) == {RecipientState.ACTIVE}
    assert [news.event.value for news in await store.places.pending(10)] == ["moved"]
    clock.jump(1)
    again, other = await claim_due(store, run, key, clock.now_ms())
    await is_answered(store, clock, again, NO_RIGHTS)
    assert await states(store, -1005) == {RecipientState.BLOCKED}
    await is_answered(store, clock, other, NO_RIGHTS)
    assert await finish(store, again)
