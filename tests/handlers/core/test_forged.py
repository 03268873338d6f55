"""Forged and stale buttons, borrowed rights, and floods: a clear answer, and nothing happens."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.draft import DraftState
from handlers.core.flood import Flood, Verdict
from tests.builders import StillClock
from tests.conversation import OWNER, Conversation

FORGED = [
    "mute:999",
    "unmute:999",
    "mute:-1",
    "mute:99999999999999999999",
    "rub:999:1:0",
    "rub:1:7:0",
    "rub:1:1",
    "hello:fr",
    "set:language:fr",
    "set:admin:1",
    "leave:drop:1",
    "post:publish:1:1:0",
    "post:title:1:1:0",
    "pub:1",
    "del:-1",
    "\u202e😀" * 9,
    "x" * 64,
    "read::",
    "latest:999:0",
    "found:0",
    "meant",
]


@pytest.mark.parametrize("data", FORGED)
async def test_a_forged_button_gets_a_clear_word_and_changes_nothing(chat: Conversation, data: str) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/help")
    message = await reader.hears("Жаршы")
    toast = await (await reader.presses_data(message, data)).answered()
    assert "ескірген" in toast or "Қайтадан іздеңіз" in toast
    assert len(reader.from_bot) == 1
    assert await chat.store.recipients.find(reader.id) is None


@pytest.mark.parametrize("data", ["read:999:0", "turn:999:0"])
async def test_an_article_that_is_not_there_is_said_to_be_gone(chat: Conversation, data: str) -> None:
    reader = chat.reader()
    await reader.says("/help")
    toast = await (await reader.presses_data(await reader.hears("Жаршы"), data)).answered()
    assert "Мұндай мақала жоқ" in toast


async def test_a_page_far_behind_the_last_is_the_last(chat: Conversation) -> None:
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/latest")
    message = await reader.hears("Соңғы жаңалықтар")
    await (await reader.presses_data(message, "latest:0:9007199254740990")).answered()
    await (await reader.presses_data(message, f"turn:{key}:9007199254740990")).answered()
    await reader.hears("Бүгін маңызды оқиға болды.")


async def test_a_button_pressed_twenty_times_has_one_effect(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    data = board.button("Саясат").data
    assert data is not None
    presses = [await reader.presses_data(board, data) for _ in range(15)]
    for press in presses:
        assert await press.answered() == "«Саясат» қосылды"
    assert await chat.follows(reader.id) == {"Саясат": "now"}


async def test_a_button_of_a_deleted_message_still_works_in_a_private_chat(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    data = board.button("Саясат").data
    assert data is not None
    await reader.deletes(board)
    await reader.presses_data(board, data)
    again = await reader.hears("Айдарлар")
    assert again is not board
    assert again.button("Саясат").text.startswith("✅")


async def test_a_button_of_an_unreadable_message_in_a_group_changes_nothing(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    admin = chat.reader(1001)
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", topics={11: "Саясат"}, admins=[1001])
    await admin.says("/rubrics", chat=group, topic=11)
    board = await group.hears("Айдарлар")
    data = board.button("Саясат").data
    assert data is not None
    await admin.deletes(board)
    assert "ескірген" in await (await admin.presses_data(board, data)).answered()
    assert await chat.store.recipients.of_chat(-100500) == []


async def test_an_answer_that_comes_too_late_for_its_button_is_let_go(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    chat.tg.faults.respond(status=400, description=late, method="answerCallbackQuery")
    await reader.presses(board, "Саясат")
    await chat.tg.until(lambda: board.button("Саясат").text.startswith("✅"))


async def test_a_stranger_cannot_touch_an_editors_draft_nor_an_editor_a_strangers(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner, reader = chat.owner(), chat.reader()
    await owner.says("/post Тақырып\n\nМәтін мұнда.")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await owner.hears("Оқырман дәл осылай көреді")
    publish = panel.button("Жариялау").data
    assert publish is not None
    await reader.says("/help")
    message = await reader.hears("Жаршы")
    assert "ескірген" in await (await reader.presses_data(message, publish)).answered()
    async with chat.store.transaction() as work:
        foreign = await work.drafts.add(4242)
    assert "ескірген" in await (await owner.presses_data(panel, f"post:thrown:{foreign.id}:1:0")).answered()
    assert await chat.store.articles.count() == 1
    kept = await chat.store.drafts.get(foreign.id)
    assert kept is not None
    assert kept.state is DraftState.EDITING


async def test_an_owners_right_cannot_be_borrowed(chat: Conversation) -> None:
    owner, reader = chat.owner(), chat.reader(1002, "Редактор")
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", admins=[OWNER], bot="administrator")
    await reader.says("/post Мақала\n\nМәтін.")
    await reader.hears("Мұндай пәрмен жоқ")
    await owner.says("/post Мақала\n\nМәтін.", chat=group)
    await owner.says("/post Мақала\n\nМәтін.", chat=group, anonymous=True)
    written = await reader.says("/post Мақала\n\nМәтін.")
    await reader.hears("Мұндай пәрмен жоқ")
    await owner.forwards(written)
    await owner.hears("Мұндай пәрмен жоқ")
    # In the group the owner gets a link to the private chat; a person who writes as the group gets no answer.
    shown = await group.hears("жеке чатта істеледі")
    assert group.from_bot == [shown]
    assert await chat.store.drafts.unfinished(OWNER) is None
    assert await chat.store.drafts.unfinished(1002) is None


async def test_a_former_owner_cannot_publish_an_old_draft(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post Тақырып\n\nМәтін мұнда.")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await owner.hears("Оқырман дәл осылай көреді")
    await chat.restart(owners=())
    assert "ескірген" in await (await owner.presses(panel, "Жариялау")).answered()
    await owner.says("/post")
    await owner.hears("Мұндай пәрмен жоқ")
    assert await chat.store.articles.count() == 1


async def never_a_member(who: int) -> bool:
    return False


def test_a_flood_that_lasts_is_warned_once_and_again_only_after_a_time_of_quiet() -> None:
    clock = StillClock()
    flood = Flood(clock, never_a_member)
    heard: Counter[Verdict] = Counter()
    for _ in range(1000):
        heard[flood.judge(1)] += 1
        clock.pass_(0.01)
    assert heard[Verdict.WARN] == 1
    assert heard[Verdict.ANSWER] <= 20 + 10
    clock.pass_(30)
    assert Verdict.WARN in [flood.judge(1) for _ in range(30)]


async def test_a_flood_gets_one_warning_and_then_silence_while_others_are_answered(chat: Conversation) -> None:
    flooder, other = chat.reader(1001), chat.reader(1002, "Болат")
    for _ in range(60):
        await flooder.says("/help")
    await flooder.hears("Сәл асығыс")
    await other.says("/help")
    await other.hears("Жаршы не істей алады")
    await flooder.says("/privacy")
    await other.says("/privacy")
    await other.hears("Не сақталады")
    warnings = [message for message in flooder.from_bot if "Сәл асығыс" in message.text]
    assert len(warnings) == 1
    assert 20 <= len(flooder.from_bot) <= 30
