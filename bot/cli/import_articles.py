"""`zharshy import`: files and folders of articles into the archive, and to their followers if asked for."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from bot.cli.console import explain, say, warn
from bot.cli.exit_codes import ALL_WELL, INTERRUPTED, SOME_FAILED
from bot.cli.open_store import with_store
from bot.cli.whole_files import written_whole
from bot.clock.known import command_clock
from bot.config import Settings
from bot.folder import intake_rules
from bot.lock import is_locked
from domain.article import Manuscript
from domain.errors import StoreUnavailable
from sources.imported_files import ImportMemory, ImportReading
from sources.intake import Intake
from sources.intake_rules import LargeImport, Push
from sources.named_files import NamedFile, files_in
from sources.parsed import IntakeItem, ParsedItem, Report, left_out_by_kind, with_rubric
from sources.sandbox.readers import Readers
from storage.admin.merge_index import merge_index
from storage.store import Store

# Files for which one more reading process is worth its start of 0.3 s: a saved page takes 25 ms.
_FILES_A_PROCESS = 16
# Files that are looked up together.
_FILES_AT_ONCE = 2_000


def main(args: argparse.Namespace) -> int:
    clock = command_clock()

    async def task(settings: Settings, store: Store) -> int:
        begun = clock.now_ms()
        memory = await ImportMemory.open(store, args.rubric, settings.timezone.key, settings.default_language)
        with closing(Readers(_processes(args.paths))) as readers:
            intake = Intake(store, clock, intake_rules(settings), dry=args.dry_run, large=_large(settings))
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, intake.stop)
            now = datetime.fromtimestamp(begun / 1000, settings.timezone)
            reading = ImportReading(readers, memory, now, settings.default_language)
            report = await _Import(store, intake, reading, args).take(settings.articles_dir)
        if report != Report(unchanged=report.unchanged) and not args.dry_run:
            async with store.transaction() as work:
                await work.imports.confirm(begun)
            # What cannot be merged now is merged at night.
            with suppress(StoreUnavailable):
                await merge_index(store)
        is_told = _report(report, args, stopped=intake.stopping)
        if report == Report() and not intake.stopping:
            named = ", ".join(map(str, args.paths))
            warn(f"{named}: there are no files here to import (hidden and temporary ones are left out)")
        if intake.stopping:
            return INTERRUPTED
        return SOME_FAILED if report.failed or not is_told else ALL_WELL

    nothing = not any(os.path.lexists(path) for path in args.paths)
    with tempfile.TemporaryDirectory() as aside:
        # A mistyped path leaves no empty store behind.
        instead = Path(aside) / "dry-run.db" if args.dry_run or nothing else None
        return with_store(task, create=True, migrate=not args.dry_run, fallback=instead, clock=clock)


def _large(settings: Settings) -> LargeImport:
    """Lets the store go the more often while a `run` works on it."""
    return LargeImport(lambda: not settings.on_postgres and not is_locked(settings.database_file))


def _processes(paths: Sequence[Path]) -> int:
    """How many processes read what is behind these paths: at most one a core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    files = sum(1 for _ in islice(files_in(paths), _FILES_A_PROCESS * cores))
    return min(1 + files // _FILES_A_PROCESS, cores)


@dataclass(frozen=True, slots=True)
class _Import:
    """Takes files in, some thousand at a time, so that memory stays the same for any number."""

    store: Store
    intake: Intake
    reading: ImportReading
    args: argparse.Namespace

    async def take(self, articles_dir: Path) -> Report:
        args = self.args
        # Where nobody sees the bar, nothing is measured for it.
        total = sum(file.size for file in files_in(args.paths)) if sys.stderr.isatty() else None
        # disable=None: shown on a terminal only; miniters=0: shown anew also while one large file is read
        with tqdm(total=total, unit="B", unit_scale=True, disable=None, leave=False, miniters=0) as bar:
            meter = _Meter(bar)
            self.reading.begins = lambda file: meter.begins(file.size)
            report, files = Report(), files_in(args.paths, articles_dir)
            while not self.intake.stopping and (some := list(islice(files, _FILES_AT_ONCE))):
                report += await self._take_some(some, meter, report)
                meter.begins(0)
        return report

    async def _take_some(self, files: Sequence[NamedFile], meter: _Meter, before: Report) -> Report:
        args = self.args
        # With --push articles that wait for a word are let go, so their files are looked into.
        known = {} if args.push else await self.reading.memory.unchanged(self.store, files)
        unchanged = Report(unchanged=sum(one.articles for one in known.values()))
        meter.skips(sum(one.size for one in known.values()))
        items = self.reading.items([file for file in files if file.real not in known])
        push = Push.WORD if args.push else Push.ARCHIVE
        taken = await self.intake.take(
            with_rubric(meter.passes(items), args.rubric), push, lambda so_far: meter.tells(before + so_far)
        )
        return unchanged + taken


class _Meter:
    """Moves the bar at each article, since a file may hold thousands; the end of a file corrects the estimate."""

    def __init__(self, bar: tqdm[NoReturn]) -> None:
        self._bar = bar
        self._left = 0

    def skips(self, size: int) -> None:
        """So many bytes need not be read."""
        self._bar.update(size)

    def tells(self, so_far: Report) -> None:
        # The thread that reads draws the bar.
        self._bar.set_postfix(added=so_far.added, updated=so_far.updated, failed=len(so_far.failed), refresh=False)

    def begins(self, size: int) -> None:
        """The next file is read, of so many bytes."""
        self._bar.update(self._left)
        self._left = size

    def passes(self, items: Iterable[IntakeItem]) -> Iterator[IntakeItem]:
        """The items; each article counts as its text does in UTF-8, about."""
        for item in items:
            yield item
            if isinstance(item, ParsedItem) and isinstance(item.found, Manuscript):
                guessed = min(self._left, len(item.found.body.text) * 2)
                self._left -= guessed
                self._bar.update(guessed)


def _report(report: Report, args: argparse.Namespace, *, stopped: bool) -> bool:
    """Tells what was done; whether it also stands in the file that was asked for."""
    failed = [{"file": failure.file, "error": explain(failure.error)} for failure in report.failed]
    is_written = not args.report or _write_report(args.report, failed)
    if args.json:
        counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
        left_out = {"left_out": dict(left_out_by_kind(report))} if report.left_out else {}
        say(json.dumps({**counts, "pushed": report.pushed, "failed": failed, **left_out}, ensure_ascii=False))
        return is_written
    for one in failed:
        warn(f"{one['file']}: {one['error']}")
    would = "would be " if args.dry_run else ""
    say(f"{would}added {report.added}, updated {report.updated}, unchanged {report.unchanged}, failed {len(failed)}")
    if report.left_out:
        kinds = ", ".join(f"{kind} {number}" for kind, number in left_out_by_kind(report))
        say(f"left out, since they are no published articles: {kinds}")
    if report.pushed:
        say(f"{would}pushed {report.pushed}: `zharshy run` sends them to their followers")
    if stopped:
        warn("stopped before the end; run it again to go on, what was taken is not taken twice")
    return is_written


def _write_report(file: Path, failed: list[dict[str, str]]) -> bool:
    try:
        with written_whole(file) as report:
            report.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in failed)
    except OSError as error:
        warn(f"{file}: the report cannot be written: {error.strerror}")
        return False
    return True
