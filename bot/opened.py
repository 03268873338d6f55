"""What every command that works on the store does first and last."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot import logs
from bot.config import Settings, load_settings
from domain.clock import SystemClock
from storage.store import Store

Task = Callable[[Settings, Store], Awaitable[int]]


def settings_with_quiet_logs() -> Settings:
    """The settings; the log of a command that prints an answer begins at `warning`, unless everything is asked for."""
    settings = load_settings()
    level = settings.log_level if settings.log_level in ("debug", "error") else "warning"
    logs.configure(level, settings.log_format, settings.secrets)
    return settings


def on_store(task: Task) -> int:
    """Opens the store, does the task, closes the store; the task's exit code."""
    settings = settings_with_quiet_logs()

    async def whole() -> int:
        store = await Store.open(settings.database, SystemClock())
        try:
            return await task(settings, store)
        finally:
            await store.close()

    return asyncio.run(whole())
