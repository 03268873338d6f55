"""How the program delivers: alone on SQLite, as one of several processes on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.config import Settings
from delivery.content.bodies import Style
from delivery.engine.context import DeliveryContext
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import Telegram
from domain.clock import Clock
from storage.ports import Engine
from storage.store import Store

if TYPE_CHECKING:
    from delivery.cluster.engine import Cluster


@dataclass(frozen=True, slots=True)
class OpenDelivery:
    """`context`: what handlers and monitors see of delivery. Nothing is sent before `run`."""

    context: DeliveryContext
    deliver: Callable[[], Awaitable[None]]

    async def run(self, stop: asyncio.Event) -> None:
        """Delivers until `stop`, or raises."""
        delivering = asyncio.ensure_future(self.deliver())
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({delivering, stopping}, return_when=asyncio.FIRST_COMPLETED)
        self.context.stop.set()
        stopping.cancel()
        await delivering


class Delivering(Protocol):
    """`engine`: what the store needs of the job engine, if there is one."""

    engine: Engine | None

    async def open(
        self, store: Store, telegram: Telegram, settings: Settings, username: str, clock: Clock
    ) -> OpenDelivery: ...


class LocalDelivering:
    """This process delivers alone."""

    engine: Engine | None = None

    async def open(
        self, store: Store, telegram: Telegram, settings: Settings, username: str, clock: Clock
    ) -> OpenDelivery:
        context = await open_context(store, telegram, _style(settings, username), settings.send_rate, clock)
        return OpenDelivery(context, lambda: run_delivery(context))


class ClusterDelivering:
    """This process is one of several."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.engine: Engine | None = cluster.engine

    async def open(
        self, store: Store, telegram: Telegram, settings: Settings, username: str, clock: Clock
    ) -> OpenDelivery:
        from delivery.cluster.context import open_cluster_context
        from delivery.cluster.watchdog import Watchdog

        style = _style(settings, username)
        context = await open_cluster_context(store, telegram, style, settings.send_rate, clock)
        return OpenDelivery(context.delivery, lambda: self._cluster.deliver(context, Watchdog()))


def delivering_of(settings: Settings) -> Delivering:
    """By the kind of database; the job engine is an extra, imported only where it is used."""
    if not settings.on_postgres:
        return LocalDelivering()
    from delivery.cluster.engine import Cluster

    return ClusterDelivering(Cluster(settings.database))


def _style(settings: Settings, username: str) -> Style:
    return Style(settings.timezone, username, settings.paid_broadcast)
