"""A forum: each rubric in its topic; topics that are closed, opened and deleted; rights that go and come back."""

from __future__ import annotations

import pytest

from domain.audience import RecipientState
from domain.reason import Reason, ReasonCode
from handlers.readers.places.place_news import tell_place_news
from handlers.readers.places.rights_watch import RightsWatch
from playground.world.groups import PlayGroup
from playground.world.messages import Message
from tests.conversation import Conversation, Story
from tests.until import until

ADMIN = 1001
FORUM = -100500


async def forum(chat: Conversation) -> PlayGroup:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"), Story("Концерт", rubric="Мәдениет"))
    return chat.tg.add_group(FORUM, "Ауыл", topics={11: "Спорт", 12: "Билік"}, admins=[ADMIN])


async def tells(chat: Conversation) -> None:
    """The administrators are told, as the program does it every other second."""
    await tell_place_news(chat.bot, chat.dispatcher["services"])


def labels(message: Message) -> list[str]:
    return [key.text for row in message.buttons for key in row]


async def stands(chat: Conversation, topic: int, state: RecipientState) -> None:
    async def is_known() -> bool:
        found = await chat.store.recipients.find(FORUM, topic)
        return found is not None and found.state is state

    await until(is_known)


@pytest.mark.both_databases
async def test_each_rubric_gets_its_topic_on_one_screen_and_missing_topics_are_made(chat: Conversation) -> None:
    group = await forum(chat)
    admin = chat.reader(ADMIN)
    await admin.says("/rubrics", chat=group, topic=12)
    board = await group.hears("Айдарлар", topic=12)
    await admin.says("/help", chat=group, topic=11)
    await group.hears("Жаршы", topic=11)
    await admin.presses(board, "🧵 Тақырыптар")
    await group.hears("Әр айдарға өз тақырыбы")
    assert labels(board)[:3] == ["Спорт → —", "Мәдениет → —", "Саясат → —"] or len(labels(board)) >= 3
    await admin.presses(board, "Саясат → —")
    await group.hears("қай тақырыпқа")
    assert "▫️ Билік" in labels(board)
    await admin.presses(board, "Билік")
    await group.hears("Әр айдарға өз тақырыбы")
    assert "Саясат → Билік" in labels(board)
    assert await chat.follows(FORUM, 12) == {"Саясат": "now"}

    await admin.presses(board, "тақырып ашу (2)")
    await group.hears("тақырып ашуға болмайды")
    await group.changes_bot("administrator", admin)
    await admin.presses(board, "тақырып ашу (2)")
    await chat.tg.until(lambda: not any("тақырып ашу" in label for label in labels(board)))
    # The topic that is there already by this name is taken, the other one is made.
    assert await chat.follows(FORUM, 11) == {"Спорт": "now"}
    assert [topic.name for topic in group.topics.values()] == ["Спорт", "Билік", "Мәдениет"]
    assert "Мәдениет → Мәдениет" in labels(board)
    press = await admin.presses_data(board, "topicset:1:999")
    assert "ескірген" in await press.answered()


async def test_a_closed_topic_pauses_and_resumes_and_a_deleted_one_goes_to_general(chat: Conversation) -> None:
    group = await forum(chat)
    admin = chat.reader(ADMIN)
    await admin.says("/sub Спорт", chat=group, topic=11)
    await group.hears("✅", topic=11)
    group.closes_topic(11)
    await stands(chat, 11, RecipientState.BLOCKED)
    await tells(chat)
    await tells(chat)
    assert "«Спорт» тақырыбына жаңалық бара алмай тұр: тақырып жабылған" in admin.last.text
    assert len(admin.from_bot) == 1
    group.reopens_topic(11)
    await stands(chat, 11, RecipientState.ACTIVE)
    await tells(chat)
    assert "жаңалық қайта келеді" in admin.last.text

    known = await chat.recipient(FORUM, 11)
    group.deletes_topic(11)
    async with chat.store.transaction() as work:
        await work.places.stop(known, Reason(ReasonCode.TOPIC_GONE))
    await tells(chat)
    assert "тақырып өшірілген" in admin.last.text
    await admin.presses(admin.last, "жалпыға келсін")
    await admin.hears("Ауыл")
    await until(lambda: follows_in_general(chat))
    assert await chat.store.recipients.find(FORUM, 11) is None


async def follows_in_general(chat: Conversation) -> bool:
    found = await chat.store.recipients.find(FORUM)
    return found is not None and (await chat.follows(FORUM)) == {"Спорт": "now"}


async def test_rights_that_go_and_come_back_are_told_in_private_once_each(chat: Conversation) -> None:
    group = await forum(chat)
    admin = chat.reader(ADMIN, language_code="ru")
    for topic, name in ((11, "Спорт"), (12, "Политика")):
        await admin.says(f"/sub {name}", chat=group, topic=topic)
        await group.hears("✅", topic=topic)
    await group.removes_bot(admin)
    await stands(chat, 11, RecipientState.BLOCKED)
    await tells(chat)
    assert "Группа «Ауыл»: новости туда не доходят (бота удалили из чата)" in admin.last.text
    await admin.presses(admin.last, "Открыть")
    assert "Меня больше нет в этом чате" in await admin.sees_toast("Меня больше")
    await group.adds_bot(admin)
    await stands(chat, 12, RecipientState.ACTIVE)
    await tells(chat)
    assert "новости снова приходят" in admin.last.text
    assert len(admin.from_bot) == 2

    # Nobody may write in the group any more: Telegram tells the bot nothing, only its refusal says so.
    group.may_write = False
    known = await chat.recipient(FORUM, 11)
    async with chat.store.transaction() as work:
        await work.places.stop(known, Reason(ReasonCode.NO_RIGHTS))
    await stands(chat, 12, RecipientState.BLOCKED)
    await tells(chat)
    assert "не разрешено писать" in admin.last.text
    watch = RightsWatch(chat.bot, chat.dispatcher["services"])
    await watch.look()
    await stands(chat, 12, RecipientState.BLOCKED)
    group.may_write = True
    await watch.look()
    await stands(chat, 12, RecipientState.ACTIVE)
    await tells(chat)
    assert "новости снова приходят" in admin.last.text
    assert len(admin.from_bot) == 4


@pytest.mark.both_databases
async def test_a_group_that_migrates_keeps_its_administrators_who_are_told(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(ADMIN, language_code="en")
    group = chat.tg.add_group(-500, "Village", admins=[ADMIN])
    await admin.says("/sub Саясат", chat=group)
    await group.hears("✅")
    new = await group.migrates(FORUM)
    await until(lambda: is_known(chat))
    await tells(chat)
    assert "has become a supergroup" in admin.last.text
    await admin.presses(admin.last, "Open")
    await admin.hears("These rubrics come here: Politics")
    await admin.says("/channels")
    assert (await admin.hears("Your channels and groups")).button("Village")
    assert new.from_bot == []


async def is_known(chat: Conversation) -> bool:
    return await chat.store.recipients.find(FORUM) is not None
