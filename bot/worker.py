"""The composition root of `worker`: one more process that delivers. It imports nothing of the chat."""

from __future__ import annotations

import logging
from importlib.metadata import version

from bot.clock.guard import ClockGuard
from bot.clock.machine import this_machine
from bot.config import Settings
from bot.delivering import open_delivery
from bot.http.health import Health
from bot.http.metrics import Metrics
from bot.http.readiness import Readiness
from bot.last_exit import LastExit
from bot.running import Part, freeze_loaded_objects, run_parts, stop_on_signals
from domain.clock import SystemClock

log = logging.getLogger(__name__)


async def serve_worker(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT, or until delivery cannot go on; then raises its error after a clean stop."""
    last_exit, clock = LastExit(), ClockGuard(SystemClock(), this_machine())
    stop = stop_on_signals(last_exit.begin)
    async with open_delivery(settings, clock, stop, clock.monotonic()) as delivery:
        if delivery is not None:
            last_exit.unrecorded = delivery.context.count_unrecorded
            parts: list[Part] = [delivery.run]
            if settings.http_listen:
                context = delivery.context
                readiness = Readiness(context.store, context.clock)
                parts.append(Health(settings, context, Metrics(context, {}, None, settings.admin_ids), readiness).run)
            freeze_loaded_objects()
            log.info(
                "worker.started version=%s bot=%s database=%s rate=%d",
                *(version("zharshy"), delivery.username, settings.database_shown, settings.send_rate),
            )
            await run_parts(stop, parts)
    log.info("worker.stopped")
