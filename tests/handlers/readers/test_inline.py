"""Inline mode: a person types `@bot words` anywhere and sends a card of an article."""

from __future__ import annotations

import base64

from tests.conversation import Conversation, Story


async def test_words_find_articles_as_in_the_chat_and_the_card_leads_back_to_the_bot(chat: Conversation) -> None:
    japan = Story("Жапониямен келісім жасалды", body="Токиода келіссөз өтті. Құжатқа қол қойылды.")
    (key, _) = await chat.publishes(japan, "Үкімет отырысы өтті")
    reader = chat.reader()
    asked = await reader.asks_inline("жапонияның")
    (offered,) = await asked.answered()
    assert offered["title"] == "Жапониямен келісім жасалды"
    assert "Токиода келіссөз өтті." in offered["description"]
    sent = await asked.chooses(chat=reader)
    assert "Жапониямен келісім жасалды" in sent.text and "Токиода келіссөз өтті." in sent.text
    assert sent.buttons[0][0].url == f"https://t.me/{chat.tg.world.bot['username']}?start=a_-{key}"

    await reader.says("/help")
    await reader.hears("Жаршы не істей алады")
    assert len(reader.from_bot) == 1, "the card in the chat with the bot is no search"


async def test_without_words_the_latest_come_page_by_page_each_once_and_in_the_languages_of_the_reader(
    chat: Conversation,
) -> None:
    english = Story("The government met in the capital", body="Ministers spoke about the new budget.")
    await chat.publishes(*(Story(f"Үкімет қаулысы {number}", hours_ago=number) for number in range(1, 24)), english)
    reader = chat.reader()
    await reader.says("/start")
    await reader.presses(await reader.hears("Сәлеметсіз"), "Қазақша")
    await reader.hears("Айдарлар")
    titles: list[str] = []
    offset = ""
    for _ in range(4):
        asked = await reader.asks_inline("", offset)
        titles += [one["title"] for one in await asked.answered()]
        offset = asked.next_offset
        if not offset:
            break
    assert titles == [f"Үкімет қаулысы {number}" for number in range(1, 24)]

    # Telegram keeps the answer for this person alone: somebody else is offered cards in another language.
    other = await chat.reader(1002, "Ann", "en").asks_inline("")
    first = (await other.answered())[0]
    assert first["title"].startswith("The government met") and "min" in first["description"]
    assert first["reply_markup"]["inline_keyboard"][0][0]["text"] == "📖 Read"


async def test_a_recalled_article_is_offered_no_more_and_a_search_in_vain_leads_to_the_chat(chat: Conversation) -> None:
    (key,) = await chat.publishes("Жапониямен келісім жасалды")
    reader = chat.reader()
    assert len(await (await reader.asks_inline("Жапония")).answered()) == 1
    await chat.recalls(key)
    asked = await reader.asks_inline("Жапония келісім")
    assert await asked.answered() == [] and asked.answer is not None
    link = asked.answer["button"]
    assert link["text"] == "Ештеңе табылмады. Ботта іздеу"
    words = link["start_parameter"].removeprefix("q_")
    assert base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)).decode() == "Жапония келісім"
    await reader.says(f"/start {link['start_parameter']}")
    await reader.hears("Жапония келісім бойынша ештеңе табылмады")


async def test_hostile_queries_offsets_and_titles_are_answered_and_obeyed_by_nobody(chat: Conversation) -> None:
    await chat.publishes(Story("/stop <b>бәрін</b> & \u202eтерсінен", body="Мәтін <i>осында</i> & тағы."))
    reader = chat.reader()
    for query, offset in (("<b>&\u202e", ""), ("а" * 256, ""), ("'; DROP--", ""), ("😀" * 99, "0")):
        await (await reader.asks_inline(query, offset)).answered()
    for offset in ("-1", "x", "9" * 60, "٣"):
        assert await (await reader.asks_inline("", offset)).answered() == []
    asked = await reader.asks_inline("")
    (offered,) = await asked.answered()
    assert "\u202e" not in offered["title"]
    await asked.chooses(chat=reader)
    await reader.says("/latest")
    await reader.hears("Соңғы жаңалықтар")
    assert not any("тоқтатайын" in one.text for one in reader.from_bot)
