"""Makes the copy of the store that an owner asks for in the chat; the file is put beside the store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from bot.config import Settings
from domain.clock import Clock
from domain.errors import CannotStart
from storage.admin.backup import back_up

MakeCopy = Callable[[], Awaitable[Path]]


def copy_maker(settings: Settings, clock: Clock) -> MakeCopy:
    """The function that handlers call for a copy: a checked file, named by the time. Raises CannotStart."""

    async def make_copy() -> Path:
        if settings.on_postgres:
            raise CannotStart("backup-postgres")
        moment = datetime.fromtimestamp(clock.now_ms() / 1000, settings.timezone)
        store = settings.database_file.absolute()
        target = store.with_name(f"{store.stem}-{moment:%Y%m%d-%H%M%S}.backup.db")
        await asyncio.to_thread(back_up, store, target)
        return target

    return make_copy
