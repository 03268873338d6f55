"""Readers write, editors answer by replying; a reader who goes too far is warned, then banned."""

from __future__ import annotations

import re

import pytest

from domain.newsroom import BanState
from tests.handlers.newsroom import Newsroom


async def test_a_letter_about_an_article_is_answered_by_a_reply(chat: Newsroom) -> None:
    (key,) = await chat.publishes("Үкімет отырысы өтті")
    reader, editor = chat.reader(1001), await chat.editor()
    await reader.says("/start")
    await reader.hears("Сәлеметсіз бе")
    copy = await chat.sends_push(1001, key)
    await reader.says("/feedback", reply_to=copy)
    await reader.hears("Осы мақала туралы не айтқыңыз келеді")
    await chat.restart()
    await reader.says("Мұнда <қате> бар")
    await reader.hears("Хатыңыз (№1) редакцияға жетті")
    await editor.says("/inbox")
    await editor.hears("Жауап күтіп тұрған хат: 1")
    letter = await editor.hears("Мұнда <қате> бар")
    assert "📰 Үкімет отырысы өтті" in letter.text
    await editor.says("Рақмет, түзетеміз", reply_to=letter)
    await editor.hears("Жауабыңыз оқырманға жетті")
    answer = await reader.hears("Редакция жауабы")
    assert "Рақмет, түзетеміз" in answer.text
    await editor.says("/inbox")
    await editor.hears("хат жоқ")
    (entry,) = await chat.store.audit.page(3)
    assert (entry.what, entry.subject) == ("answered", "№1")


@pytest.mark.parametrize("command", ["/latest", "/help", "/nothing", "/settings", "/rubrics"])
async def test_after_another_command_what_is_typed_is_a_search_and_no_letter(chat: Newsroom, command: str) -> None:
    await chat.publishes("Кеме теңізге шықты")
    reader = chat.reader(1001)
    await reader.says("/feedback")
    await reader.hears("Редакцияға не айтқыңыз")
    await reader.says(command)
    await reader.hears("")
    await reader.says("кеме")
    await reader.hears("🔎")
    assert await chat.store.letters.count_open() == 0


async def test_after_a_pressed_button_what_is_typed_is_a_search_and_no_letter(chat: Newsroom) -> None:
    await chat.publishes("Кеме теңізге шықты")
    reader = chat.reader(1001)
    await reader.says("/forget")
    asked = await reader.hears("")
    await reader.says("/feedback")
    await reader.hears("Редакцияға не айтқыңыз")
    await reader.presses(asked, "Жоқ")
    await reader.says("кеме")
    await reader.hears("🔎")
    assert await chat.store.letters.count_open() == 0


async def test_feedback_asked_twice_still_takes_the_letter(chat: Newsroom) -> None:
    reader = chat.reader(1001)
    for _ in range(2):
        await reader.says("/feedback")
        await reader.hears("Редакцияға не айтқыңыз")
    await reader.says("Рақмет сіздерге")
    await reader.hears("Хатыңыз (№1)")
    await reader.says("/feedback")
    await reader.hears("Редакцияға не айтқыңыз")
    await reader.says("/cancel")
    await reader.hears("")


