"""aiogram's own models accept what the playground answers, and its uploads are understood."""

from __future__ import annotations

import io

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyParameters,
)

from playground.server import Playground

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x40\x00\x00\x00\x20" + b"\x00" * 20


async def test_a_text_comes_back_as_telegram_shows_it(tg: Playground, bot: Bot) -> None:
    reader = tg.add_person(1001, "Әлия")
    asked = await reader.says("сұрақ")
    source = (
        '<b>Қалың <i>көлбеу</i></b> <a href="https://a.kz/?a=1&amp;b=2">сілтеме</a> '
        '<blockquote expandable>дәйек</blockquote><pre><code class="language-py">x &lt; 1</code></pre> 😀<s>жоқ</s>'
    )
    sent = await bot.send_message(
        1001,
        source,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=asked.id),
        disable_notification=True,
    )
    kinds = [entity.type for entity in sent.entities or []]
    assert kinds == ["bold", "italic", "text_link", "expandable_blockquote", "pre", "strikethrough"]
    assert reader.last.html == source
    assert (sent.entities or [])[5].extract_from(sent.text or "") == "жоқ"
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == asked.id
    assert reader.last.silent
    assert sent.from_user is not None
    assert sent.from_user.id == bot.id


async def test_a_file_is_uploaded_once_and_sent_again_by_its_id(tg: Playground, bot: Bot) -> None:
    reader = tg.add_person(1001, "Әлия")
    sent = await bot.send_photo(1001, BufferedInputFile(PNG, "сурет.png"), caption="<b>Сурет</b>", parse_mode="HTML")
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == (64, 32)
    again = await bot.send_photo(1001, sent.photo[-1].file_id)
    assert again.photo is not None
    assert [message.content.kind for message in reader.messages] == ["photo", "photo"]
    assert reader.messages[0].html == "<b>Сурет</b>"
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_photo(1001, sent.photo[-1].file_id, caption="я" * 1025)
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await bot.send_document(1001, "жоқ-файл")


async def test_a_document_of_a_person_is_downloaded_byte_for_byte(tg: Playground, bot: Bot) -> None:
    editor = tg.add_person(1001, "Ерлан")
    data = bytes(range(256)) * 10 + b"\r\n--x\r\n"
    sent = await editor.sends_file("мақала.json", data, caption="міне")
    assert sent.content.file is not None
    got = await bot.download(sent.content.file.file_id, destination=io.BytesIO())
    assert got is not None
    assert got.read() == data
    big = await editor.sends_file("үлкен.zip", b"x", size=21 * 1024 * 1024)
    assert big.content.file is not None
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(big.content.file.file_id)
    uploaded = await bot.send_document(1001, BufferedInputFile(data, "x.bin"))
    assert uploaded.document is not None
    back = await bot.download(uploaded.document.file_id, destination=io.BytesIO())
    assert back is not None
    assert back.read() == data


async def test_an_album_copies_forwards_and_edits_of_media(tg: Playground, bot: Bot) -> None:
    reader, other = tg.add_person(1001, "Әлия"), tg.add_person(1002, "Марина")
    album = await bot.send_media_group(
        1001,
        [InputMediaPhoto(media=BufferedInputFile(PNG, f"{n}.png"), caption=f"сурет {n}") for n in range(3)],
    )
    assert len({message.media_group_id for message in album}) == 1
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        photo = InputMediaPhoto(media=BufferedInputFile(PNG, "a.png"))
        await bot.send_media_group(1001, [photo, InputMediaDocument(media=BufferedInputFile(b"a", "a.txt"))])
    copied = await bot.copy_message(1002, 1001, album[0].message_id)
    forwarded = await bot.forward_message(1002, 1001, album[1].message_id)
    assert [message.id for message in other.messages] == [copied.message_id, forwarded.message_id]
    assert forwarded.forward_origin is not None
    text = await bot.send_message(1001, "мәтін")
    edited = await bot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(PNG, "b.png"), caption="жаңа"), chat_id=1001, message_id=text.message_id
    )
    assert getattr(edited, "caption", "") == "жаңа"
    await bot.edit_message_caption(chat_id=1001, message_id=text.message_id, caption="тағы")
    assert reader.last.text == "тағы"
    assert [version.text for version in reader.last.versions] == ["мәтін", "жаңа"]


async def test_chats_and_members_are_described(tg: Playground, bot: Bot) -> None:
    admin = tg.add_person(1001, "Ерлан", username="erlan")
    tg.add_group(-1001, "Топ", "supergroup", topics={7: "Спорт"}, admins=[1001], members=[1002], bot="administrator")
    tg.add_channel(-1002, "Арна", admins=[1001], username="arna_kz")
    assert (await bot.get_me()).username == "zharshy_bot"
    assert (await bot.get_chat(-1001)).is_forum
    assert (await bot.get_chat("@arna_kz")).id == -1002
    assert (await bot.get_chat(1001)).first_name == admin.title
    assert (await bot.get_chat_member(-1001, 1001)).status == "creator"
    assert (await bot.get_chat_member(-1001, 1002)).status == "member"
    own = await bot.get_chat_member(-1002, bot.id)
    assert isinstance(own, ChatMemberAdministrator)
    assert own.can_post_messages
    assert [one.user.id for one in await bot.get_chat_administrators(-1001)] == [1001]
    post = await bot.send_message(-1002, "жарнама")
    assert post.from_user is None
    assert post.sender_chat is not None


