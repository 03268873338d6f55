"""A reader comes in: language, rubrics, links; and finds everything as it was when coming back."""

from __future__ import annotations

from tests.conversation import Conversation, Story


async def test_a_new_reader_chooses_a_language_and_rubrics_and_is_told_what_comes(chat: Conversation) -> None:
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
