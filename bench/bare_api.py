"""A Bot API that does next to nothing, in a process of its own, so that what is measured meets its own limit.

It reads whole requests off the socket, finds the chat in them, counts it and answers as Telegram does, with the whole
message. It knows no rules; where those matter the playground is the stand-in.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bench.delivery import LEAD

TOKEN = "123456:bench"
_CHAT = re.compile(rb'chat_id(?:=|":)(\d+)')
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_HEAD = (
    "HTTP/1.1 200 OK\r\nServer: nginx/1.18.0\r\nDate: Wed, 25 Nov 2026 10:00:00 GMT\r\n"
    "Content-Type: application/json\r\nContent-Length: %d\r\nConnection: keep-alive\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\nAccess-Control-Allow-Origin: *\r\n"
    "Access-Control-Allow-Methods: GET, POST, OPTIONS\r\n"
    "Access-Control-Expose-Headers: Content-Length,Content-Type,Date,Server,Connection\r\n\r\n"
)


def _message(text: str) -> str:
    """Telegram's answer, non-ASCII escaped as there, with places for the ids of the message and of the chat."""
    sender = {"id": 123456, "is_bot": True, "first_name": "Zharshy", "username": "zharshy_bot"}
    buttons = [[{"text": "Толығырақ", "callback_data": "r:1:1"}, {"text": "Сақтау", "callback_data": "s:1"}]]
    rest = json.dumps(
        {
            "date": 1795600000,
            "text": text,
            "entities": [{"offset": 0, "length": 8, "type": "bold"}],
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": buttons},
        },
        separators=(",", ":"),
    )
    chat = '{"id":%d,"first_name":"Reader","type":"private"}'
    start = f'{{"ok":true,"result":{{"message_id":%d,"from":{json.dumps(sender, separators=(",", ":"))},"chat":{chat},'
    return start + rest[1:].replace("%", "%%") + "}"


class BareApi:
    """What all connections share."""

    def __init__(self) -> None:
        self.copies: Counter[int] = Counter()
        self._message = _message(f"Мақала 1\n\n{LEAD}")

    def answer(self, path: bytes, body: bytes) -> bytes:
        """The whole HTTP answer to one call."""
        if path.endswith(b"/seen"):
            return self._pack(json.dumps(self._seen()))
        if path.endswith(b"/getMe"):
            me = {"id": 123456, "is_bot": True, "first_name": "Zharshy", "username": "zharshy_bot"}
            return self._pack(json.dumps({"ok": True, "result": me}))
        found = _CHAT.search(body)
        assert found is not None, body
        chat = int(found[1])
        self.copies[chat] += 1
        return self._pack(self._message % (self.copies[chat], chat))

    def _pack(self, body: str) -> bytes:
        return (_HEAD % len(body) + body).encode()

    def _seen(self) -> dict[str, float]:
        """Calls since the last look, and to how many chats; CPU seconds of this process in all."""
        calls, chats = self.copies.total(), len(self.copies)
        self.copies.clear()
        return {"calls": calls, "chats": chats, "cpu": time.process_time()}


class Connection(asyncio.Protocol):
    """One connection; calls on it come one after another."""

    def __init__(self, api: BareApi) -> None:
        self._api = api
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        held = self._held + data
        end = held.find(b"\r\n\r\n")
        if end >= 0:
            length = _LENGTH.search(held, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(held) >= whole:
                self._transport.write(self._api.answer(held[: held.index(b" HTTP/")], held[end + 4 : whole]))
                held = held[whole:]
        self._held = held


@dataclass(frozen=True, slots=True)
class Bare:
    """`url` for API_BASE_URL."""

    url: str
    token: str = TOKEN

    async def seen(self) -> dict[str, float]:
        """As BareApi tells it; begins to count anew."""
        async with aiohttp.ClientSession() as session, session.post(f"{self.url}/seen") as response:
            found: dict[str, float] = await response.json()
            return found


@asynccontextmanager
async def bare_api() -> AsyncIterator[Bare]:
    """The process, while the block runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.bare_api", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield Bare((await process.stdout.readline()).decode().strip())
    finally:
        process.terminate()
        await process.wait()


async def serve() -> None:
    """Listens on a free port and prints where, until it is killed."""
    api = BareApi()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(api), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
