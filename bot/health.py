"""/healthz, /readyz and /metrics at HTTP_LISTEN: whether the process lives, whether it works, and its figures."""

from __future__ import annotations

import asyncio
from importlib.metadata import version

from aiohttp import web

from bot.config import Settings
from bot.http import listening
from delivery.deliver import Desk
from domain.audience import RecipientState
from domain.delivery import IntentState
from domain.errors import StoreUnavailable
from storage.store import Store

_ENDED = {IntentState.DONE, IntentState.CANCELLED, IntentState.SUPERSEDED}
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    """Answers monitors while `run` works."""

    def __init__(self, settings: Settings, store: Store, desk: Desk) -> None:
        self._settings = settings
        self._store = store
        self._desk = desk

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
            await self._store.articles.count()
        except StoreUnavailable as error:
            return web.Response(status=503, text=f"{error.key}\n")
        return web.Response(text="ok\n")

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(body="\n".join([*await self._lines(), ""]).encode(), headers={"Content-Type": _TEXT})

    async def _lines(self) -> list[str]:
        states = await self._store.recipients.count_by_state()
        broadcasts = await self._store.intents.broadcasts()
        tallies = [one.tally for one in broadcasts]
        outcomes = {
            "delivered": sum(t.delivered for t in tallies),
            "blocked": sum(t.gone for t in tallies),
            "failed": sum(t.refused for t in tallies),
            "unknown": sum(t.unknown for t in tallies),
        }
        return [
            *_gauge("zharshy_info", "The version that runs", {f'version="{version("zharshy")}"': 1}),
            *_gauge("zharshy_articles", "Articles in the store", {"": await self._store.articles.count()}),
            *_gauge("zharshy_chats", "Chats by state", {f'state="{s}"': states.get(s, 0) for s in RecipientState}),
            *_gauge(
                "zharshy_broadcasts_unfinished",
                "Broadcasts that are not at their end",
                {"": sum(one.state not in _ENDED for one in broadcasts)},
            ),
            *_gauge("zharshy_messages", "Messages by outcome", {f'outcome="{o}"': n for o, n in outcomes.items()}),
            *_gauge("zharshy_in_flight", "Calls without an answer yet", {"": len(self._desk.flying)}),
            *_gauge("zharshy_departures", "Messages that left in the last second", {"": self._desk.gate.rate_now()}),
        ]


def _gauge(name: str, help_text: str, values: dict[str, int]) -> list[str]:
    shown = [f"{name}{'{' + labels + '}' if labels else ''} {value}" for labels, value in values.items()]
    return [f"# HELP {name} {help_text}", f"# TYPE {name} gauge", *shown]
