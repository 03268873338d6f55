"""A right that an owner takes while an act is being prepared, and words that an administrator only passed on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from handlers.drafts import publication
from handlers.drafts.correct import publish as correction
from tests.conversation import Story
from tests.handlers.drafts.steps import panel_of
from tests.handlers.newsroom import Newsroom

GONE = "құқықты сізден жаңа ғана алып тастады"


def removes_meanwhile(chat: Newsroom, user_id: int, prepare: Callable[..., Any]) -> Callable[..., Any]:
    """Prepares an article in its thread as before; an owner has removed the member when that is done."""
    loop = asyncio.get_running_loop()

    async def remove() -> None:
        async with chat.store.transaction() as work:
            await work.team.remove(user_id)

    def prepare_slowly(*args: Any) -> Any:
        prepared = prepare(*args)
        asyncio.run_coroutine_threadsafe(remove(), loop).result(10)
        return prepared

    return prepare_slowly


@pytest.mark.parametrize("act", ["publish", "approve", "correct"])
async def test_who_is_removed_while_the_article_is_prepared_does_not_publish_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    await newsroom.publishes(Story("Су бағасы", "Тариф биыл 15 теңгеге өсті."))
    editor = await newsroom.editor()
    if act == "publish":
        panel, press, room = await panel_of(editor), "✅ Жариялау", publication
    elif act == "approve":
        author = await newsroom.author()
        await author.presses(await panel_of(author), "Бекітуге жіберу")
        await author.hears("редакторға хабарланды")
        panel, press, room = await editor.hears("бекітуді сұрайды"), "Бекітіп, жариялау", publication
    else:
        await editor.says("/edit 15 -> 25")
        panel, press, room = await editor.hears("не өзгереді"), "Барлық көшірмені түзету", correction
    count, last = await newsroom.store.articles.count(), await newsroom.store.articles.last_change()
    monkeypatch.setattr(room, "prepare", removes_meanwhile(newsroom, editor.id, room.prepare))
    await editor.presses(panel, press)
    await editor.sees_toast(GONE)
    assert (await newsroom.store.articles.count(), await newsroom.store.articles.last_change()) == (count, last)


async def test_who_was_removed_hears_no_more_of_the_own_drafts(newsroom: Newsroom) -> None:
    await newsroom.publishes(Story("Су бағасы", "Тариф биыл 15 теңгеге өсті."))
    editor, author = await newsroom.editor(), await newsroom.author()
    await author.presses(await panel_of(author), "Бекітуге жіберу")
    await author.hears("редакторға хабарланды")
    async with newsroom.store.transaction() as work:
        await work.team.remove(author.id)
    heard = len(author.from_bot)
    await editor.presses(await editor.hears("бекітуді сұрайды"), "Ескертпемен қайтару")
    await editor.says("Тақырыбын қысқартыңыз")
    await editor.hears("қайтарылды")
    assert len(author.from_bot) == heard


async def test_a_forwarded_command_is_nobodys_command(newsroom: Newsroom) -> None:
    admin, stranger = newsroom.reader(language_code="en"), newsroom.reader(1002, "Марат", "en")
    group = newsroom.tg.add_group(-500, "Редакция", admins=[admin.id], members=[stranger.id])
    channel = newsroom.tg.add_channel(-700, "Арна", admins=[admin.id])
    written = await stranger.says("/alerts -bread")
    await stranger.hears("no more such news")
    for place in (group, channel):
        await admin.forwards(written, chat=place)
    other_bot = {"id": 9, "is_bot": True, "first_name": "Gifs", "username": "gifs_bot"}
    await admin.says("/alerts -bread", chat=group, extra={"via_bot": other_bot})
    await admin.says("/alerts oil", chat=group)
    await group.hears("any rubric")
    found = [await newsroom.store.recipients.find(place.id) for place in (group, channel)]
    words = [[one.words for one in await newsroom.store.alerts.of(place.id)] if place else [] for place in found]
    assert words == [["oil"], []]
