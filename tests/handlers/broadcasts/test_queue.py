"""/queue: live progress, pause, cancel; the report at the end, and another try for the rest."""

from __future__ import annotations

import pytest

from domain.delivery import BroadcastState
from domain.reason import ReasonCode
from tests.builders import broadcasts_of
from tests.builders import chat as known_chat
from tests.conversation import OWNER
from tests.handlers.newsroom import STALE, Newsroom

pytestmark = pytest.mark.both_databases


async def test_a_board_shows_progress_and_changes_in_place(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(300)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    await owner.says("/queue")
    board = await owner.hears("Жіберу кезегі")
    assert "Үкімет отырысы өтті" in board.text
    await chat.delivers(200)
    await chat.tg.until(lambda: len(chat.copies()) > 100)
    await chat.looks()
    halfway = await owner.hears("/ 300")
    assert halfway is board
    assert "▰" in board.text
    assert "▱" in board.text
    assert "секундына" in board.text
    await chat.ends(key)
    await chat.looks()
    await owner.hears("Қазір ештеңе жіберіліп жатқан жоқ")
    assert "✅ 300" in board.text
    assert len(owner.from_bot) == 1
    versions = len(board.versions)
    await chat.looks()
    assert len(board.versions) == versions


async def test_a_paused_broadcast_waits_and_a_cancelled_one_ends(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(40)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    await owner.says("/queue")
    board = await owner.hears("Үкімет отырысы")
    assert await (await owner.presses(board, "⏸ 1")).answered() == "⏸ Кідіртілді"
    assert "Кідіртулі тұр" in (await owner.hears("Кідіртулі")).text
    await chat.delivers()
    await owner.presses(board, "▶️ 1")
    await chat.ends(key)
    (other,) = await chat.publishes("Екінші", push=False)
    await chat.stops_delivery()
    async with chat.store.transaction() as work:
        await work.articles.push(other)
    await owner.presses(board, "🔄")
    await owner.presses(await owner.hears("Екінші"), "✖️ 1")
    question = await owner.hears("жіберу тоқтатылсын ба")
    yes = question.button("Иә, тоқтату").data
    assert yes is not None
    assert "тоқтатылды" in await (await owner.presses_data(question, yes)).answered()
    assert "Өзгертетін ештеңе жоқ" in await (await owner.presses_data(question, yes)).answered()
    assert (await chat.ends(other)).state is BroadcastState.CANCELLED


async def test_an_editor_who_cancels_gets_a_report_of_those_not_reached(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(300)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    async with chat.store.transaction() as work:
        await work.progress.report_to(key, OWNER)
    await chat.delivers(200)
    await chat.tg.until(lambda: len(chat.copies()) > 100)
    await owner.says("/queue")
    await owner.presses(await owner.hears("Үкімет отырысы өтті"), "✖️ 1")
    await (await owner.presses(await owner.hears("тоқтатылсын ба"), "Иә, тоқтату")).answered()
    report = await chat.reports(owner, "Жіберу тоқтатылды: Үкімет отырысы өтті")
    # The report comes when the last answer is counted; nothing changes afterwards.
    tally = (await chat.ends(key)).tally
    assert f"✅ {tally.delivered}\n" in report.text
    assert f"✖️ {300 - tally.delivered}: жіберу тоқтатылған" in report.text


async def test_cancelling_a_push_from_the_folder_is_reported_too(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(3)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    await owner.says("/queue")
    await owner.presses(await owner.hears("Үкімет отырысы өтті"), "✖️ 1")
    await (await owner.presses(await owner.hears("тоқтатылсын ба"), "Иә, тоқтату")).answered()
    assert (await chat.ends(key)).state is BroadcastState.CANCELLED
    await chat.looks()
    await owner.hears("Жіберу тоқтатылды: Үкімет отырысы өтті")


async def test_the_report_of_a_cancelled_push_waits_for_what_is_still_in_flight(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(3)
    chat.tg.faults.hang(after=True, chat=100_001)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    async with chat.store.transaction() as work:
        await work.progress.report_to(key, OWNER)
    await chat.delivers()
    await chat.tg.until(lambda: len(chat.copies()) == 3)
    await owner.says("/queue")
    await owner.presses(await owner.hears("Үкімет отырысы өтті"), "✖️ 1")
    await (await owner.presses(await owner.hears("тоқтатылсын ба"), "Иә, тоқтату")).answered()
    await chat.ends(key)
    await chat.looks()
    assert "Жіберу тоқтатылды" not in owner.shown()
    chat.tg.faults.clear()
    report = await chat.reports(owner, "Жіберу тоқтатылды: Үкімет отырысы өтті")
    assert "✅ 2 · ❔ 1 белгісіз" in report.text


async def test_an_editor_who_pauses_the_broadcast_of_another_does_not_get_its_report(chat: Newsroom) -> None:
    owner, editor = chat.owner(), await chat.editor()
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    async with chat.store.transaction() as work:
        await work.progress.report_to(key, editor.id)
    await owner.says("/queue")
    board = await owner.hears("Үкімет отырысы")
    await (await owner.presses(board, "⏸ 1")).answered()
    await owner.hears("Кідіртулі")
    await (await owner.presses(board, "▶️ 1")).answered()
    await chat.delivers()
    await chat.ends(key)
    await chat.looks()
    await editor.hears("Жеткізілді")


async def test_a_quarantined_broadcast_is_on_the_board_with_its_reason_and_is_tried_again(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(3)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    (sending,) = await broadcasts_of(chat.store, key)
    async with chat.store.transaction() as work:
        for _ in range(3):
            await work.broadcasts.step_failed(sending.id)
        await work.broadcasts.quarantine(3, ReasonCode.CUT_OFF)
    await owner.says("/queue")
    board = await owner.hears("Кейінге қойылды")
    assert "үш рет ілгерілемеді: жіберіп жатқанда бағдарлама үзіліп қалған." in board.text
    assert "cut-off" not in board.text
    await chat.delivers()
    press = await owner.presses(board, "▶️ 1 · Қайта көру")
    assert await press.answered() == "▶️ Жалғасты"
    assert (await chat.ends(key)).tally.delivered == 3


async def test_the_editor_gets_a_report_and_sends_again_only_to_the_rest(chat: Newsroom) -> None:
    owner, gone = chat.owner(), chat.reader(1001)
    closed = chat.tg.add_group(-500, "Ауыл", members=[1001])
    await chat.followers(5)
    await known_chat(chat.store, 1001, "Саясат")
    await known_chat(chat.store, -500, "Саясат")
    chat.tg.faults.respond(status=400, description="Bad Request: the moon is full", chat=-500, times=1)
    gone.deactivates()
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    async with chat.store.transaction() as work:
        await work.progress.report_to(key, OWNER)
    await chat.delivers()
    await chat.ends(key)
    await chat.looks()
    report = await owner.hears("Жеткізілді: Үкімет отырысы өтті")
    assert "✅ 5" in report.text
    assert "🚫 1" in report.text
    assert "⚠️ 1: " in report.text
    assert "the moon is full" in report.text
    assert "🚫 1: Telegram-дағы аккаунты жойылған" in report.text
    await chat.looks()
    assert len(owner.from_bot) == 1
    press = await owner.presses(report, "Жетпегендеріне ғана")
    assert await press.answered() == "🔁 Қайта жіберіліп жатыр"
    await closed.hears("Үкімет отырысы өтті")
    await chat.tg.until(lambda: len(chat.copies()) == 5)
    again = await chat.ends(key)
    assert (again.tally.delivered, again.tally.refused, again.tally.gone) == (6, 0, 1)


async def test_the_report_counts_the_chats_that_may_have_got_it_twice(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(4)
    first, second = await chat.publishes("Үкімет отырысы өтті", "Парламент жиналды", push=False)
    async with chat.store.transaction() as work:
        for key in (first, second):
            await work.articles.push(key)
            await work.progress.report_to(key, OWNER)
    chat.tg.faults.drop_after(method="sendMessage", chat=100_002, text="Үкімет")
    await chat.delivers()
    assert (await chat.ends(first)).tally.possible_duplicates == 1
    await chat.ends(second)
    await chat.looks()
    assert "👯 1 чатқа екі рет келген болуы мүмкін" in (await owner.hears("Жеткізілді: Үкімет отырысы өтті")).text
    assert "👯" not in (await owner.hears("Жеткізілді: Парламент жиналды")).text


async def test_the_report_speaks_the_language_of_an_editor_who_never_pressed_start(chat: Newsroom) -> None:
    editor = await chat.editor()
    editor.language_code = "ru"
    await chat.followers(2)
    chat.tg.faults.respond(status=400, description="Bad Request: the moon is full", chat=100_001, times=None)
    chat.tg.faults.respond(status=400, description="Bad Request: TOPIC_CLOSED", chat=100_000, times=None)
    await editor.says("/queue")
    await editor.hears("Очередь отправки")
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    async with chat.store.transaction() as work:
        await work.progress.report_to(key, editor.id)
    await chat.delivers()
    await chat.ends(key)
    await chat.looks()
    report = await editor.hears("Доставлено: Үкімет отырысы өтті")
    assert "⚠️ 1: тема закрыта" in report.text
    assert "⚠️ 1: Telegram ответил: «the moon is full»" in report.text


async def test_reasons_that_read_the_same_are_one_line_whatever_telegram_said(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(3)
    words = ("CHAT_WRITE_FORBIDDEN", "not enough rights to send text messages to the chat", "have no rights to send")
    for place, said in enumerate(words):
        chat.tg.faults.respond(status=400, description=f"Bad Request: {said}", chat=100_000 + place, times=None)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    async with chat.store.transaction() as work:
        await work.progress.report_to(key, OWNER)
    await chat.delivers()
    await chat.ends(key)
    await chat.looks()
    report = await owner.hears("Жеткізілді")
    assert report.text.count("⚠️ 3: ботқа онда жазуға рұқсат жоқ") == 1
    assert report.text.count("рұқсат") == 1


async def test_an_editor_of_another_rubric_controls_nothing(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        sport = await work.rubrics.named_or_new("Спорт")
    editor = await chat.editor((sport.key,))
    await chat.followers(3)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    (sending,) = await broadcasts_of(chat.store, key)
    await editor.says("/queue")
    board = await editor.hears("Үкімет отырысы")
    assert "⏸" not in repr(board)
    assert await (await editor.presses_data(board, f"queue:pause:{sending.id}")).answered() == STALE
