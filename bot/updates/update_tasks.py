"""Runs the handler of each update in a task of its own, and waits for the tasks at a stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from delivery.engine.parts import cancel
from domain.observer import DurationObserver, timed
from handlers.core.flood import TICKET, Flood, Ticket

AfterUpdate = Callable[[Update], Awaitable[None]]

log = logging.getLogger(__name__)

# Seconds that handlers get at a stop. With the last getUpdates (1 s) and the store's closing it stays below the 10 s
# that a stop may take.
DRAIN_SECONDS = 7.5


class UpdateTasks:
    """Feeds updates to the dispatcher and knows which handlers still run."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        *,
        drain_seconds: float = DRAIN_SECONDS,
        durations: DurationObserver | None = None,
        flood: Flood | None = None,
    ) -> None:
        """`durations`: is told how long each update took, from its arrival to the end of its handler. `flood`: decides
        which updates are let in; None lets all in."""
        self._bot = bot
        self._dispatcher = dispatcher
        self._drain_seconds = drain_seconds
        self._durations = durations
        self._flood = flood
        self.running: set[asyncio.Task[None]] = set()
        self.allowed_updates = dispatcher.resolve_used_update_types()

    async def admit(self, update: Update) -> Ticket | None:
        """Whether an update is handled at all, decided before anything is looked up for it: its ticket, or None."""
        return await self._flood.admit(update) if self._flood else Ticket()

    def start(self, update: Update, ticket: Ticket, after: AfterUpdate | None = None) -> asyncio.Task[None]:
        """Starts the handler of an update that was let in; the task never raises. `after` is awaited when the handler
        has ended."""
        task = asyncio.create_task(self._handle(update, ticket, after), name=f"update-{update.update_id}")
        self.running.add(task)
        task.add_done_callback(self.running.discard)
        return task

    async def _handle(self, update: Update, ticket: Ticket, after: AfterUpdate | None) -> None:
        TICKET.set(ticket if self._flood else None)
        try:
            with timed(self._durations):
                await self._dispatcher.feed_update(self._bot, update)
        except Exception:
            log.exception("update.failed update=%d", update.update_id)
        if self._flood:
            self._flood.finish(ticket)
        if after is not None:
            await after(update)

    async def drain(self) -> None:
        """Waits for the running handlers; cancels, and logs, those that need longer than `drain_seconds`."""
        if not self.running:
            return
        _, late = await asyncio.wait(self.running, timeout=self._drain_seconds)
        for task in late:
            log.warning("update.abandoned task=%s after=%.0f", task.get_name(), self._drain_seconds)
        await cancel(late)
        await asyncio.gather(*late, return_exceptions=True)
