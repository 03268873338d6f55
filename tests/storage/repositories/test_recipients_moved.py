"""A group that becomes a supergroup: its recipients move, and what was under the old id is out of reach."""

from __future__ import annotations

from domain.audience import ChatKind
from domain.delivery import BroadcastKind, Claim, Tally
from domain.outcomes import Delivered
from storage.store import Store
from tests.builders import JumpingClock, accept, chat
from tests.storage.conftest import Backend
from tests.storage.delivery_steps import answer, begin_run, changed, claim, claim_due, delivered, finish, given_back

OLD, NEW = -500, -1_000_000_000_500


async def move(store: Store, old: int = OLD, new: int = NEW) -> None:
    async with store.transaction() as work:
        await work.recipient_moves.moved(old, new)


def receipts(backend: Backend) -> list[tuple[int, int]]:
    return backend.rows("SELECT recipient, message_id FROM receipt ORDER BY recipient, message_id")


async def recorded_late(store: Store, claim: Claim, message_id: int) -> None:
    """The answer to an older version comes after an edit: delivery records it, and corrects the copy."""
    await delivered(store, claim, message_id)
    async with store.transaction() as work:
        correction = await work.broadcasts.correction_for(claim.article)
        assert correction is not None
        await work.deliveries.correct(correction, [(answer(claim, Delivered(message_id)), message_id)])


async def waiting_corrections(backend: Backend) -> list[tuple[int, int]]:
    return backend.rows("SELECT recipient, message_id FROM claim WHERE message_id <> 0")


async def test_a_moved_group_keeps_its_id_its_rubrics_and_its_topics(store: Store) -> None:
    group, topic = await chat(store, OLD, "Саясат"), await chat(store, OLD, "Спорт", topic=7)
    await move(store)
    assert await store.recipients.of_chat(OLD) == []
    moved = await store.recipients.of_chat(NEW)
    assert [(one.id, one.topic, one.kind) for one in moved] == [
        (group.id, 0, ChatKind.GROUP),
        (topic.id, 7, ChatKind.GROUP),
    ]
    assert len(await store.recipients.subscriptions(topic.id)) == 1


async def test_copies_under_the_old_id_are_out_of_reach_of_an_edit(backend: Backend) -> None:
    store = backend.store
    group = await chat(store, OLD, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 7)
    await move(store)
    assert receipts(backend) == [(group.id, -7)]
    await accept(store, title="Екінші")
    assert [copy.target.message_id for copy in await claim(store, run, key, kind=BroadcastKind.EDIT)] == [-7]


async def test_a_correction_that_waits_never_meets_another_message_under_the_new_id(
    backend: Backend, clock: JumpingClock
) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 7)
    await accept(store, title="Екінші")
    [edit] = await claim(store, run, key, kind=BroadcastKind.EDIT)
    await given_back(store, edit, run, due=clock.now_ms())
    await move(store)
    assert await claim_due(store, run, key, clock.now_ms(), kind=BroadcastKind.EDIT) == []
    assert await finish(store, edit)
    assert (await store.broadcasts.summaries())[1].tally == Tally(1, refused=1)


async def test_a_correction_in_flight_at_the_move_is_not_made_again_after_a_kill(
    backend: Backend, clock: JumpingClock
) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await delivered(store, one, 7)
    await accept(store, title="Екінші")
    [edit] = await claim(store, run, key, kind=BroadcastKind.EDIT)
    await move(store)
    later = await begin_run(store)
    assert await claim_due(store, later, key, clock.now_ms() + 60_000, kind=BroadcastKind.EDIT) == []
    assert await changed(store, edit, 2) == 0


async def test_an_answer_from_before_the_move_is_recorded_as_out_of_reach(backend: Backend) -> None:
    store = backend.store
    group = await chat(store, OLD, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await move(store)
    await delivered(store, one, 7)
    assert receipts(backend) == [(group.id, -7)]


async def test_moving_again_after_the_move_changes_nothing(store: Store) -> None:
    group = await chat(store, OLD, "Саясат")
    await move(store)
    await move(store)
    assert [one.id for one in await store.recipients.of_chat(NEW)] == [group.id]


async def test_a_copy_recorded_after_the_move_is_not_corrected_under_the_new_id(backend: Backend) -> None:
    store = backend.store
    await chat(store, OLD, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await accept(store, title="Екінші")
    await move(store)
    await recorded_late(store, one, 7)
    assert await waiting_corrections(backend) == []


async def test_a_copy_of_a_forgotten_chat_is_corrected_no_more(backend: Backend) -> None:
    store = backend.store
    await chat(store, 11, "Саясат")
    key, run = (await accept(store)).key, await begin_run(store)
    [one] = await claim(store, run, key)
    await accept(store, title="Екінші")
    async with store.transaction() as work:
        await work.recipients.forget(11, 11)
    await recorded_late(store, one, 7)
    assert await waiting_corrections(backend) == []