async def test_every_open_letter_can_be_reached(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        for number in range(1, 13):
            await work.letters.add(1000 + number, f"Хат мәтіні {number}.", 0)
    editor = await chat.editor()
    await editor.says("/inbox")
    for left in ("Тағы 7", "Тағы 2"):
        more = await editor.hears("Ескілері бірінші")
        assert more.button(left).data
        await editor.presses(more, left)
    await editor.hears("Хат мәтіні 12.")
    shown = [re.findall(r"Хат мәтіні (\d+)\.", message.text) for message in editor.from_bot]
    assert [int(number) for numbers in shown for number in numbers] == list(range(1, 13))
    await editor.says("Жауап", reply_to=more)
    await editor.hears("Мұндай хат жоқ")


async def test_more_letters_begin_anew_where_all_that_came_after_is_answered(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        numbers = [await work.letters.add(1000 + number, f"Хат мәтіні {number}.", 0) for number in range(1, 7)]
    editor = await chat.editor()
    await editor.says("/inbox")
    more = await editor.hears("Ескілері бірінші")
    async with chat.store.transaction() as work:
        await work.letters.close(numbers[-1], editor.id)
    await editor.presses(more, "Тағы 1")
    await editor.hears("Хат мәтіні 5.")
    assert len([one for one in editor.from_bot if "Хат мәтіні" in one.text]) == 10


async def test_a_letter_in_one_message_and_one_that_is_left(chat: Newsroom) -> None:
    reader = chat.reader(1001)
    await reader.says("/feedback Бәрі жақсы")
    await reader.hears("№1")
    await reader.says("/feedback")
    await reader.hears("не айтқыңыз келеді")
    await reader.says("/cancel")
    await reader.hears("Хат жазылмады")
    await reader.says("Үкімет")
    await reader.hears("🔎")
    assert await chat.store.letters.count_open() == 1
    await reader.says("/feedback " + "ұ" * 4000)
    assert "Қалғанын тағы бір хатпен" in (await reader.hears("алғашқы 3")).text


async def test_a_warning_comes_first_then_the_ban_and_it_is_lifted_again(chat: Newsroom) -> None:
    reader, editor = chat.reader(1001), await chat.editor()
    await reader.says("/feedback Жаман сөз")
    await reader.hears("№1")
    await editor.says("/inbox")
    letter = await editor.hears("Жаман сөз")
    assert "ескертілді" in await (await editor.presses(letter, "Ескерту")).answered()
    await reader.hears("Редакциядан ескерту")
    await chat.tg.until(lambda: "Тыйым салу" in repr(letter))
    await editor.presses(letter, "Тыйым салу")
    await reader.hears("енді сізден хат қабылдамайды")
    await reader.says("/feedback тағы")
    await reader.hears("хат қабылдамайды")
    await editor.says("/unban 1001")
    await editor.hears("қайтадан жаза алады")
    await reader.hears("хаттарыңызды қайта қабылдайды")
    await reader.says("/feedback тағы")
    await reader.hears("№2")
    assert [entry.what for entry in await chat.store.audit.page(5)] == ["unbanned", "banned", "warned"]


async def test_a_warning_is_no_ban_when_it_is_pressed_twice_or_by_two_editors(chat: Newsroom) -> None:
    reader, editor, owner = chat.reader(1001), await chat.editor(), chat.owner()
    await reader.says("/feedback Жаман сөз")
    await reader.hears("№1")
    letters = []
    for one in (editor, owner):
        await one.says("/inbox")
        letters.append(await one.hears("Жаман сөз"))
    for one, letter in zip((editor, owner), letters, strict=True):
        assert "ескертілді" in await (await one.presses(letter, "Ескерту")).answered()
    assert await chat.store.letters.banned() == [(1001, BanState.WARNED)]
    assert [entry.what for entry in await chat.store.audit.page(5)] == ["warned"]


async def test_odd_numbers_and_colleagues_are_not_banned(chat: Newsroom) -> None:
    editor, owner = await chat.editor(), chat.owner()
    for text, answer in (
        ("/ban", "нөмірін жазыңыз"),
        ("/ban x'--", "нөмірін жазыңыз"),
        ("/unban 5", "тыйым да жоқ"),
        (f"/ban {owner.id}", "редакция қызметкері"),
        ("/ban 4242", "хабарлау мүмкін болмады"),
    ):
        await editor.says(text)
        await editor.hears(answer)
    assert await chat.store.letters.banned() == [(4242, BanState.WARNED)]


async def test_a_flood_of_letters_ends_at_ten_a_day(chat: Newsroom) -> None:
    reader = chat.reader(1001)
    for number in range(11):
        await reader.says(f"/feedback {number}")
    await reader.hears("Бүгінге жетеді")
    assert await chat.store.letters.count_open() == 10


async def test_forgetting_takes_the_letters_too(chat: Newsroom) -> None:
    reader, editor = chat.reader(1001), await chat.editor()
    await reader.says("/feedback Сәлем")
    await reader.hears("№1")
    await editor.says("/inbox")
    letter = await editor.hears("Сәлем")
    async with chat.store.transaction() as work:
        await work.recipients.forget(1001, 1001)
    await editor.says("Жауап", reply_to=letter)
    await editor.hears("Мұндай хат жоқ")


async def test_of_a_forgotten_reader_the_audit_knows_nothing(chat: Newsroom) -> None:
    reader, editor = chat.reader(777_001), await chat.editor()
    await reader.says("/feedback Сәлем")
    await reader.hears("№1")
    await editor.says("/inbox")
    await editor.says("Мұндай жауап", reply_to=await editor.hears("Сәлем"))
    await editor.hears("Жауабыңыз оқырманға жетті")
    await reader.says("/forget")
    await reader.presses(await reader.hears("өшірейін бе"), "Иә, бәрін өшіру")
    assert (await reader.hears("Бәрі өшірілді")).text.startswith("🗑 Бәрі өшірілді.")
    (entry,) = await chat.store.audit.page(9)
    assert (entry.who, entry.subject, entry.old, entry.new) == (editor.id, "№1", "", "")


async def test_a_ban_outlasts_forgetting_and_that_is_said(chat: Newsroom) -> None:
    editor, told = await chat.editor(), ("Редакциядан ескерту", "енді сізден хат қабылдамайды")
    warned, reader = chat.reader(777_001), chat.reader(777_002, "Марат")
    for person, bans, stays in ((warned, 1, "ескертуі"), (reader, 2, "тыйымы")):
        await person.says("/start")
        await person.hears("Сәлеметсіз бе")
        for heard in told[:bans]:
            await editor.says(f"/ban {person.id}")
            await person.hears(heard)
        await person.says("/forget")
        await person.presses(await person.hears("өшірейін бе"), "Иә, бәрін өшіру")
        assert stays in (await person.hears("Бәрі өшірілді, тек")).text
    await editor.says("/ban 777001")
    await warned.hears(told[1])
    await reader.says("/privacy")
    assert "хат жазуға тыйым салса, сол шешім" in (await reader.hears("Одан кейін мыналар ғана қалады")).text
    await reader.says("/feedback Сәлем")
    await reader.hears("сізден хат қабылдамайды")


async def test_a_letter_that_was_closed_offers_no_closing_any_more(chat: Newsroom) -> None:
    reader, editor = chat.reader(1001), await chat.editor()
    await reader.says("/feedback Жаман сөз")
    await reader.hears("№1")
    await editor.says("/inbox")
    letter = await editor.hears("Жаман сөз")
    assert await (await editor.presses(letter, "Жауапсыз жабу")).answered() == "Хат жабылды"
    await chat.tg.until(lambda: "Жауапсыз жабу" not in repr(letter))
    assert letter.button("⚠️ Ескерту")


async def test_a_colleague_cannot_be_banned_by_the_button_either(chat: Newsroom) -> None:
    owner, editor = chat.owner(), await chat.editor()
    for writer in (owner, editor):
        async with chat.store.transaction() as work:
            await work.letters.add(writer.id, "Өзіме хат")
    await editor.says("/inbox")
    board = await editor.hears("Өзіме хат")
    for letter in (1, 2):
        for do in ("warn", "ban"):
            press = await editor.presses_data(board, f"letter:{do}:{letter}")
            assert "редакция қызметкері" in await press.answered()
    assert await chat.store.letters.banned() == []


async def test_a_banned_reader_who_becomes_a_colleague_is_banned_no_more(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        await work.letters.ban(7002, BanState.BANNED, 7001)
    await chat.editor()
    assert await chat.store.letters.banned() == []
