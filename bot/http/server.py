"""Serves an aiohttp application, or raises an error that says why it cannot listen."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.parsing import address
from domain.errors import CannotStart, SettingsError


@asynccontextmanager
async def listening(app: web.Application, listen_at: str, name: str) -> AsyncIterator[None]:
    """Serves `app` at host:port, the value of the setting `name`.

    Raises CannotStart if another program has the port, SettingsError if the address can never be used.
    """
    place = address(listen_at)
    assert place is not None, "settings are checked when they are read"
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *place).start()
        except OSError as error:
            # A port that another program has now may be free at the next start; any other reason is the setting's.
            wrong = CannotStart if error.errno == errno.EADDRINUSE else SettingsError
            reason = error.strerror or "?"
            raise wrong("settings-listen-taken", name=name, value=listen_at, reason=reason) from error
        yield
    finally:
        await runner.cleanup()
