"""Groups, topics and channels: only administrators change subscriptions, and each topic has its own."""

from __future__ import annotations

from domain.audience import ChatKind
from tests.conversation import OWNER, Conversation, Story

ADMIN, MEMBER = 1001, 1002


async def test_an_administrator_chooses_for_the_group_and_a_member_cannot(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    admin, member = chat.reader(ADMIN), chat.reader(MEMBER, "Болат")
    group = chat.tg.add_group(-500, "Ауыл", admins=[ADMIN], members=[MEMBER])
    await admin.says("/rubrics", chat=group)
    board = await group.hears("Айдарлар")
    assert "әкімшілері ғана" in await (await member.presses(board, "Саясат")).answered()
    await admin.presses(board, "Спорт")
    await chat.tg.until(lambda: board.button("Спорт").text.startswith("✅"))
    assert await chat.follows(-500) == {"Спорт": "now"}
    assert await chat.store.recipients.find(ADMIN) is None

    before = len(group.from_bot)
    for command in ("/rubrics", "/sub Саясат", "/settings", "/stop", "/forget", "/start"):
        await member.says(command, chat=group)
    await admin.says("/help", chat=group)
    await group.hears("Әкімшілерге")
    assert [message.text for message in group.from_bot[before:] if "әкімшілері ғана" in message.text] == [
        "Мұны осы чаттың әкімшілері ғана өзгерте алады."
    ]
    assert await chat.follows(-500) == {"Спорт": "now"}


async def test_an_anonymous_administrator_counts_and_somebody_elses_channel_does_not(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", admins=[ADMIN], members=[MEMBER])
    await admin.says("/sub Саясат", chat=group, anonymous=True)
    await group.hears("«Саясат» жаңалықтары")
    impostor = {"sender_chat": {"id": -100999, "type": "channel", "title": "Ауыл"}}
    await admin.says("/unsub Саясат", chat=group, extra=impostor)
    await group.hears("әкімшілері ғана")
    assert await chat.follows(-100500) == {"Саясат": "now"}


async def test_a_command_inside_a_topic_concerns_that_topic_alone(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", topics={11: "Спорт", 12: "Саясат"}, admins=[ADMIN])
    await admin.says("/sub Спорт", chat=group, topic=11)
    await group.hears("«Спорт» жаңалықтары", topic=11)
    await admin.says("/rubrics", chat=group, topic=12)
    board = await group.hears("Айдарлар", topic=12)
    assert board.button("Спорт").text.startswith("▫️")
    await admin.presses(board, "Саясат")
    await chat.tg.until(lambda: board.button("Саясат").text.startswith("✅"))
    assert await chat.follows(-100500, 11) == {"Спорт": "now"}
    assert await chat.follows(-100500, 12) == {"Саясат": "now"}
    assert await chat.store.recipients.find(-100500) is None


async def test_a_reply_thread_of_a_plain_group_is_no_topic(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", admins=[ADMIN])
    await admin.says("/sub Саясат", chat=group, extra={"message_thread_id": 77})
    await group.hears("«Саясат» жаңалықтары")
    assert await chat.follows(-100500) == {"Саясат": "now"}


async def test_a_group_hears_nothing_about_what_is_not_meant_for_the_bot(chat: Conversation) -> None:
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", admins=[ADMIN], bot="administrator")
    for words in ("сәлем", "/nosuch", "/rubrics@otherbot", "/post мақала", "/cancel@otherbot"):
        await admin.says(words, chat=group)
    await admin.says(f"/HELP@{chat.tg.world.bot['username'].upper()}", chat=group)
    await group.hears("Әкімшілерге:")
    assert len(group.from_bot) == 1


async def test_a_channel_is_set_up_by_commands_posted_in_it_and_keeps_no_trace(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    admin, stranger = chat.reader(ADMIN), chat.reader(MEMBER, "Бөтен")
    channel = chat.tg.add_channel(-100700, "Арна", admins=[ADMIN])
    await channel.posts("/rubrics", by=admin)
    board = await channel.hears("Айдарлар")
    assert "әкімшілері ғана" in await (await stranger.presses(board, "Спорт")).answered()
    await admin.presses(board, "Спорт")
    await chat.tg.until(lambda: board.button("Спорт").text.startswith("✅"))
    await admin.presses(board, "Дайын")
    await channel.loses(board)
    assert await chat.follows(-100700) == {"Спорт": "now"}
    assert (await chat.recipient(-100700)).kind is ChatKind.CHANNEL
    await channel.posts("Жай жазба", by=admin)
    await channel.posts("/nosuch", by=admin)
    await channel.posts("/latest", by=admin)
    await channel.hears("Соңғы жаңалықтар")
    assert len(channel.from_bot) == 1


async def test_a_command_in_a_channel_is_not_answered_again_in_its_discussion_group(chat: Conversation) -> None:
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-100500, "Талқы", "supergroup", admins=[ADMIN], bot="administrator")
    copy = {"sender_chat": {"id": -100700, "type": "channel", "title": "Арна"}, "is_automatic_forward": True}
    await admin.says("/rubrics", chat=group, extra=copy)
    await admin.says("/help", chat=group)
    await group.hears("Әкімшілерге:")
    assert len(group.from_bot) == 1


async def test_start_in_a_group_asks_for_language_and_rubrics_like_anywhere(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(ADMIN, language_code="ru")
    group = chat.tg.add_group(-500, "Ауыл", admins=[ADMIN])
    await admin.says("/start r_politics", chat=group)
    await group.hears("Политика")
    greeting = await group.hears("Здравствуйте")
    await admin.presses(greeting, "Қазақша")
    await group.hears("Айдарлар")
    assert (await chat.recipient(-500)).language == "kk"
    await admin.presses(greeting, "Дайын")
    await group.hears("Осында мына айдарлардың")


async def test_in_a_group_only_members_with_the_right_hear_that_a_command_is_private(chat: Conversation) -> None:
    owner, member = chat.owner(), chat.reader(MEMBER, "Болат")
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", admins=[MEMBER], members=[OWNER])
    me = await chat.bot.me()
    for command in ("/post", f"/post@{me.username}", "/UNBAN 5", "/halt"):
        await owner.says(command, chat=group)
        said = await group.hears("жеке чатта")
        assert said.button("Жеке чатты ашу").url == f"https://t.me/{me.username}"
    before = len(group.from_bot)
    for command in (f"/post@{me.username}", "/team"):
        await member.says(command, chat=group)
        await owner.says(command, chat=group, anonymous=True)
    await owner.says("/post@another_bot", chat=group)
    await member.says("/feedback", chat=group)
    await group.hears("жеке чатта")
    assert len(group.from_bot) == before + 1
    assert not await chat.store.facts.is_halted()
