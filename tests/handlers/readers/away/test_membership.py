"""The bot is blocked and unblocked, added and removed, a group becomes a supergroup: subscriptions are kept."""

from __future__ import annotations

from domain.audience import RecipientState
from domain.delivery import Claim
from tests.conversation import Conversation, Story
from tests.storage.conftest import audience_of_push
from tests.until import until

ADMIN = 1001


async def stands(chat: Conversation, chat_id: int, state: RecipientState, topic: int = 0) -> None:
    """Waits until the store knows this state."""

    async def is_known() -> bool:
        return (await chat.recipient(chat_id, topic)).state is state

    await until(is_known)


async def test_a_reader_who_blocks_and_comes_back_finds_the_settings(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    await reader.blocks()
    await stands(chat, reader.id, RecipientState.BLOCKED)
    assert await chat.audience("Саясат") == 0
    await reader.unblocks()
    await stands(chat, reader.id, RecipientState.ACTIVE)
    assert await chat.follows(reader.id) == {"Саясат": "now"}
    assert await chat.audience("Саясат") == 1


async def test_a_reader_who_unblocks_before_the_refusal_of_a_push_is_recorded_stays(chat: Conversation) -> None:
    [key] = await chat.publishes("Үкімет отырысы өтті", push=True)
    reader = chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    [refused] = await audience_of_push(chat.store, key)
    # Telegram's word of the block was never heard.
    reader.blocked = True
    await reader.unblocks()
    await reader.says("/help")
    await reader.hears("Жаршы не істей алады")
    async with chat.store.transaction() as work:
        assert not await work.deliveries.gone(Claim(1, key, refused, 1, 0), blocked=True, reason="blocked")
    assert (await chat.recipient(reader.id)).state is RecipientState.ACTIVE


async def test_a_blocked_reader_who_writes_is_back_even_if_the_unblocking_was_not_heard(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/start")
    await reader.hears("Сәлеметсіз")
    known = await chat.recipient(reader.id)
    async with chat.store.transaction() as work:
        await work.recipients.set_state(known.id, RecipientState.BLOCKED, "Forbidden")
    await reader.says("/help")
    await reader.hears("Жаршы не істей алады")
    assert (await chat.recipient(reader.id)).state is RecipientState.ACTIVE


async def test_a_reader_who_stopped_is_not_subscribed_again_by_blocking_and_unblocking(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/start")
    await reader.hears("Сәлеметсіз")
    await reader.says("/stop")
    await reader.presses(await reader.hears("тоқтатайын ба"), "Иә, тоқтату")
    await reader.hears("тоқтатылды")
    await reader.blocks()
    await reader.unblocks()
    await reader.says("/help")
    await reader.hears("Жаршы")
    assert (await chat.recipient(reader.id)).state is RecipientState.STOPPED


async def test_a_group_that_takes_the_bot_in_is_greeted_in_the_language_of_who_did_it(chat: Conversation) -> None:
    admin = chat.reader(ADMIN, language_code="ru")
    group = chat.tg.add_group(-500, "Ауыл", admins=[ADMIN], bot="left")
    await group.adds_bot(admin)
    assert "/rubrics@" in (await group.hears("Здравствуйте")).text
    assert (await chat.recipient(-500)).title == "Ауыл"


async def test_a_channel_that_takes_the_bot_in_is_not_disturbed(chat: Conversation) -> None:
    admin = chat.reader(ADMIN)
    channel = chat.tg.add_channel(-100700, "Арна", admins=[ADMIN], bot="left")
    await channel.adds_bot(admin)
    await admin.hears("«Арна» арнасына")
    assert channel.from_bot == []
    assert (await chat.recipient(-100700)).state is RecipientState.ACTIVE


async def test_a_group_that_throws_the_bot_out_and_takes_it_back_keeps_its_topics_and_rubrics(
    chat: Conversation,
) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", topics={11: "Саясат"}, admins=[ADMIN])
    await admin.says("/sub Саясат", chat=group, topic=11)
    await group.hears("«Саясат» жаңалықтары")
    await group.removes_bot(admin)
    await stands(chat, -100500, RecipientState.BLOCKED, topic=11)
    await group.adds_bot(admin)
    await group.hears("жаңалық жеткізушімін")
    assert (await chat.recipient(-100500, 11)).state is RecipientState.ACTIVE
    assert await chat.follows(-100500, 11) == {"Саясат": "now"}


async def test_a_channel_where_the_bot_may_not_post_gets_nothing(chat: Conversation) -> None:
    admin = chat.reader(ADMIN)
    channel = chat.tg.add_channel(-100700, "Арна", admins=[ADMIN], bot="left")
    await channel.adds_bot(admin)
    await admin.hears("«Арна»")
    await channel.changes_bot("administrator", admin, may_write=False)
    await stands(chat, -100700, RecipientState.BLOCKED)


async def test_a_group_that_becomes_a_supergroup_keeps_what_it_follows(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-500, "Ауыл", admins=[ADMIN])
    await admin.says("/sub Саясат", chat=group)
    await group.hears("✅")
    known = await chat.recipient(-500)
    supergroup = await group.migrates(-100500)
    await admin.says("/rubrics", chat=supergroup)
    assert (await supergroup.hears("Айдарлар")).button("Саясат").text.startswith("✅")
    assert (await chat.recipient(-100500)).id == known.id
    assert await chat.store.recipients.find(-500) is None


async def test_a_group_that_migrates_onto_a_known_chat_joins_what_both_follow(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    admin = chat.reader(ADMIN)
    group = chat.tg.add_group(-500, "Ауыл", admins=[ADMIN])
    known = chat.tg.add_group(-100500, "Ауыл", "supergroup", admins=[ADMIN])
    await admin.says("/sub Саясат", chat=group)
    await group.hears("✅")
    await admin.says("/sub Спорт", chat=known)
    await known.hears("✅")
    await group.migrates(-100500)
    await admin.says("/rubrics", chat=known)
    board = await known.hears("Айдарлар")
    assert board.button("Саясат").text.startswith("✅")
    assert board.button("Спорт").text.startswith("✅")
    assert len(await chat.store.recipients.of_chat(-100500)) == 1
    assert await chat.store.recipients.of_chat(-500) == []
