"""A dialogue that was left for a week: what is written then is asked about, and lost in no case."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import JumpingClock
from tests.conversation import OWNER
from tests.handlers.drafts.steps import panel_of
from tests.handlers.newsroom import EDITOR, Newsroom

WEEK = 7 * 24 * 3600


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
async def chat(tmp_path: Path, clock: JumpingClock) -> AsyncIterator[Newsroom]:
    # On PostgreSQL the server's own clock says when a dialogue was entered, and that cannot be moved by a week.
    async with Newsroom(tmp_path, clock) as newsroom:
        await newsroom.publishes("Үкімет отырысы өтті")
        yield newsroom


async def test_a_title_that_comes_a_week_later_is_asked_about_and_taken_with_its_place(
    chat: Newsroom, clock: JumpingClock
) -> None:
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    clock.jump(WEEK)
    await chat.restart()
    said = await owner.says("Жаңа мектеп ашылды")
    question = await owner.hears("Осы жазғаныңыз соның тақырыбы ма?")
    assert question.reply_to == said.id
    await chat.restart()
    await owner.presses(question, "Иә, тақырыбы")
    await owner.hears("Кіріспесін жазыңыз")
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is not None
    assert draft.title == "Жаңа мектеп ашылды"
    await owner.says("Мектепте 600 бала оқиды.")
    await owner.hears("Енді мәтінін жіберіңіз")


async def test_what_was_meant_as_a_search_is_searched_and_the_draft_stays(chat: Newsroom, clock: JumpingClock) -> None:
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says("Жаңа мектеп ашылды")
    await owner.hears("Кіріспесін жазыңыз")
    clock.jump(WEEK)
    await owner.says("Үкімет")
    await owner.presses(await owner.hears("«Жаңа мектеп ашылды» мақаласы аяқталмай қалған еді"), "бұл іздеу")
    await owner.hears("Үкімет отырысы өтті")
    await owner.says("Үкімет")
    await owner.hears("🔎")
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is not None
    assert (draft.title, draft.lead.text) == ("Жаңа мектеп ашылды", "")


async def test_the_article_goes_on_where_it_was_left(chat: Newsroom, clock: JumpingClock) -> None:
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says("Жаңа мектеп ашылды")
    await owner.hears("Кіріспесін жазыңыз")
    clock.jump(WEEK)
    await owner.says("сәлем")
    await owner.presses(await owner.hears("соның кіріспесі ме?"), "Мақаланы жалғастыру")
    await owner.hears("Кіріспесін жазыңыз")
    await owner.says("Мектепте 600 бала оқиды.")
    await owner.hears("Енді мәтінін жіберіңіз")


async def test_text_keeps_its_formatting_through_the_question(chat: Newsroom, clock: JumpingClock) -> None:
    owner = chat.owner()
    panel = await panel_of(owner)
    await owner.presses(panel, "Мәтін")
    await owner.hears("Жаңа мәтінін")
    clock.jump(WEEK)
    await owner.says("Көпір <b>ашық</b>.", html=True)
    await owner.presses(await owner.hears("соның мәтіні ме?"), "Иә, мәтіні")
    await owner.presses(await owner.hears("Қабылданды"), "Болды")
    await owner.hears("Оқырман дәл осылай")
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is not None
    assert (draft.body.text, len(draft.body.spans)) == ("Көпір ашық.", 1)


@pytest.mark.parametrize(
    ("button", "asked", "typed", "question", "yes", "then"),
    [
        ("Дереккөз", "мекенжайын", "https://e.kz/a", "соның дереккөзі ме?", "Иә, дереккөзі", "Оқырман дәл осылай"),
        ("Тегтер", "үтірмен", "көпір, жол", "соның тегтері ме?", "Иә, тегтері", "🏷 көпір, жол"),
        ("Айдар", "Айдарын таңдаңыз", "политика", "соның айдары ма?", "Иә, айдары", "Оқырман дәл осылай"),
        ("Кейінірек", "Қашан", "ертең 9:00", "шығатын уақыты ма?", "Иә, уақыты", "жарияланады."),
    ],
)
async def test_every_question_waits_a_week_and_takes_its_answer(
    chat: Newsroom, clock: JumpingClock, button: str, asked: str, typed: str, question: str, yes: str, then: str
) -> None:
    owner = chat.owner()
    await owner.presses(await panel_of(owner), button)
    await owner.hears(asked)
    clock.jump(WEEK)
    await owner.says(typed)
    await owner.presses(await owner.hears(question), yes)
    await owner.hears(then)


async def test_a_remark_of_an_editor_waits_a_week_too(chat: Newsroom, clock: JumpingClock) -> None:
    author, editor = await chat.author(), await chat.editor()
    await author.presses(await panel_of(author), "Бекітуге жіберу")
    await editor.presses(await editor.hears("бекітуді сұрайды"), "Ескертпемен қайтару")
    await editor.hears("Ескертпеңізді")
    clock.jump(WEEK)
    await editor.says("Тақырыбы ұзын")
    await editor.presses(await editor.hears("авторына айтар ескертпеңіз бе?"), "Иә, ескертпем")
    await author.hears("Тақырыбы ұзын")


async def test_cancel_ends_the_dialogue_and_its_old_buttons_say_so(chat: Newsroom, clock: JumpingClock) -> None:
    editor = await chat.editor()
    await editor.presses(await panel_of(editor), "Тақырып")
    await editor.hears("Тақырыбын жазыңыз")
    clock.jump(WEEK)
    await editor.says("Басқа тақырып")
    question = await editor.hears("соның тақырыбы ма?")
    await editor.says("/cancel")
    await editor.hears("Жазғаныңыз сақтаулы")
    assert await (await editor.presses(question, "Иә, тақырыбы")).answered() != ""
    draft = await chat.store.drafts.unfinished(EDITOR)
    assert draft is not None
    assert draft.title == "Жаңа көпір ашылды"


async def test_an_answer_within_a_day_is_taken_at_once(chat: Newsroom, clock: JumpingClock) -> None:
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    clock.jump(20 * 3600)
    await owner.says("Жаңа мектеп ашылды")
    await owner.hears("Кіріспесін жазыңыз")


async def test_a_stranger_cannot_answer_for_an_editor(chat: Newsroom) -> None:
    stranger = chat.reader(1001)
    await stranger.says("/help")
    await stranger.hears("Жаршы")
    for do in ("answer", "search", "on"):
        assert await (await stranger.presses_data(stranger.last, f"left:{do}")).answered() != ""
