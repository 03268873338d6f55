"""What people do around groups and channels: topics, administrators, reply keys, chats that are shared with the bot."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    ChatAdministratorRights,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from playground.server import Playground
from playground.world.reply_keys import offered_chats, presses_key, shares_chat

FORUM, CHANNEL = -100500, -100700


def rights(**given: bool) -> ChatAdministratorRights:
    fields = {name: False for name, field in ChatAdministratorRights.model_fields.items() if field.is_required()}
    return ChatAdministratorRights(**{**fields, **given})


async def news(bot: Bot, tg: Playground) -> list[dict[str, Any]]:
    """What the bot has not fetched yet, as Telegram would send it, checked by aiogram's models."""
    found = list(tg.world.updates.waiting)
    await bot.get_updates(offset=-1, limit=1)
    await bot.get_updates(offset=found[-1]["update_id"] + 1 if found else 0)
    return found


async def test_topics_are_told_in_service_messages_and_made_by_an_administrator_alone(tg: Playground, bot: Bot) -> None:
    admin = tg.add_person(1001, "Әлия")
    group = tg.add_group(FORUM, "Ауыл", "supergroup", admins=[1001])
    with pytest.raises(TelegramBadRequest, match="the chat is not a forum"):
        await bot.create_forum_topic(FORUM, "Спорт")
    number = group.opens_topic("Спорт")
    group.closes_topic(number)
    with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
        await bot.send_message(FORUM, "жаңалық", message_thread_id=number)
    with pytest.raises(TelegramBadRequest, match="not enough rights to create a topic"):
        await bot.create_forum_topic(FORUM, "Саясат")
    group.reopens_topic(number)
    await admin.says("/rubrics", chat=group, topic=number)
    kinds = ("forum_topic_created", "forum_topic_closed", "forum_topic_reopened")
    told = [update["message"] for update in await news(bot, tg)]
    assert [next(kind for kind in kinds if kind in one) for one in told[:3]] == list(kinds)
    assert told[0]["message_id"] == told[1]["message_thread_id"] == number
    assert told[3]["reply_to_message"]["forum_topic_created"]["name"] == "Спорт"

    await group.changes_bot("administrator", admin)
    made = await bot.create_forum_topic(FORUM, "Саясат")
    assert (await bot.send_message(FORUM, "жаңалық", message_thread_id=made.message_thread_id)).is_topic_message
    group.deletes_topic(made.message_thread_id)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(FORUM, "жаңалық", message_thread_id=made.message_thread_id)


async def test_a_key_asks_for_a_chat_that_its_administrator_shares(tg: Playground, bot: Bot) -> None:
    admin, member = tg.add_person(1001, "Әлия"), tg.add_person(1002, "Болат")
    channel = tg.add_channel(CHANNEL, "Арна", admins=[1001], bot="left")
    wanted = KeyboardButtonRequestChat(
        request_id=5,
        chat_is_channel=True,
        request_title=True,
        bot_administrator_rights=rights(can_post_messages=True),
        user_administrator_rights=rights(can_post_messages=True, can_promote_members=True),
    )
    keys = [[KeyboardButton(text="Арна таңдау", request_chat=wanted)], [KeyboardButton(text="Болды")]]
    markup = ReplyKeyboardMarkup(keyboard=keys, one_time_keyboard=True)
    with pytest.raises(TelegramBadRequest, match="chats can be requested in private chats only"):
        await bot.send_message(tg.add_group(-500, "Ауыл").id, "Қай арна?", reply_markup=markup)
    for person in (admin, member):
        await bot.send_message(person.id, "Қай арна?", reply_markup=markup)
    assert [chat.id for chat in offered_chats(admin, "Арна")] == [CHANNEL]
    assert offered_chats(member, "Арна") == []
    await shares_chat(admin, "Арна", channel)
    assert channel.bot_status == "administrator"
    assert admin.reply_keyboard is None
    with pytest.raises(ValueError, match="no administrator"):
        await shares_chat(member, "Арна", channel)
    await shares_chat(member, "Арна", channel, unchecked=True)
    joined, shared, forged = await news(bot, tg)
    assert joined["my_chat_member"]["new_chat_member"]["can_post_messages"] is True
    assert shared["message"]["chat_shared"] == {"request_id": 5, "chat_id": CHANNEL, "title": "Арна"}
    assert forged["message"]["chat_shared"]["chat_id"] == CHANNEL

    await bot.send_message(admin.id, "Қай арна?", reply_markup=markup)
    assert (await presses_key(admin, "Болды")).text == "Болды"
    await bot.send_message(admin.id, "Рақмет", reply_markup=ForceReply())
    await bot.send_message(
        admin.id,
        "Нөмір?",
        reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Нөмірім", request_contact=True)]]),
    )
    assert (await presses_key(admin, "Нөмірім")).extra["contact"]["user_id"] == 1001
    await bot.send_message(admin.id, "Рақмет", reply_markup=ReplyKeyboardRemove())
    assert admin.reply_keyboard is None


async def test_somebody_becomes_administrator_and_a_button_under_an_inline_result_is_pressed(
    tg: Playground, bot: Bot
) -> None:
    reader = tg.add_person(1001, "Әлия")
    group = tg.add_group(FORUM, "Ауыл", "supergroup", members=[1001], bot="administrator")
    group.promotes(1001)
    assert (await bot.get_chat_member(FORUM, 1001)).status == "creator"
    group.promotes(1001, admin=False)
    assert (await bot.get_chat_member(FORUM, 1001)).status == "member"

    asked = await reader.asks_inline("су")
    words = InputTextMessageContent(message_text="Су тапшы")
    row = [InlineKeyboardButton(text="Оқу", callback_data="read:1:0")]
    card = InlineQueryResultArticle(
        id="1", title="Су", input_message_content=words, reply_markup=InlineKeyboardMarkup(inline_keyboard=[row])
    )
    await bot.answer_inline_query(asked.id, [card])
    message = await asked.chooses(chat=group)
    await reader.presses(message, "Оқу")
    pressed = (await news(bot, tg))[-1]["callback_query"]
    assert pressed["inline_message_id"] == message.inline_id
    assert "message" not in pressed
