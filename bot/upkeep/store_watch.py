"""Tells the owners once that the store takes nothing, is damaged, or was moved. A notice would need the store."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from aiogram import Bot

from bot.config import Settings
from bot.http.readiness import Readiness
from domain.clock import Clock
from domain.errors import StoreDamaged, StoreUnavailable
from handlers.core.notify import Notifier
from storage.store import Store
from text.i18n import Phrases

log = logging.getLogger(__name__)

# Seconds of trouble before it is reported: a short lock is normal.
PATIENCE = 2.0

# Seconds between two messages about a store that fails again and again.
PAUSE = 600.0

# Seconds for which the list of owners is kept.
_OWNERS_FOR = 60.0


class StoreWatch:
    """Looks whether commits succeed, and whether the store still lies under its name; called once a second.

    A file that is renamed or deleted stays open and takes what it is given; the next start would find another, or none.
    """

    def __init__(self, settings: Settings, store: Store, bot: Bot, readiness: Readiness, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._bot = bot
        self._readiness = readiness
        self._clock = clock
        self._phrases = Phrases.load()
        self._since: float | None = None
        self._told_at = float("-inf")
        self._logged = self._damage_told = False
        self._file: tuple[int, int] | None = None
        self._moved_since: float | None = None
        self._moved_told = False
        self._owners: list[int] = []
        self._owners_at = float("-inf")

    async def look(self) -> None:
        """Reports a trouble that lasts, and logs when it is over."""
        if self._store.damage is not None:
            await self._report_damage(self._store.damage)
            return
        if not self._settings.on_postgres:
            await self._look_where_it_lies()
        now, trouble = self._clock.monotonic(), self._store.trouble
        if trouble is None:
            if self._logged and self._since is not None:
                log.info("store.works_again after=%.0f", now - self._since)
            self._since, self._logged = None, False
            await self._remember_owners(now)
            return
        if self._since is None:
            self._since = now
        if now - self._since < PATIENCE:
            return
        if not self._logged:
            self._logged = True
            log.error("store.takes_nothing reason=%s", trouble)
        if now - self._told_at >= PAUSE:
            self._told_at = now
            await self._tell("store-takes-nothing", trouble)

    async def _look_where_it_lies(self) -> None:
        path, now = self._settings.database_file, self._clock.monotonic()
        found = _identity(path)
        self._file = self._file or found
        if found == self._file:
            if self._moved_told:
                log.info("store.is_back path=%s", path)
            self._moved_since, self._moved_told = None, False
            self._readiness.set("store", "")
            return
        self._moved_since = now if self._moved_since is None else self._moved_since
        if now - self._moved_since >= PATIENCE and not self._moved_told:
            self._moved_told = True
            log.critical("store.moved path=%s remedy=%s", path, "put it back under its name before the next start")
            self._readiness.set("store", "moved")
            await self._tell("store-is-moved", StoreUnavailable("store-moved", path=str(path)))

    async def _report_damage(self, damage: StoreDamaged) -> None:
        """Once: it does not pass, and only a person can mend it."""
        if not self._damage_told:
            self._damage_told = True
            log.critical("store.damaged reason=%s", damage)
            await self._tell("store-is-damaged", damage)

    async def _remember_owners(self, now: float) -> None:
        """Reads who was made an owner in the chat while the store answers: in trouble it may not."""
        if now - self._owners_at >= _OWNERS_FOR:
            with suppress(StoreUnavailable):
                self._owners, self._owners_at = await self._store.team.owners(), now

    async def _tell(self, phrase: str, trouble: StoreUnavailable) -> None:
        notifier = Notifier(self._bot, self._store, self._phrases, self._settings.default_language)
        for owner in dict.fromkeys([*self._settings.admin_ids, *self._owners]):
            language = await self._language(owner)
            reason = self._phrases.plain_error(language, trouble)
            await notifier.in_language(language).notify(owner, phrase, reason=reason)

    async def _language(self, owner: int) -> str:
        try:
            return await self._store.recipients.language_of(owner) or self._settings.default_language
        except StoreUnavailable:
            return self._settings.default_language


def _identity(path: Path) -> tuple[int, int] | None:
    """Of the file under this name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
