"""Menus are set beside the rest: a store that takes nothing, or a Telegram that refuses one, ends nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.updates.command_menus import show_menus
from domain.clock import SystemClock
from handlers.core.services import Services
from storage.limits import StoreLimits
from storage.store import sqlite_path
from tests.conversation import OWNER, Conversation
from tests.until import until
from text.i18n import Phrases


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Conversation]:
    async with Conversation(tmp_path, limits=StoreLimits(busy_seconds=0.05)) as conversation:
        conversation.owner()
        yield conversation


def showing(chat: Conversation, stop: asyncio.Event) -> asyncio.Task[None]:
    parts = Services(chat.store, Phrases.load(), SystemClock(), frozenset({OWNER}), ZoneInfo("Asia/Almaty"), "kk")
    return asyncio.create_task(show_menus(chat.bot, parts, stop, retry_seconds=0.05))


async def test_a_store_that_takes_nothing_is_waited_for(chat: Conversation, caplog: pytest.LogCaptureFixture) -> None:
    stop = asyncio.Event()
    with closing(sqlite3.connect(sqlite_path(chat.url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        task = showing(chat, stop)
        await until(lambda: "menus.wait_for_store" in caplog.text or task.done())
        assert not task.done()

    async def shown() -> bool:
        return await chat.store.facts.get("menus") == str(OWNER)

    await until(shown)
    stop.set()
    await task


async def test_a_menu_that_telegram_refuses_keeps_no_other_from_being_set(chat: Conversation) -> None:
    chat.reader(1001)
    chat.tg.faults.respond(status=400, description="Bad Request: BOT_COMMAND_INVALID", method="setMyCommands", times=1)
    stop = asyncio.Event()
    task = showing(chat, stop)
    await chat.tg.until(lambda: bool(chat.tg.menu(OWNER, "ru", OWNER)) or task.done())
    assert not task.done()
    assert chat.tg.menu(1001, "ru", 1001)
    stop.set()
    await task


async def test_a_start_in_a_storm_of_429_has_its_menus_when_the_storm_is_over(chat: Conversation) -> None:
    chat.reader(1001)
    chat.tg.faults.respond(status=429, retry_after=1, method="setMyCommands", times=3)
    stop = asyncio.Event()
    task = showing(chat, stop)
    await chat.tg.until(lambda: bool(chat.tg.menu(OWNER, "en", OWNER)) or task.done())
    assert not task.done()
    assert {code for code in ("kk", "ru", "en") if chat.tg.menu(1001, code, 1001)} == {"kk", "ru", "en"}
    stop.set()
    await task
