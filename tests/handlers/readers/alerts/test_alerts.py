"""/alerts: words in any inflection, script and layout, blocked words, limits, and "tell me" under a search in vain."""

from __future__ import annotations

from pathlib import Path

from playground.world.people import Person
from tests.conversation import Conversation, Story
from tests.handlers.newsroom import Newsroom


async def words_of(chat: Conversation, person: Person) -> list[tuple[str, bool]]:
    recipient = await chat.recipient(person.id)
    return [(one.words, one.blocks) for one in await chat.store.alerts.of(recipient.id)]


async def test_words_are_added_listed_and_taken_off(chat: Conversation) -> None:
    await chat.publishes(*(Story(f"Тоқаштың бағасы {day}-рет өсті", hours_ago=day * 24) for day in range(1, 4)))
    reader = chat.reader()
    await reader.says("/alerts")
    await reader.hears("қай айдарда шықса да")
    await reader.says('/alerts тоқаш бағасы, "Ертіс көпірі" -футбол')
    answer = await reader.hears("«тоқаш бағасы», «ертіс көпірі» шыға салысымен")
    assert "🚫 «футбол» кездесетін жаңалық енді келмейді. Соңғы 30 күнде мұндай жаңалық болмапты" in answer.text
    await reader.says("/alerts Тоқаш бағасы")
    await reader.hears("бұрыннан жазулы")
    await reader.presses(answer, "Сөздерім")
    shown = await reader.hears("Сөздеріңіз: 3/50")
    assert "🔔 ертіс көпірі" in shown.text and "🚫 футбол" in shown.text
    await reader.presses(shown, "✕ 🚫 футбол")
    await reader.sees_toast("«футбол» өшірілді")
    await reader.presses(await reader.hears("2/50"), "Сөз бұғаттау")
    await reader.hears("Қай сөзі бар жаңалық келмесін")
    await reader.says("хоккей")
    await reader.hears("🚫 «хоккей» кездесетін")
    await reader.presses(await reader.hears("хоккей"), "Сөздерім")
    await reader.presses(await reader.hears("3/50"), "Сөз қосу")
    await reader.hears("Қай сөз шыққанда")
    await reader.says("/cancel")
    await reader.hears("Сөздеріңіз: 3/50")
    await reader.says("/alerts мұнай")
    await reader.hears("Соңғы 30 күнде")
    assert await words_of(chat, reader) == [
        *(("тоқаш бағасы", False), ("ертіс көпірі", False), ("мұнай", False), ("хоккей", True))
    ]
    stranger = chat.reader(1002, "Марат", "ru")
    await stranger.says("/help")
    await stranger.presses_data(await stranger.hears("Жаршы"), "alertno:1:0")
    await stranger.hears("Назовите слово")
    assert len(await words_of(chat, reader)) == 4
    (long,) = await chat.publishes(Story("Бағдарлама", f"Мәтін <code>{'сөз ' * 500}</code> соңы"))
    await reader.presses_data(shown, f"read:{long}:0")
    await reader.presses_data(await reader.hears("сөз сөз"), "alertyes:0")
    await reader.sees_toast("ескірген")
    assert len(await words_of(chat, reader)) == 4


async def test_too_short_too_many_and_too_common_words_get_a_clear_answer(chat: Conversation) -> None:
    await chat.publishes(*(Story(f"Қазақстан жаңалығы {n}", hours_ago=n) for n in range(1, 13)))
    reader = chat.reader(language_code="ru")
    await reader.says("/alerts a")
    await reader.hears("слишком коротко")
    await reader.says("/alerts Казахстан, Қазақстанның")
    question = await reader.hears("в половине статей: за последние 30 дней я сообщил бы 12 раз")
    await reader.presses(question, "Да, всё равно")
    await reader.hears("«қазақстанның»: сообщу сразу")
    await reader.says("/alerts " + ", ".join(f"бв{n}" for n in range(500)))
    await reader.hears("помещается 50 слов, не поместилось: 452")
    assert len(await words_of(chat, reader)) == 50


async def test_a_search_in_vain_becomes_an_alert(chat: Conversation) -> None:
    await chat.publishes("Футболдан ел кубогы")
    reader = chat.reader()
    await reader.says("кванттық телепортация қашан болады?")
    await reader.presses(await reader.hears("ештеңе табылмады"), "Шыққан сайын хабарла")
    await reader.sees_toast("айтамын")
    assert await words_of(chat, reader) == [("кванттық + телепортация", False)]
    await reader.says("/forget")
    await reader.presses(await reader.hears("өшірейін бе"), "бәрін өшіру")
    await reader.hears("Бәрі өшірілді")
    assert await chat.store.alerts.count(1) == 0


async def test_in_a_group_administrators_alone_manage_its_words(chat: Conversation) -> None:
    admin, member = chat.reader(language_code="en"), chat.reader(1002, "Марат", "en")
    group = chat.tg.add_group(-500, "Редакция", admins=[admin.id], members=[member.id])
    await member.says("/alerts bread", chat=group)
    await group.hears("administrators")
    await admin.says("/alerts bread price", chat=group)
    answer = await group.hears("any rubric")
    await (await member.presses(answer, "My words")).answered()
    assert [one.words for one in await chat.store.alerts.of((await chat.recipient(group.id)).id)] == ["bread price"]


async def test_a_push_that_rubric_and_alert_both_want_is_one_message_and_names_both(tmp_path: Path) -> None:
    async with Newsroom(tmp_path) as chat:
        await chat.publishes("Үкімет отырысы өтті")
        reader, spared = chat.reader(language_code="ru"), chat.reader(1002, "Марат", "en")
        for person in (reader, spared):
            await person.says("/sub Саясат")
        await reader.says("/alerts тоқаш бағасы")
        await reader.hears("в любой рубрике")
        await spared.says("/alerts -тоқаш")
        await spared.hears("no more such news")
        await chat.delivers()
        (key,) = await chat.publishes(Story("Наубайхана", body="Қалада тоқаштың бағасы өсті.", hours_ago=0), push=True)
        push = await reader.hears("Наубайхана")
        await chat.ends(key)
        await reader.presses(push, "…")
        await chat.tg.until(lambda: len(push.buttons) == 4)
        await reader.presses(push, "Почему пришло?")
        why = await reader.sees_toast("Вы следите за словом: «тоқаш бағасы»")
        assert "Рубрика «Политика» приходит вам сразу" in why
        assert [sum("Наубайхана" in one.text for one in person.from_bot) for person in (reader, spared)] == [1, 0]
