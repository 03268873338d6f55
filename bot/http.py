"""A small HTTP server of the bot's own: listens, or says in one line why it can't."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.parsing import address
from domain.errors import SettingsError


@asynccontextmanager
async def listening(app: web.Application, listen_at: str, name: str) -> AsyncIterator[None]:
    """Serves `app` at host:port, the value of the setting `name`; SettingsError when that address can't be had."""
    place = address(listen_at)
    assert place is not None, "settings are checked when they are read"
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *place).start()
        except OSError as error:
            reason = error.strerror or "?"
            raise SettingsError("settings-listen-taken", name=name, value=listen_at, reason=reason) from error
        yield
    finally:
        await runner.cleanup()
