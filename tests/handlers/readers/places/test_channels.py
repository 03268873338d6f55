"""Channels and groups are added and managed from the private chat, by their administrators alone."""

from __future__ import annotations

from functools import partial

import pytest

from domain.audience import ChatKind
from domain.clock import SystemClock
from handlers.core.refusals import delete_passed
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.reply_keys import offered_chats, presses_key, shares_chat
from storage.repositories.recipients import NewRecipient
from tests.conversation import Conversation, Story

ADMIN, OTHER = 1001, 1002
CHANNEL, GROUP = -100700, -100500


async def opens(chat: Conversation, person: Person, *labels: str) -> Message:
    """Walks from /channels through these buttons; the message at the end."""
    await person.says("/channels")
    await chat.tg.until(lambda: bool(person.messages) and person.last.id > person.messages[-2].id)
    board = await person.hears("📣")
    for label in labels:
        await (await person.presses(board, label)).answered()
    return board


async def test_a_channel_is_chosen_from_telegrams_list_and_set_up_without_a_trace_in_it(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    admin = chat.reader(ADMIN)
    channel = chat.tg.add_channel(CHANNEL, "Арна", admins=[ADMIN], bot="left")
    chat.tg.add_channel(-100701, "Бөтен арна", admins=[OTHER], bot="left")
    await admin.says("/channels")
    await admin.presses(await admin.hears("Арналарыңыз бен топтарыңыз"), "Арна қосу")
    await admin.hears("«Арна таңдау» түймесін")
    assert [one.title for one in offered_chats(admin, "Арна таңдау")] == ["Арна"]
    await presses_key(admin, "Қазір емес")
    await admin.hears("Ештеңе қосылған жоқ")
    assert admin.reply_keyboard is None

    await admin.presses(admin.from_bot[0], "Арна қосу")
    await admin.hears("«Арна таңдау» түймесін")
    await shares_chat(admin, "Арна таңдау", channel)
    await admin.hears("«Арна» арнасы дайын")
    card = await admin.hears("ешбір айдар келмейді")
    await admin.presses(card, "Айдарлар")
    await admin.hears("Керегін басыңыз")
    assert card.text.startswith("📣 Арна\n")
    await admin.presses(card, "Спорт")
    await chat.tg.until(lambda: card.button("Спорт").text.startswith("✅"))
    await admin.presses(card, "Дайын")
    await admin.hears("мына айдарлар келеді: Спорт")
    await admin.presses(card, "Баптаулар")
    await admin.hears("Өзгерткіңіз келгенін басыңыз")
    assert await chat.follows(CHANNEL) == {"Спорт": "now"}
    assert channel.messages == []
    assert (await chat.recipient(CHANNEL)).kind is ChatKind.CHANNEL
    assert await chat.store.recipients.find(ADMIN) is None


def has_button(board: Message, label: str) -> bool:
    return any(label in key.text for row in board.buttons for key in row)


async def goes(chat: Conversation, person: Person, board: Message, *labels: str) -> None:
    """Presses one button after another, each as soon as it is there."""
    for label in labels:
        await chat.tg.until(partial(has_button, board, label))
        await (await person.presses(board, label)).answered()


@pytest.mark.both_databases
async def test_hours_city_and_cap_of_a_channel_are_typed_in_private_by_who_still_administers_it(
    chat: Conversation,
) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(ADMIN, language_code="ru")
    channel = chat.tg.add_channel(CHANNEL, "Арна", admins=[ADMIN, OTHER], bot="left")
    await channel.adds_bot(admin)
    board = await admin.hears("Спасибо, что добавили")
    await goes(chat, admin, board, "Открыть", "Настройки")
    for place, wrong, refusal, right, heard in (
        ("🌙", "25:99-7", "Не понимаю это время", "22:30-6", "Тихие часы: 22:30–06:00"),
        ("🗞", "25:99", "Не понимаю это время", "07:45", "Дайджест: 07:45"),
        ("🕰", "Шимкент", "Может быть, Шымкент?", "Берлин", "Время: Берлин"),
        ("📬", "1000", "Не понимаю это число", "4", "Новостей в день: до 4"),
    ):
        await goes(chat, admin, board, place)
        await admin.says(wrong)
        await admin.hears(refusal)
        await admin.says(right)
        board = await admin.hears(heard)
        assert board.text.startswith("📣 Арна\n")
        await goes(chat, admin, board, "Назад")
    found = await chat.recipient(CHANNEL)
    assert (found.quiet, found.digest_times, found.zone, found.cap) == ("22:30-06:00", "465", "Europe/Berlin", 4)
    own = await chat.store.recipients.find(ADMIN)
    assert own is None or (own.quiet, own.zone, own.cap) == ("", "", 0)
    assert channel.messages == []
    await goes(chat, admin, board, "📬")
    channel.promotes(ADMIN, admin=False)
    await admin.says("5")
    await admin.hears("только администраторы того чата")
    assert (await chat.recipient(CHANNEL)).cap == 4


async def test_who_is_no_administrator_any_more_manages_nothing_and_a_forged_button_gives_no_right(
    chat: Conversation,
) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin, other = chat.reader(ADMIN), chat.reader(OTHER, "Болат", language_code="ru")
    channel = chat.tg.add_channel(CHANNEL, "Арна", admins=[ADMIN, OTHER], bot="left")
    await channel.adds_bot(other)
    await other.hears("Спасибо, что добавили")
    card = other.last
    await other.presses(card, "Открыть")
    await other.hears("не приходит ни одна рубрика")
    await other.presses(card, "Рубрики")
    await other.hears("Нажмите на нужные")
    channel.promotes(OTHER, admin=False)
    # The old owner, a stranger's forged address, and one of a private chat.
    assert "администраторы" in await (await other.presses(card, "Политика")).answered()
    recipient = await chat.recipient(CHANNEL)
    await admin.says("/start")
    await admin.hears("Сәлеметсіз")
    private = await chat.recipient(ADMIN)
    for data in (
        f"@{recipient.id}:rub:0:1:0",
        f"@{private.id}:rub:0:1:0",
        "@zzzzzz:rub:0:1:0",
        "place:x",
        "@1:@1:rub:0:1:0",
    ):
        press = await other.presses_data(card, data)
        assert (await press.answered()) != "", data
    await other.says("/channels")
    assert "Арна" not in str((await other.hears("Ваши каналы и группы")).buttons)
    assert await chat.follows(CHANNEL) == {}
    assert await chat.follows(ADMIN) == {}
    # The one who administers it still finds it, though another has set it up.
    await admin.says("/channels")
    assert (await admin.hears("Арналарыңыз бен")).button("📣 Арна")


async def test_a_chat_that_is_shared_by_somebody_without_rights_or_without_the_bot_is_not_believed(
    chat: Conversation,
) -> None:
    person = chat.reader(ADMIN, language_code="en")
    channel = chat.tg.add_channel(CHANNEL, "Channel", admins=[OTHER])
    outside = chat.tg.add_group(GROUP, "Village", "supergroup", admins=[ADMIN], bot="left")
    for chosen, words in ((channel, "Only the administrators"), (outside, "I am not in that chat")):
        await person.says("/channels")
        await person.presses(await person.hears("Your channels and groups"), "Add a channel")
        await person.hears("I need no other right")
        await shares_chat(person, "Choose a channel", chosen, unchecked=True)
        await person.hears(words)
    assert "startgroup" in str((await person.hears("First let me in")).button("to a group").url)
    assert await chat.store.recipients.find(CHANNEL) is None


async def test_an_administrator_of_hundreds_of_groups_has_them_in_pages(chat: Conversation) -> None:
    admin = chat.reader(ADMIN)
    async with chat.store.transaction() as work:
        for number in range(60):
            chat.tg.add_group(-1000 - number, f"Топ {number}", admins=[ADMIN])
            await work.recipients.met(NewRecipient(-1000 - number, ChatKind.GROUP, "kk", title=f"Топ {number}"))
            await work.places.manages(ADMIN, -1000 - number, "kk")
    await admin.says("/channels")
    board = await admin.hears("Арналарыңыз бен")
    assert len([key for row in board.buttons for key in row if key.text.startswith("👥 Топ")]) == 8
    assert len(chat.tg.calls.of("getChatMember")) == 8
    await admin.presses(board, "1/8")
    await admin.presses(board, "›")
    await chat.tg.until(lambda: any(key.text == "2/8" for row in board.buttons for key in row))


async def test_a_flood_of_refused_commands_gets_one_answer_that_goes_after_a_minute(chat: Conversation) -> None:
    admin = chat.reader(ADMIN, language_code="ru")
    crowd = [chat.reader(2000 + number, f"Ж{number}", language_code="ru") for number in range(6)]
    group = chat.tg.add_group(GROUP, "Село", "supergroup", admins=[ADMIN], members=[one.id for one in crowd])
    for _ in range(4):
        await crowd[0].says("/rubrics", chat=group)
    await group.hears("только администраторы")
    for one in crowd[1:]:
        await one.says("/settings", chat=group)
    await admin.says("/help", chat=group)
    await group.hears("Администраторам")
    refusals = [message for message in group.from_bot if "только администраторы" in message.text]
    assert len(refusals) == 3
    await chat.restart()
    services = chat.dispatcher["services"]
    due = await chat.store.places.passed(chat.clock.now_ms() + 61_000, 10)
    assert sorted(message for _, message, _ in due) == sorted(message.id for message in refusals)
    later = LaterClock(61_000)
    await delete_passed(chat.bot, services.store, later)
    assert all(message.deleted for message in refusals)
    assert await chat.store.places.passed(chat.clock.now_ms() + 61_000, 10) == []


class LaterClock(SystemClock):
    """The machine's clock, so many milliseconds later."""

    def __init__(self, ahead_ms: int) -> None:
        self._ahead_ms = ahead_ms

    def now_ms(self) -> int:
        return super().now_ms() + self._ahead_ms
