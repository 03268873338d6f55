"""The first days of a reader, and long silence: posters, tips, "are you still there", the own data."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.readers.nudge import SILENT_DAYS
from handlers.readers.first_days.nudges import send_nudges
from playground.world.people import Person
from tests.builders import JumpingClock
from tests.conversation import ZONE, Conversation, Story

DAY = 86_400


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Conversation]:
    async with Conversation(tmp_path, JumpingClock()) as conversation:
        yield conversation


async def passes(chat: Conversation, days: int, hour: int = 12) -> None:
    """So many days later, at this hour by the chat's zone; what is due is sent, as the program does it."""
    assert isinstance(chat.clock, JumpingClock)
    services = chat.dispatcher["services"]
    await services.presence.flush(chat.store, chat.clock.now_ms())
    now = datetime.fromtimestamp(chat.clock.now_ms() / 1000, ZONE)
    then = (now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
    chat.clock.jump((then - now).total_seconds())
    for _ in range(2):
        await send_nudges(chat.bot, services)


async def joins(chat: Conversation, *, code: str = "kk") -> Person:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader(language_code=code)
    await reader.says("/start r_politics")
    await reader.presses(await reader.hears("Тілді таңдаңыз"), "Қазақша")
    await reader.presses(await reader.hears("Айдарлар"), "Дайын")
    await reader.hears("Таңдаған айдарларыңыздан соңғы жаңалықтар")
    return reader


def unasked(reader: Person) -> list[str]:
    return [one.text for one in reader.from_bot if one.text.startswith(("💡", "👋 Сізден"))]


async def test_three_tips_come_in_the_first_week_by_day_each_once_and_none_after_that(chat: Conversation) -> None:
    reader = await joins(chat)
    await passes(chat, 0, 13)
    assert unasked(reader) == []
    await passes(chat, 1, 23)
    assert unasked(reader) == [], "not at night"
    await passes(chat, 1)
    assert [text[:24] for text in unasked(reader)] == ["💡 Кез келген сөзді осынд"]
    await chat.restart()
    await passes(chat, 1)
    assert "дайджестке" in unasked(reader)[-1]
    await passes(chat, 3)
    assert "@" in unasked(reader)[-1]
    for days in (1, 7, 30):
        await passes(chat, days)
    assert len(unasked(reader)) == 3


async def test_tips_end_with_one_press_and_never_come_to_one_who_stopped(chat: Conversation) -> None:
    reader = await joins(chat)
    await passes(chat, 1)
    tip = await reader.hears("💡")
    await reader.presses(tip, "🔕 Кеңес керек емес")
    assert await reader.sees_toast("кеңес") == "Жақсы, кеңес енді келмейді"
    await passes(chat, 3)
    await passes(chat, 3)
    assert len(unasked(reader)) == 1

    other = chat.reader(1002, "Ержан")
    await other.says("/start r_politics")
    await other.presses(await other.hears("Тілді таңдаңыз"), "Қазақша")
    await other.presses(await other.hears("Айдарлар"), "Дайын")
    await other.says("/stop")
    await other.presses(await other.hears("тоқтатайын ба"), "Иә, тоқтату")
    await other.hears("Жаңалықтар тоқтатылды")
    await passes(chat, 1)
    assert unasked(other) == []


async def test_one_who_is_silent_for_sixty_days_is_asked_once_and_may_get_a_digest_instead(chat: Conversation) -> None:
    reader = await joins(chat)
    await passes(chat, SILENT_DAYS - 1)
    await reader.says("/latest")
    await reader.hears("Соңғы жаңалықтар")
    await passes(chat, SILENT_DAYS - 1)
    assert not any("күннен бері" in text for text in unasked(reader))
    await passes(chat, 2)
    question = await reader.hears("Сізден 60 күннен бері хабар жоқ")
    assert [key.text for row in question.buttons for key in row] == [
        "✅ Иә, келе берсін",
        "🗞 Дайджестпен келсін",
        "⏸ Кідірте тұру",
        "⏹ Тоқтату",
    ]
    await passes(chat, SILENT_DAYS + 5)
    await reader.presses(question, "🗞 Дайджестпен келсін")
    await reader.hears("Жаңалықтар енді дайджестпен келеді: 08:00")
    assert await chat.follows(reader.id) == {"Саясат": "digest"}
    for _ in range(2):
        await passes(chat, SILENT_DAYS + 5)
    assert sum("күннен бері" in one.text or "дайджестпен келеді" in one.text for one in reader.from_bot) == 1


async def test_a_link_on_a_poster_follows_the_rubric_and_counts_new_readers_for_the_newsroom(
    chat: Conversation,
) -> None:
    await chat.publishes(Story("Матч нәтижесі", rubric="Спорт"))
    for number, link in enumerate(("r_sport-poster1", "r_sport-Poster1", "r_sport-stand-2", "r_sport-" + "x" * 40)):
        reader = chat.reader(2000 + number, "Оқырман")
        await reader.says(f"/start {link}")
        await reader.hears("Тілді таңдаңыз")
        await reader.says(f"/start {link}")
        await reader.hears("Тілді таңдаңыз")
    assert await chat.follows(2000) == {"Спорт": "now"}
    assert await chat.store.arrivals.top(9) == [("poster1", 2), ("stand-2", 1)]

    owner = chat.owner()
    await owner.says("/stats")
    await owner.presses(await owner.hears("📊 Чат: 4"), "📍 Қайдан келді")
    listed = await owner.hears("Жаңа оқырмандар қай жарнамадан келді")
    assert "• poster1: 2\n• stand-2: 1" in listed.text


async def test_my_data_comes_as_a_document_in_private_alone_and_a_search_in_vain_offers_the_newsroom(
    chat: Conversation,
) -> None:
    reader = await joins(chat)
    await reader.says("кенгуру")
    await reader.presses(await reader.hears("ештеңе табылмады"), "✍️ Редакцияға жазу")
    await reader.says("Кенгуру туралы жазыңызшы")
    await reader.hears("Хатыңыз")
    await reader.says("/mydata")
    document = await reader.hears("Сіз туралы сақталғанның бәрі")
    assert document.content.file is not None and document.content.file.name == "zharshy-mydata.json"
    data = json.loads(document.content.file.data)
    assert data["user_id"] == reader.id and data["chat"]["article_languages"] == ["kk"]
    assert [one["text"] for one in data["letters"]] == ["Кенгуру туралы жазыңызшы"]
    assert [one["what"] for one in data["chat"]["reminders"]] == ["tip-hours", "tip-inline", "tip-search"]
    await reader.says("/mydata")
    await reader.hears("минутына бір рет")

    group = chat.tg.add_group(-100500, "Топ", admins=[reader.id])
    await reader.says("/mydata", chat=group)
    await group.hears("жеке чатта істеледі")
