"""When news comes: quiet hours, the time zone and the sound, by buttons and typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.audience import Layout, Sound
from playground.world.people import Person
from tests.conversation import Conversation, Story
from text.telegram.push_buttons import night_buttons


async def opened(chat: Conversation, label: str, heard: str, code: str = "kk") -> Person:
    """A reader with /settings open at a place."""
    reader = chat.reader(language_code=code)
    await reader.says("/settings")
    settings = await reader.hears("⚙️")
    await reader.presses(settings, label)
    await reader.hears(heard)
    return reader


async def test_quiet_hours_are_chosen_by_a_button_and_breaking_news_can_be_held_too(chat: Conversation) -> None:
    reader = await opened(chat, "🌙 Тыныш уақыт: жоқ", "Тыныш уақыт: жоқ")
    board = reader.from_bot[-1]
    assert not any("Шұғыл" in key.text for row in board.buttons for key in row)
    await reader.presses(board, "23:00–07:00")
    await chat.tg.until(lambda: board.button("23:00–07:00").text.startswith("✅"))
    assert (await chat.recipient(reader.id)).quiet == "23:00-07:00"
    await reader.presses(board, "⚡")
    await chat.tg.until(lambda: board.button("⚡").text.startswith("▫️"))
    assert not (await chat.recipient(reader.id)).breaking_passes
    await reader.presses(board, "Артқа")
    await reader.hears("Өзгерткіңіз")
    assert board.button("🌙 Тыныш уақыт: 23:00–07:00")
    await reader.presses(board, "🌙")
    await reader.hears("Тыныш уақыт: 23:00–07:00")
    await reader.presses(board, "жоқ")
    await chat.tg.until(lambda: board.button("жоқ").text.startswith("✅"))
    assert (await chat.recipient(reader.id)).quiet == ""


async def test_hours_that_cannot_be_are_said_so_and_asked_again_until_the_screen_is_left(chat: Conversation) -> None:
    reader = await opened(chat, "🌙", "Тыныш уақыт: жоқ")
    board = reader.from_bot[-1]
    for written, answer in (
        *(("25:99-07:00", "түсінбедім"), ("түнде", "түсінбедім")),
        *(("00:00-24:00", "тәулікті түгел"), ("7-7", "тәулікті түгел"), ("00:00 - 23:59", "тәулікті түгел")),
    ):
        await reader.says(written)
        await reader.hears(answer)
    assert (await chat.recipient(reader.id)).quiet == ""
    await reader.says("кешкі 10 жарымнан таңғы 06:15-ке дейін")
    await reader.hears("Тыныш уақыт: 22:30–06:15")
    assert (await chat.recipient(reader.id)).quiet == "22:30-06:15"
    await reader.presses(board, "22:00–07:00")
    await chat.tg.until(lambda: board.button("22:00–07:00").text.startswith("✅"))
    await reader.presses(board, "Артқа")
    await chat.tg.until(lambda: "Өзгерткіңіз" in board.text)
    await reader.says("көпір")
    await reader.hears("🔎")


async def test_a_typed_city_sets_the_zone_and_an_unknown_one_gets_the_nearest(chat: Conversation) -> None:
    reader = await opened(chat, "🕰", "Выберите город", "ru")
    await reader.says("Шимкент")
    near = await reader.hears("Может быть, Шымкент?")
    await reader.presses(near, "Шымкент")
    await reader.hears("Время: Астана")
    await reader.says("сеул")
    await reader.hears("Время: Сеул")
    assert (await chat.recipient(reader.id)).zone == "Asia/Seoul"
    # Hours that the chat is shown are those of its own zone.
    await reader.says("/pause 1d")
    until = await reader.hears("на паузе до")
    tomorrow = datetime.now(ZoneInfo("Asia/Seoul")) + timedelta(days=1)
    assert any(f"{tomorrow - timedelta(minutes=ago):%H:%M}" in until.text for ago in (0, 1))


async def test_a_city_that_is_like_no_other_is_said_so(chat: Conversation) -> None:
    reader = await opened(chat, "🕰", "city", "en")
    await reader.says("Zzyzx")
    await reader.hears("I do not know the city “Zzyzx”")
    await reader.says("/cancel")
    await reader.hears("nothing to cancel")
    await reader.says("Almaty")
    await reader.hears("🔎")
    assert (await chat.recipient(reader.id)).zone == ""


async def test_which_news_rings_is_chosen(chat: Conversation) -> None:
    reader = await opened(chat, "🔔 Дыбыс: барлығы", "дыбыспен келсін")
    board = reader.from_bot[-1]
    await reader.presses(board, "тек шұғыл хабар")
    await chat.tg.until(lambda: board.button("тек шұғыл").text.startswith("✅"))
    assert (await chat.recipient(reader.id)).sound is Sound.BREAKING


@pytest.mark.parametrize(
    "data",
    [
        "hours:quiet:26-99",
        "hours:zone:Mars/Olympus",
        "hours:sound:loud",
        "hours:cap:7000",
        "hours:layout:x",
        "digest:1:0",
    ],
)
async def test_a_forged_button_changes_nothing(chat: Conversation, data: str) -> None:
    reader = await opened(chat, "🌙", "Тыныш уақыт: жоқ")
    before = await chat.recipient(reader.id)
    assert await (await reader.presses_data(reader.from_bot[-1], data)).answered()
    assert await chat.recipient(reader.id) == before


async def test_times_and_days_of_the_digest_are_chosen_or_typed_and_the_last_time_stays(chat: Conversation) -> None:
    reader = await opened(chat, "🗞 Дайджест: жоқ", "Дайджест: жоқ")
    board = reader.from_bot[-1]
    await reader.presses(board, "18:30")
    await chat.tg.until(lambda: board.button("18:30").text.startswith("✅"))
    await reader.presses(board, "Жұмыс күндері")
    await chat.tg.until(lambda: board.button("Жұмыс").text.startswith("✅"))
    await reader.presses(board, "18:30")
    await chat.tg.until(lambda: board.button("18:30").text.startswith("✅"))
    found = await chat.recipient(reader.id)
    assert (found.digest_times, found.digest_days) == ("1110", "12345")
    await reader.says("25:99")
    await reader.hears("түсінбедім")
    await reader.says("таңғы 8, кешкі 6 жарым")
    await reader.hears("Дайджест: 08:00, 18:30")
    assert len(await chat.store.digests.due(chat.clock.now_ms() + 8 * 86_400_000, 10)) == 1


async def test_digest_on_demand_says_when_nothing_waits(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/digest")
    await reader.hears("жиналған жоқ")
    await reader.says("/stop")
    await reader.presses(await reader.hears("тоқтатайын ба"), "Иә, тоқтату")
    await reader.hears("тоқтатылды")
    await reader.says("/digest")
    await reader.hears("тоқтатулы")


async def test_the_layout_is_chosen_with_a_preview_of_the_latest_article(chat: Conversation) -> None:
    body = "Көпір ашылды. " + "Жол қысқарды. " * 20 + "Соңғы сөйлем."
    await chat.publishes(Story("Жаңа көпір", body=body, lead="Көпір ашылды."))
    reader = await opened(chat, "📐 Көрінісі: қалыпты", "Былай келеді")
    board = reader.from_bot[-1]
    assert "Жаңа көпір\n\nКөпір ашылды." in board.text and "Соңғы сөйлем." not in board.text
    await reader.presses(board, "толық")
    await chat.tg.until(lambda: board.text.endswith("Соңғы сөйлем."))
    await reader.presses(board, "ықшам")
    await chat.tg.until(lambda: board.text.endswith("Жаңа көпір"))
    await reader.presses(board, "Артқа")
    await chat.tg.until(lambda: "Өзгерткіңіз" in board.text)
    assert board.button("📐 Көрінісі: ықшам") and len(reader.from_bot) == 1
    assert (await chat.recipient(reader.id)).layout is Layout.COMPACT


async def test_a_daily_cap_is_chosen_or_typed_and_breaking_news_passes_or_waits(chat: Conversation) -> None:
    reader = await opened(chat, "📬 В день: без ограничений", "утром одним сообщением", "ru")
    board = reader.from_bot[-1]
    await reader.presses(board, "10")
    await chat.tg.until(lambda: board.button("10").text.startswith("✅"))
    for wrong in ("25:99", "-1", "1000", "много"):
        await reader.says(wrong)
        await reader.hears("Не понимаю это число")
    await reader.says("7")
    board = await reader.hears("Новостей в день: до 7")
    assert (await chat.recipient(reader.id)).cap == 7
    await reader.presses(board, "Назад")
    await chat.tg.until(lambda: "Нажмите" in board.text)
    await reader.presses(board, "⚡ Срочное: сразу")
    await chat.tg.until(lambda: "сверх дневного" in board.text)
    await reader.presses(board, "Пусть ждут")
    await chat.tg.until(lambda: board.button("Пусть ждут").text.startswith("✅"))
    assert not (await chat.recipient(reader.id)).breaking_passes


@pytest.mark.parametrize(("label", "quiet"), [("🌙", "23:00-07:00"), ("Келе берсін", "")])
async def test_the_offer_under_a_push_at_night_is_answered_once(chat: Conversation, label: str, quiet: str) -> None:
    reader = chat.reader()
    await reader.says("/settings")
    await reader.hears("⚙️")
    [key] = await chat.publishes("Түнгі жаңалық")
    push = await chat.sends_push(reader.id, key, *night_buttons("kk"))
    toast = await (await reader.presses(push, label)).answered()
    assert ("23:00–07:00" in toast) == bool(quiet)
    await chat.tg.until(lambda: not any("🌙" in one.text for row in push.buttons for one in row))
    assert push.button("📖") and (await chat.recipient(reader.id)).quiet == quiet


async def test_buttons_of_a_groups_settings_obey_its_administrators_alone(chat: Conversation) -> None:
    admin, member = chat.reader(1001), chat.reader(1002, "Болат")
    group = chat.tg.add_group(-500, "Ауыл", admins=[1001], members=[1002])
    await admin.says("/settings", chat=group)
    board = await group.hears("⚙️")
    for data in ("hours:cap:3", "hours:layout:full", "hours:quiet:23-7", "set:language:ru", "night:1"):
        assert "әкімшілері ғана" in await (await member.presses_data(board, data)).answered()
    await admin.presses_data(board, "hours:cap:")
    await chat.tg.until(lambda: "жеке чатта жаза аласыз: /channels" in board.text)
    await admin.presses_data(board, "hours:cap:3")
    await chat.tg.until(lambda: "Күніне: 3" in board.text)
    found = await chat.recipient(-500)
    assert (found.cap, found.quiet, found.language) == (3, "", "kk")
    assert await chat.store.recipients.find(1002) is None
