"""What stands at HTTP_LISTEN: /healthz, /readyz and /metrics for monitors, and the door for a CMS."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.config import Settings
from bot.http.door import Door
from bot.http.guards import refuse_foreign_hosts, refuse_packed
from bot.http.metrics import Metrics
from bot.http.readiness import Readiness
from bot.http.server import listening
from delivery.engine.context import DeliveryContext

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    """Answers monitors. `door`: for a CMS, None without INGEST_TOKEN."""

    door: Door | None = None

    def __init__(self, settings: Settings, context: DeliveryContext, metrics: Metrics, readiness: Readiness) -> None:
        self._settings = settings
        self._readiness = readiness
        self._context = context
        self._rendered = metrics

    async def run(self, stop: asyncio.Event) -> None:
        """Listens until `stop`."""
        app = web.Application(middlewares=[refuse_packed, refuse_foreign_hosts(self._settings.http_listen)])
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        if self.door is not None:
            self.door.add_to(app)
        async with listening(app, self._settings.http_listen, "HTTP_LISTEN"):
            await stop.wait()
        await self._readiness.close()

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        if self._context.stop.is_set():
            return web.Response(status=503, text="stopping\n")
        if reasons := await self._readiness.reasons():
            return web.Response(status=503, text="".join(f"{reason}\n" for reason in reasons))
        return web.Response(text="ok\n")

    async def _metrics(self, _: web.Request) -> web.Response:
        held_up = len(await self._readiness.reasons())
        return web.Response(body=await self._rendered.render(held_up), headers={"Content-Type": _CONTENT_TYPE})
