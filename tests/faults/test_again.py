"""An update that comes again acts once: after a kill by polling, after a restart by webhook."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import aiohttp
import pytest

from playground.server import Playground
from tests.acceptance.conftest import OWNER, Program
from tests.ports import free_port

pytestmark = pytest.mark.slow

SECRET = "only-telegram-knows"


async def test_what_was_answered_before_a_kill_is_not_answered_again(program: Program, telegram: Playground) -> None:
    reader = telegram.add_person(1, "Әлия", language_code="kk")
    await reader.says("/help")
    # Whatever is given is never confirmed: Telegram will give it again.
    telegram.faults.drop_before(method="getUpdates", times=None, nth=2)
    running = await program.runs()
    await telegram.until(lambda: telegram.sent(1), 60)
    await program.until(lambda _: written_down(program) == 1)
    assert telegram.world.updates.waiting
    await running.is_killed()
    telegram.faults.clear()
    await program.runs()
    await reader.says("/rubrics")
    await telegram.until(lambda: len(telegram.sent(1)) >= 2 and not telegram.world.updates.waiting, 60)
    assert len(telegram.sent(1)) == 2


async def test_a_title_that_was_taken_before_a_kill_is_not_taken_for_the_lead_as_well(
    program: Program, telegram: Playground
) -> None:
    owner = telegram.person(OWNER)
    running = await program.runs()
    await owner.says("/post")
    await owner.hears("Write the title", timeout=60)
    await telegram.until(lambda: not telegram.world.updates.waiting, 60)
    question = telegram.faults.hang(method="sendMessage", chat=OWNER, times=None)
    await owner.says("A new bridge")
    await telegram.until(lambda: question.hits > 0, 60)
    assert telegram.world.updates.waiting
    await running.is_killed()
    telegram.faults.clear()
    await program.runs()
    await owner.hears("my answer was lost", timeout=60)
    await owner.says("It took two years.")
    await owner.hears("Now send the text", timeout=60)
    with closing(sqlite3.connect(program.folder / "data" / "zharshy.db")) as store:
        [(draft,)] = store.execute("SELECT content FROM draft").fetchall()
    assert draft.count("A new bridge") == 1
    assert draft.count("It took two years.") == 1


async def test_a_body_that_is_posted_again_after_a_restart_is_answered_200_and_does_nothing(
    program: Program, telegram: Playground
) -> None:
    telegram.add_person(1, "Әлия", language_code="kk")
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    program.settings |= {"WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "WEBHOOK_LISTEN": f"127.0.0.1:{port}"}
    who = {"id": 1, "is_bot": False, "first_name": "Әлия", "language_code": "kk"}
    entities = [{"type": "bot_command", "offset": 0, "length": 5}]
    message = {"message_id": 5, "date": 1, "chat": {"id": 1, "type": "private"}, "from": who, "text": "/help"}
    update = {"update_id": 77, "message": {**message, "entities": entities}}
    for start in (1, 2):
        running = await program.runs()
        await telegram.until(lambda start=start: len(telegram.calls.of("setWebhook")) == start, 60)
        assert await posted(url, update) == 200
        assert await posted(url, update) == 200
        assert len(telegram.sent(1)) == 1
        await running.is_killed()


async def posted(url: str, update: dict[str, Any]) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession() as session, session.post(url, json=update, headers=headers) as answer:
        return answer.status


def written_down(program: Program) -> int:
    with closing(sqlite3.connect(program.folder / "data" / "zharshy.db")) as store:
        return int(store.execute("SELECT count(*) FROM update_taken WHERE state = 'done'").fetchone()[0])
