"""The watched folder: every article file that appears in it is taken once, whole, and pushed if it is news."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from domain.clock import Clock
from sources.folder.access import FolderAccess
from sources.folder.debounce import Debounce
from sources.folder.files import FolderFiles, Look
from sources.folder.fresh import FreshArticles
from sources.folder.tree import Stamp, Tree
from sources.intake import Intake
from sources.intake_rules import IntakeRules, Push
from sources.parsed import Report
from sources.sandbox.readers import Readers
from sources.values.file_names import path_text
from storage.repositories.files import FileRow, FileState
from storage.store import Store

# Files of a first look that one transaction writes: 3 ms.
_FOUND_AT_ONCE = 500
# Files of the archive that are begun together. After a kill each of them is read alone, and costs a commit more.
_ARCHIVE_AT_ONCE = 200
# A sweep over all files may take this fraction of the time; a quick look half of it.
_SWEEP_SHARE = 50
# Seconds between two looks at most, however large the folder is.
_LONGEST_REST = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """`path`: ARTICLES_DIR. `make`: create it where it is missing. `owners`: ADMIN_IDS names one."""

    path: Path
    rules: IntakeRules
    make: bool = False
    owners: bool = False


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What one look did: how many files it took (bad ones too), and what became of their articles."""

    files: int = 0
    articles: Report = field(default_factory=Report)


