"""Digests: what came in their rubrics is one message at the picked hour, each article once, exactly one a due hour."""

from __future__ import annotations

from collections.abc import Sequence

from domain.audience import ChatKind, Mode, Recipient, RecipientState
from domain.delivery import BroadcastKind, BroadcastState
from handlers.readers.digests import prepare_due
from playground.world.people import Person
from storage.repositories.audience import Listed
from tests.builders import chat, rubric_key
from tests.delivery.engine.test_quiet_hours import digest_state, services_of
from tests.delivery.process import DeliveryProcess

HOUR, DAY = 3600.0, 86_400.0


async def digest_reader(process: DeliveryProcess, chat_id: int, *rubrics: str) -> tuple[Recipient, Person]:
    """A reader whose digest of these rubrics is due in an hour, and then every day at that time."""
    person = process.tg.add_person(chat_id, "Оқырман")
    found = await chat(process.store, chat_id, *rubrics, mode=Mode.DIGEST)
    due_at = process.clock.now_ms() + int(HOUR * 1000)
    minute = (due_at // 60_000 + 5 * 60) % (24 * 60)
    async with process.store.transaction() as work:
        await work.recipients.set_digest(found.id, str(minute), "1234567", due_at)
    process.clock.jump(1)
    return found, person


async def publish(process: DeliveryProcess, *ids: str, rubric: str = "Саясат") -> Sequence[int]:
    keys = []
    for id in ids:
        keys.append(await process.publishes(id, title=f"Жаңалық {id}", rubric=rubric))
        await process.until_state(BroadcastState.DONE, id)
    return keys


async def look(process: DeliveryProcess, seconds: float = 0) -> None:
    process.clock.jump(seconds)
    await prepare_due(services_of(process))


async def test_a_digest_comes_at_its_hour_without_what_came_at_once(each_process: DeliveryProcess) -> None:
    process = each_process
    reader, person = await digest_reader(process, 11, "Саясат", "Мәдениет")
    async with process.store.transaction() as work:
        await work.recipients.follow(reader.id, (await work.rubrics.named_or_new("Спорт")).key)
    await process.opens()
    await publish(process, "a1", "a2")
    await publish(process, "b1", rubric="Мәдениет")
    await publish(process, "now", rubric="Спорт")
    await publish(process, "foreign", rubric="Ауа райы")
    await look(process, HOUR / 2)
    assert len(person.from_bot) == 1
    await look(process, HOUR / 2)
    await digest_state(process, BroadcastState.DONE)
    [_, digest] = person.from_bot
    assert all(f"Жаңалық {id}" in digest.text for id in ("a1", "a2", "b1"))
    assert "Жаңалық now" not in digest.text and "foreign" not in digest.text
    await look(process)
    await look(process, DAY)
    assert len(person.from_bot) == 2
    (tally,) = [one.tally for one in await process.store.broadcasts.summaries() if one.kind is BroadcastKind.DIGEST]
    assert (tally.total, tally.delivered) == (1, 1)


async def test_hours_that_passed_while_the_bot_was_down_are_one_digest_and_a_clock_set_back_sends_none(
    each_process: DeliveryProcess,
) -> None:
    process = each_process
    await digest_reader(process, 11, "Саясат")
    await process.opens()
    await publish(process, "a1")
    await look(process, 3 * DAY)
    await digest_state(process, BroadcastState.DONE)
    assert process.sends(11) == 1
    day_ms = int(DAY * 1000)
    for set_back in (2 * day_ms, day_ms, 0):
        assert await process.store.digests.due(process.clock.now_ms() - set_back, 10) == []
    await process.publishes("a2")
    await look(process, 1.5 * DAY)
    await process.tg.until(lambda: process.sends(11) == 2)


async def test_who_is_paused_at_the_hour_gets_it_when_back(process: DeliveryProcess) -> None:
    reader, _ = await digest_reader(process, 11, "Саясат")
    await process.opens()
    await publish(process, "a1")
    async with process.store.transaction() as work:
        await work.absences.pause(reader.id, 0)
    await look(process, 2 * HOUR)
    assert process.sends(11) == 0
    async with process.store.transaction() as work:
        await work.recipients.set_state(reader.id, RecipientState.ACTIVE)
    await look(process)
    await digest_state(process, BroadcastState.DONE)
    assert process.sends(11) == 1


async def test_on_demand_it_comes_now_and_not_again_at_its_hour(each_process: DeliveryProcess) -> None:
    process = each_process
    reader, person = await digest_reader(process, 11, "Саясат")
    await process.opens()
    async with process.store.transaction() as work:
        assert not await work.digests.demand(reader.id, process.clock.now_ms())
    await publish(process, "a1")
    async with process.store.transaction() as work:
        assert await work.digests.demand(reader.id, process.clock.now_ms())
    await look(process)
    await digest_state(process, BroadcastState.DONE)
    assert "Жаңалық a1" in person.from_bot[-1].text
    await look(process, 2 * HOUR)
    assert process.sends(11) == 1


async def test_on_demand_it_waits_for_what_the_words_of_the_chat_decide(each_process: DeliveryProcess) -> None:
    process = each_process
    reader, person = await digest_reader(process, 11, "Саясат")
    async with process.store.transaction() as work:
        await work.alerts.add(reader.id, "тоқаш", blocks=False)
        await work.alerts.add(reader.id, "футбол", blocks=True)
    for id, title in (("a1", "Жаңалық a1"), ("a2", "Тоқаштың бағасы"), ("a3", "Футболдан жаңалық")):
        await process.publishes(id, title=title)
    async with process.store.transaction() as work:
        await work.digests.demand(reader.id, process.clock.now_ms())
    await look(process)
    assert [one.kind for one in await process.store.broadcasts.summaries()] == [BroadcastKind.PUSH] * 3
    await process.opens()
    await process.until_done()
    await look(process)
    await digest_state(process, BroadcastState.DONE)
    [push, digest] = person.from_bot
    assert "Тоқаштың" in push.text and "Жаңалық a1" in digest.text
    assert "Тоқаш" not in digest.text and "Футбол" not in digest.text


async def test_more_than_a_page_has_a_pager_and_near_copies_stand_once(process: DeliveryProcess) -> None:
    _, person = await digest_reader(process, 11, "Саясат")
    await process.opens()
    await publish(process, *(f"a{number}" for number in range(12)))
    await process.publishes("copy", title="Жаңалық  a3")
    await look(process, HOUR)
    await digest_state(process, BroadcastState.DONE)
    [digest] = person.from_bot
    assert "12" in digest.text.splitlines()[0] and digest.button("1/2")


async def test_an_imported_chat_gets_its_digest_in_the_morning(
    each_process: DeliveryProcess,
) -> None:
    process = each_process
    process.tg.add_person(11, "Оқырман")
    key = await rubric_key(process.store)
    async with process.store.transaction() as work:
        await work.audience.put([Listed(11, ChatKind.PRIVATE, "kk", {key: Mode.DIGEST})])
    await look(process, 61)
    found = await process.store.recipients.find(11)
    assert found is not None and found.digest_times == "480"
    [due] = await process.store.digests.due(process.clock.now_ms() + int(DAY * 1000), 10)
    assert (due.due_at // 60_000 + 5 * 60) % (24 * 60) == 480
