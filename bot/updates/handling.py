"""Updates at work: each in a task of its own, waited for at a stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from domain.meters import METERS

Then = Callable[[Update], Awaitable[None]]

log = logging.getLogger(__name__)


class Handling:
    """Hands updates to the dispatcher and knows which are still at work."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, drain_seconds: float = 7.5) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._drain_seconds = drain_seconds
        self.running: set[asyncio.Task[None]] = set()
        self.wanted = dispatcher.resolve_used_update_types()

    def begin(self, update: Update, then: Then | None = None) -> asyncio.Task[None]:
        """Starts handling an update; the task never raises. `then`: awaited when its handler has ended."""
        task = asyncio.create_task(self._handle(update, then), name=f"update-{update.update_id}")
        self.running.add(task)
        task.add_done_callback(self.running.discard)
        return task

    async def _handle(self, update: Update, then: Then | None) -> None:
        try:
            with METERS.answers.timed():
                await self._dispatcher.feed_update(self._bot, update)
        except Exception:
            log.exception("update.failed update=%d", update.update_id)
        if then is not None:
            await then(update)

    async def drain(self) -> None:
        """Lets what is at work end; what has not ended after the time for it is cancelled, and named in the log."""
        if not self.running:
            return
        _, late = await asyncio.wait(self.running, timeout=self._drain_seconds)
        for task in late:
            log.warning("update.abandoned task=%s after=%.0f", task.get_name(), self._drain_seconds)
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
