"""The playground: a pretend Telegram on loopback that tests, benchmarks and `zharshy demo` talk to over real HTTP."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from playground.api.calls import Call, Calls
from playground.api.faults import Faults
from playground.api.gateway import Gateway
from playground.api.rate import Rates
from playground.control.routes import Control
from playground.lab.backstage import Backstage
from playground.lab.lab import Lab
from playground.local_requests import is_ours, json_response
from playground.page.routes import PageRoutes
from playground.world.cast import Cast
from playground.world.changes import PATIENCE
from playground.world.world import World

HOST = "127.0.0.1"
_BODY_LIMIT = 64 * 1024 * 1024
_SHUTDOWN_SECONDS = 1.0


class Playground(Cast):
    """`async with Playground() as tg:` starts the server; `tg.url` and `tg.token` are what a bot needs.

    `latency` is the time (seconds) between the effect of a call and its answer; `strict_rate` refuses messages over
    so many in any sliding second, `strict_private` in a second to one person, `strict_group` in a minute to one group;
    `record=False` keeps no parameters of calls; `page` serves the chat page at `/`, with what `backstage`
    can do for the bot.
    """

    def __init__(
        self,
        port: int = 0,
        latency: float = 0.0,
        strict_rate: float | None = None,
        *,
        strict_private: float | None = None,
        strict_group: int | None = None,
        record: bool = True,
        page: bool = False,
        backstage: Backstage | None = None,
    ) -> None:
        super().__init__(World())
        self.port = port
        # Its first part is the bot's user id.
        self.token = f"123456789:AA{secrets.token_urlsafe(24)}"
        self.page = page
        self.faults = Faults()
        self.rates = Rates(strict_rate, strict_private, strict_group)
        self.calls = Calls(record=record)
        self.gateway = Gateway(self.world, self.token, self.faults, self.rates, self.calls)
        self.latency = latency
        backstage = backstage or Backstage()
        self._lab = Lab(self, self.gateway, backstage)
        self._control = Control(self, self.gateway, self._lab.acts, lambda: {"url": self.url, "token": self.token})
        self._pages = PageRoutes(self, self._lab.acts, backstage.drop)
        self._runner: web.ServerRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Listens; OSError when the port is taken."""
        server = web.Server(self._route, handler_cancellation=True, access_log=None, request_factory=_request)
        self._runner = web.ServerRunner(server, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self.port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Ends event streams and open polls, and stops within about a second."""
        self._lab.close()
        self.faults.clear()
        self.world.updates.interrupt("")
        self.world.changes.close()
        await self.world.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if not is_ours(request):
            return json_response({"error": "a foreign page must not reach the playground"}, 403)
        if path.startswith("/bot"):
            return await self.gateway.answer(request)
        if path.startswith("/file/bot"):
            return await self.gateway.download(request)
        if path.startswith("/control/"):
            return await self._control.answer(request)
        if self.page and (path == "/" or path.startswith("/page/")):
            return await self._pages.answer(request)
        return web.Response(status=404, text="Not Found")

    @property
    def url(self) -> str:
        """The value for API_BASE_URL."""
        return f"http://{HOST}:{self.port}"

    @property
    def latency(self) -> float:
        return self.gateway.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.gateway.latency = seconds

    def sent(self, chat_id: int) -> list[Call]:
        """Calls that put a message into this chat."""
        return self.calls.sent(chat_id)

    async def until(self, check: Callable[[], Any], timeout: float = PATIENCE) -> Any:
        """Waits, by event, until `check()` is true; its value. AssertionError after `timeout` seconds."""
        found = await self.world.changes.until(check, timeout)
        if not found:
            raise AssertionError(f"it did not come true within {timeout} s: {check}")
        return found


def _request(*parts: Any) -> web.BaseRequest:
    message, payload, protocol, writer, task = parts
    loop = protocol._loop if hasattr(protocol, "_loop") else task.get_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_BODY_LIMIT)
