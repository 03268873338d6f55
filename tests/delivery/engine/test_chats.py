"""Readers, groups and topics: the trouble of one chat costs the others nothing."""

from __future__ import annotations

import pytest

from domain.audience import ChatKind, RecipientState
from domain.delivery import BroadcastKind, BroadcastState, Tally
from domain.reason import ReasonCode
from tests.builders import chat, crowd
from tests.delivery.process import DeliveryProcess


async def state_of(process: DeliveryProcess, chat_id: int) -> RecipientState:
    found = await process.store.recipients.find(chat_id)
    assert found is not None
    return found.state


async def test_blocked_deactivated_unknown_and_never_started_are_told_apart_and_cost_the_others_nothing(
    process: DeliveryProcess,
) -> None:
    process.tg.add_range(20, 20)
    await crowd(process.store, 20, 20)
    blocked, gone, stranger = (process.tg.add_person(11 + number, "Оқырман") for number in range(3))
    await blocked.blocks()
    gone.deactivates()
    stranger.started = False
    for chat_id in (11, 12, 13, 14):
        await chat(process.store, chat_id, "Саясат")
    await process.opens()
    await process.publishes()
    await process.until_state(BroadcastState.DONE)
    states = [await state_of(process, chat_id) for chat_id in (11, 12, 13, 14)]
    assert states == [RecipientState.BLOCKED, *[RecipientState.GONE] * 3]
    assert await process.tally() == Tally(24, delivered=20, gone=4)
    reader = await process.store.recipients.find(11)
    assert reader is not None and len(await process.store.recipients.subscriptions(reader.id)) == 1
    await process.publishes("a2")
    await process.until_state(BroadcastState.DONE, "a2")
    assert [process.sends(chat_id) for chat_id in (11, 12, 13, 14)] == [1, 1, 1, 1]


async def test_a_place_that_may_not_be_written_to_stops_is_told_and_gets_what_it_missed_when_it_is_open_again(
    process: DeliveryProcess,
) -> None:
    group = process.tg.add_group(-500, "Топ", topics={7: "Жаңалық"})
    group.closes_topic(7)
    muted = process.tg.add_group(-600, "Үнсіз")
    muted.may_write = False
    lost = process.tg.add_channel(-700, "Арна", bot="member")
    await chat(process.store, -500, "Саясат", topic=7)
    await chat(process.store, -600, "Саясат")
    await chat(process.store, -700, "Саясат", kind=ChatKind.CHANNEL)
    await process.opens()
    await process.publishes()
    await process.until_state(BroadcastState.DONE)
    assert await process.tally() == Tally(3, gone=3)
    told = {(news.chat_id, news.topic): news.reason.code for news in await process.store.places.pending(10)}
    codes = (ReasonCode.TOPIC_CLOSED, ReasonCode.NO_RIGHTS, ReasonCode.NO_RIGHTS)
    assert told == dict(zip([(-500, 7), (-600, 0), (-700, 0)], codes, strict=True))
    await process.publishes("a2")
    await process.until_state(BroadcastState.DONE, "a2")
    assert [process.sends(chat_id) for chat_id in (-500, -600, -700)] == [1, 1, 1]

    group.reopens_topic(7)
    topic = await process.store.recipients.find(-500, 7)
    assert topic is not None and topic.state is RecipientState.BLOCKED
    async with process.store.transaction() as work:
        await work.places.resume(-500, topic=7)
        assert await work.absences.ask(topic.id) == 2
        assert await work.absences.send_missed(topic.id) == 2
    await process.until_sent(2, -500)
    assert len(group.from_bot) == 2
    assert lost.from_bot == muted.from_bot == []


async def test_a_deleted_topic_ends_that_topic_alone(process: DeliveryProcess) -> None:
    group = process.tg.add_group(-500, "Топ", topics={7: "Жаңалық", 8: "Спорт"})
    for topic in (7, 8):
        await chat(process.store, -500, "Саясат", topic=topic)
    group.deletes_topic(7)
    await process.opens()
    await process.publishes()
    await process.tg.until(lambda: process.sends(-500) == 1)
    await process.until_recorded()
    process.jump(3)
    await process.until_state(BroadcastState.DONE)
    assert len(group.from_bot) == 1
    states = {one.topic: one.state for one in await process.store.recipients.of_chat(-500)}
    assert states == {7: RecipientState.GONE, 8: RecipientState.ACTIVE}


async def test_a_group_that_became_a_supergroup_gets_it_there(process: DeliveryProcess) -> None:
    old = process.tg.add_group(-500, "Топ")
    await chat(process.store, -500, "Саясат")
    new = await old.migrates(-1_000_000_000_500)
    await process.opens()
    await process.publishes()
    await process.until_sent(1, new.id)
    await process.until_state(BroadcastState.DONE)
    assert (len(old.from_bot), len(new.from_bot)) == (0, 1)
    assert await process.tally() == Tally(1, delivered=1)
    moved = await process.store.recipients.find(new.id)
    assert moved is not None and await process.store.recipients.find(-500) is None


@pytest.mark.parametrize("first", ["old", "new"])
async def test_a_group_that_moves_onto_an_id_that_is_known_already_gets_it_once(
    process: DeliveryProcess, first: str
) -> None:
    old = process.tg.add_group(-500, "Топ")
    process.tg.add_group(-1_000_000_000_500, "Топ", "supergroup")
    ids = (-500, -1_000_000_000_500) if first == "old" else (-1_000_000_000_500, -500)
    for chat_id in ids:
        await chat(process.store, chat_id, "Саясат")
    new = await old.migrates(-1_000_000_000_500)
    await process.opens()
    await process.publishes()
    await process.until_sent(1, new.id)
    process.jump(3)
    await process.until_done()
    assert len(new.from_bot) == 1
    assert len(await process.store.recipients.page(0, 10)) == 1


