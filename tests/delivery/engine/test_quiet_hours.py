"""Quiet hours: what is pushed then comes as one message when they end, once, and as it is by then."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.audience import Recipient, RecipientState, Sound
from domain.delivery import BroadcastKind, BroadcastState
from handlers.core.services import Services
from handlers.readers.digests import prepare_due
from playground.world.people import Person
from tests.builders import ZONE, chat
from tests.delivery.process import DeliveryProcess
from tests.until import until
from text.i18n import Phrases

HOUR = 3600.0


def services_of(process: DeliveryProcess) -> Services:
    return Services(process.store, Phrases.load(), process.clock, frozenset(), ZONE, "kk")


async def sleeper(process: DeliveryProcess, chat_id: int) -> tuple[Recipient, Person]:
    """A reader whose quiet hours began an hour ago and end in an hour."""
    person = process.tg.add_person(chat_id, "Ұйқыдағы")
    found = await chat(process.store, chat_id, "Саясат")
    now = datetime.fromtimestamp(process.clock.now_ms() / 1000, ZONE)
    hours = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=1):%H:%M}"
    async with process.store.transaction() as work:
        await work.recipients.set_quiet(found.id, hours)
    return found, person


async def morning(process: DeliveryProcess) -> None:
    """The quiet hours are over, and what is due is handed to delivery."""
    process.clock.jump(1.1 * HOUR)
    await prepare_due(services_of(process))


async def digest_state(process: DeliveryProcess, state: BroadcastState) -> None:
    async def is_so() -> bool:
        return [
            one.state for one in await process.store.broadcasts.summaries() if one.kind is BroadcastKind.DIGEST
        ] == [state]

    await until(is_so)


async def test_what_comes_at_night_is_one_message_in_the_morning(each_process: DeliveryProcess) -> None:
    process = each_process
    _, reader = await sleeper(process, 11)
    awake = process.tg.add_person(12, "Сергек")
    await chat(process.store, 12, "Саясат")
    await process.opens()
    for id in ("a1", "a2", "a3"):
        await process.publishes(id, title=f"Жаңалық {id}")
        await process.until_state(BroadcastState.DONE, id)
    assert len(awake.from_bot) == 3 and reader.from_bot == []
    await prepare_due(services_of(process))
    assert reader.from_bot == []
    await morning(process)
    await digest_state(process, BroadcastState.DONE)
    [message] = reader.from_bot
    assert all(f"Жаңалық {id}" in message.text for id in ("a1", "a2", "a3"))
    assert len([key for row in message.buttons for key in row]) == 3
    await morning(process)
    await process.publishes("a4")
    await process.until_state(BroadcastState.DONE, "a4")
    assert len(reader.from_bot) == 2 and len(awake.from_bot) == 4


async def test_what_had_to_wait_and_is_due_at_night_comes_in_the_morning(each_process: DeliveryProcess) -> None:
    process = each_process
    found, reader = await sleeper(process, 11)
    awake = process.tg.add_person(12, "Сергек")
    await chat(process.store, 12, "Саясат")
    async with process.store.transaction() as work:
        recipient = await work.recipients.find(11)
        assert recipient is not None
        await work.recipients.set_quiet(found.id, "")
    process.tg.faults.respond(status=429, retry_after=60, method="sendMessage", chat=11)
    await process.opens()
    await process.publishes("a1", title="Кешкі жаңалық")
    await process.until_sent(1)
    await process.until_recorded()
    async with process.store.transaction() as work:
        await work.recipients.set_quiet(found.id, recipient.quiet)
    process.jump(70)
    for id in ("a2", "a3"):
        await process.publishes(id)
        await process.until_state(BroadcastState.DONE, id)
    assert (reader.from_bot, len(awake.from_bot)) == ([], 3), "its minute is over, and it is night"
    await morning(process)
    await process.until_state(BroadcastState.DONE, "a1")
    await digest_state(process, BroadcastState.DONE)
    assert sorted("Кешкі" in message.text for message in reader.from_bot) == [False, True]


async def test_breaking_news_passes_unless_the_chat_holds_it_too(each_process: DeliveryProcess) -> None:
    process = each_process
    await sleeper(process, 11)
    deep, _ = await sleeper(process, 12)
    async with process.store.transaction() as work:
        await work.recipients.set_breaking_passes(deep.id, False)
    await process.opens()
    await process.publishes(breaking=True)
    await process.until_state(BroadcastState.DONE)
    assert [process.sends(chat_id) for chat_id in (11, 12)] == [1, 0]
    await morning(process)
    await digest_state(process, BroadcastState.DONE)
    assert [process.sends(chat_id) for chat_id in (11, 12)] == [1, 1]


async def test_a_recall_before_the_morning_is_respected_and_one_after_it_changes_the_message(
    each_process: DeliveryProcess,
) -> None:
    process = each_process
    _, reader = await sleeper(process, 11)
    await process.opens()
    keys = []
    for id in ("a1", "a2", "a3"):
        keys.append(await process.publishes(id, title=f"Жаңалық {id}"))
        await process.until_state(BroadcastState.DONE, id)
    await process.recalls(keys[0])
    await morning(process)
    await digest_state(process, BroadcastState.DONE)
    [message] = reader.from_bot
    assert "a1" not in message.text and "a2" in message.text
    await process.recalls(keys[1])
    await process.tg.until(lambda: "a2" not in message.text)
    assert "Жаңалық a3" in message.text
    await process.recalls(keys[2])
    await process.tg.until(lambda: "a3" not in message.text or message.deleted)


async def test_a_kill_between_the_look_and_the_message_loses_nothing(each_process: DeliveryProcess) -> None:
    process = each_process
    for chat_id in (11, 12, 13):
        await sleeper(process, chat_id)
    await process.opens()
    await process.publishes()
    await process.until_state(BroadcastState.DONE)
    await process.dies()
    await morning(process)
    await process.opens()
    await digest_state(process, BroadcastState.DONE)
    assert [process.sends(chat_id) for chat_id in (11, 12, 13)] == [1, 1, 1]


async def test_who_is_away_in_the_morning_gets_it_when_back(each_process: DeliveryProcess) -> None:
    process = each_process
    reader, _ = await sleeper(process, 11)
    await process.opens()
    await process.publishes()
    await process.until_state(BroadcastState.DONE)
    async with process.store.transaction() as work:
        await work.absences.pause(reader.id, 0)
    await morning(process)
    assert process.sends(11) == 0
    async with process.store.transaction() as work:
        await work.recipients.set_state(reader.id, RecipientState.ACTIVE)
    await prepare_due(services_of(process))
    await digest_state(process, BroadcastState.DONE)
    assert process.sends(11) == 1


@pytest.mark.parametrize(("sound", "silent"), [(Sound.ALL, 0), (Sound.BREAKING, 1), (Sound.NONE, 2)])
async def test_sound_goes_by_importance(process: DeliveryProcess, sound: Sound, silent: int) -> None:
    process.tg.add_person(11, "Оқырман")
    reader = await chat(process.store, 11, "Саясат")
    async with process.store.transaction() as work:
        await work.recipients.set_sound(reader.id, sound)
    await process.opens()
    await process.publishes("a1")
    await process.until_state(BroadcastState.DONE, "a1")
    process.clock.jump(2)
    await process.publishes("a2", breaking=True)
    await process.until_state(BroadcastState.DONE, "a2")
    assert sum(b'"disable_notification":true' in body for _, _, body in process.left) == silent


async def test_many_sleepers_are_passed_over_in_one_step(process: DeliveryProcess) -> None:
    for chat_id in range(100, 400):
        await sleeper(process, chat_id)
    process.tg.add_person(500, "Сергек")
    await chat(process.store, 500, "Саясат")
    await process.opens()
    await process.publishes()
    await process.until_state(BroadcastState.DONE)
    assert process.sends(500) == 1
    due = await process.store.digests.due(process.clock.now_ms() + int(2 * HOUR * 1000), 1000)
    assert len(due) == 300
