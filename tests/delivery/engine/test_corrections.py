"""Corrections and recalls on each database, over real HTTP: no copy is left behind, whatever the order of events."""

from __future__ import annotations

import pytest

from domain.broadcast import Failing, Reach
from domain.delivery import BroadcastKind, BroadcastState, Fate, Tally
from playground.world.people import Person
from tests.builders import chat, crowd
from tests.delivery.office import Office

NOTICE = "⚠️ Редакция бұл хабарды қайтарып алды."


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


def texts(person: Person) -> list[str]:
    return [message.text for message in person.from_bot]


def headlines(office: Office, first: int, count: int) -> set[str]:
    """What the copies of these people begin with, all of them."""
    people = [office.tg.person(number) for number in range(first, first + count)]
    return {message.text.split("\n")[0] for person in people for message in person.from_bot}


async def test_an_edit_reaches_every_copy_and_nothing_else(office: Office) -> None:
    office.tg.add_range(11, 60)
    office.tg.add_person(99, "Спорт")
    await crowd(office.store, 11, 60)
    await chat(office.store, 99, "Спорт")
    await office.opens()
    await office.publishes()
    await office.publishes("a2", title="Ойын бітті", rubric="Спорт")
    await office.until_done()
    office.jump(2)
    await office.publishes(title="Көпір әлі ашылған жоқ")
    await office.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    for number in range(11, 71):
        [message] = office.tg.person(number).from_bot
        assert message.text.startswith("Көпір әлі ашылған жоқ")
        assert message.edited and len(message.buttons) == 2
    assert texts(office.tg.person(99))[0].startswith("Ойын бітті")
    assert not office.tg.person(99).from_bot[0].edited
    assert await office.tally(kind=BroadcastKind.EDIT) == Tally(60, delivered=60)


async def test_what_no_copy_shows_is_no_reason_to_call(office: Office) -> None:
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    await office.opens()
    await office.publishes(lead="Көпір ашылды.")
    await office.until_done()
    calls = len(office.tg.calls)
    await office.publishes(lead="Көпір ашылды.", views=5000)
    await office.publishes(lead="Көпір ашылды.", body="Мүлде басқа мәтін. Бірақ кіріспесі сол күйі қалды.")
    await office.publishes("other", rubric="Спорт")
    await office.until_done()
    assert len(office.tg.calls) == calls


async def test_an_edit_in_the_middle_of_the_push_reaches_those_before_and_after(office: Office) -> None:
    office.tg.latency = 0.02
    office.tg.add_range(11, 300)
    await crowd(office.store, 11, 300)
    await office.opens()
    await office.publishes()
    await office.until_sent(100)
    await office.publishes(title="Түзетілген тақырып")
    office.jump(2)
    await office.until_done()
    for number in range(11, 311):
        [message] = office.tg.person(number).from_bot
        assert message.text.startswith("Түзетілген тақырып")


async def test_a_recall_deletes_every_copy_also_those_in_flight(office: Office) -> None:
    office.tg.latency = 0.05
    office.tg.add_range(11, 600)
    await crowd(office.store, 11, 600)
    await office.opens()
    key = await office.publishes()
    await office.until_sent(60)
    await office.recalls(key)
    office.jump(2)
    await office.until_done()
    assert all(office.tg.person(number).from_bot == [] for number in range(11, 611))
    assert (await office.broadcast()).state is BroadcastState.CANCELLED
    recall = await office.broadcast(kind=BroadcastKind.RECALL)
    assert recall.tally.delivered == len(office.tg.calls.of("deleteMessage"))
    assert 60 <= len(office.tg.calls.of("sendMessage")) < 600


@pytest.mark.parametrize("what", ["edit", "recall"])
async def test_an_answer_that_comes_after_the_correction_is_corrected_too(office: Office, what: str) -> None:
    office.tg.add_range(11, 6)
    await crowd(office.store, 11, 6)
    office.tg.faults.slow(2.5, method="sendMessage", chat=14)
    await office.opens()
    key = await office.publishes()
    await office.until_sent(6)
    office.jump(2)
    if what == "edit":
        await office.publishes(title="Түзетілген тақырып")
        await office.until_state(BroadcastState.DONE, kind=BroadcastKind.EDIT)
    else:
        await office.recalls(key)
        await office.until_state(BroadcastState.DONE, kind=BroadcastKind.RECALL)
    late = office.tg.person(14)
    assert late.last.text.startswith("Жаңа көпір")
    await office.until_recorded()
    office.jump(2)
    await office.until_done()
    assert texts(late) == [] if what == "recall" else texts(late)[0].startswith("Түзетілген тақырып")


