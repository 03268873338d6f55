"""Corrections and recalls on each database, over real HTTP: no copy is left behind, whatever the order of events."""

from __future__ import annotations

import pytest

from domain.broadcast import CopyCounts, Failing
from domain.delivery import BroadcastKind, BroadcastState, Fate, Tally
from playground.world.people import Person
from tests.builders import chat, crowd
from tests.delivery.process import DeliveryProcess

NOTICE = "⚠️ Редакция бұл хабарды қайтарып алды."


@pytest.fixture
def process(each_process: DeliveryProcess) -> DeliveryProcess:
    return each_process


def texts(person: Person) -> list[str]:
    return [message.text for message in person.from_bot]


def headlines(process: DeliveryProcess, first: int, count: int) -> set[str]:
    """What the copies of these people begin with, all of them."""
    people = [process.tg.person(number) for number in range(first, first + count)]
    return {message.text.split("\n")[0] for person in people for message in person.from_bot}


async def test_an_edit_reaches_every_copy_and_nothing_else(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 60)
    process.tg.add_person(99, "Спорт")
    await crowd(process.store, 11, 60)
    await chat(process.store, 99, "Спорт")
    await process.opens()
    await process.publishes()
    await process.publishes("a2", title="Ойын бітті", rubric="Спорт")
    await process.until_done()
    process.jump(2)
    await process.publishes(title="Көпір әлі ашылған жоқ")
    await process.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    for number in range(11, 71):
        [message] = process.tg.person(number).from_bot
        assert message.text.startswith("Көпір әлі ашылған жоқ")
        assert message.edited and len(message.buttons) == 2
    assert texts(process.tg.person(99))[0].startswith("Ойын бітті")
    assert not process.tg.person(99).from_bot[0].edited
    assert await process.tally(kind=BroadcastKind.EDIT) == Tally(60, delivered=60)


