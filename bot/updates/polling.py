"""Long polling that never loses an update, neither at a stop nor at a kill.

aiogram's own polling confirms an update before its handler has ended, and cancels handlers at a stop (tried: 3 of 3
answers lost). Here an update is confirmed when its handler has ended or has run for half a second. A stop waits for
the handlers and then confirms what they handled, so that nothing is handled twice.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

from bot.backoff import Backoff
from bot.http.readiness import Readiness
from bot.running import until
from bot.updates.polling_deduplication import PollingDeduplication
from bot.updates.telegram import describe
from bot.updates.update_tasks import UpdateTasks
from domain.errors import CannotStart, SettingsError, ZharshyError
from handlers.core.flood import Ticket
from storage.current_update import CURRENT_UPDATE

log = logging.getLogger(__name__)

# Seconds that Telegram may hold a getUpdates open, and by which our own timeout is longer.
LONG_POLL, LONG_POLL_MARGIN = 25, 10

# Seconds for which the next getUpdates waits for the handlers of the last one.
GRACE = 0.5

# Conflicts in a row that mean a second program with this token, not one that is just stopping; also refusals in a row
# that mean a revoked token.
IN_A_ROW = 3

# Seconds between two of them.
REFUSAL_PAUSE = 3.0

# Seconds before the next getUpdates when the last one brought nothing but a flood that is ignored. Telegram collects it
# meanwhile: a call costs 0.7 ms of CPU, a message in it 0.1 ms.
FLOOD_PAUSE = 0.05

# A wait demanded by Telegram (429) that is longer than this is told (seconds): for as long nobody is answered.
LONG_WAIT = 5

# Updates handled at the same time; more wait at Telegram.
AT_ONCE = 200


class Poller:
    """Takes updates from Telegram and starts their handlers."""

    def __init__(
        self,
        bot: Bot,
        update_tasks: UpdateTasks,
        deduplication: PollingDeduplication | None = None,
        *,
        readiness: Readiness | None = None,
        pause: float = REFUSAL_PAUSE,
    ) -> None:
        """`deduplication`: by default of this process alone. `pause`: seconds after a conflict or a refusal."""
        self._readiness = readiness
        self._bot = bot
        self._update_tasks = update_tasks
        self._pause = pause
        self._offset: int | None = None
        self._deduplication = deduplication or PollingDeduplication()

    async def run(self, stop: asyncio.Event) -> None:
        """Polls until `stop`, then lets handlers end. Raises SettingsError (401) and CannotStart (409 that lasts)."""
        try:
            await until(stop, self.poll())
        finally:
            await self._update_tasks.drain()
            await self._confirm()

    async def poll(self) -> None:
        """Polls until it is cancelled, or until it cannot go on."""
        backoff = Backoff("getUpdates")
        refused = 0
        while True:
            try:
                updates = await self._fetch()
            except (TelegramConflictError, TelegramUnauthorizedError) as error:
                refused += 1
                if refused >= IN_A_ROW:
                    raise _refusal(error) from error
                await asyncio.sleep(self._pause)
                continue
            except TelegramRetryAfter as error:
                await self._wait_as_told(error.retry_after)
                continue
            except (AiogramError, TypeError, ValueError) as error:
                await backoff.wait(describe(error))
                continue
            backoff.reset()
            refused = 0
            await self._handle(updates)

    async def _wait_as_told(self, seconds: int) -> None:
        is_long = seconds > LONG_WAIT
        if is_long:
            log.warning("updates.limited seconds=%d", seconds)
        if is_long and self._readiness:
            self._readiness.set("updates", f"telegram-says-wait {seconds} s")
        try:
            await asyncio.sleep(seconds)
        finally:
            if self._readiness:
                self._readiness.set("updates", "")

    async def _fetch(self) -> list[Update]:
        allowed = self._update_tasks.allowed_updates
        request = GetUpdates(offset=self._offset, timeout=LONG_POLL, allowed_updates=allowed)
        try:
            return await self._bot(request, request_timeout=LONG_POLL + LONG_POLL_MARGIN)
        except ClientDecodeError as error:
            found = error.data.get("result") if isinstance(error.data, dict) else None
            if not found or not isinstance(found, list):
                raise
            return self._readable(found)

    def _readable(self, found: list[Any]) -> list[Update]:
        """Skips an update that cannot be read: it would come again and again, and hold up all that follow."""
        updates = []
        for raw in found:
            try:
                updates.append(Update.model_validate(raw, context={"bot": self._bot}))
            except ValidationError as error:
                number = raw.get("update_id") if isinstance(raw, dict) else None
                log.warning("update.unreadable update=%s errors=%d", number, error.error_count())
                if isinstance(number, int):
                    self._offset = number + 1
        return updates

    async def _handle(self, updates: list[Update]) -> None:
        tickets = {update.update_id: await self._update_tasks.admit(update) for update in updates}
        admitted = [update for update in updates if tickets[update.update_id]]
        if updates and not admitted:
            await asyncio.sleep(FLOOD_PAUSE)
        fresh = await self._deduplication.fresh(admitted)
        started = {self._start(update, ticket) for update in fresh if (ticket := tickets[update.update_id])}
        for update in updates:
            self._offset = max(self._offset or 0, update.update_id + 1)
        if started:
            await asyncio.wait(started, timeout=GRACE)
        running = self._update_tasks.running
        while len(running) >= AT_ONCE:
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)

    def _start(self, update: Update, ticket: Ticket) -> asyncio.Task[None]:
        # The handler's task copies the context in which it is created.
        before = CURRENT_UPDATE.set(self._deduplication.current(update))
        try:
            return self._update_tasks.start(update, ticket, self._deduplication.answered)
        finally:
            CURRENT_UPDATE.reset(before)

    async def _confirm(self) -> None:
        """Confirms what was handled; the update that Telegram returns is left for the next start."""
        if self._offset is None:
            return
        try:
            allowed = self._update_tasks.allowed_updates
            last = GetUpdates(offset=self._offset, timeout=0, limit=1, allowed_updates=allowed)
            # With the handlers' 7.5 s a stop stays below 10 s, also when Telegram does not answer.
            async with asyncio.timeout(1):
                await self._bot(last, request_timeout=1)
        except (AiogramError, TypeError, ValueError, TimeoutError) as error:
            log.info("updates.unconfirmed reason=%s", type(error).__name__)


def _refusal(error: TelegramConflictError | TelegramUnauthorizedError) -> ZharshyError:
    """A 404 is not among them: for a good token it means that a server, or a proxy, is just starting."""
    if isinstance(error, TelegramConflictError):
        return CannotStart("start-conflict")
    return SettingsError("settings-token-refused", name="BOT_TOKEN")