async def test_a_copy_too_old_to_be_deleted_becomes_a_notice(office: Office) -> None:
    reader = office.tg.add_person(11, "Әлия")
    await chat(office.store, 11, "Саясат")
    await office.opens()
    key = await office.publishes()
    await office.until_done()
    office.tg.world.clock_offset = 49 * 3600
    office.jump(49 * 3600)
    await office.recalls(key)
    await office.until_done()
    assert office.tg.calls.of("deleteMessage") == []
    assert [message.text for message in reader.from_bot] == ["⚠️ Редакция бұл хабарды қайтарып алды."]


async def test_a_copy_that_telegram_will_not_delete_becomes_a_notice(office: Office) -> None:
    reader = office.tg.add_person(11, "Әлия")
    await chat(office.store, 11, "Саясат")
    await office.opens()
    key = await office.publishes()
    await office.until_done()
    office.tg.faults.respond(status=400, description="Bad Request: message can't be deleted", method="deleteMessage")
    await office.recalls(key)
    office.jump(2)
    await office.until_done()
    assert [message.text for message in reader.from_bot] == ["⚠️ Редакция бұл хабарды қайтарып алды."]


async def test_a_copy_that_the_reader_deleted_is_no_trouble(office: Office) -> None:
    people = [office.tg.add_person(11 + number, "Оқырман") for number in range(2)]
    for person in people:
        await chat(office.store, person.id, "Саясат")
    await office.opens()
    await office.publishes()
    await office.until_done()
    await people[0].deletes(people[0].last)
    office.jump(2)
    await office.publishes(title="Түзетілген тақырып")
    await office.until_done()
    assert people[0].from_bot == []
    assert texts(people[1])[0].startswith("Түзетілген тақырып")
    assert await office.tally(kind=BroadcastKind.EDIT) == Tally(2, delivered=1, refused=1)


async def test_of_two_edits_in_the_middle_of_a_push_the_newer_stands_everywhere(office: Office) -> None:
    office.tg.latency = 0.03
    office.tg.add_range(11, 150)
    await crowd(office.store, 11, 150)
    await office.opens()
    await office.publishes()
    await office.until_sent(40)
    await office.publishes(title="Екінші тақырып")
    office.jump(2)
    await office.tg.until(lambda: len(office.tg.calls.of("editMessageText")) >= 10)
    await office.publishes(title="Үшінші тақырып")
    office.jump(2)
    await office.until_done()
    assert headlines(office, 11, 150) == {"Үшінші тақырып"}


async def test_a_recall_in_the_middle_of_an_edit_leaves_nothing(office: Office) -> None:
    office.tg.latency = 0.03
    office.tg.add_range(11, 80)
    await crowd(office.store, 11, 80)
    await office.opens()
    key = await office.publishes()
    await office.until_done()
    office.jump(2)
    await office.publishes(title="Екінші тақырып")
    await office.tg.until(lambda: len(office.tg.calls.of("editMessageText")) >= 20)
    await office.recalls(key)
    office.jump(2)
    await office.until_done()
    assert headlines(office, 11, 80) == set()


async def test_of_one_recall_young_copies_are_deleted_and_those_past_48_hours_become_a_notice(office: Office) -> None:
    early, late = office.tg.add_person(11, "Әлия"), office.tg.add_person(12, "Марат")
    for person in (early, late):
        await chat(office.store, person.id, "Саясат")
    told = office.tg.faults.respond(status=429, retry_after=12 * 3600, method="sendMessage", chat=12, times=1)
    await office.opens()
    key = await office.publishes()
    await office.until_sent(1, 11)
    await office.tg.until(lambda: told.hits == 1)
    await office.until_recorded()
    for hours in (13, 36):
        office.tg.world.clock_offset += hours * 3600
        office.jump(hours * 3600)
        if hours == 13:
            await office.until_done()
    await office.recalls(key)
    await office.until_done()
    assert (texts(early), texts(late)) == ([NOTICE], [])
    assert await office.tally(kind=BroadcastKind.RECALL) == Tally(2, delivered=2)


