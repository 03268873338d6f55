"""The daily cap: what is above it comes in the digest or in the morning, and the next day counts anew."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.delivery import BroadcastState
from handlers.readers.digests import prepare_due
from playground.world.people import Person
from tests.builders import ZONE, chat
from tests.delivery.engine.test_digests import digest_reader, publish
from tests.delivery.engine.test_quiet_hours import digest_state, services_of
from tests.delivery.process import DeliveryProcess

NOON, NIGHT = 12, 1


def until_hour(process: DeliveryProcess, hour: int) -> float:
    """Seconds until it is this hour of the newsroom's day the next time."""
    now = datetime.fromtimestamp(process.clock.now_ms() / 1000, ZONE)
    return ((hour - now.hour - 1) % 24 + 1) * 3600 - now.minute * 60 - now.second


async def capped(process: DeliveryProcess, chat_id: int, cap: int) -> Person:
    person = process.tg.add_person(chat_id, "Оқырман")
    found = await chat(process.store, chat_id, "Саясат")
    async with process.store.transaction() as work:
        await work.recipients.set_cap(found.id, cap)
    return person


async def test_above_the_cap_news_waits_for_the_morning_and_breaking_news_does_not(
    each_process: DeliveryProcess,
) -> None:
    process = each_process
    reader, free = await capped(process, 11, 2), await capped(process, 12, 0)
    process.clock.jump(until_hour(process, NOON))
    await process.opens()
    await publish(process, "a1", "a2")
    await process.dies()
    await process.opens()
    await publish(process, "a3", "a4")
    assert [len(one.from_bot) for one in (reader, free)] == [2, 4]
    await process.publishes("urgent", title="Шұғыл", breaking=True)
    await process.until_state(BroadcastState.DONE, "urgent")
    assert "Шұғыл" in reader.from_bot[-1].text
    await prepare_due(services_of(process))
    assert len(reader.from_bot) == 3
    process.clock.jump(until_hour(process, NOON))
    await prepare_due(services_of(process))
    await digest_state(process, BroadcastState.DONE)
    assert "Жаңалық a3" in reader.from_bot[3].text and "Жаңалық a4" in reader.from_bot[3].text
    await publish(process, "b1", "b2", "b3")
    assert [len(one.from_bot) for one in (reader, free)] == [6, 8]


async def test_above_the_cap_news_waits_for_the_digest_of_a_chat_that_has_one(process: DeliveryProcess) -> None:
    recipient, person = await digest_reader(process, 11, "Мәдениет")
    async with process.store.transaction() as work:
        await work.recipients.follow(recipient.id, (await work.rubrics.named_or_new("Саясат")).key)
        await work.recipients.set_cap(recipient.id, 1)
    await process.opens()
    await publish(process, "a1", "a2")
    assert len(person.from_bot) == 1
    process.clock.jump(3600)
    await prepare_due(services_of(process))
    await digest_state(process, BroadcastState.DONE)
    assert "Жаңалық a2" in person.from_bot[-1].text


@pytest.mark.parametrize(("hour", "offered"), [(NIGHT, 1), (NOON, 0)])
async def test_the_first_push_at_night_offers_quiet_hours_once(
    process: DeliveryProcess, hour: int, offered: int
) -> None:
    reader = await capped(process, 11, 0)
    group = process.tg.add_group(-12, "Ауыл")
    await chat(process.store, -12, "Саясат")
    process.clock.jump(until_hour(process, hour))
    await process.opens()
    await publish(process, "a1", "a2")
    offers = [
        sum("🌙" in key.text for row in one.buttons for key in row) for one in (*reader.from_bot, *group.messages)
    ]
    assert offers == [offered, 0, 0, 0]
