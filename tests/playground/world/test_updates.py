"""Updates: offsets, chosen kinds, conflicts, and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from playground.server import Playground
from tests.playground.bot_api import Api


async def test_an_update_comes_again_until_an_offset_acknowledges_it(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия", language_code="kk")
    await reader.says("/start@zharshy_bot сөз")
    _, first = await api("getUpdates")
    _, again = await api("getUpdates")
    assert first == again
    update = first["result"][0]
    assert update["message"]["from"]["language_code"] == "kk"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 18}]
    assert (await api("getUpdates", offset=update["update_id"] + 1))[1]["result"] == []


async def test_a_long_poll_ends_with_the_first_update(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    poll = asyncio.create_task(api("getUpdates", timeout=20))
    await tg.until(lambda: tg.calls.of("getUpdates"))
    await reader.says("сәлем")
    assert [update["message"]["text"] for update in (await poll)[1]["result"]] == ["сәлем"]


async def test_the_limit_and_a_negative_offset_are_honoured(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    for number in range(5):
        await reader.says(str(number))
    assert len((await api("getUpdates", limit=2))[1]["result"]) == 2
    assert [update["message"]["text"] for update in (await api("getUpdates", offset=-1))[1]["result"]] == ["4"]


async def test_allowed_updates_are_remembered_and_kept_when_left_out(tg: Playground, api: Api) -> None:
    reader = tg.add_person(1001, "Әлия")
    await api("getUpdates", allowed_updates=["my_chat_member"])
    await reader.says("елеусіз")
    await reader.blocks()
    await api("getUpdates")
    await reader.unblocks()
    _, answer = await api("getUpdates")
    assert [list(update)[1] for update in answer["result"]] == ["my_chat_member", "my_chat_member"]


async def test_two_who_ask_for_updates_are_in_conflict(tg: Playground, api: Api) -> None:
    first = asyncio.create_task(api("getUpdates", timeout=20))
    await tg.until(lambda: tg.calls.of("getUpdates"))
    second = asyncio.create_task(api("getUpdates", timeout=20))
    status, answer = await first
    assert (status, answer["description"][:45]) == (409, "Conflict: terminated by other getUpdates requ")
    second.cancel()


@pytest.fixture
async def receiver() -> AsyncIterator[dict[str, Any]]:
    """A bot's webhook: refuses the first delivery, keeps what it gets."""
    got: dict[str, Any] = {"updates": [], "secrets": set(), "refuse": 1, "reply": None}

    async def take(request: web.Request) -> web.Response:
        got["secrets"].add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if got["refuse"]:
            got["refuse"] -= 1
            return web.Response(status=503)
        got["updates"].append(await request.json())
        return web.json_response(got["reply"] or {})

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    got["url"] = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield got
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_its_secret_and_again_after_a_failure(
    tg: Playground, api: Api, receiver: dict[str, Any]
) -> None:
    reader = tg.add_person(1001, "Әлия")
    receiver["reply"] = {"method": "sendMessage", "chat_id": 1001, "text": "жауап"}
    assert (await api("setWebhook", url=receiver["url"], secret_token="құпия"))[0] == 400
    assert (await api("setWebhook", url=receiver["url"], secret_token="S-1"))[0] == 200
    await reader.says("сәлем")
    await reader.hears("жауап")
    assert receiver["secrets"] == {"S-1"}
    assert [update["message"]["text"] for update in receiver["updates"]] == ["сәлем"]
    info = (await api("getWebhookInfo"))[1]["result"]
    assert (info["url"], info["pending_update_count"]) == (receiver["url"], 0)
    assert "503" in info["last_error_message"]


async def test_polling_is_refused_while_a_webhook_is_set(tg: Playground, api: Api, receiver: dict[str, Any]) -> None:
    reader = tg.add_person(1001, "Әлия")
    await api("setWebhook", url=receiver["url"])
    status, answer = await api("getUpdates")
    assert status == 409
    assert "deleteWebhook" in answer["description"]
    await api("deleteWebhook")
    await reader.says("сәлем")
    assert len((await api("getUpdates"))[1]["result"]) == 1
    assert (await api("deleteWebhook", drop_pending_updates=True))[0] == 200
    assert (await api("getUpdates"))[1]["result"] == []
