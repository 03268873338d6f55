"""What people ask the bot itself is answered with the button that does it, and is no search."""

from __future__ import annotations

import pytest

from tests.conversation import Conversation, Story

SPORT = Story("Футболдан ел кубогы", body="Алматыда ойын өтті. Жанкүйер көп келді.", rubric="Спорт")


async def test_a_reader_who_wants_no_more_stops_by_one_press_and_comes_back_by_another(chat: Conversation) -> None:
    await chat.publishes(SPORT)
    reader = chat.reader()
    await reader.says("/start")
    await reader.says("маған енді жазбаңыз")
    hint = await reader.hears("осы жерден тоқтата саласыз")
    await reader.presses(hint, "Бәрін тоқтату")
    await reader.hears("Жаңалықтар тоқтатылды")
    await reader.says("қалай жазыламын")
    asleep = await reader.hears("тоқтатулы тұр")
    await reader.presses(asleep, "Қайта қосу")
    await reader.hears("қайтадан келіп тұрады")
    assert (await chat.recipient(1001)).state.value == "active"
    assert await chat.store.search.unanswered() == []


async def test_a_rubric_is_left_and_followed_by_its_name_in_any_form(chat: Conversation) -> None:
    await chat.publishes(SPORT)
    reader = chat.reader(language_code="ru")
    await reader.says("подпиши на спорт")
    on = await reader.hears("Присылать новости рубрики «Спорт»?")
    await reader.presses(on, "Включить: Спорт")
    await reader.hears("Рубрики")
    assert await chat.follows(1001) == {"Спорт": "now"}
    await reader.says("отпишите от спорта")
    off = await reader.hears("Больше не присылать новости рубрики «Спорт»?")
    await reader.presses(off, "Не присылать: Спорт")
    await chat.tg.until(lambda: "Рубрики" in off.text and off.button("Спорт"))
    assert await chat.follows(1001) == {}


async def test_the_language_is_changed_by_a_press(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("можно на русском?")
    hint = await reader.hears("Выберите язык")
    await reader.presses(hint, "Русский")
    await chat.tg.until(lambda: "Язык меню" in hint.text)


async def test_a_letter_to_the_newsroom_begins_with_a_press(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("редакцияға жазғым келеді")
    hint = await reader.hears("жауабы осы чатқа келеді")
    await reader.presses(hint, "Редакцияға жазу")
    await reader.hears("/cancel")
    await reader.says("Мақалада қате бар екен")
    await reader.hears("редакция")
    assert [letter.text for letter in await chat.store.letters.open(5)] == ["Мақалада қате бар екен"]


@pytest.mark.parametrize(
    ("said", "answer", "button"),
    [
        ("сен кімсің", "Мен Жаршымын", "Айдарлар"),
        ("не істей аласың", "Жаршы не істей алады", "Баптаулар"),
        ("азырақ жіберші", "ең керек айдарларды", "Айдарды азайту"),
        ("түнде мазалама", "🌙", "Тыныш уақыт"),
        ("баптауды аш", "Баптаулар", "Баптаулар"),
        ("сәлем, көмектесіңізші", "Жаршы не істей алады", "Соңғы жаңалықтар"),
    ],
)
async def test_each_request_has_its_answer_and_button(chat: Conversation, said: str, answer: str, button: str) -> None:
    reader = chat.reader()
    await reader.says(said)
    heard = await reader.hears(answer)
    assert any(button in key.text for row in heard.buttons for key in row)


async def test_a_reader_who_asks_for_quiet_nights_chooses_them_by_two_presses(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("түнде мазалама")
    hint = await reader.hears("таңертең бір хабарлама")
    await reader.presses(hint, "Тыныш уақытты таңдау")
    await chat.tg.until(lambda: "23:00–08:00" in str([key.text for row in hint.buttons for key in row]))
    await reader.presses(hint, "23:00–08:00")
    await chat.tg.until(lambda: "✅ 23:00–08:00" in str([key.text for row in hint.buttons for key in row]))


async def test_a_noun_that_is_a_topic_too_can_be_searched_for_by_a_press(chat: Conversation) -> None:
    await chat.publishes(Story("Тіл мерекесі өтті", body="Қалада тіл мерекесі болды. Халық көп жиналды."))
    reader = chat.reader()
    await reader.says("тіл")
    hint = await reader.hears("Тілді таңдаңыз")
    await reader.presses(hint, "Мақала іздеу")
    await chat.tg.until(lambda: "Тіл мерекесі өтті" in hint.text)


async def test_a_search_with_such_a_word_still_searches(chat: Conversation) -> None:
    await chat.publishes(
        Story("Байланыс операторлары", body="Абоненттер төлемнен қалай бас тартуға болатынын сұрады. Заң шықты."),
        Story("Тіл курсы ашылды", body="Ауылда тіл курсына жұрт көп жазылды."),
    )
    reader = chat.reader()
    await reader.says("тіл курсы")
    await reader.hears("🔎 тіл курсы · 1 мақала")
    await reader.says("төлемнен қалай бас тартуға болады")
    await reader.hears("Байланыс операторлары")
    await reader.says("/search көмек")
    await reader.hears("🔎 көмек")
