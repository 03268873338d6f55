"""The latest articles and the full text in the chat: cards, pagers, openings, and what cannot be read."""

from __future__ import annotations

from playground.rules.entities import units
from tests.conversation import Conversation, Story

LONG = "\n\n".join(f"{number}-абзац. " + "Жаңалықтың мәтіні осында жалғасады. " * 20 for number in range(1, 21))


async def test_the_latest_are_cards_five_a_page_turned_in_place(chat: Conversation) -> None:
    await chat.publishes(*(Story(f"Тақырып {number}", hours_ago=20 - number) for number in range(1, 13)))
    reader = chat.reader()
    await reader.says("/latest")
    cards = await reader.hears("Соңғы жаңалықтар")
    assert "1. Тақырып 12" in cards.text
    assert "5. Тақырып 8" in cards.text
    assert "Тақырып 7" not in cards.text
    await reader.presses(cards, "›")
    await reader.hears("6. Тақырып 7")
    await reader.presses(cards, "›")
    await reader.hears("12. Тақырып 1")
    assert cards.button("3/3")
    await reader.presses(cards, "3/3")
    await reader.hears("1. Тақырып 12")
    assert len(reader.from_bot) == 1


async def test_the_latest_of_a_rubric_by_a_name_in_another_language(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч нәтижесі", rubric="Спорт"))
    reader = chat.reader()
    await reader.says("/latest sport")
    cards = await reader.hears("Соңғы жаңалықтар · Спорт")
    assert "Матч нәтижесі" in cards.text
    assert "Үкімет" not in cards.text


async def test_without_articles_the_answer_is_clear(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/latest")
    await reader.hears("Әзірге жаңалық жоқ")


async def test_a_card_opens_the_text_in_pages_cut_at_paragraphs_and_turned_in_place(chat: Conversation) -> None:
    (key,) = await chat.publishes(Story("Ұзақ мақала", body=LONG))
    reader = chat.reader()
    await reader.says("/latest")
    await reader.presses(await reader.hears("Ұзақ мақала"), "📖 1")
    page = await reader.hears("1-абзац.")
    seen = [page.text]
    assert not page.edited
    while any(button.text == "›" for row in page.buttons for button in row):
        await reader.presses(page, "›")
        shown = seen[-1]
        await chat.tg.until(lambda shown=shown: page.text != shown)
        seen.append(page.text)
    assert len(seen) == 4
    assert all(units(text) <= 4096 for text in seen)
    assert all(text.rstrip().endswith("жалғасады.") for text in seen)
    assert sum(text.count("-абзац.") for text in seen) == 20
    assert await chat.openings(key) == 1


async def test_reading_a_push_counts_one_opening_a_press(chat: Conversation) -> None:
    (key,) = await chat.publishes(Story("Матч нәтижесі", body="Команда жеңіске жетті."))
    reader = chat.reader()
    await reader.says("/start")
    await reader.hears("Сәлеметсіз")
    push = await chat.sends_push(reader.id, key)
    await (await reader.presses(push, "📖 Оқу")).answered()
    await reader.hears("Команда жеңіске жетті.")
    await reader.presses(push, "📖 Оқу")
    await reader.hears("Команда жеңіске жетті.")
    assert await chat.openings(key) == 2


async def test_in_a_group_read_leads_into_the_private_chat(chat: Conversation) -> None:
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    member = chat.reader(1001)
    group = chat.tg.add_group(-500, "Ауыл", admins=[1002], members=[1001])
    await member.says("/latest", chat=group)
    cards = await group.hears("Соңғы жаңалықтар")
    assert cards.button("📖 1").url == f"https://t.me/{chat.tg.world.bot['username']}?start=a_-{key}"


async def test_an_article_with_a_source_offers_it_below_the_text(chat: Conversation) -> None:
    (key,) = await chat.publishes(Story("Матч", extra={"url": "https://example.kz/match"}))
    reader = chat.reader()
    await reader.says(f"/start a_-{key}")
    page = await reader.hears("Матч")
    assert page.button("Дереккөз").url == "https://example.kz/match"


async def test_a_hostile_article_is_shown_and_read_like_any_other(chat: Conversation) -> None:
    title = '<b>&"\u202e</b>' + "😀" * 4000
    body = "<a href='x'>\u202e&amp;</a> " + "🇰🇿" * 3000
    await chat.publishes(*(Story(title, body=body, lead="<i>\u200b" + "👨‍👩‍👧" * 400, id=f"x{n}") for n in range(6)))
    reader = chat.reader()
    await reader.says("/latest")
    cards = await reader.hears('<b>&"</b>')
    assert units(cards.text) <= 4096
    await reader.presses(cards, "›")
    await chat.tg.until(lambda: "6. <b>" in cards.text)
    await reader.presses(cards, "📖 6")
    page = await reader.hears('<b>&"</b>')
    assert "\u202e" not in page.text
    await reader.presses(page, "›")
    await chat.tg.until(lambda: "<a href='x'>" in page.text)


async def test_a_recalled_article_says_so(chat: Conversation) -> None:
    (key,) = await chat.publishes("Қате жаңалық")
    reader = chat.reader()
    await reader.says("/latest")
    cards = await reader.hears("Қате жаңалық")
    await chat.recalls(key)
    assert "қайтарып алды" in await (await reader.presses(cards, "📖 1")).answered()
    await reader.says(f"/start a_-{key}")
    await reader.hears("қайтарып алды")
