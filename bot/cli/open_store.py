"""What every command that works on the store does first and last."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot import logs
from bot.config import Settings, load_settings
from domain.clock import SystemClock
from domain.errors import CannotStart
from storage.store import Store

Task = Callable[[Settings, Store], Awaitable[int]]


def settings_with_quiet_logs() -> Settings:
    """The settings; the log of a command that prints an answer begins at `warning`, unless everything is asked for."""
    settings = load_settings()
    level = settings.log_level if settings.log_level in ("debug", "error") else "warning"
    logs.configure(level, settings.log_format, settings.secrets)
    return settings


def on_store(task: Task, *, makes_one: bool = False, writes: bool = False, unless_there: Path | None = None) -> int:
    """Opens the store, does the task, closes the store; the task's exit code.

    `makes_one`: a store that is not there is made; else a mistyped DATABASE_URL would leave an empty file behind.
    `writes`: a store of an older version is brought up to this one; else it is refused, since whoever only looks
    changes nothing, and a `run` of the older version may be at it.
    `unless_there`: the file to use while the store is not there, for a task that must not make one.
    Raises CannotStart.
    """
    settings = settings_with_quiet_logs()
    url = settings.database
    if not settings.on_postgres and not settings.database_file.exists():
        if unless_there:
            url = f"sqlite:///{unless_there}"
        elif not makes_one:
            raise CannotStart("store-missing", path=str(settings.database_file))

    async def whole() -> int:
        store = await Store.open(url, SystemClock(), may_upgrade=writes)
        try:
            return await task(settings, store)
        finally:
            await store.close()

    return asyncio.run(whole())
