"""What every command that works on the store does first and last."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

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


def on_store(task: Task, unless_there: Path | None = None) -> int:
    """Opens the store, does the task, closes the store; the task's exit code.

    `unless_there`: the file to use while the store is not there, for a task that must not make one.
    """
    settings = settings_with_quiet_logs()
    url = settings.database
    if unless_there and not settings.on_postgres and not settings.database_file.exists():
        url = f"sqlite:///{unless_there}"

    async def whole() -> int:
        store = await Store.open(url, SystemClock())
        try:
            return await task(settings, store)
        finally:
            await store.close()

    return asyncio.run(whole())
