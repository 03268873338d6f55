"""/edit and /recall: every copy of a thousand is changed or goes, by id, button and reply; nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import JumpingClock
from tests.builders import chat as known_chat
from tests.conversation import OWNER, Story
from tests.handlers.newsroom import Newsroom
from tests.until import until

pytestmark = pytest.mark.both_databases

STORY = Story("Үкімет отырысы өтті", "Бүгін отырыс өтті. Онда бюджет қаралды.", lead="Министрлер жиналды.")


async def test_the_whole_life_of_an_article_to_a_thousand_followers(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader(1001)
    await chat.followers(1000)
    await known_chat(chat.store, 1001, "Саясат")
    await owner.says("/post Үкімет отырысы өтті\n\nМинистрлер жиналды.\n\nБүгін отырыс өтті.")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    await owner.presses(await owner.hears("1\xa0001 оқырман"), "Жариялау")
    published = await owner.hears("Жарияланды: Үкімет")
    await chat.delivers(1000)
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert (await chat.ends(article.key)).tally.delivered == 1001
    copy = await reader.hears("Министрлер жиналды.")

    await owner.presses(published, "✏️ Түзету")
    panel = await owner.hears("Чаттарда 1\xa0001 көшірмесі бар")
    assert "Барлық көшірмені" not in repr(panel)
    await owner.presses(panel, "Кіріспе")
    await owner.hears("Кіріспесін")
    await owner.says("Министрлер мен әкімдер жиналды.")
    panel = await owner.hears("не өзгереді")
    assert "<u>мен әкімдер</u>" in panel.html
    await owner.presses(panel, "белгісін қою")
    await chat.tg.until(lambda: "✅ «✏️" in repr(panel))
    await owner.presses(panel, "Барлық көшірмені түзету")
    await owner.hears("1\xa0001 көшірме жаңарып жатыр")
    assert (await chat.ends(article.key, "edit")).tally.delivered == 1001
    assert all("мен әкімдер" in text and "түзетілді" in text for text in chat.copies())
    assert "мен әкімдер" in copy.text
    assert len(reader.from_bot) == 1
    await chat.looks()
    await owner.hears("Түзетілді: Үкімет отырысы өтті")

    await owner.says("/recall post-1")
    await owner.presses(await owner.hears("Чаттарда 1\xa0001 көшірмесі бар"), "Иә, қайтарып алу")
    await owner.hears("қайтарып алынды")
    assert (await chat.ends(article.key, "recall")).tally.delivered == 1001
    assert chat.copies() == []
    assert copy.deleted
    await chat.looks()
    await owner.hears("Қайтарып алынды: Үкімет")
    await owner.says("/queue")
    await owner.hears("🗑 Үкімет")
    deeds = [entry.what for entry in await chat.store.audit.page(9)]
    assert deeds == ["recalled", "edited", "published"]


async def test_the_report_names_the_copies_that_did_not_change_and_why(tmp_path: Path) -> None:
    clock = JumpingClock()
    async with Newsroom(tmp_path, clock) as chat:
        owner = chat.owner()
        chat.tg.add_group(-500, "Ауыл", members=[OWNER])
        await chat.followers(3)
        await known_chat(chat.store, -500, "Саясат")
        silent = chat.tg.faults.drop_after(method="sendMessage", chat=100_001, times=None)
        (key,) = await chat.publishes(STORY, push=True)
        await chat.delivers()
        for tries in (1, 2, 3):
            await chat.tg.until(lambda tries=tries: silent.hits == tries, 20)
            if tries < 3:
                # The try is recorded: the next one waits.
                await until(chat.store.broadcasts.next_due)
                clock.jump(10)
                chat.store.changes.tell()
        assert (await chat.ends(key)).tally.unknown == 1
        for method in ("deleteMessage", "editMessageText"):
            chat.tg.faults.respond(status=400, description="Bad Request: not enough rights", method=method, chat=-500)
        await owner.says(f"/recall {key}")
        await owner.presses(await owner.hears("Чаттарда 3 көшірмесі бар"), "Иә, қайтарып алу")
        await owner.hears("қайтарып алынды")
        assert (await chat.ends(key, "recall")).tally.refused == 1
        await chat.looks()
        report = await owner.hears("Қайтарып алынды: Үкімет")
        assert "сол күйі қалды: ботқа онда жазуға рұқсат жоқ" in report.text
        assert "❔ 1 чатқа жеткен-жетпегені белгісіз" in report.text


async def test_an_editor_edits_by_replying_to_a_delivered_copy(chat: Newsroom) -> None:
    editor = await chat.editor()
    (key,) = await chat.publishes(STORY)
    await known_chat(chat.store, editor.id, "Саясат")
    copy = await chat.sends_push(editor.id, key)
    await editor.says("/edit", reply_to=copy)
    panel = await editor.hears("Нені түзетесіз?")
    await editor.presses(panel, "Тақырып")
    await editor.hears("Тақырыбын жазыңыз")
    await editor.says("Үкімет жиыны өтті")
    await editor.presses(await editor.hears("не өзгереді"), "Барлық көшірмені")
    await editor.hears("түзетілді")
    article = await chat.store.articles.get(key)
    assert (article.title, article.version, article.corrected_at) == ("Үкімет жиыны өтті", 2, 0)
    assert article.lead.text == "Министрлер жиналды."


async def test_a_note_about_a_correction_is_sent_as_a_reply_only_if_the_editor_wants_it(chat: Newsroom) -> None:
    editor, reader = await chat.editor(), chat.reader(1001)
    await chat.followers(20)
    await known_chat(chat.store, 1001, "Саясат")
    (key,) = await chat.publishes(STORY, push=True)
    await chat.delivers()
    await chat.ends(key)
    copy = await reader.hears("Министрлер жиналды.")
    await editor.says(f"/edit {key}")
    await editor.presses(await editor.hears("Нені түзетесіз?"), "Кіріспе")
    await editor.hears("Кіріспесін")
    await editor.says("Министрлер мен әкімдер жиналды.")
    await editor.presses(await editor.hears("жаңа хабарлама келмейді"), "Елеулі қате")
    await editor.hears("Ненің қате болғанын жазыңыз")
    await editor.says("ұ" * 601)
    await editor.hears("600 таңбадан аспауы керек")
    await chat.restart()
    await chat.delivers()
    await editor.says("Әкімдер де <болды>.")
    panel = await editor.hears("жауап хабар барады")
    assert "Әкімдер де <болды>." in panel.text
    assert "✅ «✏️ түзетілді»" in repr(panel)
    await editor.presses(panel, "Жауап хабар жібермеу")
    silent = await editor.hears("жаңа хабарлама келмейді")
    await editor.presses(silent, "Елеулі қате")
    await editor.hears("Ненің қате")
    await editor.says("Әкімдер де <болды>.")
    await editor.presses(await editor.hears("жауап хабар барады"), "Барлық көшірмені түзету")
    await editor.hears("соңынан жауап хабар барады")
    (note_id,) = {one.article for one in await chat.store.broadcasts.summaries()} - {"story-1"}
    note = await chat.store.articles.with_id(note_id)
    assert note is not None
    assert (await chat.ends(note.key)).tally.delivered == 21
    told = await reader.hears("✏️ Түзету: «Үкімет отырысы өтті»")
    assert told.text.endswith("Әкімдер де <болды>.")
    assert told.reply_to == copy.id
    await chat.ends(key, "edit")
    await chat.looks()
    await editor.hears("Түзетілді: Үкімет отырысы өтті")
    await editor.hears("Түзету туралы хабар жеткізілді: Үкімет отырысы өтті")
    assert [entry.what for entry in await chat.store.audit.page(5)] == ["told", "edited"]

    assert await chat.store.progress.article_of_copy(1001, 0, told.id) == key
    await editor.says(f"/edit {note_id}")
    await editor.hears("Нені түзетесіз?")
    await reader.says("/latest")
    assert (await reader.hears("Соңғы жаңалықтар")).text.count("Үкімет отырысы") == 1


async def test_a_reply_to_what_is_no_article_and_an_unknown_id_get_a_clear_answer(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.publishes(STORY)
    await editor.says("/help")
    await editor.says("/edit", reply_to=await editor.hears("Жаршы"))
    await editor.hears("жауап берген хабарлама мақала емес")
    for word, again in (("/edit 999", "/edit"), ("/recall x'; DROP TABLE article", "/recall"), ("/STATS 9", "/stats")):
        await editor.says(word)
        assert f"немесе {again} деп қана" in (await editor.hears("деген мақала жоқ")).text
    await editor.says("/edit")
    await editor.presses(await editor.hears("Қай мақаланы түзетеміз"), "Үкімет отырысы өтті")
    await editor.hears("Нені түзетесіз?")


async def test_an_article_is_named_by_words_of_its_title(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.publishes("Алматыда метро бекеті ашылды", *(f"Үкіметтің {number}-отырысы" for number in range(12)))
    await editor.says("/edit метроның бекеті")
    await editor.presses(await editor.hears("«метроның бекеті» бойынша"), "Алматыда метро")
    await editor.hears("Нені түзетесіз?")
    await editor.says("/recall метро")
    found = await editor.hears("«метро» бойынша")
    assert len(found.content.rows) == 1
    await editor.presses(found, "Алматыда метро")
    await editor.hears("«Алматыда метро бекеті ашылды» мақаласы қайтарып алынсын ба?")


async def test_editors_of_one_rubric_find_by_words_only_what_is_theirs(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.publishes(Story("Алматыда метро бекеті ашылды", rubric="Саясат"), Story("Матч өтті", rubric="Спорт"))
    sport = await chat.store.rubrics.named("Спорт")
    assert sport is not None
    editor = await chat.editor((sport.key,))
    await editor.says("/edit метро")
    await editor.hears("деген мақала жоқ")
    await owner.says("/edit метро")
    await owner.hears("«метро» бойынша")


async def test_a_reply_to_a_list_of_several_articles_names_none_of_them(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.publishes(STORY, "Парламент жиналды")
    await editor.says("/latest")
    listed = await editor.hears("Соңғы жаңалықтар")
    await editor.says("/recall", reply_to=listed)
    await editor.hears("жауап берген хабарлама мақала емес")
    await editor.says("/edit")
    await editor.says("/edit", reply_to=await editor.hears("Қай мақаланы түзетеміз"))
    await editor.hears("жауап берген хабарлама мақала емес")


async def test_what_was_typed_for_a_recalled_article_is_kept(chat: Newsroom) -> None:
    editor = await chat.editor()
    (key,) = await chat.publishes(STORY, push=True)
    await editor.says(f"/edit {key}")
    await editor.presses(await editor.hears("Нені түзетесіз?"), "Тақырып")
    await editor.hears("Тақырыбын")
    await editor.says("Жаңа тақырып")
    panel = await editor.hears("не өзгереді")
    await chat.recalls(key)
    assert "қайтарып алынған" in await (await editor.presses(panel, "Барлық көшірмені")).answered()
    kept = await chat.store.drafts.correcting(editor.id, key)
    assert kept is not None
    assert kept.title == "Жаңа тақырып"
    await editor.says(f"/recall {key}")
    await editor.hears("қайтарып алынып қойған")
    await editor.says(f"/edit {key}")
    await editor.hears("түзету мүмкін емес. Жазғаныңыз сақталды")


async def test_two_who_correct_one_article_see_each_others_change_first(chat: Newsroom) -> None:
    editor, owner = await chat.editor(), chat.owner()
    (key,) = await chat.publishes(STORY, push=True)
    panels = []
    for person, title in ((editor, "Бірінші тақырып"), (owner, "Екінші тақырып")):
        await person.says(f"/edit {key}")
        await person.presses(await person.hears("Нені түзетесіз?"), "Тақырып")
        await person.hears("Тақырыбын")
        await person.says(title)
        panels.append(await person.hears("не өзгереді"))
    await editor.presses(panels[0], "Барлық көшірмені")
    await editor.hears("«Бірінші тақырып» түзетілді")
    assert "басқа біреу өзгертті" in await (await owner.presses(panels[1], "Барлық көшірмені")).answered()
    panel = await owner.hears("Бірінші тақырып: не өзгереді")
    await owner.presses(panel, "Барлық көшірмені")
    await owner.hears("«Екінші тақырып» түзетілді")
    assert (await chat.store.articles.get(key)).version == 3


async def test_a_correction_leaves_alone_what_somebody_else_corrected_meanwhile(chat: Newsroom) -> None:
    editor, owner = await chat.editor(), chat.owner()
    (key,) = await chat.publishes(STORY, push=True)
    panels = []
    for person, part, asked, typed in (
        (owner, "Тақырып", "Тақырыбын", "Жаңа тақырып"),
        (editor, "Кіріспе", "Кіріспесін", "Министрлер мен әкімдер жиналды."),
    ):
        await person.says(f"/edit {key}")
        await person.presses(await person.hears("Нені түзетесіз?"), part)
        await person.hears(asked)
        await person.says(typed)
        panels.append(await person.hears("не өзгереді"))
    await editor.presses(panels[1], "Барлық көшірмені")
    await editor.hears("түзетілді")
    assert "басқа біреу өзгертті" in await (await owner.presses(panels[0], "Барлық көшірмені")).answered()
    await owner.presses(await owner.hears("не өзгереді"), "Барлық көшірмені")
    await owner.hears("«Жаңа тақырып» түзетілді")
    article = await chat.store.articles.get(key)
    assert (article.title, article.lead.text) == ("Жаңа тақырып", "Министрлер мен әкімдер жиналды.")


async def test_a_restart_in_the_middle_of_a_correction_loses_nothing(chat: Newsroom) -> None:
    editor = await chat.editor()
    (key,) = await chat.publishes(STORY)
    await editor.says(f"/edit {key}")
    await editor.presses(await editor.hears("Нені түзетесіз?"), "Тақырып")
    await editor.hears("Тақырыбын")
    await chat.restart()
    await editor.says("Жаңа тақырып")
    await editor.hears("не өзгереді")
    await chat.restart()
    await editor.says("/post")
    await editor.hears("Тақырыбын жазыңыз")
    await editor.says("/cancel")
    await editor.hears("Ештеңе жазылмаған")
    await editor.says(f"/edit {key}")
    await editor.presses(await editor.hears("не өзгереді"), "Барлық көшірмені")
    await editor.hears("түзетілді")


async def test_an_editor_of_another_rubric_is_refused_with_the_reason(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        sport = await work.rubrics.named_or_new("Спорт")
    editor = await chat.editor((sport.key,))
    (key,) = await chat.publishes(STORY, push=True)
    for word in ("edit", "recall"):
        await editor.says(f"/{word} {key}")
        await editor.hears("«Саясат» айдары сізге берілмеген")
    assert (await chat.store.articles.get(key)).version == 1


async def test_an_editor_who_moves_an_article_into_a_rubric_of_others_hears_which_one_it_is(chat: Newsroom) -> None:
    key, _ = await chat.publishes(STORY, Story("Кубок", rubric="Спорт"))
    article = await chat.store.articles.get(key)
    editor = await chat.editor((article.rubric.key,))
    await editor.says(f"/edit {key}")
    await editor.presses(await editor.hears("Үкімет отырысы өтті"), "Айдар")
    await editor.presses(await editor.hears("Айдарын таңдаңыз"), "Спорт")
    refused = await editor.presses(await editor.hears("не өзгереді"), "Барлық көшірмені түзету")
    assert "«Спорт» айдары сізге берілмеген" in await refused.answered()


async def test_a_recall_of_an_article_without_copies_says_so(chat: Newsroom) -> None:
    editor = await chat.editor()
    (key,) = await chat.publishes(STORY)
    await editor.says(f"/recall {key}")
    question = await editor.hears("Чаттарда көшірмесі жоқ")
    assert "48" not in question.text
    await editor.presses(question, "Иә, қайтарып алу")
    assert "0" not in (await editor.hears("қайтарып алынды. Чаттарда көшірмесі болған жоқ")).text


async def test_a_report_that_comes_after_a_recall_takes_no_deleted_copy_for_a_lost_one(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.followers(20)
    (key,) = await chat.publishes(STORY, push=True)
    await chat.delivers()
    await chat.ends(key)
    await editor.says(f"/edit {key}")
    await editor.presses(await editor.hears("Нені түзетесіз?"), "Тақырып")
    await editor.hears("Тақырыбын")
    await editor.says("Жаңа тақырып")
    await editor.presses(await editor.hears("не өзгереді"), "Барлық көшірмені")
    await editor.hears("20 көшірме жаңарып жатыр")
    await chat.ends(key, "edit")
    await editor.says(f"/recall {key}")
    await editor.presses(await editor.hears("Чаттарда 20 көшірмесі бар"), "Иә, қайтарып алу")
    await chat.ends(key, "recall")
    await chat.looks()
    report = await editor.hears("✏️ Түзетілді: Жаңа тақырып")
    assert "Өзгермей" not in report.text
    await editor.hears("🗑 Қайтарып алынды: Жаңа тақырып")


async def test_a_recall_ends_the_note_and_the_report_says_what_was_ended(chat: Newsroom) -> None:
    editor = await chat.editor()
    await chat.followers(5)
    (key,) = await chat.publishes(STORY, push=True)
    await chat.delivers()
    await chat.ends(key)
    await chat.stops_delivery()
    await editor.says(f"/edit {key}")
    await editor.presses(await editor.hears("Нені түзетесіз?"), "Тақырып")
    await editor.hears("Тақырыбын")
    await editor.says("Жаңа тақырып")
    await editor.presses(await editor.hears("не өзгереді"), "Елеулі қате")
    await editor.hears("Ненің қате")
    await editor.says("Тақырыбы қате еді.")
    await editor.presses(await editor.hears("жауап хабар барады"), "Барлық көшірмені")
    await editor.hears("соңынан жауап хабар барады")
    await editor.says(f"/recall {key}")
    await editor.presses(await editor.hears("қайтарып алынсын ба"), "Иә, қайтарып алу")
    await editor.hears("қайтарып алынды")
    await chat.looks()
    await editor.hears("✖️ Түзету туралы хабарды жіберу тоқтатылды: Жаңа тақырып")
    await editor.says("/queue")
    board = await editor.hears("· қайтарып алу")
    assert "🗑 Жаңа тақырып · қайтарып алу" in board.text
    assert "✖️ Жаңа тақырып" in board.text
    await editor.says(f"/edit {key}")
    assert "сақталды" not in (await editor.hears("түзету мүмкін емес")).text
