"""A store that takes nothing for a while is told to the owners once, past the store: a notice could not be written."""

from __future__ import annotations

import logging
from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.config import Settings
from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.store import Store
from text.i18n import Phrases

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds of trouble that are nobody's business."""

AGAIN = 600.0
"""A store that comes and goes is told once in so many seconds."""

_OWNERS_FOR = 60.0
"""Seconds for which it is known who is an owner."""


class StoreWatch:
    """Looks whether commits succeed; asked for once a second."""

    def __init__(self, settings: Settings, store: Store, bot: Bot, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._bot = bot
        self._clock = clock
        self._phrases = Phrases.load()
        self._since: float | None = None
        self._told_at = float("-inf")
        self._logged = False
        self._made: list[int] = []
        self._asked_at = float("-inf")

    async def look(self) -> None:
        """Tells what is wrong, and logs when it is over."""
        now, trouble = self._clock.monotonic(), self._store.trouble
        if trouble is None:
            if self._logged and self._since is not None:
                log.info("store.works_again after=%.0f", now - self._since)
            self._since, self._logged = None, False
            await self._know_owners(now)
            return
        if self._since is None:
            self._since = now
        if now - self._since < PATIENCE:
            return
        if not self._logged:
            self._logged = True
            log.error("store.takes_nothing why=%s", trouble)
        if now - self._told_at >= AGAIN:
            self._told_at = now
            await self._tell(trouble)

    async def _know_owners(self, now: float) -> None:
        """Those who were made owners in the chat, asked for while the store answers: later it may not."""
        if now - self._asked_at >= _OWNERS_FOR:
            with suppress(StoreUnavailable):
                self._made, self._asked_at = await self._store.team.owners(), now

    async def _tell(self, trouble: StoreUnavailable) -> None:
        for owner in dict.fromkeys([*self._settings.admin_ids, *self._made]):
            language = await self._language(owner)
            reason = self._phrases.plain_error(language, trouble)
            try:
                await self._bot.send_message(owner, self._phrases.say(language, "store-takes-nothing", reason=reason))
            except AiogramError as error:
                log.warning("notice.not_sent owner=%d reason=%s", owner, type(error).__name__)

    async def _language(self, owner: int) -> str:
        try:
            return await self._store.recipients.language_of(owner) or self._settings.default_language
        except StoreUnavailable:
            return self._settings.default_language
