"""Every button and command of the newsroom, pressed without the right to it: by strangers, authors, other editors."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from domain.rich import Rich
from domain.team import Member, Role
from handlers.admin import rubrics as rubric_admin
from handlers.admin import team
from handlers.broadcasts import queue
from handlers.core.buttons import newsroom_callbacks, reader_callbacks
from handlers.core.menus import NEWSROOM
from handlers.drafts import buttons as post_buttons
from playground.world.messages import Message
from playground.world.people import Person
from storage.store import sqlite_path
from tests.conversation import OWNER
from tests.handlers.newsroom import AUTHOR, EDITOR, STALE, Newsroom

READERS = {
    *("read", "turn", "mute", "unmute", "rub", "rubs", "rubsug", "rubdone", "latest", "found", "meant", "hello", "set"),
    *(
        "leave",
        "narrow",
        "artlang",
        "digest",
        "hours",
        "missed",
        "missedp",
        "hold",
        "rubmode",
        "tellme",
        "todesk",
        "wake",
    ),
    *("alerts", "alertask", "alertyes", "alertno", "storyno", "more", "saved", "savedno", "night", "nudge"),
}
"""Buttons that are for everybody."""

ARTICLE, INTENT, MINE, PLANNED, ASKED, LETTER, HELD = 1, 1, 1, 2, 3, 1, 2
OF_OWNERS = [
    *(f"team:{do}:7002:{value}" for do in (*team._ACTIONS, "list", "add", "as", "withdraw") for value in (0, 1)),
    *(f"desk:{do}:1:{value}" for do in (*rubric_admin._ACTIONS, "add", "rename", "list") for value in (0, 1, 2)),
    *(f"held:{do}" for do in ("show", "push", "list", "archive")),
    *(f"queue:{do}:0" for do in ("halt", "halted", "release")),
    *("audit:0", "clock:right:1"),
    *(
        f"feed:{do}:1:{value}"
        for do in ("list", "add", "show", "check", "whole", "remove", "removed")
        for value in (0, 1)
    ),
]
OF_EDITORS = [
    *(f"queue:{do}:{INTENT}" for do in (*queue._CHANGES, "look", "cancel")),
    *(f"art:{do}:{ARTICLE}" for do in ("edit", "recall", "recalled", "stay")),
    *(f"doc:{do}" for do in ("push", "archive", "look")),
    *(f"letter:{do}:{LETTER}" for do in ("close", "warn", "ban", "more", "told", "untold")),
    *(f"stats:{do}:{ARTICLE}" for do in ("csv", "vain", "articles", "article", "sources")),
    *(f"repl:{ARTICLE}:{place}" for place in (0, 1, 999)),
    *(f"titles:{do}:{ARTICLE}" for do in ("look", "own", "other")),
    *(f"sched:{do}:{draft}:0" for do in ("at", "show", "keep", "move", "now", "off") for draft in (MINE, PLANNED)),
    *(f"appr:{do}:{ASKED}:2" for do in ("yes", "no", "read", "show", "when", "mend")),
]
OF_AUTHORS = [
    *(f"post:{do}:{draft}:2:1" for do in (*post_buttons._ACTIONS, "ask") for draft in (MINE, PLANNED)),
    *(f"urgent:{do}:{draft}:2:1" for do in ("yes", "no") for draft in (MINE, PLANNED)),
    *(f"photo:{do}:{draft}" for do in ("new", "old") for draft in (MINE, PLANNED)),
    *(f"seen:{draft}:2:1:kk" for draft in (MINE, PLANNED)),
    *(f"left:{do}" for do in ("answer", "search", "on")),
]
# Letters and figures belong to no rubric.
OF_OTHER_RUBRICS = [data for data in OF_EDITORS if not data.startswith(("letter:", "stats:"))]


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A newsroom in the middle of its day: something is sent, planned, asked for, held, and a letter lies there."""
    async with Newsroom(tmp_path) as newsroom:
        await newsroom.followers(3)
        await newsroom.publishes("Үкімет отырысы өтті", push=True)
        await newsroom.publishes("Күтіп тұр")
        politics = await newsroom.store.rubrics.named("Саясат")
        assert politics is not None
        async with newsroom.store.transaction() as work:
            await work.rubrics.named_or_new("Спорт")
            for author in (OWNER, OWNER, AUTHOR):
                draft = replace(
                    await work.drafts.add(author), title="Тақырып", body=Rich("Мәтін."), rubric=politics.key
                )
                await work.drafts.change(draft)
            await work.schedule.put(PLANNED, 2, 4_000_000_000_000, OWNER)
            await work.approvals.ask(ASKED, 2)
            await work.letters.add(100_000, "Хат", 0)
            await work.held.add(HELD)
            await work.held.announce()
        yield newsroom


