"""One more place from which is delivered. It talks to nobody, so nothing of the chat is imported: it starts at once."""

from __future__ import annotations

import logging
from importlib.metadata import version

from bot.config import Settings
from bot.delivering import delivering_of
from bot.http.health import Health
from bot.running import Part, keep_what_is_loaded, stop_on_signals, together
from bot.until import until
from delivery.engine.runners import Speed
from delivery.http.client import Telegram, TokenRefused
from domain.clock import Clock, SystemClock
from domain.errors import SettingsError
from storage.store import Store

log = logging.getLogger(__name__)

_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


async def serve_worker(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT, or until delivery cannot go on; its error is raised after a clean stop."""
    stop = stop_on_signals()
    clock, delivering = SystemClock(), delivering_of(settings)
    store = await Store.open(settings.database, clock, delivering.engine)
    try:
        speed = Speed(settings.send_rate)
        async with Telegram(settings.api_base_url, settings.token(), connections=speed.in_flight) as telegram:
            username = await until(stop, _username(telegram, clock))
            if username is not None:
                desk = await delivering.open_desk(store, telegram, settings, username, clock)
                parts: list[Part] = [lambda stop: delivering.run(desk, stop)]
                if settings.http_listen:
                    parts.append(Health(settings, store, desk).run)
                keep_what_is_loaded()
                log.info(
                    "worker.started version=%s bot=%s database=%s rate=%d",
                    *(version("zharshy"), username, settings.database_shown, settings.send_rate),
                )
                await together(stop, parts)
    finally:
        await store.close()
    log.info("worker.stopped")


async def _username(telegram: Telegram, clock: Clock) -> str:
    """The bot's name, for links in messages, as soon as Telegram can be reached."""
    pause = _PAUSE
    while True:
        try:
            return await telegram.username()
        except TokenRefused as error:
            raise SettingsError("settings-token-refused", name="BOT_TOKEN") from error
        except OSError as error:
            log.warning("telegram.unreachable what=getMe error=%s", error)
        await clock.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
