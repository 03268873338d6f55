"""How the program delivers: alone on SQLite, as one of several processes on PostgreSQL."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.config import Settings
from delivery.content.bodies import Style
from delivery.engine.context import Desk
from delivery.engine.runners import Speed, open_desk, run_delivery
from delivery.http.client import Telegram
from domain.clock import Clock
from storage.job_engine import Engine
from storage.store import Store

if TYPE_CHECKING:
    from delivery.cluster.engine import Cluster


class Delivering:
    """This process delivers alone."""

    engine: Engine | None = None

    async def open_desk(
        self, store: Store, telegram: Telegram, settings: Settings, username: str, clock: Clock
    ) -> Desk:
        """The context of delivery. Nothing is sent yet."""
        return await self._open(store, telegram, _style(settings, username), Speed(settings.send_rate), clock)

    async def _open(self, store: Store, telegram: Telegram, style: Style, speed: Speed, clock: Clock) -> Desk:
        return await open_desk(store, telegram, style, speed, clock)

    async def run(self, desk: Desk, stop: asyncio.Event) -> None:
        """Delivers until `stop`, or raises."""
        desk.stopping = stop
        await self._deliver(desk)

    async def _deliver(self, desk: Desk) -> None:
        await run_delivery(desk)


class SharedDelivering(Delivering):
    """This process is one of several."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.engine = cluster.engine

    async def _open(self, store: Store, telegram: Telegram, style: Style, speed: Speed, clock: Clock) -> Desk:
        from delivery.cluster.context import open_shared_desk

        return await open_shared_desk(store, telegram, style, speed, clock)

    async def _deliver(self, desk: Desk) -> None:
        from delivery.cluster.watchdog import Watchdog

        await self._cluster.deliver(desk, Watchdog())


def delivering_of(settings: Settings) -> Delivering:
    """By the kind of database; the engine is an extra, imported only where it is used."""
    if not settings.on_postgres:
        return Delivering()
    from delivery.cluster.engine import Cluster

    return SharedDelivering(Cluster(settings.database))


def _style(settings: Settings, username: str) -> Style:
    return Style(settings.timezone, username, settings.paid_broadcast)
