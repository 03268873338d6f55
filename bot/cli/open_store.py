"""Opens and closes the store for a command."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot import logs
from bot.clock.guard import ClockGuard
from bot.clock.known import must_not_be_behind
from bot.config import Settings, load_settings
from domain.clock import SystemClock
from domain.errors import CannotStart
from storage.store import Store

Task = Callable[[Settings, Store], Awaitable[int]]


def settings_with_quiet_logs() -> Settings:
    """The settings, for a command that prints an answer."""
    settings = load_settings()
    keep_logs_quiet(settings)
    return settings


def keep_logs_quiet(settings: Settings) -> None:
    """Only warnings and errors, unless LOG_LEVEL is `debug`."""
    level = settings.log_level if settings.log_level in ("debug", "error") else "warning"
    logs.configure(level, settings.log_format, settings.secrets)


def with_store(
    task: Task,
    *,
    create: bool = False,
    migrate: bool = False,
    fallback: Path | None = None,
    clock: ClockGuard | None = None,
) -> int:
    """Opens the store, runs the task, closes the store; returns the task's exit code. Raises CannotStart.

    `create`: makes a missing store. Other commands refuse: a mistyped DATABASE_URL would leave an empty file behind.
    `migrate`: upgrades a store of an older version. Commands that only read refuse it: they change nothing, and a
    `run` of the older version may be using it.
    `fallback`: the file to use instead of a missing store, for a task that must not make one.
    `clock`: of a task that writes times; refused while it is behind what the store knows.
    """
    settings = settings_with_quiet_logs()
    url = settings.database
    if not settings.on_postgres and not settings.database_file.exists():
        if fallback:
            url = f"sqlite:///{fallback}"
        elif not create:
            raise CannotStart("store-missing", path=str(settings.database_file))

    async def run() -> int:
        store = await Store.open(url, clock or SystemClock(), may_upgrade=migrate)
        try:
            if clock is not None:
                await must_not_be_behind(clock, store)
            return await task(settings, store)
        finally:
            await store.close()

    return asyncio.run(run())
