"""A reader comes in: language, rubrics, links; and finds everything as it was when coming back."""

from __future__ import annotations

import base64

import pytest

from tests.conversation import Conversation, Story


async def test_a_new_reader_chooses_a_language_and_rubrics_and_sees_what_will_come(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч нәтижесі", rubric="Спорт"))
    reader = chat.reader()
    await reader.says("/start")
    greeting = await reader.hears("Сәлеметсіз бе")
    assert [row[0].text for row in greeting.buttons] == ["Қазақша", "Русский", "English"]

    await reader.presses(greeting, "Қазақша")
    board = await reader.hears("Айдарлар")
    assert board is greeting
    await reader.presses(board, "Спорт")
    assert await reader.sees_toast("Спорт") == "«Спорт» қосылды"
    await chat.tg.until(lambda: board.button("Спорт").text.startswith("✅"))
    await reader.presses(board, "Дайын")
    assert "Спорт" in (await reader.hears("Дайын!")).text
    assert await chat.follows(reader.id) == {"Спорт": "now"}
    assert (await chat.recipient(reader.id)).welcomed


async def test_a_russian_reader_gets_russian_articles_and_more_languages_are_one_tap_away(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader(language_code="ru")
    await reader.says("/start")
    board = await reader.hears("Здравствуйте")
    await reader.presses(board, "Русский")
    await reader.hears("нижнем ряду")
    assert [key.text for key in board.buttons[-2]] == ["▫️ Қазақша", "✅ Русский", "▫️ English"]
    assert await chat.audience("Саясат", "kk") == 0

    await reader.presses(board, "Русский")
    assert "Хотя бы один язык" in await reader.sees_toast("Хотя бы один")
    await reader.presses(board, "English")
    await chat.tg.until(lambda: board.button("English").text.startswith("✅"))
    await reader.presses(board, "Политика")
    await chat.tg.until(lambda: board.button("Политика").text.startswith("✅"))
    assert (await chat.recipient(reader.id)).article_languages == {"ru", "en"}
    await reader.presses(board, "Қазақша")
    await chat.tg.until(lambda: board.button("Қазақша").text.startswith("✅"))
    assert (await chat.recipient(reader.id)).article_languages == frozenset()


async def test_after_the_first_choice_the_latest_three_titles_come_as_one_message(chat: Conversation) -> None:
    of_politics = [Story(f"Үкімет қаулысы {number}", hours_ago=number) for number in range(1, 5)]
    english = Story("The government met in the capital", body="Ministers spoke about the new budget.", hours_ago=0.5)
    await chat.publishes(*of_politics, english, Story("Матч нәтижесі", rubric="Спорт", hours_ago=0.2))
    reader = chat.reader()
    await reader.says("/start")
    board = await reader.hears("Сәлеметсіз бе")
    await reader.presses(board, "Қазақша")
    await reader.hears("Айдарлар")
    await reader.presses(board, "Саясат")
    await chat.tg.until(lambda: board.button("Саясат").text.startswith("✅"))
    await reader.presses(board, "Дайын")
    news = await reader.hears("Таңдаған айдарларыңыздан соңғы жаңалықтар")
    assert all(f"{number}. Үкімет қаулысы {number}" in news.text for number in (1, 2, 3))
    assert not any(words in news.text for words in ("Үкімет қаулысы 4", "Матч", "government"))
    await reader.presses(news, "📖 2")
    await reader.hears("маңызды оқиға")

    await reader.says("/rubrics")
    again = await reader.hears("Керегін басыңыз")
    assert "қатардан" not in again.text and "Қазақша" not in str(again.buttons)
    await reader.presses(again, "Дайын")
    await chat.tg.until(lambda: "Дайын!" in again.text)
    assert sum("соңғы жаңалықтар" in one.text for one in reader.from_bot) == 1


@pytest.mark.parametrize(
    ("code", "hello", "first"),
    [
        ("kk", "Сәлеметсіз бе!", "Қазақша"),
        ("ru-RU", "Здравствуйте!", "Русский"),
        ("uz", "Здравствуйте!", "Русский"),
        ("en", "Hello!", "English"),
        ("de", "Сәлеметсіз бе!", "Қазақша"),
        ("", "Сәлеметсіз бе!", "Қазақша"),
    ],
)
async def test_the_greeting_speaks_the_language_of_the_app_and_offers_it_first(
    chat: Conversation, code: str, hello: str, first: str
) -> None:
    reader = chat.reader(language_code=code)
    await reader.says("/start")
    greeting = await reader.hears(hello)
    assert greeting.buttons[0][0].text == first


async def test_a_kazakh_reader_with_a_russian_app_is_spoken_to_in_kazakh_from_then_on(chat: Conversation) -> None:
    reader = chat.reader(language_code="ru")
    await reader.says("/start")
    await reader.presses(await reader.hears("Здравствуйте"), "Қазақша")
    await reader.hears("Айдарлар")
    await reader.says("/help")
    await reader.hears("Жаршы не істей алады")


async def test_two_readers_of_one_bot_each_hear_their_own_language(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    asel, ivan = chat.reader(1001, "Әсел", "kk"), chat.reader(1002, "Иван", "ru")
    await asel.says("/rubrics")
    await ivan.says("/rubrics")
    assert (await asel.hears("Айдарлар")).button("Саясат")
    assert (await ivan.hears("Рубрики")).button("Политика")


async def test_start_again_shows_the_rubrics_and_keeps_them(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/start r_politics")
    await reader.presses(await reader.hears("Сәлеметсіз"), "Қазақша")
    await reader.presses(await reader.hears("Айдарлар"), "Дайын")
    await reader.hears("Дайын!")

    await reader.says("/start")
    assert (await reader.hears("Қайта көргеніме")).button("Саясат").text.startswith("✅ Саясат")


async def test_a_link_follows_a_rubric(chat: Conversation) -> None:
    await chat.publishes(Story("Матч нәтижесі", rubric="Спорт"))
    reader = chat.reader()
    await reader.says("/start r_sport")
    await reader.hears("«Спорт» жаңалықтары енді осында")
    assert await chat.follows(reader.id) == {"Спорт": "now"}


async def test_a_link_opens_an_article_and_counts_the_opening(chat: Conversation) -> None:
    (key,) = await chat.publishes(Story("Жапониямен келісім", body="Токиода келіссөз өтті. Құжатқа қол қойылды."))
    reader = chat.reader()
    await reader.says(f"/start a_-{key}")
    await reader.hears("Токиода келіссөз өтті.")
    await reader.hears("Тілді таңдаңыз")
    assert await chat.openings(key) == 1


async def test_a_link_names_an_article_by_its_own_id_also_where_that_is_the_key_of_another(chat: Conversation) -> None:
    (key,) = await chat.publishes(Story("Бірінші", body="Бірінші мақаланың мәтіні."))
    await chat.publishes(Story("Екінші", body="Екінші мақаланың мәтіні.", id=str(key)), Story("Үшінші", id="real-page"))
    reader = chat.reader()
    await reader.says(f"/start a_{key}")
    await reader.hears("Екінші мақаланың мәтіні.")
    await reader.says("/start a_real-page")
    await reader.hears("Үшінші")
    await reader.says("/start a_nothing")
    await reader.hears("Мұндай мақала жоқ")


@pytest.mark.parametrize("payload", ["q_" + base64.urlsafe_b64encode("Жапония".encode()).decode().rstrip("=")])
async def test_a_link_searches(chat: Conversation, payload: str) -> None:
    await chat.publishes("Жапониямен келісім жасалды", "Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says(f"/start {payload}")
    assert "Жапониямен" in (await reader.hears("🔎 Жапония")).text


@pytest.mark.parametrize("payload", ["admin", "../../x", "1;drop", "r_", "a_999", "a_x", "r_nothing", "x" * 64, "😀"])
async def test_an_unknown_link_is_a_plain_start(chat: Conversation, payload: str) -> None:
    reader = chat.reader()
    await reader.says(f"/start {payload}")
    await reader.hears("Сәлеметсіз бе")
