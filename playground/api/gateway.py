"""The Bot API over HTTP: from a request to the method and back, with log, limits, faults and latency on the way."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

from aiohttp import web

from playground.api.calls import Calls
from playground.api.faults import Fault, Faults
from playground.api.methods.answer import Raw
from playground.api.methods.registry import METHODS
from playground.api.rate import Rates
from playground.rules.params import Params, read_params
from playground.rules.refusals import Refusal
from playground.world.world import World

_JSON = {"Content-Type": "application/json"}
_BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1></body></html>"
)
# (the response, its status or 0 when the connection is cut, the message id or 0)
Outcome = tuple[web.StreamResponse, int, int]


class Gateway:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, token: str, faults: Faults, rates: Rates, calls: Calls) -> None:
        self.world = world
        self.token = token
        self.faults = faults
        self.rates = rates
        self.calls = calls
        self.latency = 0.0
        self._late_calls: set[asyncio.Future[Outcome]] = set()
        world.webhook.run_call = self._from_webhook

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """A Bot API call."""
        arrived = time.monotonic()
        token, _, name = request.path[4:].partition("/")
        if token != self.token:
            # A well-formed token that is not known gets 401, anything else is an unknown address.
            return _refused(Refusal(401, "Unauthorized") if ":" in token else Refusal(404, "Not Found"))
        body = await request.read()
        latency = self.latency
        response = await self._run(request, name.removeprefix("test/"), body, arrived)
        if latency:
            await asyncio.sleep(latency)
        return response

    async def _run(self, request: web.BaseRequest, name: str, body: bytes, arrived: float) -> web.StreamResponse:
        method = name.lower()
        try:
            params = read_params(request.query_string, request.headers.get("Content-Type", ""), body)
        except Refusal as refusal:
            return _refused(refusal)
        chat_id, calls = _chat_id(params), self.calls
        row = calls.begin(arrived, name, chat_id, params.values)
        self.world.changes.happened()
        fault = self.faults.striking(method, chat_id, params.text("text")) if self.faults.standing else None
        call = (method, params, arrived, chat_id)
        if fault is not None and fault.kind == "late":
            response, status, message_id = await self._run_with_latency(row, fault.seconds, call)
        elif fault is not None and not fault.after:
            response, status, message_id = await self._apply_fault(request, fault)
        else:
            response, status, message_id = await self._call(*call)
        if fault is not None and fault.after:
            calls.end(row, 0, message_id)
            response, status, message_id = await self._apply_fault(request, fault, (response, status, message_id))
        calls.end(row, status, message_id)
        self.world.changes.happened()
        return response

    async def _call(self, method: str, params: Params, arrived: float, chat_id: int) -> Outcome:
        try:
            function = METHODS.get(method)
            if function is None:
                raise Refusal(404, "Not Found")
            self.rates.check(method, chat_id, arrived)
            result = function(self.world, params)
            if asyncio.iscoroutine(result):
                result = await result
        except Refusal as refusal:
            return _refused(refusal), refusal.code, 0
        if isinstance(result, Raw):
            return _accepted(result.json), 200, result.message_id
        return _accepted(json.dumps(result)), 200, _message_id(result)

    async def _run_with_latency(self, row: int, seconds: float, call: tuple[str, Params, float, int]) -> Outcome:
        """Telegram carries out the call later, even if the client has hung up."""

        async def later() -> Outcome:
            await asyncio.sleep(seconds)
            done = await self._call(*call)
            self.calls.end(row, 0, done[2])
            return done

        late_call = asyncio.ensure_future(later())
        self._late_calls.add(late_call)
        late_call.add_done_callback(self._late_calls.discard)
        return await asyncio.shield(late_call)

    async def _apply_fault(self, request: web.BaseRequest, fault: Fault, done: Outcome | None = None) -> Outcome:
        """The outcome of a call that a fault hits. `done`: its outcome without the fault, if it took effect."""
        message_id = done[2] if done else 0
        if fault.kind == "refuse" and fault.refusal is not None:
            return _refused(fault.refusal), fault.refusal.code, 0
        if fault.kind == "html":
            return web.Response(status=502, body=_BAD_GATEWAY, content_type="text/html"), 502, message_id
        if fault.kind == "slow" and done is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(fault.ended.wait(), fault.seconds)
            return done
        if fault.kind == "hang":
            await fault.ended.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(), 0, message_id

    async def download(self, request: web.BaseRequest) -> web.StreamResponse:
        """A file by the path that getFile gave."""
        token, _, path = request.path.removeprefix("/file/bot").partition("/")
        stored = self.world.files.at(path) if token == self.token else None
        if stored is None:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=stored.data, content_type="application/octet-stream")

    def _from_webhook(self, name: str, params: Params) -> None:
        """A call inside the answer to a webhook. Its result is sent to no one."""
        calls = self.calls
        row = calls.begin(time.monotonic(), name, _chat_id(params), params.values)
        function = METHODS.get(name.lower())
        try:
            result = function(self.world, params) if function else None
        except Refusal as refusal:
            calls.end(row, refusal.code)
            return
        if asyncio.iscoroutine(result):
            result.close()
        message_id = result.message_id if isinstance(result, Raw) else _message_id(result)
        calls.end(row, 200 if function else 404, message_id)


def _message_id(result: Any) -> int:
    first = result[0] if isinstance(result, list) and result else result
    return int(first.get("message_id", 0)) if isinstance(first, dict) else 0


def _chat_id(params: Params) -> int:
    raw = params.values.get("chat_id")
    if isinstance(raw, int):
        return raw
    return int(raw) if isinstance(raw, str) and raw.removeprefix("-").isdecimal() else 0


def _accepted(result: str) -> web.Response:
    return web.Response(body=f'{{"ok":true,"result":{result}}}'.encode(), headers=_JSON)


def _refused(refusal: Refusal) -> web.Response:
    headers = dict(_JSON)
    if refusal.parameters and "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.Response(status=refusal.code, body=json.dumps(refusal.as_json()).encode(), headers=headers)
