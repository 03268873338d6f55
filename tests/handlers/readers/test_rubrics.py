"""Choosing rubrics: by buttons, by name, all of them, and what the labels say."""

from __future__ import annotations

from tests.conversation import Conversation, Story


async def test_a_press_goes_from_at_once_to_the_digest_to_off_in_the_same_message(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч нәтижесі", rubric="Спорт"))
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    assert [row[0].text[:2].strip() for row in board.buttons[:2]] == ["▫️", "▫️"]
    await reader.presses(board, "Саясат")
    await chat.tg.until(lambda: board.button("Саясат").text.startswith("✅"))
    await reader.presses(board, "Саясат")
    assert "08:00" in await reader.sees_toast("дайджестпен")
    await chat.tg.until(lambda: board.button("Саясат").text.startswith("🗞"))
    assert await chat.follows(reader.id) == {"Саясат": "digest"}
    await reader.presses(board, "Саясат")
    await chat.tg.until(lambda: board.button("Саясат").text.startswith("▫️"))
    assert await chat.follows(reader.id) == {}
    assert len(reader.from_bot) == 1


async def test_a_label_says_how_often_a_rubric_writes(chat: Conversation) -> None:
    often = [Story(f"Отырыс {number}", hours_ago=number) for number in range(1, 22)]
    rarely = [Story("Матч нәтижесі", rubric="Спорт", hours_ago=30), Story("Ойын", rubric="Спорт", hours_ago=90)]
    once = Story("Жаңа кітап", rubric="Мәдениет", hours_ago=24 * 20)
    never = Story("Ескі жаңалық", rubric="Әлем", hours_ago=24 * 60)
    await chat.publishes(*often, *rarely, once, never)
    reader = chat.reader()
    await reader.says("/rubrics")
    labels = [row[0].text for row in (await reader.hears("Айдарлар")).buttons]
    assert labels[:4] == ["▫️ Саясат · күніне 3", "▫️ Спорт · аптасына 2", "▫️ Мәдениет · айына 1", "▫️ Әлем"]


async def test_all_follows_also_what_comes_later_and_one_can_be_excepted(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч нәтижесі", rubric="Спорт"))
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    await reader.presses(board, "Барлығы")
    await chat.tg.until(lambda: board.button("Барлығы").text.startswith("✅"))
    assert board.button("Саясат").text.startswith("✅")
    await reader.presses(board, "Спорт")
    await chat.tg.until(lambda: board.button("Спорт").text.startswith("🗞"))
    await reader.presses(board, "Спорт")
    await chat.tg.until(lambda: board.button("Спорт").text.startswith("▫️"))
    assert await chat.follows(reader.id) == {"*": "now", "Спорт": "off"}

    await chat.publishes(Story("Жаңа айдар", rubric="Ғылым"))
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    assert board.button("Ғылым").text.startswith("✅")
    assert board.button("Спорт").text.startswith("▫️")
    await reader.presses(board, "Барлығы")
    await chat.tg.until(lambda: board.button("Спорт").text.startswith("✅"))
    await reader.presses(board, "Барлығы")
    await chat.tg.until(lambda: board.button("Спорт").text.startswith("▫️"))
    assert await chat.follows(reader.id) == {}


async def test_all_can_be_followed_before_the_first_article(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("алғашқы мақаламен")
    await reader.presses(board, "Барлығы")
    await chat.tg.until(lambda: board.button("Барлығы").text.startswith("✅"))
    await reader.presses(board, "Дайын")
    await reader.hears("Барлық айдардың жаңалығы")


async def test_a_rubric_is_followed_by_any_of_its_names(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/sub политика")
    await reader.hears("✅ «Саясат»")
    await reader.says("/unsub  POLITICS ")
    await reader.hears("«Саясат» жаңалықтары енді келмейді")
    assert await chat.follows(reader.id) == {}


async def test_an_unknown_rubric_is_answered_with_the_known_ones(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч нәтижесі", rubric="Спорт"))
    reader = chat.reader()
    for command in ("/sub <b>футбол</b>", "/unsub <b>футбол</b>", "/latest <b>футбол</b>"):
        await reader.says(command)
        answer = await reader.hears("<b>футбол</b>» деген айдар жоқ")
        assert "Саясат, Спорт" in answer.text


async def test_without_any_rubric_an_unknown_name_is_still_answered(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/sub спорт")
    await reader.hears("бірде-бір айдар ашылмаған")


async def test_many_rubrics_have_a_pager(chat: Conversation) -> None:
    await chat.publishes(*(Story(f"Мақала {number}", rubric=f"Айдар {number:02}") for number in range(1, 15)))
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    assert board.button("1/2")
    await reader.presses(board, "›")
    await chat.tg.until(lambda: any("Айдар 14" in row[0].text for row in board.buttons))
    await reader.presses(board, "Айдар 14")
    await chat.tg.until(lambda: board.button("Айдар 14").text.startswith("✅"))
    assert board.button("2/2")


async def test_a_rubric_with_a_hostile_name_breaks_nothing(chat: Conversation) -> None:
    name = '<b>&"\u202e' + "😀" * 40
    await chat.publishes(Story("Мақала", rubric=name))
    reader = chat.reader()
    await reader.says("/rubrics")
    board = await reader.hears("Айдарлар")
    await reader.presses(board, board.buttons[0][0].text)
    await reader.sees_toast('<b>&"')
    await reader.presses(board, "Дайын")
    await reader.hears('<b>&"')


async def test_the_mute_button_of_a_push_turns_the_rubric_off_and_becomes_its_own_undo(chat: Conversation) -> None:
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    reader = chat.reader()
    await reader.says("/sub Саясат")
    await reader.hears("✅")
    push = await chat.sends_push(reader.id, key)
    await reader.presses(push, "өшіру")
    assert await reader.sees_toast("енді келмейді") == "🔕 «Саясат» енді келмейді"
    await chat.tg.until(lambda: any("Қайтару" in key.text for row in push.buttons for key in row))
    assert await chat.follows(reader.id) == {}
    assert push.button("📖 Оқу")

    await reader.presses(push, "Қайтару")
    await reader.sees_toast("қайта келіп тұрады")
    await chat.tg.until(lambda: any("өшіру" in key.text for row in push.buttons for key in row))
    assert await chat.follows(reader.id) == {"Саясат": "now"}
