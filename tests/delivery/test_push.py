"""A push and its corrections, over real HTTP: everyone once, in their own words, and every copy corrected."""

from __future__ import annotations

import pytest

from domain.audience import ChatKind, RecipientState
from domain.delivery import IntentKind, IntentState, Tally
from playground.people import Person
from tests.builders import chat, crowd
from tests.delivery.office import Office


def texts(person: Person) -> list[str]:
    return [message.text for message in person.from_bot]


async def test_everyone_gets_it_once_in_the_words_of_their_language(office: Office) -> None:
    people = {code: office.tg.add_person(11 + number, code) for number, code in enumerate(("kk", "ru", "en"))}
    for code, person in people.items():
        await chat(office.store, person.id, "Саясат", language=code)
    await office.opens()
    key = await office.publishes(title="Жаңа көпір ашылды", url="https://example.kz/1", views=407)
    await office.until_state(IntentState.DONE)
    labels = {"kk": "📖 Оқу", "ru": "📖 Читать", "en": "📖 Read"}
    names = {"kk": "Саясат", "ru": "Политика", "en": "Politics"}
    for code, person in people.items():
        [message] = person.from_bot
        assert message.text.startswith("Жаңа көпір ашылды")
        assert f"\n{names[code]} · " in message.text
        assert message.button(labels[code]).data == f"read:{key}:0"
        assert message.buttons[0][1].url == "https://example.kz/1"
    assert await office.tally() == Tally(3, delivered=3)


async def test_groups_topics_and_channels_get_it_where_they_asked_for_it(office: Office) -> None:
    group = office.tg.add_group(-500, "Топ", topics={7: "Жаңалық", 8: "Спорт"})
    channel = office.tg.add_channel(-600, "Арна")
    await chat(office.store, -500, "Саясат", topic=7)
    await chat(office.store, -600, "Саясат", kind=ChatKind.CHANNEL)
    await office.opens()
    key = await office.publishes()
    await office.until_state(IntentState.DONE)
    assert [message.thread_id for message in group.from_bot] == [7]
    assert group.last.buttons[0][0].url == f"https://t.me/zharshy_bot?start=a_-{key}"
    assert [len(row) for row in channel.last.buttons] == [1]


async def test_two_topics_of_one_group_are_written_to_one_after_the_other(office: Office) -> None:
    group = office.tg.add_group(-500, "Топ", topics={7: "Жаңалық", 8: "Спорт"})
    for topic in (7, 8):
        await chat(office.store, -500, "Саясат", topic=topic)
    await office.opens()
    await office.publishes()
    await office.until_sent(1, -500)
    assert len(group.from_bot) == 1
    office.jump(3)
    await office.until_state(IntentState.DONE)
    assert sorted(message.thread_id or 0 for message in group.from_bot) == [7, 8]


async def test_nobody_who_did_not_ask_for_it_gets_it(office: Office) -> None:
    for number, rubric in enumerate(("Спорт", "Саясат")):
        office.tg.add_person(11 + number, rubric)
        await chat(office.store, 11 + number, rubric)
    await office.opens()
    await office.publishes(rubric="Спорт")
    await office.until_state(IntentState.DONE)
    assert [office.sends(number) for number in (11, 12)] == [1, 0]


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
    await office.until_state(IntentState.DONE, kind=IntentKind.EDIT)
    for number in range(11, 71):
        [message] = office.tg.person(number).from_bot
        assert message.text.startswith("Көпір әлі ашылған жоқ")
        assert message.edited and len(message.buttons) == 2
    assert texts(office.tg.person(99))[0].startswith("Ойын бітті")
    assert not office.tg.person(99).from_bot[0].edited
    assert await office.tally(kind=IntentKind.EDIT) == Tally(60, delivered=60)


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
    office.tg.add_range(11, 200)
    await crowd(office.store, 11, 200)
    await office.opens()
    key = await office.publishes()
    await office.until_sent(60)
    async with office.store.transaction() as work:
        await work.articles.recall(key)
    office.jump(2)
    await office.until_done()
    assert all(office.tg.person(number).from_bot == [] for number in range(11, 211))
    assert (await office.broadcast()).state is IntentState.CANCELLED
    recall = await office.broadcast(kind=IntentKind.RECALL)
    assert recall.tally.delivered == len(office.tg.calls.of("deleteMessage"))
    assert 60 <= len(office.tg.calls.of("sendMessage")) < 200


@pytest.mark.parametrize("what", ["edit", "recall"])
async def test_an_answer_that_comes_after_the_correction_is_corrected_too(office: Office, what: str) -> None:
    office.tg.add_range(11, 6)
    await crowd(office.store, 11, 6)
    office.tg.faults.slow(0.6, method="sendMessage", chat=14)
    await office.opens()
    key = await office.publishes()
    await office.until_sent(6)
    office.jump(2)
    if what == "edit":
        await office.publishes(title="Түзетілген тақырып")
        await office.until_state(IntentState.DONE, kind=IntentKind.EDIT)
    else:
        async with office.store.transaction() as work:
            await work.articles.recall(key)
        await office.until_state(IntentState.DONE, kind=IntentKind.RECALL)
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
    office.tg.clock_offset = 49 * 3600
    office.jump(49 * 3600)
    async with office.store.transaction() as work:
        await work.articles.recall(key)
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
    async with office.store.transaction() as work:
        await work.articles.recall(key)
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
    assert await office.tally(kind=IntentKind.EDIT) == Tally(2, delivered=1, refused=1)


async def test_a_push_may_be_paused_and_goes_on_where_it_was(office: Office) -> None:
    office.tg.latency = 0.01
    office.tg.add_range(11, 200)
    await crowd(office.store, 11, 200)
    await office.opens()
    await office.publishes()
    await office.until_sent(20)
    push = await office.broadcast()
    async with office.store.transaction() as work:
        await work.intents.pause(push.intent)
    await office.publishes("a2", rubric="Басқа айдар")
    await office.until_state(IntentState.DONE, "a2")
    assert office.tg.calls.copies().total() < 200
    async with office.store.transaction() as work:
        await work.intents.resume(push.intent)
    await office.until_state(IntentState.DONE)
    assert set(office.tg.calls.copies().values()) == {1}
    assert office.tg.calls.copies().total() == 200


async def test_paused_and_blocked_readers_are_left_alone(office: Office) -> None:
    office.tg.add_range(11, 3)
    await crowd(office.store, 11, 3)
    async with office.store.transaction() as work:
        await work.recipients.set_state(1, RecipientState.PAUSED)
        await work.recipients.set_state(2, RecipientState.BLOCKED)
    await office.opens()
    await office.publishes()
    await office.until_done()
    assert dict(office.tg.calls.copies()) == {13: 1}
