"""The nightly cleaning: what is deleted after how many days, and why not earlier."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.config import Settings
from domain.clock import TrustedClock
from domain.photo import PICTURE_DAYS
from sources.folder.gone import clean_files
from storage.admin.merge_index import merge_index
from storage.store import Store, UnitOfWork

log = logging.getLogger(__name__)

# Days for which an update is remembered as done. Telegram sends an update again for at most one day.
UPDATE_DAYS = 3
# Days for which editors see the searches that found nothing; after that the typed words are deleted.
UNANSWERED_DAYS = 90
# Days after the end of a broadcast for which it is kept whom it did not reach: /queue offers to send it to them again.
# A push that is older than a season is not sent again; its counts stay for ever.
UNDELIVERED_DAYS = 90
# Days for which a notice that was told is kept, so that the same event is not told again. A bad file that lies in the
# folder for longer may be named once more.
NOTICE_DAYS = 180
# Days without a new article after which it is forgotten that somebody follows or mutes a story.
STORY_DAYS = 60
# Days for which it is kept what waits for the digest of a chat that is away: as long as its settings are.
WITHHELD_DAYS = 180
# Days for which a start of the program is kept: long enough to look into a week of crashes.
RUN_DAYS = 30
# Days after which a merge of rubrics that was broken off is forgotten: a press is given again at the next start, so one
# that was not begun again in a day is not wanted any more.
MERGE_DAYS = 1
# Days after which a file that is gone from the folder is forgotten. Until then the same file, put back, is known.
FILE_DAYS = 90
# Days for which it is kept what an article said before a correction: a complaint about news comes within a year.
VERSION_DAYS = 365

# Days after which nothing but the settings is kept of a person who blocked the bot: until then a letter may be answered
# to one who comes back the next day.
BLOCKED_DAYS = 7
# Days after which a chat that is out of reach is forgotten whole, as by /forget. Until then who comes back finds all.
LOST_DAYS = 180

_DAY_MS = 86_400_000

# Deletes a few rows from before a moment (UTC milliseconds); how many.
Forget = Callable[[UnitOfWork, int], Awaitable[int]]


class Cleaning:
    """Deletes by a clock that is trusted: one that jumped ahead deletes nothing."""

    def __init__(self, settings: Settings, store: Store, clock: TrustedClock) -> None:
        self._store = store
        self._clock = clock
        self._articles_dir = settings.articles_dir
        self._rules: tuple[tuple[str, int, Forget], ...] = (
            ("receipts", settings.receipt_days, lambda work, before: work.deliveries.forget_receipts(before)),
            ("verdicts", settings.receipt_days, lambda work, before: work.verdicts.forget(before)),
            ("stories", STORY_DAYS, lambda work, before: work.cleaning.stories(before)),
            ("digest_parts", settings.receipt_days, lambda work, before: work.cleaning.digest_parts(before)),
            ("withheld", WITHHELD_DAYS, lambda work, before: work.cleaning.withheld(before)),
            ("pictures", PICTURE_DAYS, lambda work, before: work.photos.forget(before)),
            ("undelivered", UNDELIVERED_DAYS, lambda work, before: work.cleaning.undelivered(before)),
            ("notices", NOTICE_DAYS, lambda work, before: work.cleaning.notices(before)),
            ("runs", RUN_DAYS, lambda work, before: work.cleaning.runs(before)),
            ("of_blocked", BLOCKED_DAYS, lambda work, before: work.cleaning.letters_of_lost(before)),
            ("lost_chats", LOST_DAYS, lambda work, before: work.recipients.forget_lost(before)),
            ("article_versions", VERSION_DAYS, lambda work, before: work.cleaning.article_versions(before)),
        )

    async def run(self) -> None:
        """In small transactions, so that no other waits long for the store. Raises StoreUnavailable."""
        now = self._clock.trusted_ms()
        async with self._store.transaction() as work:
            await work.deliveries.forget_chat_waits(now)
            await work.merges.give_up(now - MERGE_DAYS * _DAY_MS)
            await work.updates.forget(now - UPDATE_DAYS * _DAY_MS)
            await work.search.forget_unanswered(now - UNANSWERED_DAYS * _DAY_MS)
        for name, days, forget in self._rules:
            if count := await self._repeat(forget, now - days * _DAY_MS):
                log.info("cleaning.deleted what=%s rows=%d", name, count)
        if count := await clean_files(self._store, self._articles_dir, now - FILE_DAYS * _DAY_MS):
            log.info("cleaning.deleted what=%s rows=%d", "source_files", count)
        await merge_index(self._store)

    async def _repeat(self, forget: Forget, before: int) -> int:
        count = 0
        while True:
            async with self._store.transaction() as work:
                found = await forget(work, before)
            if not found:
                return count
            count += found