async def test_what_no_copy_shows_is_no_reason_to_call(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    await process.opens()
    await process.publishes(lead="Көпір ашылды.")
    await process.until_done()
    calls = len(process.tg.calls)
    await process.publishes(lead="Көпір ашылды.", views=5000)
    await process.publishes(lead="Көпір ашылды.", body="Мүлде басқа мәтін. Бірақ кіріспесі сол күйі қалды.")
    await process.publishes("other", rubric="Спорт")
    await process.until_done()
    assert len(process.tg.calls) == calls


async def test_an_edit_in_the_middle_of_the_push_reaches_those_before_and_after(process: DeliveryProcess) -> None:
    process.tg.latency = 0.02
    process.tg.add_range(11, 300)
    await crowd(process.store, 11, 300)
    await process.opens()
    await process.publishes()
    await process.until_sent(100)
    await process.publishes(title="Түзетілген тақырып")
    process.jump(2)
    await process.until_done()
    for number in range(11, 311):
        [message] = process.tg.person(number).from_bot
        assert message.text.startswith("Түзетілген тақырып")


async def test_a_recall_deletes_every_copy_also_those_in_flight(process: DeliveryProcess) -> None:
    process.tg.latency = 0.05
    process.tg.add_range(11, 600)
    await crowd(process.store, 11, 600)
    await process.opens()
    key = await process.publishes()
    await process.until_sent(60)
    await process.recalls(key)
    process.jump(2)
    await process.until_done()
    assert all(process.tg.person(number).from_bot == [] for number in range(11, 611))
    assert (await process.broadcast()).state is BroadcastState.CANCELLED
    recall = await process.broadcast(kind=BroadcastKind.RECALL)
    assert recall.tally.delivered == len(process.tg.calls.of("deleteMessage"))
    assert 60 <= len(process.tg.calls.of("sendMessage")) < 600


@pytest.mark.parametrize("what", ["edit", "recall"])
async def test_an_answer_that_comes_after_the_correction_is_corrected_too(process: DeliveryProcess, what: str) -> None:
    process.tg.add_range(11, 6)
    await crowd(process.store, 11, 6)
    slow = process.tg.faults.slow(60, method="sendMessage", chat=14)
    await process.opens()
    key = await process.publishes()
    await process.until_sent(6)
    process.jump(2)
    if what == "edit":
        await process.publishes(title="Түзетілген тақырып")
        await process.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    else:
        await process.recalls(key)
        await process.until_state(BroadcastState.DONE, kind=BroadcastKind.RECALL)
    late = process.tg.person(14)
    assert late.last.text.startswith("Жаңа көпір")
    process.tg.faults.end(slow)
    await process.until_recorded()
    process.jump(2)
    await process.until_done()
    assert texts(late) == [] if what == "recall" else texts(late)[0].startswith("Түзетілген тақырып")


async def test_a_copy_too_old_to_be_deleted_becomes_a_notice(process: DeliveryProcess) -> None:
    reader = process.tg.add_person(11, "Әлия")
    await chat(process.store, 11, "Саясат")
    await process.opens()
    key = await process.publishes()
    await process.until_done()
    process.tg.world.clock_offset = 49 * 3600
    process.jump(49 * 3600)
    await process.recalls(key)
    await process.until_done()
    assert process.tg.calls.of("deleteMessage") == []
    assert [message.text for message in reader.from_bot] == ["⚠️ Редакция бұл хабарды қайтарып алды."]


async def test_a_copy_that_telegram_will_not_delete_becomes_a_notice(process: DeliveryProcess) -> None:
    reader = process.tg.add_person(11, "Әлия")
    await chat(process.store, 11, "Саясат")
    await process.opens()
    key = await process.publishes()
    await process.until_done()
    process.tg.faults.respond(status=400, description="Bad Request: message can't be deleted", method="deleteMessage")
    await process.recalls(key)
    process.jump(2)
    await process.until_done()
    assert [message.text for message in reader.from_bot] == ["⚠️ Редакция бұл хабарды қайтарып алды."]


async def test_a_copy_that_the_reader_deleted_is_no_trouble(process: DeliveryProcess) -> None:
    people = [process.tg.add_person(11 + number, "Оқырман") for number in range(2)]
    for person in people:
        await chat(process.store, person.id, "Саясат")
    await process.opens()
    await process.publishes()
    await process.until_done()
    await people[0].deletes(people[0].last)
    process.jump(2)
    await process.publishes(title="Түзетілген тақырып")
    await process.until_done()
    assert people[0].from_bot == []
    assert texts(people[1])[0].startswith("Түзетілген тақырып")
    assert await process.tally(kind=BroadcastKind.EDIT) == Tally(2, delivered=1, refused=1)


async def test_of_two_edits_in_the_middle_of_a_push_the_newer_stands_everywhere(process: DeliveryProcess) -> None:
    process.tg.latency = 0.03
    process.tg.add_range(11, 150)
    await crowd(process.store, 11, 150)
    await process.opens()
    await process.publishes()
    await process.until_sent(40)
    await process.publishes(title="Екінші тақырып")
    process.jump(2)
    await process.tg.until(lambda: len(process.tg.calls.of("editMessageText")) >= 10)
    await process.publishes(title="Үшінші тақырып")
    process.jump(2)
    await process.until_done()
    assert headlines(process, 11, 150) == {"Үшінші тақырып"}


async def test_a_recall_in_the_middle_of_an_edit_leaves_nothing(process: DeliveryProcess) -> None:
    process.tg.latency = 0.03
    process.tg.add_range(11, 80)
    await crowd(process.store, 11, 80)
    await process.opens()
    key = await process.publishes()
    await process.until_done()
    process.jump(2)
    await process.publishes(title="Екінші тақырып")
    await process.tg.until(lambda: len(process.tg.calls.of("editMessageText")) >= 20)
    await process.recalls(key)
    process.jump(2)
    await process.until_done()
    assert headlines(process, 11, 80) == set()


async def test_of_one_recall_young_copies_are_deleted_and_those_past_48_hours_become_a_notice(
    process: DeliveryProcess,
) -> None:
    early, late = process.tg.add_person(11, "Әлия"), process.tg.add_person(12, "Марат")
    for person in (early, late):
        await chat(process.store, person.id, "Саясат")
    told = process.tg.faults.respond(status=429, retry_after=12 * 3600, method="sendMessage", chat=12, times=1)
    await process.opens()
    key = await process.publishes()
    await process.until_sent(1, 11)
    await process.tg.until(lambda: told.hits == 1)
    await process.until_recorded()
    for hours in (13, 36):
        process.tg.world.clock_offset += hours * 3600
        process.jump(hours * 3600)
        if hours == 13:
            await process.until_done()
    await process.recalls(key)
    await process.until_done()
    assert (texts(early), texts(late)) == ([NOTICE], [])
    assert await process.tally(kind=BroadcastKind.RECALL) == Tally(2, delivered=2)


async def test_a_kill_in_the_middle_of_a_recall_leaves_nothing(process: DeliveryProcess) -> None:
    process.tg.latency = 0.03
    process.tg.add_range(11, 60)
    await crowd(process.store, 11, 60)
    await process.opens()
    key = await process.publishes()
    await process.until_done()
    process.jump(2)
    await process.recalls(key)
    await process.tg.until(lambda: len(process.tg.calls.of("deleteMessage")) >= 20)
    await process.dies()
    await process.opens()
    process.jump(13)
    await process.until_done()
    assert headlines(process, 11, 60) == set()


async def test_the_second_copy_after_a_kill_is_corrected_and_the_first_is_beyond_reach(
    process: DeliveryProcess,
) -> None:
    reader = process.tg.add_person(11, "Әлия")
    await chat(process.store, 11, "Саясат")
    process.tg.faults.hang(after=True, method="sendMessage", chat=11, times=1)
    await process.opens()
    key = await process.publishes()
    await process.until_sent(1)
    await process.dies()
    await process.opens()
    await process.until_done()
    assert len(texts(reader)) == 2
    process.jump(2)
    await process.publishes(title="Түзетілген тақырып")
    await process.until_done()
    assert [text.split("\n")[0] for text in texts(reader)] == ["Жаңа көпір ашылды", "Түзетілген тақырып"]
    process.jump(2)
    await process.recalls(key)
    await process.until_done()
    assert [text.split("\n")[0] for text in texts(reader)] == ["Жаңа көпір ашылды"]


async def test_what_could_not_be_changed_is_counted_with_its_reason(process: DeliveryProcess) -> None:
    people = [process.tg.add_person(11 + number, "Оқырман") for number in range(4)]
    group = process.tg.add_group(-500, "Ауыл", members=[11])
    for person in people:
        await chat(process.store, person.id, "Саясат")
    await chat(process.store, -500, "Саясат")
    await process.opens()
    key = await process.publishes()
    await process.until_done()
    await people[0].deletes(people[0].last)
    blocked = "Forbidden: bot was blocked by the user"
    process.tg.faults.respond(status=403, description=blocked, method="editMessageText", chat=12)
    process.tg.faults.respond(
        status=400, description="Bad Request: message can't be edited", method="editMessageText", chat=-500
    )
    assert group.last
    process.jump(4)
    await process.publishes(title="Түзетілген тақырып")
    await process.until_done()
    assert await process.tally(kind=BroadcastKind.EDIT) == Tally(5, delivered=2, gone=1, refused=2)
    edit = await process.broadcast(kind=BroadcastKind.EDIT)
    failing = await process.store.progress.failing(edit.id)
    assert {(one.fate, one.count) for one in failing} == {(Fate.GONE, 1), (Fate.REFUSED, 1)}
    assert Failing(Fate.REFUSED, "fixed: Bad Request: message can't be edited", 1) in failing
    assert [reason for _, reason in await process.store.progress.unchanged_shared(edit.id, 5)] == [
        "fixed: Bad Request: message can't be edited"
    ]
    assert await process.store.progress.count_copies(key) == CopyCounts(copies=4, missing=1)


async def test_messages_of_unknown_fate_are_counted_as_beyond_every_correction(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    process.tg.faults.drop_after(method="sendMessage", chat=12, times=None)
    await process.opens()
    key = await process.publishes()
    for tries in (1, 2, 3):
        await process.tg.until(lambda tries=tries: process.sends(12) == tries)
        await process.until_recorded()
        process.jump(10)
    await process.until_done()
    await process.recalls(key)
    process.jump(2)
    await process.until_done()
    assert await process.tally(kind=BroadcastKind.RECALL) == Tally(2, delivered=2)
    assert (await process.store.progress.count_copies(key)).unknown == 1


async def test_a_correction_of_an_article_whose_receipts_are_forgotten_says_so(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    await process.opens()
    key = await process.publishes()
    await process.until_done()
    process.jump(91 * 86_400)
    async with process.store.transaction() as work:
        assert await work.deliveries.forget_receipts(process.clock.now_ms() - 90 * 86_400_000) == 3
    await process.publishes(title="Түзетілген тақырып")
    await process.until_done()
    assert headlines(process, 11, 3) == {"Жаңа көпір ашылды"}
    assert await process.tally(kind=BroadcastKind.EDIT) == Tally(0)
    assert await process.store.progress.count_copies(key) == CopyCounts(copies=0, missing=3)
