"""Slips of an editor, each with a clear answer: nothing typed is lost, nothing goes out twice, two devices agree."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from aiogram.fsm.context import FSMContext

from domain.draft import Draft
from domain.rich import Rich
from domain.team import Member, Role
from handlers.core.responder import Responder
from handlers.drafts.session import DraftSession
from tests.conversation import OWNER
from tests.handlers.drafts.steps import ARTICLE, panel_of
from tests.handlers.newsroom import EDITOR, STALE, Newsroom


async def draft_of(chat: Newsroom, author: int = OWNER) -> Draft:
    found = await chat.store.drafts.unfinished(author)
    assert found is not None
    return found


async def test_a_whole_article_pasted_where_the_title_is_asked_for_is_taken_whole(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says(ARTICLE.removeprefix("/post "))
    await owner.hears("Айдарын таңдаңыз")
    draft = await draft_of(chat)
    assert (draft.title, draft.lead.text) == ("Жаңа көпір ашылды", "Көпір екі жылда салынды.")
    assert draft.body.text == "Енді жол екі есе қысқарады."


async def test_a_text_pasted_where_title_or_lead_are_asked_for_is_kept_as_the_text(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    long = "Ұзақ мәтін осында. " * 60
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says(long)
    await owner.hears("Бірінші жол тақырыпқа тым ұзын")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says("Жаңа көпір ашылды")
    await owner.hears("Айдарын таңдаңыз")
    assert (await draft_of(chat)).body.text == long.strip()

    await owner.says("/post")
    await owner.presses(await owner.hears("Аяқталмаған"), "Жаңасын бастау")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says("Екінші мақала")
    await owner.hears("Кіріспесін жазыңыз")
    await owner.says(long)
    await owner.hears("Кіріспеге тым ұзын")
    await owner.presses(await owner.hears("Қабылданды"), "Болды")
    await owner.hears("Айдарын таңдаңыз")
    assert (await draft_of(chat)).body.text == long.strip()


async def test_twenty_thousand_characters_pasted_at_the_first_question_arrive_whole(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    parts = [f"{number}-бөлім. " + "Ұзақ мақаланың сөзі осында. " * 140 for number in range(1, 6)]
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await asyncio.gather(*(owner.says(part) for part in [f"Ұзақ мақала\n\nҚысқа кіріспе.\n\n{parts[0]}", *parts[1:]]))
    await owner.hears("Мәтіннің жалғасы деп қосылды, барлығы 19")
    draft = await draft_of(chat)
    assert draft.body.text == "\n\n".join(part.strip() for part in parts)
    await owner.says("й" * 4000)
    await owner.hears("Мәтіннің жалғасы")
    assert draft.title == "Ұзақ мақала"


async def test_a_text_over_the_limit_is_refused_and_what_was_there_stays(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    panel = await panel_of(owner)
    await owner.presses(panel, "Мәтін")
    await owner.hears("Жаңа мәтінін")
    draft = await draft_of(chat)
    async with chat.store.transaction() as work:
        await work.drafts.change(replace(draft, body=Rich("а" * 99_000)))
    await owner.says("Бірінші.")
    await owner.hears("барлығы 8 таңба")
    async with chat.store.transaction() as work:
        await work.drafts.change(replace(await draft_of(chat), body=Rich("а" * 99_000)))
    await owner.says("б" * 1500)
    await owner.hears("Мәтін тым ұзын")
    assert len((await draft_of(chat)).body.text) == 99_000


async def test_two_devices_that_type_at_once_lose_neither_part(chat: Newsroom) -> None:
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says("Жаңа көпір")
    await owner.presses(await owner.hears("Кіріспесін"), "Кіріспесіз")
    await owner.hears("Енді мәтінін")
    draft = await draft_of(chat)
    responder = cast(Responder, SimpleNamespace(user_id=OWNER, store=chat.store))
    session = DraftSession(responder, cast(FSMContext, None), Member(OWNER, Role.OWNER))
    both = (f"{number}-құрылғы" for number in (1, 2))
    await asyncio.gather(
        *(
            session.change(draft, lambda now, text=text: replace(now, body=Rich.join([now.body, Rich(text)], "\n")))
            for text in both
        )
    )
    assert sorted((await draft_of(chat)).body.text.split("\n")) == ["1-құрылғы", "2-құрылғы"]


async def test_a_rubric_that_vanished_brings_the_others(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says(ARTICLE)
    rubrics = await owner.hears("Айдарын таңдаңыз")
    assert "Бұл айдар енді жоқ" in await (await owner.presses_data(rubrics, "post:rubric:1:0:999")).answered()
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await owner.hears("Оқырман дәл осылай")
    async with chat.store.transaction() as work:
        await work.drafts.change(replace(await draft_of(chat), rubric=999))
    assert "әлі толық емес" in await (await owner.presses(panel, "Жариялау")).answered()
    await owner.says("/drafts")
    await owner.presses(await owner.hears("Қараламалар"), "📝 Жаңа көпір ашылды")
    await owner.hears("Айдарын таңдаңыз")
    assert (await draft_of(chat)).body.text == "Енді жол екі есе қысқарады."


async def test_another_editors_draft_is_not_touched_by_any_button(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner, editor = chat.owner(), await chat.editor()
    panel = await panel_of(owner)
    before = await draft_of(chat)
    await editor.says("/help")
    await editor.hears("Жаршы")
    data = [key.data for row in panel.buttons for key in row if key.data]
    assert len(data) > 12
    for one in data:
        assert await (await editor.presses_data(editor.last, one)).answered() == STALE
    assert await draft_of(chat) == before
    assert await chat.store.articles.count() == 1


async def test_an_editor_whose_role_was_taken_publishes_nothing_and_keeps_the_draft(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    editor = await chat.editor()
    panel = await panel_of(editor)
    async with chat.store.transaction() as work:
        await work.team.put(Member(EDITOR, Role.AUTHOR, name="Айгүл"), OWNER)
    assert "сізге берілмеген" in await (await editor.presses(panel, "Жариялау")).answered()
    async with chat.store.transaction() as work:
        await work.team.remove(EDITOR)
    assert await (await editor.presses(panel, "Жариялау")).answered() == STALE
    assert await chat.store.articles.count() == 1
    assert (await draft_of(chat, EDITOR)).title == "Жаңа көпір ашылды"


async def test_cancel_below_a_preview_says_that_the_draft_is_kept(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await panel_of(owner)
    await owner.says("/cancel")
    await owner.hears("Жазғаныңыз сақтаулы")
    await owner.says("/post")
    await owner.hears("Аяқталмаған мақалаңыз бар: «Жаңа көпір ашылды»")


async def test_a_draft_that_was_saved_goes_on_by_its_button(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.presses(await panel_of(owner), "Сақтау")
    await owner.presses(await owner.hears("сақталды: /drafts"), "Жалғастыру")
    await owner.hears("Оқырман дәл осылай көреді")


async def test_a_dialogue_about_a_draft_that_ended_elsewhere_is_over_with_one_answer(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    async with chat.store.transaction() as work:
        await work.drafts.thrown((await draft_of(chat)).id)
    await owner.says("Жаңа көпір")
    await owner.hears("Бұл мақала жойылған")
    await owner.says("Үкімет")
    await owner.hears("🔎")
