"""A push and its corrections, over real HTTP: everyone once, in their own words, and every copy corrected."""

from __future__ import annotations

from domain.audience import ChatKind, RecipientState
from domain.delivery import BroadcastState, Tally
from playground.world.people import Person
from tests.builders import chat, crowd
from tests.delivery.process import DeliveryProcess


def texts(person: Person) -> list[str]:
    return [message.text for message in person.from_bot]


async def test_everyone_gets_it_once_in_the_words_of_their_language(process: DeliveryProcess) -> None:
    people = {code: process.tg.add_person(11 + number, code) for number, code in enumerate(("kk", "ru", "en"))}
    for code, person in people.items():
        await chat(process.store, person.id, "Саясат", language=code)
    await process.opens()
    key = await process.publishes(title="Жаңа көпір ашылды", url="https://example.kz/1", views=407)
    await process.until_state(BroadcastState.DONE)
    labels = {"kk": "📖 Оқу", "ru": "📖 Читать", "en": "📖 Read"}
    names = {"kk": "Саясат", "ru": "Политика", "en": "Politics"}
    for code, person in people.items():
        [message] = person.from_bot
        assert message.text.startswith("Жаңа көпір ашылды")
        assert f"\n{names[code]} · " in message.text
        assert message.button(labels[code]).data == f"read:{key}:0"
        assert message.buttons[0][1].url == "https://example.kz/1"
    assert await process.tally() == Tally(3, delivered=3)


async def test_groups_topics_and_channels_get_it_where_they_asked_for_it(process: DeliveryProcess) -> None:
    group = process.tg.add_group(-500, "Топ", topics={7: "Жаңалық", 8: "Спорт"})
    channel = process.tg.add_channel(-600, "Арна")
    await chat(process.store, -500, "Саясат", topic=7)
    await chat(process.store, -600, "Саясат", kind=ChatKind.CHANNEL)
    await process.opens()
    key = await process.publishes()
    await process.until_state(BroadcastState.DONE)
    assert [message.thread_id for message in group.from_bot] == [7]
    assert group.last.buttons[0][0].url == f"https://t.me/zharshy_bot?start=a_-{key}"
    assert [len(row) for row in channel.last.buttons] == [1]
    assert channel.last.text.endswith("\n📰 @zharshy_bot")
    assert "📰" not in group.last.text


async def test_two_topics_of_one_group_are_written_to_one_after_the_other(process: DeliveryProcess) -> None:
    group = process.tg.add_group(-500, "Топ", topics={7: "Жаңалық", 8: "Спорт"})
    for topic in (7, 8):
        await chat(process.store, -500, "Саясат", topic=topic)
    await process.opens()
    await process.publishes()
    await process.until_sent(1, -500)
    assert len(group.from_bot) == 1
    process.jump(3)
    await process.until_state(BroadcastState.DONE)
    assert sorted(message.thread_id or 0 for message in group.from_bot) == [7, 8]


async def test_only_followers_get_it(process: DeliveryProcess) -> None:
    for number, rubric in enumerate(("Спорт", "Саясат")):
        process.tg.add_person(11 + number, rubric)
        await chat(process.store, 11 + number, rubric)
    await process.opens()
    await process.publishes(rubric="Спорт")
    await process.until_state(BroadcastState.DONE)
    assert [process.sends(number) for number in (11, 12)] == [1, 0]


async def test_paused_and_blocked_readers_are_left_alone(process: DeliveryProcess) -> None:
    process.tg.add_range(11, 3)
    await crowd(process.store, 11, 3)
    async with process.store.transaction() as work:
        await work.recipients.set_state(1, RecipientState.PAUSED)
        await work.recipients.set_state(2, RecipientState.BLOCKED)
    await process.opens()
    await process.publishes()
    await process.until_done()
    assert dict(process.tg.calls.copies()) == {13: 1}
