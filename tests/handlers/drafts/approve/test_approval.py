"""Approval as several people see it: who is asked, what stands in their chats afterwards, what an old button can do."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from domain.newsroom import ApprovalState
from domain.team import Member, Role
from handlers.core.dialogue_state import enter
from handlers.drafts.session import Writing
from playground.world.messages import Message
from playground.world.people import Person
from tests.conversation import OWNER, Story
from tests.handlers.drafts.steps import ARTICLE
from tests.handlers.newsroom import AUTHOR, STALE, Newsroom

SECOND = 7004


async def asked_by(author: Person) -> Message:
    """What the author sees once the article in Саясат waits for approval."""
    await author.says(ARTICLE)
    await author.presses(await author.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await author.hears("Оқырман дәл осылай көреді")
    await author.presses(panel, "Бекітуге")
    return await author.hears("бекітуге жіберілді")


async def second_editor(chat: Newsroom, *rubrics: int) -> Person:
    async with chat.store.transaction() as work:
        await work.team.put(Member(SECOND, Role.EDITOR, frozenset(rubrics), name="Ерлан"), OWNER)
    return chat.tg.add_person(SECOND, "Ерлан", language_code="ru")


async def test_once_one_editor_approved_the_others_see_who_it_was(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor, other, owner = await chat.author(), await chat.editor(), await second_editor(chat), chat.owner()
    await asked_by(author)
    letters = [await one.hears("бекітуді сұрайды") for one in (editor, other, owner)]
    assert "● Қаз" in repr(letters[0].buttons)
    await chat.looks()
    assert "бекітуді сұрайды" in letters[1].text

    await editor.presses(letters[0], "Бекітіп, жариялау")
    await editor.hears("бекітіліп, жарияланды")
    await chat.restart()
    await chat.looks()
    for letter in letters[1:]:
        assert letter.text == "✅ Айгүл (7002) бекітіп, жариялады: «Жаңа көпір ашылды»"
        assert letter.buttons == []
    assert "бекітіліп, жарияланды" in letters[0].text
    heard = len(other.from_bot)
    await chat.looks()
    assert len(other.from_bot) == heard


async def test_a_remark_is_shown_to_the_other_editors_and_sent_to_the_author(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor, owner = await chat.author(), await chat.editor(), chat.owner()
    await asked_by(author)
    await editor.presses(await editor.hears("бекітуді сұрайды"), "Ескертпемен қайтару")
    await editor.hears("Ескертпеңізді")
    await editor.says("Тақырыбы <ұзын>")
    await author.hears("Тақырыбы <ұзын>")
    await chat.looks()
    await owner.hears("Айгүл (7002) ескертпемен қайтарды: «Жаңа көпір ашылды»")
    assert "Тақырыбы <ұзын>" in owner.last.text


async def test_two_editors_who_press_at_once_publish_once_and_the_later_sees_who_was_first(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor, owner = await chat.author(), await chat.editor(), chat.owner()
    await asked_by(author)
    letters = [(one, await one.hears("бекітуді сұрайды")) for one in (editor, owner)]
    presses = await asyncio.gather(*(one.presses(letter, "Бекітіп, жариялау") for one, letter in letters))
    toasts = [await press.answered() for press in presses]
    assert sum("жауап берген: бекітті" in toast for toast in toasts) == 1
    assert len(await chat.store.broadcasts.summaries()) == 1
    await author.hears("мақалаңызды бекітіп, жариялады")


async def test_what_the_author_takes_back_no_editor_can_approve_and_the_requests_say_so(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor = await chat.author(), await chat.editor()
    waits = await asked_by(author)
    old = await editor.hears("бекітуді сұрайды")
    data = old.button("Бекітіп").data
    assert data is not None
    await author.presses(waits, "Қайтып алып, өзгерту")
    await author.hears("бекітуден қайтып алынды")
    await chat.looks()
    assert "авторы қайтып алды" in old.text
    await author.presses(await author.hears("Оқырман дәл осылай"), "Тақырып")
    await author.hears("Тақырыбын")
    await author.says("Басқа тақырып")
    await author.presses(await author.hears("Оқырман дәл осылай"), "Бекітуге жіберу")
    await author.hears("«Басқа тақырып» бекітуге жіберілді")
    assert "Мақала өзгеріпті" in await (await editor.presses_data(old, data)).answered()
    assert await chat.store.articles.count() == 1


async def test_what_is_typed_while_the_question_is_open_withdraws_it(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor = await chat.author(), await chat.editor()
    await asked_by(author)
    letter = await editor.hears("бекітуді сұрайды")
    # As after a kill between the question and the end of the dialogue.
    dialogue = chat.dispatcher.fsm.get_context(chat.bot, author.id, author.id)
    await enter(dialogue, Writing.title, draft=1)
    await author.says("Басқа тақырып")
    await author.hears("«Басқа тақырып» бекітуден қайтып алынды")
    assert "автор қайтып алған" in await (await editor.presses(letter, "Бекітіп, жариялау")).answered()
    assert await chat.store.broadcasts.summaries() == []
    await chat.looks()
    assert "авторы қайтып алды" in letter.text


async def test_an_approval_publishes_nothing_but_what_was_asked_about(chat: Newsroom) -> None:
    """Also where the question was left open by an older Zharshy."""
    await chat.publishes("Үкімет отырысы өтті")
    author, editor = await chat.author(), await chat.editor()
    await asked_by(author)
    letter = await editor.hears("бекітуді сұрайды")
    draft = await chat.store.drafts.get(1)
    assert draft is not None
    async with chat.store.transaction() as work:
        await work.drafts.change(replace(draft, title="Басқа тақырып"))
    for button in ("Бекітіп, жариялау", "Ескертпемен қайтару"):
        assert "автор қайтып алған" in await (await editor.presses(letter, button)).answered()
    assert await chat.store.broadcasts.summaries() == []


async def test_a_draft_that_is_thrown_away_leaves_no_open_question(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor = await chat.author(), await chat.editor()
    await asked_by(author)
    old = await editor.hears("бекітуді сұрайды")
    await author.says("/drafts")
    await author.presses(await author.hears("🙋 Жаңа көпір"), "🙋 Жаңа көпір ашылды")
    await author.presses(await author.hears("Оқырман дәл осылай"), "Жою")
    await author.presses(await author.hears("жояйын ба"), "Иә, жою")
    await author.hears("Мақала жойылды")
    await chat.looks()
    assert "авторы жойды" in old.text


async def test_a_remark_about_an_older_version_is_not_sent_and_the_newer_is_shown(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor = await chat.author(), await chat.editor()
    waits = await asked_by(author)
    await editor.presses(await editor.hears("бекітуді сұрайды"), "Ескертпемен қайтару")
    await editor.hears("Ескертпеңізді")
    await author.presses(waits, "Қайтып алып, өзгерту")
    await author.presses(await author.hears("Оқырман дәл осылай"), "Тақырып")
    await author.hears("Тақырыбын")
    await author.says("Басқа тақырып")
    await author.presses(await author.hears("Оқырман дәл осылай"), "Бекітуге жіберу")
    await author.hears("«Басқа тақырып» бекітуге жіберілді")
    await editor.says("Тақырыбы ұзын")
    await editor.hears("ескертпеңіз жіберілмеді")
    await editor.hears("бекітуді сұрайды")
    question = await chat.store.approvals.get(1)
    assert question is not None
    assert question.state is ApprovalState.ASKED


async def test_a_remark_that_comes_too_late_says_who_was_faster_and_ends_the_dialogue(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor, owner = await chat.author(), await chat.editor(), chat.owner()
    await asked_by(author)
    await editor.presses(await editor.hears("бекітуді сұрайды"), "Ескертпемен қайтару")
    await editor.hears("Ескертпеңізді")
    await owner.presses(await owner.hears("бекітуді сұрайды"), "Бекітіп, жариялау")
    await owner.hears("бекітіліп")
    await editor.says("Тақырыбы ұзын")
    await editor.hears("жауап берген: бекітті")
    await editor.says("Үкімет")
    await editor.hears("🔎")


async def test_asked_twice_or_after_a_crash_in_between_each_editor_is_asked_once(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor = await chat.author(), await chat.editor()
    await author.says(ARTICLE)
    await author.presses(await author.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await author.hears("Оқырман дәл осылай көреді")
    data = panel.button("Бекітуге жіберу").data
    draft = await chat.store.drafts.unfinished(AUTHOR)
    assert data is not None
    assert draft is not None
    async with chat.store.transaction() as work:
        await work.approvals.ask(draft.id, draft.version)
    await author.presses_data(panel, data)
    await editor.hears("бекітуді сұрайды")
    await author.hears("бекітуге жіберілді")
    heard = len(editor.from_bot)
    assert "жіберіліп қойған" in await (await author.presses_data(panel, data)).answered()
    assert len(editor.from_bot) == heard


async def test_only_editors_of_the_rubric_are_asked_and_may_answer(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    sport = await chat.store.rubrics.named("Спорт")
    assert sport is not None
    author, editor, other = await chat.author(), await chat.editor(), await second_editor(chat, sport.key)
    await asked_by(author)
    asked = await editor.hears("бекітуді сұрайды")
    data = asked.button("Бекітіп").data
    assert data is not None
    assert other.from_bot == []
    await other.says("/help")
    await other.hears("Жаршы")
    assert await (await other.presses_data(other.last, data)).answered() != ""
    assert await chat.store.articles.count() == 2


async def test_an_editor_may_ask_for_a_second_pair_of_eyes(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    editor, owner = await chat.editor(), chat.owner()
    await asked_by(editor)
    await owner.presses(await owner.hears("Айгүл (7002) осыны бекітуді сұрайды"), "Бекітіп, жариялау")
    await editor.hears("мақалаңызды бекітіп, жариялады")


async def test_an_author_limited_to_rubrics_writes_in_those_and_opens_none(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    sport = await chat.store.rubrics.named("Спорт")
    politics = await chat.store.rubrics.named("Саясат")
    assert sport is not None
    assert politics is not None
    author = await chat.author((sport.key,))
    await author.says(ARTICLE)
    rubrics = await author.hears("Айдарын таңдаңыз")
    assert [key.text for row in rubrics.buttons for key in row] == ["Спорт"]
    await author.says("саясат")
    await author.hears("«Саясат» айдары сізге берілмеген")
    await author.says("Ғарыш")
    question = await author.hears("айдар ашуға құқығыңыз жоқ")
    assert "Иә, жаңа айдар ашу" not in repr(question.buttons)
    forged = await author.presses_data(question, "post:create:1:1:0")
    assert await forged.answered() == STALE
    forged = await author.presses_data(rubrics, f"post:rubric:1:0:{politics.key}")
    assert "сізге берілмеген" in await forged.answered()
    assert await chat.store.rubrics.named("Ғарыш") is None
    draft = await chat.store.drafts.unfinished(AUTHOR)
    assert draft is not None
    assert draft.rubric == 0


async def test_an_editor_mends_a_word_and_approves_for_an_hour_and_the_author_sees_each_change(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    author, editor, owner = await chat.author(), await chat.editor(), chat.owner()
    await asked_by(author)
    letter = await editor.hears("бекітуді сұрайды")
    others = await owner.hears("бекітуді сұрайды")
    await editor.presses(letter, "✏️ Сөзін түзету")
    await editor.hears("Қай сөзді ауыстырамыз?")
    await editor.says("мұндай сөз жоқ -> бар")
    await editor.hears("деген сөз жоқ")
    await editor.says("Жаңа көпір ашылды → Үлкен көпір ашылды")
    told = await author.hears("мақалаңызды түзетті")
    assert "<s>Жаңа</s> <u>Үлкен</u>" in told.html and "Айгүл (7002)" in told.text
    await chat.looks()
    assert "жаңа нұсқасы төменде" in others.text, "nobody approves words that have changed since"

    await editor.presses(editor.last, "🕘 Уақытын белгілеу")
    await editor.hears("Қашан жарияланады?")
    await editor.says("келесі дүйсенбі")
    asked = await editor.hears("дүйсенбі: сағат нешеде жарияланады?")
    await editor.presses(asked, "09:00")
    await editor.hears("дүйсенбі, сағат 09:00-де жарияланады")
    assert "дүйсенбі, сағат 09:00-де жарияланады" in (await author.hears("мақалаңызды бекітті")).text
    [planned] = await chat.store.schedule.all()
    draft = await chat.store.drafts.get(planned.draft)
    assert draft is not None and draft.title == "Үлкен көпір ашылды"

    await author.presses(told, "Қайтып алып, өзгерту")
    sure = await author.hears("Өзгерту үшін кестеден алайын ба?")
    assert len(await chat.store.schedule.all()) == 1
    await author.presses(sure, "Иә, кестеден алып")
    await author.hears("кестеден алынды")
    assert await chat.store.schedule.all() == []
