"""A Bot API that misbehaves on command, for every call or for chosen chats, and counts the copies of each chat."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

TOKEN = "123456:torture"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
# Methods that reach a reader; everything else is the bot's own business.
SENDING = frozenset({"sendmessage", "sendphoto", "editmessagetext", "editmessagecaption", "deletemessage"})
_ME = {"id": 123456, "is_bot": True, "first_name": "Zharshy", "username": "zharshy_bot"}


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `article`: the number in the text of a message, 0 where there is none."""

    method: str
    chat: int
    article: int
    body: dict[str, Any]

    @property
    def sends(self) -> bool:
        return self.method in SENDING


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to calls while it stands.

    `raw`: bytes of the answer; None: no answer. `effect`: whether the message is there all the same. `closes`: the
    connection ends after it. `wait`: seconds before the answer. `applies`: to which calls; all where it is None.
    """

    raw: bytes | None
    effect: bool = False
    closes: bool = False
    wait: float = 0.0
    applies: Callable[[Call], bool] | None = None


@dataclass(slots=True)
class Seen:
    """`arrivals`: of sending calls, monotonic seconds; `answered`: of those that were answered well."""

    arrivals: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    copies: dict[int, Counter[int]] = field(default_factory=dict)
    edits: Counter[int] = field(default_factory=Counter)
    in_flight: int = 0


def http(status: int, body: str, kind: str = "application/json", extra: str = "") -> bytes:
    """A whole HTTP answer."""
    data = body.encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n{extra}\r\n"
    return head.encode() + data


def refusal(code: int, words: str, **parameters: object) -> bytes:
    """An answer in Telegram's own form."""
    answer = {"ok": False, "error_code": code, "description": words}
    return http(code, json.dumps(answer | ({"parameters": parameters} if parameters else {})))


class FaultyApi:
    """Listens on a port of its own; `fault` is what stands now."""

    def __init__(self, latency: float = 0.05) -> None:
        self.latency = latency
        self.fault: Fault | None = None
        self.seen = Seen()
        self._server: asyncio.Server | None = None
        self._port = 0
        self._ids = 0
        self._lines: set[_Line] = set()
        self.updates: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def opens(self) -> None:
        """Listens; on the same port as before where there was one."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self), "127.0.0.1", self._port, reuse_address=True)
        self._port = self._server.sockets[0].getsockname()[1]

    async def closes(self) -> None:
        """Nobody is there: no listener, and every connection is reset."""
        assert self._server is not None
        self._server.close()
        for line in list(self._lines):
            line.drop()

    async def answer(self, call: Call) -> tuple[bytes | None, bool]:
        """(the answer or None, whether the connection ends)."""
        if call.method == "getupdates":
            return await self._updates(call)
        if call.sends:
            self.seen.arrivals.append(time.monotonic())
            self.seen.in_flight += 1
        try:
            return await self._answer(call)
        finally:
            if call.sends:
                self.seen.in_flight -= 1

    async def _answer(self, call: Call) -> tuple[bytes | None, bool]:
        await asyncio.sleep(self.latency)
        fault = self.fault if self.fault and (self.fault.applies is None or self.fault.applies(call)) else None
        if fault is None or fault.effect:
            good = self._effect(call)
            if fault is None:
                return good, False
        assert fault is not None
        await asyncio.sleep(fault.wait)
        if fault.raw is None and not fault.closes:
            await asyncio.sleep(3600)
        return fault.raw, fault.closes

    async def _updates(self, call: Call) -> tuple[bytes, bool]:
        while self.fault and self.fault.applies is None:
            if self.fault.raw and not self.fault.wait:
                return self.fault.raw, self.fault.closes
            await asyncio.sleep(0.1)
        try:
            async with asyncio.timeout(min(float(call.body.get("timeout", 0) or 0), 20)):
                found = [await self.updates.get()]
        except TimeoutError:
            found = []
        return http(200, json.dumps({"ok": True, "result": found})), False

    def _effect(self, call: Call) -> bytes:
        result: object = True
        if call.method == "getme":
            result = _ME
        elif call.sends:
            self._ids += 1
            if call.method.startswith("send"):
                self.seen.copies.setdefault(call.article, Counter())[call.chat] += 1
            else:
                self.seen.edits[call.chat] += 1
            self.seen.answered.append(time.monotonic())
            number = int(call.body.get("message_id", self._ids))
            result = {"message_id": number, "date": int(time.time()), "chat": {"id": call.chat, "type": "private"}}
        return http(200, json.dumps({"ok": True, "result": result}, separators=(",", ":")))

    def copies(self, article: int, people: Iterable[int]) -> tuple[int, int]:
        """(people without a copy, copies beyond the first)."""
        found = self.seen.copies.get(article, Counter())
        wanted = list(people)
        return sum(found[one] == 0 for one in wanted), sum(max(0, found[one] - 1) for one in wanted)


class _Line(asyncio.Protocol):
    """One connection; calls on it come one after another."""

    def __init__(self, api: FaultyApi) -> None:
        self._api = api
        self._held = b""
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._api._lines.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._api._lines.discard(self)
        if self._task:
            self._task.cancel()

    def drop(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._held += data
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            return
        length = _LENGTH.search(self._held, 0, end)
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(self._held) >= whole:
            head, body = self._held[:end], self._held[end + 4 : whole]
            self._held = self._held[whole:]
            self._task = asyncio.get_running_loop().create_task(self._serve(_call(head, body)))

    async def _serve(self, call: Call) -> None:
        answer, closes = await self._api.answer(call)
        if answer is not None:
            self._transport.write(answer)
        if closes:
            self._transport.close()


def _call(head: bytes, body: bytes) -> Call:
    method = head.split(b" ", 2)[1].rsplit(b"/", 1)[-1].decode().lower()
    try:
        fields = json.loads(body)
    except ValueError:
        fields = {}
    if not isinstance(fields, dict) or not fields:
        # Answers to people: aiogram sends forms.
        fields = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    found = re.search(r"Мақала (\d+)", str(fields.get("text") or fields.get("caption") or ""))
    if not fields and (chat := re.search(rb'name="chat_id"\r\n(?:[^\r\n]*\r\n)*\r\n(-?\d+)', body)):
        fields = {"chat_id": int(chat[1])}
    return Call(method, int(fields.get("chat_id") or 0), int(found[1]) if found else 0, fields)
