"""A real aiogram bot talks with pretend people over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import CallbackQuery, ChatMemberUpdated, InlineKeyboardButton, InlineKeyboardMarkup, Message

from playground.server import Playground


@pytest.fixture
async def running(bot: Bot) -> AsyncIterator[Dispatcher]:
    """A small bot under long polling."""
    dispatcher = Dispatcher()
    dispatcher["moves"] = []

    @dispatcher.message(F.text == "/start")
    async def start(message: Message) -> None:
        keys = [
            [
                InlineKeyboardButton(text="Саясат", callback_data="r:1"),
                InlineKeyboardButton(text="Сайт", url="https://a.kz"),
            ]
        ]
        await message.answer(
            "<b>Сәлем</b>, таңдаңыз", parse_mode="HTML", reply_markup=InlineKeyboardMarkup(inline_keyboard=keys)
        )

    @dispatcher.callback_query(F.data == "r:1")
    async def press(query: CallbackQuery) -> None:
        await query.answer("Жазылдыңыз")
        assert isinstance(query.message, Message)
        await query.message.edit_text("Саясат ✓")

    @dispatcher.my_chat_member()
    async def moved(event: ChatMemberUpdated, moves: list[str]) -> None:
        moves.append(event.new_chat_member.status)

    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    yield dispatcher
    await dispatcher.stop_polling()
    await polling


async def test_a_reader_is_greeted_presses_a_button_and_sees_the_message_change(
    tg: Playground, running: Dispatcher
) -> None:
    reader = tg.add_person(1001, "Әлия", language_code="kk")
    await reader.says("/start")
    greeting = await reader.hears("таңдаңыз")
    assert greeting.html == "<b>Сәлем</b>, таңдаңыз"
    assert [[key.text for key in row] for row in greeting.buttons] == [["Саясат", "Сайт"]]

    press = await reader.presses(greeting, "Саясат")
    assert await press.answered() == "Жазылдыңыз"
    changed = await reader.hears("Саясат ✓")
    assert changed is greeting
    assert changed.edited
    assert not changed.buttons
    assert (await reader.sees_toast("Жазыл")) == "Жазылдыңыз"


async def test_the_bot_is_told_when_a_reader_blocks_it_and_comes_back(
    tg: Playground, bot: Bot, running: Dispatcher
) -> None:
    reader = tg.add_person(1001, "Әлия")
    await reader.blocks()
    await tg.until(lambda: running["moves"] == ["kicked"] or len(tg.calls.of("getUpdates")) > 2)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(1001, "жаңалық")
    await reader.says("/start")
    await reader.hears("таңдаңыз")
    assert running["moves"] == ["kicked", "member"]


async def test_listening_in_vain_shows_what_the_chat_holds(tg: Playground, bot: Bot) -> None:
    reader = tg.add_person(1001, "Әлия")
    await bot.send_message(1001, "басқа сөз")
    with pytest.raises(AssertionError, match="басқа сөз"):
        await reader.hears("керек сөз", timeout=0.05)


async def test_hears_counts_from_the_last_act_of_a_person(tg: Playground, bot: Bot) -> None:
    reader = tg.add_person(1001, "Әлия")
    await bot.send_message(1001, "бір")
    assert (await reader.hears("бір")).text == "бір"
    await reader.says("тағы")
    with pytest.raises(AssertionError):
        await reader.hears("бір", timeout=0.05)


async def test_a_link_button_opens_and_a_missing_button_is_named(tg: Playground, running: Dispatcher) -> None:
    reader = tg.add_person(1001, "Әлия")
    await reader.says("/start")
    greeting = await reader.hears("Сәлем")
    assert (await reader.presses(greeting, "Сайт")).url == "https://a.kz"
    with pytest.raises(AssertionError, match="Саясат"):
        await reader.presses(greeting, "Жоқ түйме")
