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
        ("баптауды аш", "Өзгерткіңіз", "Айдарлар"),
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


async def test_a_pause_as_long_as_was_said_is_one_press_and_a_second_one_changes_nothing_but_its_end(
    chat: Conversation,
) -> None:
    reader = chat.reader(language_code="ru")
    await reader.says("отключи на три дня")
    hint = await reader.hears("Приостановить новости на 3 дня?")
    assert hint.buttons[0][0].text == "На 3 дня"
    data = hint.buttons[0][0].data or ""
    await reader.presses(hint, "На 3 дня")
    await chat.tg.until(lambda: "на паузе до" in hint.text)
    end = (await chat.recipient(1001)).paused_until
    assert abs(end - chat.clock.now_ms() - 3 * 86_400_000) < 60_000
    # The same press comes once more, as from a phone that had no network.
    await reader.presses_data(hint, data)
    paused = await chat.recipient(1001)
    assert paused.state.value == "paused"
    assert 0 <= paused.paused_until - end < 60_000
    await reader.says("почему новости не приходят")
    await reader.hears("Новости на паузе до")


async def test_who_misses_news_hears_what_keeps_it_back(chat: Conversation) -> None:
    await chat.publishes(SPORT)
    reader = chat.reader()
    await reader.says("/start")
    await reader.says("жаңалық келмей жатыр")
    await reader.hears("Қай айдардың жаңалығы келіп тұрсын")
    await reader.says("/sub Спорт")
    await reader.says("жаңалық келмей жатыр")
    await reader.hears("тыныш уақытта күте тұрады")


async def test_a_slip_is_a_request_unless_an_article_has_the_word(chat: Conversation) -> None:
    reader = chat.reader(language_code="ru")
    await reader.says("как поменять езык")
    hint = await reader.hears("Выберите язык")
    assert hint.button("Русский")
    assert hint.button("Искать статьи")
    await reader.says("не пресылайте спорт")
    await reader.hears("ничего не нашлось")
    await chat.publishes(SPORT, Story("Как поменять езык", body="Так называлась выставка. Её открыли вчера."))
    await reader.says("не пресылайте спорт")
    await reader.hears("Больше не присылать новости рубрики «Спорт»?")
    await reader.says("как поменять езык")
    await reader.hears("Так называлась выставка")


async def test_news_are_asked_for_by_the_name_of_the_bot_and_on_the_wrong_keyboard(chat: Conversation) -> None:
    await chat.publishes(SPORT)
    reader = chat.reader()
    for typed in ("@zharshy_bot жаңалықтар", "yjdjcnb cgjhnf", "sport zhanalyqtary"):
        before = len(reader.from_bot)
        await reader.says(typed)
        await chat.tg.until(lambda before=before: len(reader.from_bot) > before)
        assert "Футболдан ел кубогы" in reader.from_bot[-1].text


async def test_talk_in_a_group_is_no_request_and_only_its_reader_presses_a_hint(chat: Conversation) -> None:
    await chat.publishes(SPORT)
    group = chat.tg.add_group(-100500, "Ауыл", "supergroup", topics={11: "Спорт"}, admins=[1001])
    admin, member = chat.reader(), chat.reader(1002, "Болат")
    for person in (admin, member):
        for topic in (None, 11):
            await person.says("спорт жаңалықтарын жіберме", chat=group, topic=topic)
    await admin.says("/start")
    await admin.says("бір күнге тоқтата тұршы")
    hint = await admin.hears("кідіртейін бе")
    assert group.from_bot == []
    await member.presses_data(hint, hint.buttons[0][0].data or "")
    assert await chat.store.recipients.find(1002, 0) is None
    assert (await chat.recipient(1001)).state.value == "active"


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
