"""Searching in the chat: words in any form, cards, pager, nothing found, and any text that a person may type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.search.answer import SearchAnswer, SearchOptions
from storage.search.index import Search
from tests.conversation import Conversation, Story

JAPAN = Story(
    "Қазақстан мен Жапония әріптестікті кеңейтеді",
    lead="Әріптестік туралы құжатқа Токиода қол қойылды.",
    body="Жапонияның сыртқы істер министрі келіссөз жүргізді. Тараптар сауданы арттырмақ.",
)
OTHERS = (
    Story("Көктемгі егіс басталды", body="Шаруалар дала жұмысына шықты. Техника дайын.", rubric="Экономика"),
    Story("Футболдан республика кубогы", body="Алматыда ойын өтті. Жанкүйер көп келді.", rubric="Спорт"),
)


async def test_a_search_answers_with_a_card_and_reads_the_text(chat: Conversation) -> None:
    await chat.publishes(JAPAN, *OTHERS)
    reader = chat.reader()
    await reader.says("/search Жапония")
    found = await reader.hears("Әріптестік туралы құжатқа Токиода қол қойылды.")
    assert found.text.startswith("🔎 Жапония · 1 мақала")
    assert "<b>Жапония</b> әріптестікті" in found.html
    assert "Саясат · " in found.text
    await reader.presses(found, "📖 1")
    await reader.hears("Тараптар сауданы арттырмақ.")


async def test_a_hashtag_of_words_written_as_one_is_a_search_for_them(chat: Conversation) -> None:
    marathon = Story("Almaty Marathon көктемде өтеді", body="Жүгірушілер сәуірде сөреге шығады.", rubric="Спорт")
    sport = Story("Қазақстан спорты дамып келеді", body="Екі жүзден аса зал ашылды.", rubric="Спорт")
    await chat.publishes(JAPAN, *OTHERS, marathon, sport)
    for typed, title in (
        ("#қазақстанспорты", sport.title),
        ("#казакстанспорты", sport.title),
        ("#AlmatyMarathon", marathon.title),
        ("#almatymarathon", marathon.title),
        ("#көктемгіегіс", OTHERS[0].title),
    ):
        reader = chat.reader(len(typed) + 9_000 + len(title))
        await reader.says(typed)
        heard = await reader.hears("🔎")
        assert title in heard.text
        assert "Дәл жауабы жоқ" not in heard.text
        assert "кездеспеді" not in heard.text


async def test_in_a_private_chat_any_text_is_a_search_in_any_inflection(chat: Conversation) -> None:
    await chat.publishes(JAPAN, *OTHERS)
    reader = chat.reader()
    await reader.says("жапонияға")
    await reader.hears("Токиода қол қойылды")


async def test_the_pager_of_a_search_works_after_a_restart(chat: Conversation) -> None:
    await chat.publishes(*(Story(f"Жапония жаңалығы {n}", hours_ago=n, body=f"Токио {n}.") for n in range(1, 9)))
    reader = chat.reader()
    await reader.says("Жапония")
    found = await reader.hears("8 мақала")
    await chat.restart()
    await reader.presses(found, "›")
    await chat.tg.until(lambda: found.buttons[-1][-1].text == "2/2")
    assert found.text.startswith("🔎 Жапония · 8 мақала")
    assert len(reader.from_bot) == 1


async def test_nothing_found_says_so_offers_the_latest_and_tells_the_newsroom(chat: Conversation) -> None:
    await chat.publishes(*OTHERS)
    reader = chat.reader()
    await reader.says("кванттық телепортация")
    answer = await reader.hears("ештеңе табылмады")
    assert answer.text.startswith("🔎 кванттық телепортация")
    await reader.presses(answer, answer.buttons[-1][0].text)
    await reader.hears("Соңғы жаңалықтар")
    assert [one.query for one in await chat.store.search.unanswered()] == ["кванттық телепортация"]


async def test_search_without_words_says_how(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/search")
    await reader.hears("/search Жапония")


@pytest.mark.parametrize(
    "typed",
    [
        *('"', "NEAR(", "AND OR NOT", "title:", "-x", "*", "'; drop table article; --", "<b>&\u202e</i>"),
        *("(" * 4000, "😀" * 2000, "a* OR " * 680),
    ],
)
async def test_whatever_is_typed_gets_an_answer(chat: Conversation, typed: str) -> None:
    await chat.publishes(JAPAN)
    reader = chat.reader()
    await reader.says(typed)
    await reader.hears("🔎")
    await reader.says("Жапония")
    await reader.hears("Әріптестік")


async def test_a_russian_reader_searches_in_russian_words_of_the_menu(chat: Conversation) -> None:
    await chat.publishes(Story("Япония и Казахстан", body="В Токио подписан документ.", rubric="Политика"))
    reader = chat.reader(language_code="ru")
    await reader.says("японии")
    found = await reader.hears("1 статья")
    assert "Политика · " in found.text


async def test_in_a_group_only_the_command_searches(chat: Conversation) -> None:
    await chat.publishes(JAPAN)
    member = chat.reader(1001)
    group = chat.tg.add_group(-500, "Ауыл", "supergroup", admins=[1002], members=[1001], bot="administrator")
    await member.says("Жапония", chat=group)
    await member.says("/search Жапония", chat=group)
    found = await group.hears("Токиода")
    assert len(group.from_bot) == 1
    assert found.button("📖 1").url


async def test_a_filter_that_fits_nothing_is_left_aside_and_that_is_said(chat: Conversation) -> None:
    await chat.publishes(JAPAN, *OTHERS)
    reader = chat.reader()
    await reader.says("жапония 2019-01-01")
    found = await reader.hears("Сүзгіге сай мақала болмады")
    assert "Токиода" in found.text


async def test_a_slip_finds_the_article_and_what_was_meant_is_one_press_away(chat: Conversation) -> None:
    await chat.publishes(JAPAN, *OTHERS)
    reader = chat.reader()
    await reader.says("Жапоиня")
    found = await reader.hears("Токиода")
    assert "Мүмкін, мынаны іздеген боларсыз: жапония" in found.text
    await reader.presses(found, "Осыны іздеу")
    await chat.tg.until(lambda: found.text.startswith("🔎 жапония"))
    assert "Мүмкін" not in found.text
    assert len(reader.from_bot) == 1


async def test_what_was_found_is_narrowed_to_the_last_week_and_to_a_rubric_by_presses(chat: Conversation) -> None:
    old = (Story(f"Жапония жаңалығы {n}", hours_ago=24 * (n + 10), body=f"Токио {n}.") for n in range(5))
    await chat.publishes(JAPAN, *old, Story("Жапония кубогы", body="Ойын өтті.", rubric="Спорт"))
    reader = chat.reader()
    await reader.says("Жапония")
    found = await reader.hears("7 мақала")
    await reader.presses(found, "Соңғы апта")
    await chat.tg.until(lambda: "2 мақала" in found.text)
    assert found.button("✓ 🗓 Соңғы апта")
    await reader.presses(found, found.buttons[1][1].text)
    await chat.tg.until(lambda: "1 мақала" in found.text)
    await reader.presses(found, "Соңғы апта")
    await chat.tg.until(lambda: "✓ 🗓 Соңғы апта" not in [key.text for key in found.buttons[1]])


async def test_a_reader_of_one_language_finds_articles_in_it_and_others_only_where_it_has_none(
    chat: Conversation,
) -> None:
    await chat.publishes(
        JAPAN,
        Story("Япония и Казахстан", body="В Токио подписан документ. Министры говорили.", rubric="Политика"),
        Story("Вулкан проснулся", body="На Камчатке проснулся вулкан Шивелуч. Пепел поднялся высоко."),
    )
    reader = chat.reader()
    await reader.says("/settings")
    settings = await reader.hears("Баптаулар")
    await reader.presses(settings, "Мақала тілі")
    await reader.hears("Қай тілдегі")
    await reader.presses(settings, "Қазақша")
    await chat.tg.until(lambda: settings.button("Қазақша").text.startswith("✅"))
    await reader.says("Токио")
    found = await reader.hears("🔎 Токио")
    assert "1 мақала" in found.text
    assert "Әріптестік" in found.text
    await reader.says("вулкан")
    foreign = await reader.hears("🔎 вулкан")
    assert "Сіз оқитын тілдерде табылмады" in foreign.text
    assert "Шивелуч" in foreign.text
    await reader.says("/latest")
    latest = await reader.hears("1. ")
    assert "Япония" not in latest.text


async def test_a_suggestion_is_one_press_away(chat: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.publishes(JAPAN, *OTHERS)
    real = Search.find

    async def suggesting(self: Search, query: str, options: SearchOptions | None = None) -> SearchAnswer:
        answer = await real(self, query, options)
        return answer if answer.found else replace(answer, did_you_mean="Жапония")

    monkeypatch.setattr(Search, "find", suggesting)
    reader = chat.reader()
    await reader.says("күншығыс <елі>")
    answer = await reader.hears("Мүмкін, мынаны іздеген боларсыз: Жапония")
    await reader.presses(answer, "Осыны іздеу")
    await reader.hears("Токиода")
    assert len(reader.from_bot) == 1


async def test_a_question_gets_the_next_best_sentence_where_the_lead_holds_the_best(chat: Conversation) -> None:
    lead = "Жастар кеңесіне кез келген тұрғын өтініш бере алады."
    body = "Кеңеске он бес адам сайланады. Өтініш айдың соңына дейін қабылданады. Мүшелер жалақы алмайды."
    await chat.publishes(Story("Кеңес құрылады", lead=lead, body=body), *OTHERS)
    reader = chat.reader()
    await reader.says("жастар кеңесіне өтініш қашанға дейін қабылданады")
    found = await reader.hears(lead)
    assert found.text.index("Өтініш айдың соңына дейін қабылданады.") < found.text.index(lead)
    assert "Өтініш <b>айдың" in found.html
    await reader.says("жастар кеңесі")
    assert "…" not in (await reader.hears("🔎 жастар кеңесі")).text


async def test_a_day_without_news_says_so_offers_the_latest_and_is_no_search_in_vain(chat: Conversation) -> None:
    await chat.publishes(JAPAN)
    reader = chat.reader()
    await reader.says("2019-01-01 жаңалықтары")
    answer = await reader.hears("бұл уақытта ештеңе жарияланбаған")
    await reader.presses(answer, "📰 Соңғы жаңалықтар")
    await reader.hears("Жапония")
    assert await chat.store.search.unanswered() == []


async def test_a_rubric_s_name_also_leads_to_the_newest_of_the_rubric(chat: Conversation) -> None:
    await chat.publishes(*OTHERS, Story("Спорт сарайы ашылды", body="Спорт сарайына бала көп келді.", rubric="Қоғам"))
    reader = chat.reader()
    await reader.says("спорт")
    found = await reader.hears("Спорт сарайы")
    await reader.presses(found, "📰 Соңғы жаңалықтар: Спорт")
    await reader.hears("кубогы")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        *[
            (said, "Сәлеметсіз бе! Не туралы")
            for said in ("Сәлем!", "сәлеметсіз бе", "Привет", "здравствуйте", "hello")
        ],
        *[(said, "Оқасы жоқ!") for said in ("рахмет", "рахмет бауырым", "Рақмет 🙏", "спасибо!", "Thanks")],
    ],
)
async def test_a_greeting_or_thanks_is_answered_and_is_no_search(chat: Conversation, said: str, answer: str) -> None:
    await chat.publishes(JAPAN, Story("Селем", body="Сел су басты, құтқарушыға рахмет айтылды."))
    reader = chat.reader()
    await reader.says(said)
    heard = await reader.hears(answer)
    assert "/latest" in heard.text
    assert await chat.store.search.unanswered() == []


async def test_a_greeting_with_a_topic_and_the_command_are_searches(chat: Conversation) -> None:
    await chat.publishes(JAPAN, Story("Рахмет айту күні", body="Қалада рахмет айту күні өтті."))
    reader = chat.reader()
    await reader.says("рахмет айту күні")
    await reader.hears("🔎 рахмет айту күні · 1 мақала")
    await reader.says("/search рахмет")
    await reader.hears("🔎 рахмет · 1 мақала")
