"""How the program delivers: alone on SQLite, as one of several processes on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.backoff import Backoff
from bot.clock.guard import ClockGuard
from bot.clock.keeper import resume_clock
from bot.config import Settings
from bot.running import until
from delivery.content.bodies import Style
from delivery.engine.context import DeliveryContext
from delivery.engine.opening import calls_at_most, open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import Telegram, TokenRefused
from delivery.rate.limiter import LocalRateLimiter
from domain.clock import Clock
from domain.errors import SettingsError
from storage.store import Store


@dataclass(frozen=True, slots=True)
class OpenDelivery:
    """`context`: what handlers and monitors see of delivery. `username`: the bot's. Nothing is sent before `run`."""

    username: str
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


@asynccontextmanager
async def open_delivery(
    settings: Settings, clock: ClockGuard, stop: asyncio.Event, alone_since: float
) -> AsyncIterator[OpenDelivery | None]:
    """Opens the store and finds the bot; closes the store at the end. None: `stop` came before Telegram answered."""
    cluster = None
    if settings.on_postgres:
        # The job engine is an extra, imported only where it is used.
        from delivery.cluster.engine import Cluster

        cluster = Cluster(settings.database)
    store = await Store.open(settings.database, clock, cluster.engine if cluster else None)
    try:
        await resume_clock(clock, store)
        rate = settings.send_rate
        api, token, proxy = settings.api_base_url, settings.token(), settings.proxy
        async with Telegram(api, token, connections=calls_at_most(rate), proxy=proxy) as telegram:
            username = await until(stop, _find_username(telegram, clock))
            if username is None:
                yield None
                return
            style = Style(settings.timezone, username, settings.paid_broadcast)
            if cluster is None:
                context = await open_context(store, telegram, style, LocalRateLimiter(clock, rate, alone_since))
                yield OpenDelivery(username, context, lambda: run_delivery(context))
            else:
                from delivery.cluster.context import open_cluster_context
                from delivery.cluster.watchdog import Watchdog

                # Not the guard: it would hide that this machine stood still. The database's clock counts here.
                shared = await open_cluster_context(store, telegram, style, rate, clock.system)
                yield OpenDelivery(username, shared.delivery, lambda: cluster.deliver(shared, Watchdog()))
    finally:
        await store.close()


async def _find_username(telegram: Telegram, clock: Clock) -> str:
    """The bot's username, as soon as Telegram answers. Raises SettingsError for a token that Telegram refuses."""
    backoff = Backoff("getMe", clock)
    while True:
        try:
            username = await telegram.username()
        except TokenRefused as error:
            raise SettingsError("settings-token-refused", name="BOT_TOKEN") from error
        except OSError as error:
            await backoff.wait(str(error))
        else:
            backoff.reset()
            return username