async def test_the_narrowest_menu_in_the_readers_language_wins(tg: Playground, bot: Bot) -> None:
    tg.add_person(1001, "Әлия")

    def menu(words: str) -> list[BotCommand]:
        return [BotCommand(command="help", description=words)]

    await bot.set_my_commands(menu("all"))
    await bot.set_my_commands(menu("private"), scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(menu("жеке"), scope=BotCommandScopeAllPrivateChats(), language_code="kk")
    await bot.set_my_commands(menu("owner"), scope=BotCommandScopeChat(chat_id=1001))

    def shown(chat_id: int | None, language: str = "") -> str:
        return tg.menu(chat_id, language)[0]["description"]

    assert [shown(None), shown(5), shown(5, "kk"), shown(5, "ru"), shown(-7)] == [
        "all",
        "private",
        "жеке",
        "private",
        "all",
    ]
    assert shown(1001, "kk") == "owner"
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=1001))
    assert shown(1001, "kk") == "жеке"
    kept = await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code="kk")
    assert [(command.command, command.description) for command in kept] == [("help", "жеке")]
    await bot.set_my_description("Сипаттама", language_code="kk")
    assert (await bot.get_my_description(language_code="kk")).description == "Сипаттама"
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def test_an_inline_answer_is_shared_unless_it_is_personal(tg: Playground, bot: Bot) -> None:
    first, second = tg.add_person(1001, "Әлия"), tg.add_person(1002, "Марина")
    keys = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="k", callback_data="k")]])
    result = InlineQueryResultArticle(
        id="1",
        title="Мақала",
        input_message_content=InputTextMessageContent(message_text="<b>Мақала</b>", parse_mode="HTML"),
        reply_markup=keys,
    )
    asked = await first.asks_inline("сөз")
    await bot.answer_inline_query(asked.id, [result], is_personal=True)
    other = await second.asks_inline("сөз")
    assert not other.results
    await bot.answer_inline_query(other.id, [result], cache_time=60)
    assert (await tg.add_person(1003, "Дана").asks_inline("сөз")).results
    message = await asked.chooses(0)
    assert message.html == "<b>Мақала</b>"
    inline_id = next(iter(tg.world.inline.sent))
    assert await bot.edit_message_text("түзету", inline_message_id=inline_id) is True
    assert message.text == "түзету"


async def test_a_member_of_a_range_gets_messages_and_steps_forward_when_needed(tg: Playground, bot: Bot) -> None:
    tg.add_range(5000, 1000)
    sent = await bot.send_message(5001, "<b>бір</b>", parse_mode="HTML")
    edited = await bot.edit_message_text("екі", chat_id=5001, message_id=sent.message_id)
    assert getattr(edited, "text", "") == "екі"
    gone = await bot.send_message(5001, "үш")
    await bot.delete_message(5001, gone.message_id)
    reader = tg.person(5001)
    assert [(message.text, message.edited) for message in reader.messages] == [("екі", True)]
    await bot.send_message(5001, "төрт")
    assert reader.last.text == "төрт"
    assert tg.calls.copies()[5001] == 3
    await reader.blocks()
    assert len(tg.world.updates.waiting) == 1


async def test_typing_is_seen_until_the_message_comes(tg: Playground, bot: Bot) -> None:
    reader = tg.add_person(1001, "Әлия")
    await bot.send_chat_action(1001, "typing")
    assert reader.action == "typing"
    await bot.send_message(1001, "a")
    assert reader.action == ""


async def test_in_a_group_privacy_mode_lets_only_commands_mentions_and_replies_through(
    tg: Playground, bot: Bot
) -> None:
    reader = tg.add_person(1001, "Әлия")
    group = tg.add_group(-5, "Топ", members=[1001])
    sent = await bot.send_message(-5, "жаңалық")
    for words in ("әңгіме", "/help", "@zharshy_bot сәлем"):
        await reader.says(words, chat=group)
    await reader.says("жауап", chat=group, reply_to=group.find(sent.message_id))
    texts = [update["message"]["text"] for update in tg.world.updates.waiting]
    assert texts == ["/help", "@zharshy_bot сәлем", "жауап"]
    anonymous = await reader.says("/settings", chat=group, anonymous=True)
    assert anonymous.as_json()["from"]["username"] == "GroupAnonymousBot"


async def test_a_channel_post_and_an_edited_message_come_as_their_own_kinds(tg: Playground, bot: Bot) -> None:
    admin = tg.add_person(1001, "Ерлан")
    channel = tg.add_channel(-1003, "Арна", admins=[1001])
    await channel.posts("/rubrics", by=admin)
    said = await admin.says("қате")
    await admin.edits(said, "дұрыс")
    updates = await bot.get_updates()
    assert [update.event_type for update in updates] == ["channel_post", "message", "edited_message"]
    assert updates[0].channel_post is not None
    assert updates[0].channel_post.from_user is None
    assert updates[2].edited_message is not None
    assert updates[2].edited_message.text == "дұрыс"


async def test_the_bot_is_added_to_a_group_and_thrown_out(tg: Playground, bot: Bot) -> None:
    admin = tg.add_person(1001, "Ерлан")
    group = tg.add_group(-5, "Топ", admins=[1001], bot="left")
    await group.adds_bot(admin)
    await group.removes_bot(admin)
    channel = tg.add_channel(-1003, "Арна", admins=[1001], bot="left")
    await channel.adds_bot(admin)
    moves = [update.my_chat_member for update in await bot.get_updates()]
    assert [(m.old_chat_member.status, m.new_chat_member.status) for m in moves if m] == [
        ("left", "member"),
        ("member", "kicked"),
        ("left", "administrator"),
    ]