async def test_a_kill_in_the_middle_of_a_recall_leaves_nothing(office: Office) -> None:
    office.tg.latency = 0.03
    office.tg.add_range(11, 60)
    await crowd(office.store, 11, 60)
    await office.opens()
    key = await office.publishes()
    await office.until_done()
    office.jump(2)
    await office.recalls(key)
    await office.tg.until(lambda: len(office.tg.calls.of("deleteMessage")) >= 20)
    await office.dies()
    await office.opens()
    office.jump(13)
    await office.until_done()
    assert headlines(office, 11, 60) == set()


async def test_the_second_copy_after_a_kill_is_corrected_and_the_first_is_beyond_reach(office: Office) -> None:
    reader = office.tg.add_person(11, "Әлия")
    await chat(office.store, 11, "Саясат")
    office.tg.faults.hang(after=True, method="sendMessage", chat=11, times=1)
    await office.opens()
    key = await office.publishes()
    await office.until_sent(1)
    await office.dies()
    await office.opens()
    await office.until_done()
    assert len(texts(reader)) == 2
    office.jump(2)
    await office.publishes(title="Түзетілген тақырып")
    await office.until_done()
    assert [text.split("\n")[0] for text in texts(reader)] == ["Жаңа көпір ашылды", "Түзетілген тақырып"]
    office.jump(2)
    await office.recalls(key)
    await office.until_done()
    assert [text.split("\n")[0] for text in texts(reader)] == ["Жаңа көпір ашылды"]


async def test_what_could_not_be_changed_is_counted_with_its_reason(office: Office) -> None:
    people = [office.tg.add_person(11 + number, "Оқырман") for number in range(4)]
    group = office.tg.add_group(-500, "Ауыл", members=[11])
    for person in people:
        await chat(office.store, person.id, "Саясат")
    await chat(office.store, -500, "Саясат")
    await office.opens()
    key = await office.publishes()
    await office.until_done()
    await people[0].deletes(people[0].last)
    blocked = "Forbidden: bot was blocked by the user"
    office.tg.faults.respond(status=403, description=blocked, method="editMessageText", chat=12)
    office.tg.faults.respond(
        status=400, description="Bad Request: message can't be edited", method="editMessageText", chat=-500
    )
    assert group.last
    office.jump(4)
    await office.publishes(title="Түзетілген тақырып")
    await office.until_done()
    assert await office.tally(kind=BroadcastKind.EDIT) == Tally(5, delivered=2, gone=1, refused=2)
    edit = await office.broadcast(kind=BroadcastKind.EDIT)
    failing = await office.store.progress.failing(edit.id)
    assert {(one.fate, one.count) for one in failing} == {(Fate.GONE, 1), (Fate.REFUSED, 1)}
    assert Failing(Fate.REFUSED, "fixed: Bad Request: message can't be edited", 1) in failing
    assert [reason for _, reason in await office.store.progress.unchanged_shared(edit.id, 5)] == [
        "fixed: Bad Request: message can't be edited"
    ]
    assert await office.store.progress.reach(key) == Reach(copies=4, missing=1)


async def test_messages_of_unknown_fate_are_counted_as_beyond_every_correction(office: Office) -> None:
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    office.tg.faults.drop_after(method="sendMessage", chat=12, times=None)
    await office.opens()
    key = await office.publishes()
    for tries in (1, 2, 3):
        await office.tg.until(lambda tries=tries: office.sends(12) == tries)
        await office.until_recorded()
        office.jump(10)
    await office.until_done()
    await office.recalls(key)
    office.jump(2)
    await office.until_done()
    assert await office.tally(kind=BroadcastKind.RECALL) == Tally(2, delivered=2)
    assert (await office.store.progress.reach(key)).unknown == 1


async def test_a_correction_of_an_article_whose_receipts_are_forgotten_says_so(office: Office) -> None:
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    await office.opens()
    key = await office.publishes()
    await office.until_done()
    office.jump(91 * 86_400)
    async with office.store.transaction() as work:
        assert await work.forget_receipts(office.clock.now_ms() - 90 * 86_400_000) == 3
    await office.publishes(title="Түзетілген тақырып")
    await office.until_done()
    assert headlines(office, 11, 3) == {"Жаңа көпір ашылды"}
    assert await office.tally(kind=BroadcastKind.EDIT) == Tally(0)
    assert await office.store.progress.reach(key) == Reach(copies=0, missing=3)
