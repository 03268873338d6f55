"""/halt: an owner stops every push at once and lets them go on; no other member can, and all see who did it."""

from __future__ import annotations

import pytest

from domain.team import Member, Role
from tests.conversation import OWNER
from tests.handlers.newsroom import STALE, Newsroom
from text.i18n import Phrases

pytestmark = pytest.mark.both_databases

UNKNOWN = Phrases.load().plain("kk", "reader-unknown-command")


async def test_a_typed_halt_stops_at_once_and_the_board_names_who_it_was(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.followers(20)
    (key,) = await chat.publishes("Үкімет отырысы өтті", push=True)
    await owner.says("/halt")
    board = await owner.hears("Бүкіл жіберу тоқтатулы тұр")
    assert await chat.store.facts.is_halted()
    assert f"Тоқтатқан: Редактор ({OWNER}), бүгін" in board.text
    assert "Үкімет отырысы өтті" in board.text
    await chat.delivers()
    await owner.presses(board, "🔄")
    assert chat.copies() == []
    press = await owner.presses(board, "Бәрін қайта қосу")
    assert await press.answered() == "▶️ Жіберу жалғасты"
    assert (await chat.ends(key)).tally.delivered == 20
    assert [(entry.what, entry.who) for entry in await chat.store.audit.page(9)] == [
        ("released", OWNER),
        ("halted", OWNER),
    ]


async def test_a_second_halt_says_who_was_first_and_offers_to_go_on(chat: Newsroom) -> None:
    owner, editor = chat.owner(), await chat.editor()
    async with chat.store.transaction() as work:
        await work.facts.halt(True, editor.id)
    await owner.says("/halt")
    said = await owner.hears("бұрыннан тоқтатулы")
    assert f"Тоқтатқан: Айгүл ({editor.id}), бүгін" in said.text
    assert await chat.store.audit.count() == 0
    await owner.presses(said, "Бәрін қайта қосу")
    await owner.hears("Жіберу кезегі")
    assert not await chat.store.facts.is_halted()


async def test_a_halt_of_an_older_version_has_no_name_and_can_be_lifted(chat: Newsroom) -> None:
    owner = chat.owner()
    async with chat.store.transaction() as work:
        await work.facts.put("halted", "1")
    await owner.says("/halt")
    said = await owner.hears("бұрыннан тоқтатулы тұр.")
    await owner.presses(said, "Бәрін қайта қосу")
    await owner.hears("Жіберу кезегі")
    assert not await chat.store.facts.is_halted()


async def test_the_button_asks_first(chat: Newsroom) -> None:
    owner = chat.owner()
    await owner.says("/queue")
    board = await owner.hears("Жіберу кезегі")
    await owner.presses(board, "Бәрін тоқтату")
    question = await owner.hears("тоқтатылсын ба")
    assert not await chat.store.facts.is_halted()
    yes = question.button("Иә, бәрін тоқтату").data
    assert yes is not None
    assert await (await owner.presses_data(question, yes)).answered() == "🛑 Бәрі тоқтатылды"
    await owner.hears("Бүкіл жіберу тоқтатулы тұр")
    assert "Өзгертетін ештеңе жоқ" in await (await owner.presses_data(question, yes)).answered()
    assert await chat.store.audit.count() == 1


async def test_halt_does_not_exist_for_other_roles(chat: Newsroom) -> None:
    editor, stranger = await chat.editor(), chat.reader()
    for person in (editor, stranger):
        await person.says("/halt")
        await person.hears(UNKNOWN)
    await editor.says("/queue")
    board = await editor.hears("Жіберу кезегі")
    assert "Бәрін тоқтату" not in repr(board)
    for data in ("queue:halt:0", "queue:halted:0"):
        assert await (await editor.presses_data(board, data)).answered() == STALE
    assert not await chat.store.facts.is_halted()
    await editor.says("/help")
    assert "/halt" not in (await editor.hears("Редакцияға")).text


async def test_halt_is_in_the_help_and_menu_of_owners(chat: Newsroom) -> None:
    owner = chat.owner()
    await owner.says("/start")
    await owner.says("/help")
    assert "/halt бүкіл жіберуді бірден тоқтату" in (await owner.hears("Редакцияға")).text
    menu = {one["command"]: one["description"] for one in chat.tg.menu(OWNER, "kk", OWNER)}
    assert menu["halt"] == "Бүкіл жіберуді бірден тоқтату"


async def test_the_other_owners_hear_of_a_halt_and_of_its_end(chat: Newsroom) -> None:
    owner, second, editor = chat.owner(), chat.reader(7009, "Ержан", language_code="en"), await chat.editor()
    async with chat.store.transaction() as work:
        await work.team.put(Member(second.id, Role.OWNER, name="Ержан"), OWNER)
    await second.says("/help")
    await second.hears("newsroom")
    await owner.says("/halt")
    told = await second.hears(f"Редактор ({OWNER}) has stopped all sending")
    await second.presses(told, "Look at the queue")
    await second.presses(await second.hears("All sending is stopped"), "Let everything go on")
    await owner.hears("Ержан (7009) жіберуді қайта қосты")
    assert [one.text for one in editor.from_bot] == []
    await owner.says("/halt")
    await second.hears("has stopped all sending")
    await second.says("/halt")
    await second.hears("All sending is stopped already")
    assert len([one for one in owner.from_bot if "Ержан" in one.text]) == 1
