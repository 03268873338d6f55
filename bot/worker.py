"""The composition root of `worker`: one more process that delivers. It imports nothing of the chat."""

from __future__ import annotations

import logging
from importlib.metadata import version

from bot.config import Settings
from bot.delivering import delivering_of
from bot.http.health import Health
from bot.http.metrics import Metrics
from bot.program import find_username
from bot.running import Part, freeze_loaded_objects, run_parts, stop_on_signals, until
from delivery.engine.opening import calls_at_most
from delivery.http.client import Telegram
from domain.clock import SystemClock
from storage.store import Store

log = logging.getLogger(__name__)


async def serve_worker(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT, or until delivery cannot go on; then raises its error after a clean stop."""
    stop = stop_on_signals()
    clock, delivering = SystemClock(), delivering_of(settings)
    store = await Store.open(settings.database, clock, delivering.engine)
    try:
        connections = calls_at_most(settings.send_rate)
        async with Telegram(settings.api_base_url, settings.token(), connections=connections) as telegram:
            username = await until(stop, find_username(telegram, clock))
            if username is not None:
                delivery = await delivering.open(store, telegram, settings, username, clock)
                parts: list[Part] = [delivery.run]
                if settings.http_listen:
                    parts.append(Health(settings, delivery.context, Metrics(delivery.context, {})).run)
                freeze_loaded_objects()
                log.info(
                    "worker.started version=%s bot=%s database=%s rate=%d",
                    *(version("zharshy"), username, settings.database_shown, settings.send_rate),
                )
                await run_parts(stop, parts)
    finally:
        await store.close()
    log.info("worker.stopped")
