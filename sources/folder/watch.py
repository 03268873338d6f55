"""The watched folder: every article file that appears in it is taken once, whole, and pushed if it is news."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from domain.clock import Clock
from sources.folder.debounce import Settling
from sources.folder.files import FolderFiles, written
from sources.folder.tree import Stamp, Tree
from sources.folder.trouble import Trouble
from sources.intake import Intake, IntakeRules, Push
from sources.parsed import Item, Report, Sheet
from storage.repositories.files import FileRow, FileState
from storage.store import Store

FRESH_AT_ONCE = 20
"""More fresh articles than this at one look are no news but a restored backup or a re-export: an owner is asked."""

_FOUND_AT_ONCE = 500
"""Files of a first look written in one transaction; 3 ms."""

_SWEEP_SHARE = 50
"""A sweep over all files may take this fraction of the time; a quick look half of it."""

_LONGEST_REST = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """`path` as in ARTICLES_DIR; `make`: it is the default, so make it where it is missing; `owners`: ADMIN_IDS names
    any; those who were made owners in the chat are asked for at each look that needs one."""

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

    A look costs a few system calls; where the folder is large it decides by itself to do less, and a new file is still
    noticed within two seconds. Raises StoreUnavailable when the store cannot take anything: nothing is lost by that.
    """

    def __init__(self, settings: FolderSettings, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._name = os.path.normpath(settings.path)
        self._tree = Tree(settings.path)
        self._settling = Settling()
        self._files = FolderFiles(self._name, self._tree, self._settling, self._moment)
        self._intake = Intake(store, clock, settings.rules)
        self._trouble = Trouble(self._name, store, clock)
        self._met: set[str] = set()
        self._opened = False
        self._loaded = False
        self._undecided = False
        self._sweep_at = self._rest_until = float("-inf")

    def stop(self) -> None:
        """Lets a look under way end after its present transaction; what it did not reach is taken at the next start."""
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
        ripe = self._settling.ripe(self._clock.monotonic())
        report = await self._take(ripe) if ripe else FolderReport()
        if self._undecided and not self._settling and not self._intake.stopping:
            report = FolderReport(report.files, report.articles + await self._decide_held())
        return report

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now_ms() / 1000, self._settings.rules.zone)

    async def _open(self) -> None:
        """Remembers what the store knows, also articles of a look that was killed before it could count them."""
        if self._settings.make:
            await self._trouble.make(self._settings.path)
        self._files.remember(await self._store.files.of_folder(self._name))
        self._loaded = await self._store.fact(self._fact) is not None
        self._undecided = await self._store.held.count_new() > 0
        self._opened = True

    @property
    def _fact(self) -> str:
        return f"folder-loaded:{self._name}"

    async def _notice(self, now: float) -> bool:
        """Looks at the folder; False when it cannot be read."""
        sweep = now >= self._sweep_at
        try:
            changed, waiting = await self._trouble.aside(lambda: self._scan(sweep=sweep))
        except OSError as error:
            await self._trouble.met(error)
            return False
        await self._trouble.over()
        took = self._clock.monotonic() - now
        if sweep:
            self._sweep_at = now + took * _SWEEP_SHARE
        self._rest_until = now + min(took * _SWEEP_SHARE / 2, _LONGEST_REST)
        for path in set(self._settling.paths()) - waiting.keys():
            self._settling.forget(path)
        self._settling.noticed(waiting, now)
        self._settling.noticed({path: stamp for path, stamp in changed.items() if self._is_news(path, stamp)}, now)
        if not self._loaded:
            await self._first_look(changed)
        return True

    def _scan(self, *, sweep: bool) -> tuple[dict[str, Stamp], dict[str, Stamp]]:
        changed = self._tree.changes(sweep=sweep)
        return changed, self._tree.stamps(path for path in self._settling.paths() if path not in changed)

    def _is_news(self, path: str, stamp: Stamp) -> bool:
        """False for a file that this process meets for the first time as an earlier one had left it."""
        if path in self._met:
            return True
        self._met.add(path)
        return not self._files.is_as_known(path, stamp)

    async def _first_look(self, present: Mapping[str, Stamp]) -> None:
        """What lies in the folder when it is looked at for the first time is archive, also if we are killed now."""
        rows = [
            FileRow(name := written(path), name, FileState.FOUND, stamp.size, stamp.mtime_ns)
            for path, stamp in present.items()
        ]
        left = iter(rows)
        while some := list(islice(left, _FOUND_AT_ONCE)):
            async with self._store.transaction() as work:
                await work.files.put(self._name, some)
        async with self._store.transaction() as work:
            await work.set_fact(self._fact, str(self._clock.now_ms()))
        self._files.remember(rows)
        self._loaded = True
        log.info("folder.first_look folder=%s files=%d", self._name, len(rows))

    async def _take(self, ripe: Mapping[str, Stamp]) -> FolderReport:
        archive = {path: stamp for path, stamp in ripe.items() if self._files.is_archive(path)}
        news = {path: stamp for path, stamp in ripe.items() if path not in archive}
        self._files.begin()
        report = Report()
        if archive:
            report += await self._intake.take(self._files.items(archive), Push.ARCHIVE)
        if news:
            fresh = await self._take_news(news)
            await self._tell_archived(fresh.added - fresh.pushed - fresh.held)
            report += fresh
        await self._files.tell_of_many(self._store)
        if self._files.taken:
            log.info(
                "folder.taken files=%d added=%d updated=%d unchanged=%d pushed=%d held=%d failed=%d",
                *(self._files.taken, report.added, report.updated, report.unchanged),
                *(report.pushed, report.held, len(report.failed)),
            )
        return FolderReport(self._files.taken, report)

    async def _take_news(self, news: Mapping[str, Stamp]) -> Report:
        """Few articles are pushed as they are accepted. Of many it is known only at the end how many are fresh."""
        items = self._files.items(news)
        first = await self._trouble.aside(lambda: _up_to_many(items))
        few = sum(isinstance(item, Sheet) for item in first) <= FRESH_AT_ONCE
        if not few and await self._has_owner():
            self._undecided = True
        return await self._intake.take(chain(first, items), Push.HOLD if self._undecided else Push.FRESH)

    async def _has_owner(self) -> bool:
        """Whether there is anybody whose word can be waited for."""
        return self._settings.owners or bool(await self._store.team.owners())

    async def _tell_archived(self, count: int) -> None:
        """Owners hear of articles that are new here and yet reach nobody, being older than PUSH_MAX_AGE."""
        if count <= 0 or not await self._has_owner():
            return
        hours = max(1, round(self._settings.rules.push_max_age.total_seconds() / 3600))
        values: dict[str, str | int] = {"count": count, "folder": self._name, "hours": hours}
        async with self._store.transaction() as work:
            await work.notices.add(f"archived:{self._name}:{self._clock.now_ms()}", "source-archived", values)

    async def _decide_held(self) -> Report:
        """Held articles of a look that has ended: few are pushed now, many wait, and the owners are told."""
        count = await self._store.held.count_new()
        self._undecided = False
        if not count:
            return Report()
        if count > FRESH_AT_ONCE and await self._has_owner():
            async with self._store.transaction() as work:
                await work.held.announce()
                values: dict[str, str | int] = {"count": count, "folder": self._name}
                await work.notices.add(f"held:{self._name}:{self._clock.now_ms()}", "source-held", values)
            log.warning("folder.held articles=%d folder=%s", count, self._name)
            return Report()
        released = True
        while released:
            async with self._store.transaction() as work:
                released = bool(await work.held.release_new())
        return Report(pushed=count, held=-count)


def _up_to_many(items: Iterator[Item]) -> list[Item]:
    """Items until there are more articles than may be fresh at one look, or all of them."""
    first: list[Item] = []
    articles = 0
    for item in items:
        first.append(item)
        articles += isinstance(item, Sheet)
        if articles > FRESH_AT_ONCE:
            break
    return first
