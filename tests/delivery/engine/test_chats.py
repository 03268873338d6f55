"""Readers, groups and topics: each chat's trouble is its own, and costs nobody else anything."""

from __future__ import annotations

import pytest

from domain.audience import RecipientState
from domain.delivery import BroadcastKind, BroadcastState, Tally
from tests.builders import chat, crowd
from tests.delivery.office import Office


async def state_of(office: Office, chat_id: int) -> RecipientState:
    found = await office.store.recipients.find(chat_id)
    assert found is not None
    return found.state


async def test_blocked_deactivated_unknown_and_never_started_are_told_apart_and_cost_nobody_else(
    office: Office,
) -> None:
    office.tg.add_range(20, 20)
    await crowd(office.store, 20, 20)
    blocked, gone, stranger = (office.tg.add_person(11 + number, "Оқырман") for number in range(3))
    await blocked.blocks()
    gone.deactivates()
    stranger.started = False
    for chat_id in (11, 12, 13, 14):
        await chat(office.store, chat_id, "Саясат")
    await office.opens()
    await office.publishes()
    await office.until_state(BroadcastState.DONE)
    states = [await state_of(office, chat_id) for chat_id in (11, 12, 13, 14)]
    assert states == [RecipientState.BLOCKED, *[RecipientState.GONE] * 3]
    assert await office.tally() == Tally(24, delivered=20, gone=4)
    reader = await office.store.recipients.find(11)
    assert reader is not None and len(await office.store.recipients.subscriptions(reader.id)) == 1
    await office.publishes("a2")
    await office.until_state(BroadcastState.DONE, "a2")
    assert [office.sends(chat_id) for chat_id in (11, 12, 13, 14)] == [1, 1, 1, 1]


async def test_a_chat_that_may_not_be_written_to_is_refused_with_the_reason_and_stays(office: Office) -> None:
    group = office.tg.add_group(-500, "Топ", topics={7: "Жаңалық"})
    group.closes_topic(7)
    muted = office.tg.add_group(-600, "Үнсіз")
    muted.may_write = False
    await chat(office.store, -500, "Саясат", topic=7)
    await chat(office.store, -600, "Саясат")
    await office.opens()
    await office.publishes()
    await office.until_state(BroadcastState.DONE)
    assert await office.tally() == Tally(2, refused=2)
    topic = await office.store.recipients.find(-500, 7)
    assert topic is not None and topic.state is RecipientState.ACTIVE
    group.reopens_topic(7)
    office.jump(3)
    await office.publishes("a2")
    await office.until_state(BroadcastState.DONE, "a2")
    assert len(group.from_bot) == 1


async def test_a_deleted_topic_ends_that_topic_alone(office: Office) -> None:
    group = office.tg.add_group(-500, "Топ", topics={7: "Жаңалық", 8: "Спорт"})
    for topic in (7, 8):
        await chat(office.store, -500, "Саясат", topic=topic)
    group.deletes_topic(7)
    await office.opens()
    await office.publishes()
    await office.tg.until(lambda: office.sends(-500) == 1)
    await office.until_recorded()
    office.jump(3)
    await office.until_state(BroadcastState.DONE)
    assert len(group.from_bot) == 1
    states = {one.topic: one.state for one in await office.store.recipients.of_chat(-500)}
    assert states == {7: RecipientState.GONE, 8: RecipientState.ACTIVE}


async def test_a_group_that_became_a_supergroup_gets_it_there(office: Office) -> None:
    old = office.tg.add_group(-500, "Топ")
    await chat(office.store, -500, "Саясат")
    new = await old.migrates(-1_000_000_000_500)
    await office.opens()
    await office.publishes()
    await office.until_sent(1, new.id)
    await office.until_state(BroadcastState.DONE)
    assert (len(old.from_bot), len(new.from_bot)) == (0, 1)
    assert await office.tally() == Tally(1, delivered=1)
    moved = await office.store.recipients.find(new.id)
    assert moved is not None and await office.store.recipients.find(-500) is None


@pytest.mark.parametrize("first", ["old", "new"])
async def test_a_group_that_moves_onto_an_id_that_is_known_already_gets_it_once(office: Office, first: str) -> None:
    old = office.tg.add_group(-500, "Топ")
    office.tg.add_group(-1_000_000_000_500, "Топ", "supergroup")
    ids = (-500, -1_000_000_000_500) if first == "old" else (-1_000_000_000_500, -500)
    for chat_id in ids:
        await chat(office.store, chat_id, "Саясат")
    new = await old.migrates(-1_000_000_000_500)
    await office.opens()
    await office.publishes()
    await office.until_sent(1, new.id)
    office.jump(3)
    await office.until_done()
    assert len(new.from_bot) == 1
    assert len(await office.store.recipients.page(0, 10)) == 1


