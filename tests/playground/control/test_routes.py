"""The playground as its own process, steered over HTTP: what acceptance tests and benchmarks rely on."""

from __future__ import annotations

import asyncio
import base64
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest


class Remote:
    """A playground process."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session
        self.token = ""

    async def act(self, act: str, /, **body: Any) -> Any:
        async with self.session.post(f"{self.url}/control/{act}", json=body) as answer:
            result = await answer.json()
            assert answer.status == 200, result
            return result

    async def call(self, method: str, **body: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", data=body) as answer:
            result: dict[str, Any] = await answer.json()
            return result


@pytest.fixture
async def remote(tmp_path: Path) -> AsyncIterator[Remote]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "playground", "--port", "0", "--quiet-log", str(tmp_path / "log")),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    url = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
    async with aiohttp.ClientSession() as session:
        playground = Remote(url, session)
        playground.token = (await playground.act("info"))["token"]
        yield playground
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 5) == 0
    assert (tmp_path / "log").read_text() == ""


async def test_a_conversation_is_led_over_http(remote: Remote) -> None:
    await remote.act("person", id=1001, name="Әлия", language_code="kk")
    await remote.act("say", person=1001, text="/start")
    updates = await remote.call("getUpdates")
    assert updates["result"][0]["message"]["text"] == "/start"
    keys = '{"inline_keyboard":[[{"text":"Иә","callback_data":"y"}]]}'
    listening = asyncio.create_task(remote.act("hears", chat=1001, text="Сәлем"))
    await remote.call("sendMessage", chat_id=1001, text="Сәлем", reply_markup=keys)
    assert (await listening)["rows"] == [[{"text": "Иә", "data": "y"}]]
    pressing = asyncio.create_task(remote.act("press", person=1001, label="Иә"))
    press = (await remote.call("getUpdates", offset=updates["result"][0]["update_id"] + 1, timeout=5))["result"][0]
    answer = await remote.call("answerCallbackQuery", callback_query_id=press["callback_query"]["id"], text="Болды")
    assert answer == {"ok": True, "result": True}
    assert await pressing == {"answered": True, "toast": "Болды", "alert": False}
    data = base64.b64encode(b"a,b").decode()
    await remote.act("file", person=1001, name="a.csv", data=data, caption="міне")
    assert [m["kind"] for m in (await remote.act("history", chat=1001))["messages"]] == ["text", "text", "document"]


async def test_copies_are_counted_and_arrivals_dumped(remote: Remote) -> None:
    await remote.act("range", first=1, count=10)
    await remote.act("fault", kind="respond", chat=3, times=1, status=429, retry_after=2)
    for number in (1, 2, 3, 3, 4, 4):
        await remote.call("sendMessage", chat_id=number, text="a")
    counts = await remote.act("counts", first=1, count=5)
    assert (counts["total"], counts["missing"], counts["repeated"]) == (5, [5], {"4": 2})
    dump = (await remote.act("calls", since=0))["calls"]
    assert [(row[1], row[2], row[3]) for row in dump[2:4]] == [("sendMessage", 3, 429), ("sendMessage", 3, 200)]
    assert dump == sorted(dump)
    await remote.act("block", first=1, count=2)
    assert (await remote.call("sendMessage", chat_id=2, text="a"))["error_code"] == 403


async def test_groups_topics_channels_and_settings_are_steered(remote: Remote) -> None:
    await remote.act("person", id=1001, name="Ерлан")
    await remote.act("group", id=-1001, title="Топ", kind="supergroup", topics={"7": "Спорт"}, admins=[1001])
    await remote.act("topic", chat=-1001, topic=7, act="close")
    refused = await remote.call("sendMessage", chat_id=-1001, message_thread_id=7, text="a")
    assert refused["description"] == "Bad Request: TOPIC_CLOSED"
    await remote.act("group", id=-5, title="Шағын")
    await remote.act("migrate", chat=-5, to=-1005)
    assert (await remote.call("sendMessage", chat_id=-5, text="a"))["parameters"] == {"migrate_to_chat_id": -1005}
    await remote.act("channel", id=-1009, title="Арна", admins=[1001], bot="left")
    await remote.act("membership", chat=-1009, status="administrator", by=1001)
    assert (await remote.call("sendMessage", chat_id=-1009, text="a"))["ok"]
    await remote.act("settings", rate=1, latency=0)
    assert not (await remote.call("sendMessage", chat_id=-1009, text="a"))["ok"] or (
        not (await remote.call("sendMessage", chat_id=-1009, text="a"))["ok"]
    )


async def test_wrong_acts_and_foreign_pages_are_refused_with_a_reason(remote: Remote) -> None:
    for name, body, headers, status in (
        ("nonsense", {}, {}, 404),
        ("say", {"person": 5, "text": "a"}, {}, 400),
        ("hears", {"chat": 5, "text": "a"}, {}, 400),
        ("info", {}, {"Origin": "https://evil.example"}, 403),
        ("info", {}, {"Host": "evil.example"}, 403),
        ("info", {}, {"Host": "[::1"}, 403),
        ("info", {}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ("info", {}, {"Sec-Fetch-Site": "same-site"}, 403),
    ):
        async with remote.session.post(f"{remote.url}/control/{name}", json=body, headers=headers) as answer:
            assert answer.status == status
            assert (await answer.json())["error"]
