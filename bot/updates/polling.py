"""Long polling that never loses an update, neither at a stop nor at a kill.

aiogram's own polling confirms an update before its handler has ended, and cancels handlers at a stop (tried: 3 of 3
answers lost). Here an update is confirmed when its handler has ended, or has had half a second; at a stop handlers are
waited for, and what they have handled is confirmed once more, so that nothing is handled twice.
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

from bot.until import until
from bot.updates.handling import Handling
from bot.updates.seen_by_polling import Memory
from bot.updates.telegram import Backoff
from domain.errors import CannotStart, SettingsError, ZharshyError
from storage.update_in_hand import ACTING

log = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds that Telegram may hold a getUpdates open."""

GRACE = 0.5
"""Seconds for which the next getUpdates waits for the handlers of the last one."""

IN_A_ROW = 3
"""So many conflicts in a row mean a second program with this token, not one that is just ending; so many refusals of a
token that was good at the start, that it was revoked."""

AT_ONCE = 200
"""Updates handled at the same time; more wait at Telegram."""


class Poller:
    """Takes updates from Telegram and hands them to be handled."""

    def __init__(self, bot: Bot, handling: Handling, memory: Memory | None = None, *, pause: float = 3.0) -> None:
        """`memory`: of updates that were acted on, by default of this life of the process. `pause`: seconds after a
        conflict or a refusal."""
        self._bot = bot
        self._handling = handling
        self._pause = pause
        self._offset: int | None = None
        self._memory = memory or Memory()

    async def run(self, stop: asyncio.Event) -> None:
        """Polls until `stop`, then lets handlers end. Raises SettingsError (401) and CannotStart (409 that lasts)."""
        try:
            await until(stop, self.poll())
        finally:
            await self._handling.drain()
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
                await asyncio.sleep(error.retry_after)
                continue
            except (AiogramError, TypeError, ValueError) as error:
                await backoff.wait(error)
                continue
            backoff.over()
            refused = 0
            await self._hand_over(updates)

    async def _fetch(self) -> list[Update]:
        request = GetUpdates(offset=self._offset, timeout=LONG_POLL, allowed_updates=self._handling.wanted)
        try:
            return await self._bot(request, request_timeout=LONG_POLL + 10)
        except ClientDecodeError as error:
            found = error.data.get("result") if isinstance(error.data, dict) else None
            if not found or not isinstance(found, list):
                raise
            return self._readable(found)

    def _readable(self, found: list[Any]) -> list[Update]:
        """One update that nobody can read must not come again and again, and hold up all that follow."""
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

    async def _hand_over(self, updates: list[Update]) -> None:
        begun = {self._begin(update) for update in await self._memory.fresh(updates)}
        for update in updates:
            self._offset = max(self._offset or 0, update.update_id + 1)
        if begun:
            await asyncio.wait(begun, timeout=GRACE)
        running = self._handling.running
        while len(running) >= AT_ONCE:
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)

    def _begin(self, update: Update) -> asyncio.Task[None]:
        # The handler's task begins with what is set here.
        before = ACTING.set(self._memory.acting(update))
        try:
            return self._handling.begin(update, self._memory.acted)
        finally:
            ACTING.reset(before)

    async def _confirm(self) -> None:
        """Tells Telegram what was handled; what it would give now is left for the next start."""
        if self._offset is None:
            return
        try:
            last = GetUpdates(offset=self._offset, timeout=0, limit=1, allowed_updates=self._handling.wanted)
            # With the handlers' seven and a half seconds it stays below ten, also where nobody answers.
            async with asyncio.timeout(1):
                await self._bot(last, request_timeout=1)
        except (AiogramError, TypeError, ValueError, TimeoutError) as error:
            log.info("updates.unconfirmed reason=%s", type(error).__name__)


def _refusal(error: TelegramConflictError | TelegramUnauthorizedError) -> ZharshyError:
    """What it means. A 404 does not come here: of a good token it says that a server, or a proxy, is starting again."""
    if isinstance(error, TelegramConflictError):
        return CannotStart("start-conflict")
    return SettingsError("settings-token-refused", name="BOT_TOKEN")