async def test_an_edit_after_the_move_touches_no_other_message_under_the_new_id(office: Office) -> None:
    old = office.tg.add_group(-500, "Топ")
    await chat(office.store, -500, "Саясат")
    await office.opens()
    await office.publishes()
    await office.until_done()
    new = await old.migrates(-1_000_000_000_500)
    office.jump(3)
    await office.publishes("a2", title="Басқа мақала")
    await office.until_sent(1, new.id)
    await office.until_done()
    office.jump(3)
    await office.publishes(title="Түзетілген тақырып")
    await office.until_done()
    assert [message.text.split("\n")[0] for message in new.from_bot] == ["Басқа мақала"]
    assert await office.tally(kind=BroadcastKind.EDIT) == Tally(1, refused=1)


async def test_one_chats_429_makes_that_chat_alone_wait_for_every_broadcast(office: Office) -> None:
    office.tg.add_range(11, 100)
    await crowd(office.store, 11, 100)
    office.tg.faults.respond(status=429, retry_after=30, method="sendMessage", chat=12)
    await office.opens()
    await office.publishes()
    await office.until_sent(99)
    office.jump(2)
    await office.publishes("a2")
    await office.until_sent(198)
    assert office.sends(12) == 1
    office.jump(29)
    await office.until_sent(1, 12)
    office.jump(1)
    await office.until_done()
    assert office.tg.calls.copies()[12] == 2
    assert (await office.tally(), await office.tally("a2")) == (Tally(100, delivered=100), Tally(100, delivered=100))


async def test_what_a_chat_was_told_to_wait_is_known_after_a_restart(office: Office) -> None:
    office.tg.add_range(11, 2)
    await crowd(office.store, 11, 2)
    office.tg.faults.respond(status=429, retry_after=60, method="sendMessage", chat=11)
    await office.opens()
    await office.publishes()
    await office.until_sent(1, 12)
    await office.stops()
    await office.opens()
    office.jump(5)
    await office.publishes("a2")
    await office.until_sent(2, 12)
    assert office.sends(11) == 1
    office.jump(60)
    await office.until_sent(1, 11)
    await office.until_recorded()
    office.jump(1)
    await office.until_done()
    assert office.tg.calls.copies() == {11: 2, 12: 2}


async def test_whoever_unfollows_or_leaves_while_the_message_waits_gets_it_no_more(office: Office) -> None:
    office.tg.add_range(11, 4)
    await crowd(office.store, 11, 4)
    for chat_id in (12, 13):
        office.tg.faults.respond(status=429, retry_after=20, method="sendMessage", chat=chat_id)
    await office.opens()
    await office.publishes()
    await office.tg.until(lambda: office.sends(12) == office.sends(13) == 1)
    await office.until_recorded()
    office.jump(6)
    await office.until_sent(2)
    await office.until_recorded()
    readers = [await office.store.recipients.find(chat_id) for chat_id in (12, 13)]
    assert readers[0] is not None and readers[1] is not None
    async with office.store.transaction() as work:
        await work.recipients.unfollow_all(readers[0].id)
        await work.recipients.set_state(readers[1].id, RecipientState.BLOCKED)
    office.jump(20)
    await office.until_done()
    assert dict(office.tg.calls.copies()) == {11: 1, 14: 1}
    assert await office.tally() == Tally(2, delivered=2)


async def test_whoever_blocks_while_the_message_is_on_its_way_is_known_as_blocked(office: Office) -> None:
    office.tg.latency = 0.05
    office.tg.add_range(11, 200)
    await crowd(office.store, 11, 200)
    last = office.tg.person(210)
    await office.opens()
    await office.publishes()
    await office.until_sent(50)
    await last.blocks()
    await office.until_done()
    assert await state_of(office, 210) is RecipientState.BLOCKED
    assert await office.tally() == Tally(200, delivered=199, gone=1)


async def test_a_group_is_sent_at_most_twenty_a_minute(office: Office) -> None:
    group = office.tg.add_group(-500, "Топ")
    await chat(office.store, -500, "Саясат")
    await office.opens()
    for number in range(24):
        await office.publishes(f"a{number}")
    moments: list[float] = []
    for _ in range(400):
        if len(moments) < len(group.from_bot):
            moments.append(office.clock.monotonic())
        if len(moments) == 24:
            break
        office.jump(0.5)
        await office.store.changes.wait(0.02)
    assert len(moments) == 24
    assert max(sum(1 for other in moments if 0 <= other - one < 60) for one in moments) <= 20
    assert moments[-1] - moments[0] < 24 * 4.5
