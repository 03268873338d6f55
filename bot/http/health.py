"""/healthz, /readyz and /metrics at HTTP_LISTEN: whether the process lives, whether it works, and its figures."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.config import Settings
from bot.http.metrics import metrics
from bot.http.server import listening
from delivery.engine.context import Desk
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from storage.store import Store

_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    """Answers monitors while `run` works."""

    def __init__(self, settings: Settings, store: Store, desk: Desk) -> None:
        self._settings = settings
        self._store = store
        self._desk = desk
        self._clock = SystemClock()

    async def run(self, stop: asyncio.Event) -> None:
        """Listens until `stop`."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        async with listening(app, self._settings.http_listen, "HTTP_LISTEN"):
            await stop.wait()

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        if self._desk.stopping.is_set():
            return web.Response(status=503, text="stopping\n")
        try:
            await self._store.is_halted()
        except StoreUnavailable as error:
            return web.Response(status=503, text=f"{error.key}\n")
        return web.Response(text="ok\n")

    async def _metrics(self, _: web.Request) -> web.Response:
        text = await metrics(self._store, self._desk, self._clock)
        return web.Response(body=text.encode(), headers={"Content-Type": _TEXT})