@pytest.mark.parametrize("onto", ["itself", "each other"])
async def test_groups_that_send_us_in_a_circle_come_to_an_end_and_stay_known(
    process: DeliveryProcess, onto: str
) -> None:
    one, two = process.tg.add_group(-500, "Топ"), process.tg.add_group(-1_000_000_000_500, "Топ", "supergroup")
    one.migrated_to = one.id if onto == "itself" else two.id
    two.migrated_to = one.id
    await chat(process.store, -500, "Саясат")
    await process.opens()
    await process.publishes()
    for _ in range(6):
        await process.until_recorded()
        process.jump(125)
    await process.until_state(BroadcastState.DONE)
    assert await process.tally() == Tally(1, refused=1)
    assert len(await process.store.recipients.page(0, 10)) == 1


async def test_an_edit_after_the_move_touches_no_other_message_under_the_new_id(process: DeliveryProcess) -> None:
    old = process.tg.add_group(-500, "Топ")
    await chat(process.store, -500, "Саясат")
    await process.opens()
    await process.publishes()
    await process.until_done()
    new = await old.migrates(-1_000_000_000_500)
    process.jump(3)
    await process.publishes("a2", title="Басқа мақала")
    await process.until_sent(1, new.id)
    await process.until_done()
    process.jump(3)
    await process.publishes(title="Түзетілген тақырып")
    await process.until_done()
    assert [message.text.split("\n")[0] for message in new.from_bot] == ["Басқа мақала"]
    assert await process.tally(kind=BroadcastKind.EDIT) == Tally(1, refused=1)


async def test_one_chats_429_makes_that_chat_alone_wait_for_every_broadcast(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 100)
    await crowd(process.store, 11, 100)
    process.tg.faults.respond(status=429, retry_after=30, method="sendMessage", chat=12)
    await process.opens()
    await process.publishes()
    await process.until_sent(99)
    process.jump(2)
    await process.publishes("a2")
    await process.until_sent(198)
    assert process.sends(12) == 1
    process.jump(29)
    await process.until_sent(1, 12)
    process.jump(1)
    await process.until_done()
    assert process.tg.calls.copies()[12] == 2
    assert (await process.tally(), await process.tally("a2")) == (Tally(100, delivered=100), Tally(100, delivered=100))


async def test_what_a_chat_was_told_to_wait_is_known_after_a_restart(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 2)
    await crowd(process.store, 11, 2)
    process.tg.faults.respond(status=429, retry_after=60, method="sendMessage", chat=11)
    await process.opens()
    await process.publishes()
    await process.until_sent(1, 12)
    await process.stops()
    await process.opens()
    process.jump(5)
    await process.publishes("a2")
    await process.until_sent(2, 12)
    assert process.sends(11) == 1
    process.jump(60)
    await process.until_sent(1, 11)
    await process.until_recorded()
    process.jump(1)
    await process.until_done()
    assert process.tg.calls.copies() == {11: 2, 12: 2}


async def test_a_reader_who_unfollows_or_leaves_while_the_message_waits_does_not_get_it(
    process: DeliveryProcess,
) -> None:
    process.tg.add_range(11, 4)
    await crowd(process.store, 11, 4)
    for chat_id in (12, 13):
        process.tg.faults.respond(status=429, retry_after=20, method="sendMessage", chat=chat_id)
    await process.opens()
    await process.publishes()
    await process.tg.until(lambda: process.sends(12) == process.sends(13) == 1)
    await process.until_recorded()
    process.jump(6)
    await process.until_sent(2)
    await process.until_recorded()
    readers = [await process.store.recipients.find(chat_id) for chat_id in (12, 13)]
    assert readers[0] is not None and readers[1] is not None
    async with process.store.transaction() as work:
        await work.recipients.unfollow_all(readers[0].id)
        await work.recipients.set_state(readers[1].id, RecipientState.BLOCKED)
    process.jump(20)
    await process.until_done()
    assert dict(process.tg.calls.copies()) == {11: 1, 14: 1}
    assert await process.tally() == Tally(2, delivered=2)


async def test_a_reader_who_blocks_while_the_message_is_on_its_way_is_known_as_blocked(
    process: DeliveryProcess,
) -> None:
    process.tg.latency = 0.05
    process.tg.add_range(11, 200)
    await crowd(process.store, 11, 200)
    last = process.tg.person(210)
    await process.opens()
    await process.publishes()
    await process.until_sent(50)
    await last.blocks()
    await process.until_done()
    assert await state_of(process, 210) is RecipientState.BLOCKED
    assert await process.tally() == Tally(200, delivered=199, gone=1)


async def test_a_group_is_sent_at_most_twenty_a_minute(process: DeliveryProcess) -> None:
    group = process.tg.add_group(-500, "Топ")
    await chat(process.store, -500, "Саясат")
    await process.opens()
    for number in range(24):
        await process.publishes(f"a{number}")
    assert process.context is not None
    for number in range(1, 25):
        # Time passes as long as the group must wait, and stands still until its next message is there.
        while process.context.chat_pace.delay(group.id, ChatKind.GROUP) > 0:
            process.jump(0.5)
        await process.until_sent(number, group.id)
    moments = [moment for moment, _, _ in process.left]
    assert len(moments) == len(group.from_bot) == 24
    assert max(sum(1 for other in moments if 0 <= other - one < 60) for one in moments) <= 20
    assert moments[-1] - moments[0] < 24 * 4.5
