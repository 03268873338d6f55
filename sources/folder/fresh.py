"""Fresh articles of the folder: a few are pushed, many wait for an owner's word, and the owners are told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from itertools import chain

from domain.clock import Clock
from sources.held import FRESH_AT_ONCE, announce_held, has_owner
from sources.intake import Intake
from sources.intake_rules import Push
from sources.parsed import IntakeItem, ParsedItem, Report
from storage.store import Store

log = logging.getLogger(__name__)


class FreshArticles:
    """Decides what is pushed. `owners`: ADMIN_IDS names one; owners made in the chat are asked for at each need.

    `undecided`: articles are held, and it is not known yet whether they are many.
    """

    def __init__(self, folder: str, store: Store, clock: Clock, *, owners: bool) -> None:
        self._folder = folder
        self._store = store
        self._clock = clock
        self._owners = owners
        self.undecided = False

    async def open(self) -> None:
        """Finds articles that a look held before it was killed."""
        self.undecided = await self._store.held.count_new() > 0

    async def expect(self, files: int) -> None:
        """So many files follow, one at a time: many of them wait for an owner's word, as they would together."""
        if files > FRESH_AT_ONCE and await self._has_owner():
            self.undecided = True

    async def take(self, intake: Intake, items: Iterator[IntakeItem], push_max_age_hours: int) -> Report:
        """Takes the items in. A few are pushed as they are accepted; of many the number is known only at the end."""
        first = await asyncio.to_thread(_up_to_many, items)
        few = sum(isinstance(item, ParsedItem) for item in first) <= FRESH_AT_ONCE
        if not few and await self._has_owner():
            self.undecided = True
        report = await intake.take(chain(first, items), Push.HOLD if self.undecided else Push.FRESH)
        await self._report_archived(report.added - report.pushed - report.held, push_max_age_hours)
        return report

    async def decide(self) -> Report:
        """After a look: a few held articles are pushed now, many wait, and the owners are told."""
        count = await self._store.held.count_new()
        self.undecided = False
        if not count:
            return Report()
        if count > FRESH_AT_ONCE and await self._has_owner():
            await self._announce_held(count)
            return Report()
        released = True
        while released:
            async with self._store.transaction() as work:
                released = bool(await work.held.release_new())
        return Report(pushed=count, held=-count)

    async def _has_owner(self) -> bool:
        return await has_owner(self._store, self._owners)

    async def _announce_held(self, count: int) -> None:
        await announce_held(self._store, self._clock, self._folder, count)
        log.warning("folder.held articles=%d folder=%s", count, self._folder)

    async def _report_archived(self, count: int, hours: int) -> None:
        """Tells owners of new articles that no reader receives, because they are older than PUSH_MAX_AGE."""
        if count <= 0 or not await self._has_owner():
            return
        values: dict[str, str | int] = {"count": count, "folder": self._folder, "hours": hours}
        async with self._store.transaction() as work:
            await work.notices.add(f"archived:{self._folder}:{self._clock.now_ms()}", "source-archived", values)


def _up_to_many(items: Iterator[IntakeItem]) -> list[IntakeItem]:
    """Items until there are more articles than FRESH_AT_ONCE, or all of them."""
    first: list[IntakeItem] = []
    articles = 0
    for item in items:
        first.append(item)
        articles += isinstance(item, ParsedItem)
        if articles > FRESH_AT_ONCE:
            break
    return first
