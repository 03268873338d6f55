"""An author requests approval; the first answer of an editor counts, for the version that the editor saw."""

from __future__ import annotations

import pytest

from tests.handlers.drafts.steps import panel_of
from tests.handlers.newsroom import STALE, Newsroom

pytestmark = pytest.mark.both_databases


@pytest.fixture
def chat(newsroom_with_clock: Newsroom) -> Newsroom:
    return newsroom_with_clock


async def test_an_author_asks_and_the_first_editor_who_answers_publishes(chat: Newsroom) -> None:
    author, editor, owner = await chat.author(), await chat.editor(), chat.owner()
    panel = await panel_of(author)
    assert "Жариялау" not in repr(panel)
    await author.presses(panel, "Бекітуге жіберу")
    await author.hears("2 редакторға хабарланды")
    asked = await editor.hears("Дана (7003) осыны бекітуді сұрайды")
    assert editor.from_bot[-2].text.startswith("Жаңа көпір ашылды\n\nКөпір екі жылда салынды.")
    other = await owner.hears("бекітуді сұрайды")
    await editor.presses(asked, "Бекітіп, жариялау")
    await editor.hears("бекітіліп, жарияланды")
    await author.hears("Айгүл (7002) «Жаңа көпір ашылды» мақалаңызды бекітіп, жариялады")
    toast = await (await owner.presses(other, "Бекітіп, жариялау")).answered()
    assert "Айгүл (7002) жауап берген: бекітті" in toast
    assert len(await chat.store.broadcasts.summaries()) == 1
    assert [entry.what for entry in await chat.store.audit.page(5)] == ["published", "approved"]


async def test_a_draft_goes_back_with_a_remark_and_comes_again(chat: Newsroom) -> None:
    author, editor = await chat.author(), await chat.editor()
    await author.presses(await panel_of(author), "Бекітуге жіберу")
    asked = await editor.hears("бекітуді сұрайды")
    await editor.presses(asked, "Ескертпемен қайтару")
    await editor.hears("Ескертпеңізді жазыңыз")
    await chat.restart()
    await editor.says("Тақырыбы <ұзын>")
    await editor.hears("авторға қайтарылды")
    back = await author.hears("Тақырыбы <ұзын>")
    await author.presses(back, "Жалғастыру")
    panel = await author.hears("Оқырман дәл осылай")
    await author.presses(panel, "Тақырып")
    await author.hears("Тақырыбын")
    await author.says("Көпір ашылды")
    await author.presses(await author.hears("Оқырман дәл осылай"), "Бекітуге жіберу")
    await editor.presses(await editor.hears("бекітуді сұрайды"), "Бекітіп, жариялау")
    await editor.hears("«Көпір ашылды» бекітіліп")


async def test_a_draft_changed_meanwhile_is_not_approved_unseen(chat: Newsroom) -> None:
    author, editor = await chat.author(), await chat.editor()
    panel = await panel_of(author)
    await author.presses(panel, "Бекітуге жіберу")
    old = await editor.hears("бекітуді сұрайды")
    await author.presses(panel, "Тақырып")
    await author.hears("бекітуден қайтып алынды")
    assert "автор қайтып алған" in await (await editor.presses(old, "Бекітіп")).answered()
    await author.says("Басқа тақырып")
    await author.presses(await author.hears("Оқырман дәл осылай"), "Бекітуге жіберу")
    await editor.hears("Басқа тақырып")
    assert "Мақала өзгеріпті" in await (await editor.presses(old, "Бекітіп")).answered()
    assert await chat.store.articles.count() == 1


@pytest.mark.parametrize("data", ["sched:now:1:0", "sched:off:1:0", "sched:at:1:0", "appr:yes:1:3", "appr:no:1:3"])
async def test_a_stranger_and_the_author_cannot_decide(chat: Newsroom, data: str) -> None:
    author, stranger = await chat.author(), chat.reader(1001)
    await author.presses(await panel_of(author), "Бекітуге жіберу")
    await author.hears("бекітуді күтіп тұр")
    for person in (author, stranger):
        await person.says("/help")
        assert await (await person.presses_data(await person.hears("Жаршы"), data)).answered() == STALE
    assert await chat.store.articles.count() == 1