def everything(chat: Newsroom) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but how those of the newsroom are called: that is learned from whatever they write."""
    with closing(sqlite3.connect(sqlite_path(chat.url))) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        tables.remove("staff")
        return {table: file.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}


async def presses_all(person: Person, data: list[str]) -> list[str]:
    """Presses each under some message; what was answered. After that nothing of it is still being done."""
    await person.says("/help")
    message: Message = await person.hears("Жаршы")
    answers = [await (await person.presses_data(message, one)).answered() for one in data]
    await person.says("/privacy")
    await person.hears("🔒")
    return answers


def test_no_button_of_the_newsroom_is_forgotten_here() -> None:
    pressed = {data.split(":")[0] for data in (*OF_OWNERS, *OF_EDITORS, *OF_AUTHORS)}
    assert prefixes(newsroom_callbacks) == pressed
    assert prefixes(reader_callbacks) == READERS


def prefixes(module: ModuleType) -> set[str]:
    """Of the buttons whose data a module describes."""
    return {kind.__prefix__ for kind in vars(module).values() if _is_press(kind)}


def _is_press(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData


async def test_a_stranger_presses_every_button_in_vain(chat: Newsroom) -> None:
    before = everything(chat)
    data = [*OF_OWNERS, *OF_EDITORS, *OF_AUTHORS]
    # Each stranger only some, since a person who presses much is told to wait.
    for start in range(0, len(data), 15):
        stranger = chat.reader(2000 + start)
        assert set(await presses_all(stranger, data[start : start + 15])) == {STALE}
        assert len(stranger.from_bot) == 2
    assert everything(chat) == before


async def test_an_author_presses_the_buttons_of_editors_and_owners_in_vain(chat: Newsroom) -> None:
    author = await chat.author()
    before = everything(chat)
    answers = await presses_all(author, [*OF_OWNERS, *OF_EDITORS])
    assert set(answers) == {STALE}
    await presses_all(author, OF_AUTHORS)
    assert everything(chat) == before


async def test_the_buttons_of_an_offer_ask_for_the_rights_too(chat: Newsroom) -> None:
    """Under a message that replies to the document: elsewhere they end before any right is asked."""
    foreign = '{"id": "story-1", "title": "Басқа", "rubric": "Спорт", "body": "Басқа мәтін."}'.encode()
    sport = await chat.store.rubrics.named("Спорт")
    assert sport is not None
    editor = await chat.editor()
    await editor.sends_file("news.json", foreign)
    offer = await editor.hears("Құжатта 1 мақала")
    for limited in (Member(EDITOR, Role.EDITOR, frozenset({sport.key})), Member(EDITOR, Role.AUTHOR), None):
        async with chat.store.transaction() as work:
            await (work.team.put(limited, OWNER) if limited else work.team.remove(EDITOR))
        before = everything(chat)
        for do in ("push", "archive"):
            answer = await (await editor.presses_data(offer, f"doc:{do}")).answered()
            assert answer == STALE or "сізге берілмеген" in answer
        assert everything(chat) == before


async def test_an_editor_of_another_rubric_changes_nothing_of_this_one(chat: Newsroom) -> None:
    sport = await chat.store.rubrics.named("Спорт")
    assert sport is not None
    editor = await chat.editor((sport.key,))
    before = everything(chat)
    assert set(await presses_all(editor, OF_OWNERS)) == {STALE}
    await presses_all(editor, [*OF_OTHER_RUBRICS, *OF_AUTHORS])
    assert everything(chat) == before


async def test_a_command_of_the_newsroom_does_not_exist_for_those_it_is_not_for(chat: Newsroom) -> None:
    author, editor, stranger = await chat.author(), await chat.editor(), chat.reader(1001)
    owners, editors = set(NEWSROOM[Role.OWNER]), set(NEWSROOM[Role.EDITOR])
    for person, words in (
        (stranger, owners),
        (author, owners - set(NEWSROOM[Role.AUTHOR])),
        (editor, owners - editors),
    ):
        for word in sorted(words):
            await person.says(f"/{word} 1")
            assert "Мұндай пәрмен жоқ" in (await person.hears("")).text, word


async def test_a_right_that_was_taken_away_is_gone_at_the_next_press(chat: Newsroom) -> None:
    editor = await chat.editor()
    await editor.says("/queue")
    board = await editor.hears("Жіберу кезегі")
    async with chat.store.transaction() as work:
        member = await work.team.get(editor.id)
        assert member is not None
        await work.team.put(replace(member, role=Role.AUTHOR), OWNER)
    before = everything(chat)
    assert await (await editor.presses(board, "⏸ 1")).answered() == STALE
    await editor.says("/recall story-1")
    await editor.hears("Мұндай пәрмен жоқ")
    assert everything(chat) == before


async def test_rights_cannot_be_borrowed_in_a_group_a_channel_or_another_name(chat: Newsroom) -> None:
    owner = chat.owner()
    group = chat.tg.add_group(-500, "Ауыл", admins=[OWNER], members=[OWNER])
    channel = chat.tg.add_channel(-700, "Арна", admins=[OWNER])
    before = everything(chat)
    for word in ("/queue@zharshy_bot", "/recall@zharshy_bot story-1", "/team@zharshy_bot", "/backup@zharshy_bot"):
        await owner.says(word, chat=group)
        await owner.says(word, chat=group, anonymous=True)
        await owner.says(word.split("@")[0], chat=channel)
    for place in (group, channel):
        for message in place.from_bot:
            assert "Мұндай пәрмен жоқ" in message.text
    await owner.says("/help", chat=group)
    shown = await group.hears("Жаршы")
    for data in ("queue:halted:0", "team:removed:7002:0", f"art:recalled:{ARTICLE}"):
        assert await (await owner.presses_data(shown, data)).answered() == STALE
    assert everything(chat) == before
