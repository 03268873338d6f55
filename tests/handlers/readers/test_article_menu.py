"""What can be done with an article: save it, see similar ones, follow or mute its story, ask why it came."""

from __future__ import annotations

from functools import partial

import pytest

from domain.article import ArticleState
from domain.readers.alerts import StoryChoice
from playground.world.messages import Message
from tests.conversation import Conversation, Story

FALL = Story("Көпір құлады", body="Ертіс өзеніндегі Полеваев көпірі құлады. Құтқарушылар он адамды алып шықты.")
REPAIR = Story("Көпір қайта салынады", body="Полеваев көпірін Ертіс өзенінде қайта салады. Құтқарушылар аттанды.")
OTHERS = [Story(f"Хабар {n}", body=f"Ауа райы туралы қысқаша хабар, {n}-күн.") for n in range(9)]


def shows(message: Message, label: str) -> bool:
    return any(label in row for row in labels(message))


def labels(message: Message) -> list[list[str]]:
    return [[key.text for key in row] for row in message.buttons]


async def test_behind_the_dots_of_a_push_stands_all_that_can_be_done_with_it(chat: Conversation) -> None:
    fall = (await chat.publishes(FALL, REPAIR, *OTHERS))[0]
    reader = chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("келіп тұрады")
    push = await chat.sends_push(reader.id, fall)
    assert labels(push) == [["📖 Оқу", "…"], ["🔕 Саясатты өшіру"]]
    await reader.presses(push, "…")
    await chat.tg.until(lambda: len(push.buttons) == 4)
    await reader.presses(push, "Сақтау")
    await reader.sees_toast("Тізімі: /saved")
    await reader.presses(push, "Жалғасын күту")
    await reader.sees_toast("қай айдарда болса да")
    await chat.tg.until(lambda: "✅ Жалғасы келеді" in labels(push)[2])
    assert labels(push)[1][0] == "✅ Сақталды"
    await reader.presses(push, "Бұл туралы жетер")
    await reader.sees_toast("енді ештеңе келмейді")
    me = (await chat.recipient(reader.id)).id
    assert [(one.choice, one.title) for one in await chat.store.stories.chosen(me)] == [
        (StoryChoice.MUTE, "Көпір қайта салынады")
    ]
    await reader.presses(push, "Неге келді?")
    await reader.sees_toast("өзіңіз ашқансыз")
    await reader.presses(push, "Ұқсастары")
    similar = await reader.hears("Ұқсас мақалалар: Көпір құлады")
    assert "Көпір қайта салынады" in similar.text and "Хабар" not in similar.text
    await reader.presses(push, "Артқа")
    await chat.tg.until(lambda: labels(push) == [["📖 Оқу", "…"], ["🔕 Саясатты өшіру"]])
    await reader.says("/alerts")
    await reader.presses(await reader.hears("🔇 Көпір қайта салынады"), "✕ 🔇")
    await reader.sees_toast("әдеттегідей")
    assert await chat.store.stories.chosen(me) == []


async def test_the_text_that_is_read_has_them_at_once_and_says_so_in_three_languages(chat: Conversation) -> None:
    await chat.publishes(FALL, *OTHERS)
    for id, code, save, saved, none in (
        (1001, "kk", "⭐ Сақтау", "✅ Сақталды", "ұқсас мақала әзірге жоқ"),
        (1002, "ru", "⭐ Сохранить", "✅ Сохранено", "Похожих статей пока нет"),
        (1003, "en", "⭐ Save", "✅ Saved", "nothing like it yet"),
    ):
        reader = chat.reader(id, "Оқырман", code)
        await reader.says("/start a_story-1")
        text = await reader.hears("Полеваев")
        await reader.presses(text, save)
        await chat.tg.until(partial(shows, text, saved))
        await reader.presses(text, labels(text)[0][1])
        await reader.sees_toast(none)


async def test_saved_articles_are_listed_taken_off_and_a_recalled_one_says_so(chat: Conversation) -> None:
    keys = await chat.publishes(*(Story(f"Мақала {n}") for n in range(7)))
    reader = chat.reader()
    await reader.says("/saved")
    await reader.hears("ештеңе сақтамапсыз")
    await reader.says("/sub Саясат")
    await reader.hears("келіп тұрады")
    recipient = await chat.recipient(reader.id)
    async with chat.store.transaction() as work:
        for key in keys:
            await work.saved.add(recipient.id, key)
    await chat.recalls(keys[6])
    await reader.says("/saved")
    shown = await reader.hears("Сақталғандар: 7")
    assert "қайтарып алды" in shown.text and "Мақала 6" not in shown.text
    assert (await chat.store.articles.get(keys[6])).state is ArticleState.RECALLED
    await reader.presses(shown, "✕ 1")
    await reader.sees_toast("алынды")
    await reader.hears("Сақталғандар: 6")
    await reader.presses(shown, "›")
    await reader.hears("6. Мақала 0")


@pytest.mark.parametrize("data", ["more:save:999:0", "more:fly:1:0", "more:follow:1"])
async def test_a_forged_button_of_the_menu_gets_a_clear_word(chat: Conversation, data: str) -> None:
    reader = chat.reader()
    await reader.says("/help")
    toast = await (await reader.presses_data(await reader.hears("Жаршы"), data)).answered()
    assert "ескірген" in toast or "Мұндай мақала жоқ" in toast


async def test_in_a_group_only_an_administrator_opens_it(chat: Conversation) -> None:
    (key,) = await chat.publishes(FALL)
    admin, member = chat.reader(), chat.reader(1002, "Болат")
    group = chat.tg.add_group(-500, "Ауыл", admins=[admin.id], members=[member.id])
    await admin.says("/sub Саясат", chat=group)
    await group.hears("келіп тұрады")
    push = await chat.sends_push(group.id, key)
    assert "әкімшілері ғана" in await (await member.presses(push, "…")).answered()
    await admin.presses(push, "…")
    await chat.tg.until(lambda: len(push.buttons) == 4)
    await admin.presses(push, "Жалғасын күту")
    await chat.tg.until(lambda: "✅ Жалғасы келеді" in labels(push)[2])
    assert len(await chat.store.stories.chosen((await chat.recipient(group.id)).id)) == 1
