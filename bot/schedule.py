"""What is looked at when: the article folder, other programs' writing, notices for the owners, what is too old."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from aiogram import Bot
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.config import Settings
from bot.notices import Notices
from bot.until import within
from bot.updates.leader_lease import Turn
from domain.clock import Clock
from domain.errors import StoreUnavailable
from domain.meters import METERS
from sources.folder.watch import Folder, FolderSettings
from sources.intake import IntakeRules
from storage.repositories.photos import PICTURE_DAYS
from storage.store import Store

log = logging.getLogger(__name__)

DRAIN = 7.5
"""Seconds that a look under way may take to end at a stop."""

CLOCK_LOOK = 5.0
"""Seconds between two comparisons of the wall clock with the one that never jumps."""

CLOCK_JUMP = 2.0
"""Seconds from which on it is a jump."""

UPDATE_DAYS = 3
"""Days for which it is remembered that an update was acted on; Telegram sends one again for a day at most."""

VAIN_DAYS = 90
"""Days for which the newsroom sees what readers looked for in vain; words that were typed are nobody's to keep."""

_DAY_MS = 86_400_000

Look = Callable[[], Awaitable[None]]


class Jobs:
    """The timetable of `run`. A look that fails is logged once and looked at again at its next time."""

    def __init__(self, settings: Settings, store: Store, bot: Bot, clock: Clock, turn: Turn | None = None) -> None:
        """`turn`: only the process whose turn it is looks, but for looks that serve this process itself."""
        self._turn = turn or Turn()
        self._store = store
        self._receipt_days = settings.receipt_days
        self._clock = clock
        self._drift = clock.now_ms() / 1000 - clock.monotonic()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._failing: set[str] = set()
        self._running: set[asyncio.Task[object]] = set()
        self._folder = Folder(folder_settings(settings), store, clock)
        notices = Notices(settings, store, bot)
        self.every("folder", 0.3, self._look_into_folder)
        self.every("others", 0.2, store.watch_others, everywhere=True)
        self.every("notices", 2.0, notices.tell)
        self.every("notices-given-up", 3600.0, notices.give_up)
        self.every("cleaning", 3600.0, self._clean)

    async def run(self, stop: asyncio.Event) -> None:
        """Looks until `stop`; a look that has begun is let end."""
        self._scheduler.start()
        try:
            while not await within(stop, CLOCK_LOOK):
                self._mind_the_clock()
        finally:
            self._scheduler.pause()
            self._folder.stop()
            if self._running:
                await asyncio.wait(self._running, timeout=DRAIN)
            self._scheduler.shutdown(wait=False)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC)

    def _mind_the_clock(self) -> None:
        """The timetable goes by the wall clock: set back by an hour, it must not stop the looks for an hour."""
        drift = self._clock.now_ms() / 1000 - self._clock.monotonic()
        if abs(drift - self._drift) > CLOCK_JUMP:
            log.warning("clock.jumped seconds=%.0f", drift - self._drift)
            self._drift = drift
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=self._now())

    def every(self, name: str, seconds: float, look: Look, *, everywhere: bool = False) -> None:
        """Puts a look on the timetable: at once, then every so many seconds, never twice at the same time.

        `everywhere`: by each process that shares the store; else by the one whose turn it is.
        """

        async def guarded() -> None:
            if not everywhere and not self._turn.is_mine:
                return
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            try:
                await look()
                self._failing.discard(name)
                METERS.looked[name] = self._clock.monotonic()
            except StoreUnavailable as error:
                self._failed(name, error)
            except Exception:
                self._failed(name, None)
            finally:
                self._running.discard(task)

        trigger = IntervalTrigger(seconds=seconds, timezone=UTC)
        self._scheduler.add_job(
            *(guarded, trigger),
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=self._now(),
        )

    def _failed(self, name: str, expected: StoreUnavailable | None) -> None:
        """One line when a look begins to fail; a defect with all that helps to mend it."""
        if name in self._failing:
            return
        self._failing.add(name)
        if expected:
            log.warning("job.waits_for_store job=%s reason=%s", name, expected)
        else:
            log.exception("job.failed job=%s", name)

    async def _look_into_folder(self) -> None:
        await self._folder.look()

    async def _clean(self) -> None:
        """Forgets what is over; in small steps, so that nobody waits for the store."""
        now = self._clock.now_ms()
        before, pictures_before = now - self._receipt_days * _DAY_MS, now - PICTURE_DAYS * _DAY_MS
        async with self._store.transaction() as work:
            await work.chat_waits_over()
            await work.updates.forget(UPDATE_DAYS * _DAY_MS)
            await work.search.forget_unanswered(now - VAIN_DAYS * _DAY_MS)
        left = True
        while left:
            async with self._store.transaction() as work:
                left = bool(await work.forget_receipts(before))
                left = bool(await work.photos.forget(pictures_before)) or left


def folder_settings(settings: Settings) -> FolderSettings:
    """The watched folder; made only under its default name: a missing one that somebody named is a mistake."""
    rules = IntakeRules(settings.timezone, settings.default_language, settings.push_max_age)
    default = Settings.model_fields["articles_dir"].default
    return FolderSettings(settings.articles_dir, rules, settings.articles_dir == default, bool(settings.admin_ids))