class Folder:
    """Call `look()` every 0.25 to 0.5 s, never two at once, and `stop()` before the end of the program.

    A look costs a few system calls. In a large folder it does less each time, and a new file is still noticed within
    two seconds. Raises StoreUnavailable when the store takes nothing: nothing is lost by that.
    """

    def __init__(self, settings: FolderSettings, store: Store, clock: Clock, readers: Readers) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._name = os.path.normpath(settings.path)
        self._fact = f"folder-loaded:{self._name}"
        self._tree = Tree(settings.path)
        self._debounce = Debounce()
        self._files = FolderFiles(self._name, Look(self._tree, self._debounce, self._moment, readers))
        self._intake = Intake(store, clock, settings.rules)
        self._access = FolderAccess(self._name, store, clock)
        self._readers = readers
        self._fresh = FreshArticles(self._name, store, clock, owners=settings.owners)
        self._seen: set[str] = set()
        self._opened = False
        self._loaded = False
        self._sweep_at = self._rest_until = self._news_at = float("-inf")

    def stop(self) -> None:
        """Lets a look end after its present transaction; the next start takes what it did not reach."""
        self._intake.stop()

    async def look(self) -> FolderReport:
        """Notices what is new, takes what is whole."""
        now = self._clock.monotonic()
        if now < self._rest_until:
            return FolderReport()
        if not self._opened:
            await self._open()
        if not await self._notice(now):
            return FolderReport()
        ready = self._debounce.ready(self._clock.monotonic())
        report = await self._take(ready) if ready else FolderReport()
        if self._fresh.undecided and not self._debounce and not self._intake.stopping:
            report = FolderReport(report.files, report.articles + await self._fresh.decide())
        return report

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now_ms() / 1000, self._settings.rules.zone)

    async def _open(self) -> None:
        """Reads what the store knows, also of a look that was killed."""
        if self._settings.make:
            await self._access.create(self._settings.path)
        self._files.remember(await self._store.files.of_folder(self._name))
        self._loaded = await self._store.facts.get(self._fact) is not None
        await self._fresh.open()
        self._opened = True

    async def _notice(self, now: float) -> bool:
        """Looks at the folder; False when it cannot be read."""
        sweep = now >= self._sweep_at
        try:
            changed, waiting = await asyncio.to_thread(self._scan, sweep=sweep)
        except OSError as error:
            await self._access.report_failure(error)
            return False
        self._access.report_recovery()
        took = self._clock.monotonic() - now
        if sweep:
            self._sweep_at = now + took * _SWEEP_SHARE
        self._news_at = now + took * _SWEEP_SHARE / 2
        self._rest_until = min(self._news_at, now + _LONGEST_REST)
        for path in set(self._debounce.paths()) - waiting.keys():
            self._debounce.forget(path)
        self._debounce.observe(waiting, now)
        self._debounce.observe({path: stamp for path, stamp in changed.items() if self._is_news(path, stamp)}, now)
        if not self._loaded:
            await self._first_look(changed)
        if self._debounce:
            await asyncio.to_thread(self._readers.prepare)
        return True

    def _scan(self, *, sweep: bool) -> tuple[dict[str, Stamp], dict[str, Stamp]]:
        changed = self._tree.changes(sweep=sweep)
        return changed, self._tree.stamps(path for path in self._debounce.paths() if path not in changed)

    def _is_news(self, path: str, stamp: Stamp) -> bool:
        """False for a file that this process meets for the first time, in the state in which it was taken before."""
        if path in self._seen:
            return True
        self._seen.add(path)
        return not self._files.is_as_known(path, stamp)

    async def _first_look(self, present: Mapping[str, Stamp]) -> None:
        """What lies in the folder at the first look is archive. The rows say so also after a kill."""
        rows = [
            FileRow(name := path_text(path), name, FileState.FOUND, stamp.size, stamp.mtime_ns)
            for path, stamp in present.items()
        ]
        left = iter(rows)
        while some := list(islice(left, _FOUND_AT_ONCE)):
            async with self._store.transaction() as work:
                await work.files.put(self._name, some)
        async with self._store.transaction() as work:
            await work.facts.put(self._fact, str(self._clock.now_ms()))
        self._files.remember(rows)
        self._loaded = True
        log.info("folder.first_look folder=%s files=%d", self._name, len(rows))

    async def _take(self, ready: Mapping[str, Stamp]) -> FolderReport:
        self._files.begin()
        suspects = self._files.suspects(ready)
        groups = [{path: stamp for path, stamp in ready.items() if path not in suspects}]
        groups += [{path: ready[path]} for path in suspects]
        await self._fresh.expect(sum(not self._files.is_archive(path) for path in suspects))
        report = Report()
        try:
            for group in groups:
                if not self._intake.stopping:
                    report += await self._take_group(group)
        finally:
            await self._files.end_reading(self._store)
        await self._files.report_rest(self._store)
        if self._files.taken:
            log.info(
                "folder.taken files=%d added=%d updated=%d unchanged=%d pushed=%d held=%d failed=%d",
                *(self._files.taken, report.added, report.updated, report.unchanged),
                *(report.pushed, report.held, len(report.failed)),
            )
        return FolderReport(self._files.taken, report)

    async def _take_group(self, ready: Mapping[str, Stamp]) -> Report:
        """Takes files that may be read beside each other; those of the archive a part at a time, after the news."""
        in_order = sorted(ready.items(), key=lambda entry: (entry[1].mtime_ns, entry[0]))
        archive = iter([(path, stamp) for path, stamp in in_order if self._files.is_archive(path)])
        report = await self._take_news(ready)
        while (some := dict(islice(archive, _ARCHIVE_AT_ONCE))) and not self._intake.stopping:
            await self._files.begin_reading(self._store, some)
            report += await self._intake.take(self._files.items(some), Push.ARCHIVE)
            report += await self._take_news(await self._came_meanwhile())
        return report

    async def _take_news(self, ready: Mapping[str, Stamp]) -> Report:
        news = {path: stamp for path, stamp in ready.items() if not self._files.is_archive(path)}
        if not news or self._intake.stopping:
            return Report()
        hours = max(1, round(self._settings.rules.push_max_age.total_seconds() / 3600))
        await self._files.begin_reading(self._store, news)
        return await self._fresh.take(self._intake, self._files.items(news), hours)

    async def _came_meanwhile(self) -> dict[str, Stamp]:
        """Files that have become ready since this look began: news must not wait for a large archive."""
        now = self._clock.monotonic()
        if now < self._news_at or not await self._notice(now):
            return {}
        ready = self._debounce.ready(now)
        suspects = self._files.suspects(ready)
        return {path: stamp for path, stamp in ready.items() if path not in suspects}
