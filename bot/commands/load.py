"""`zharshy import`: files and folders of articles into the archive, and to their followers if asked for."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from bot.article_files import ArticleFile, find_files, sheets
from bot.cli import ALL_WELL, INTERRUPTED, SOME_FAILED
from bot.config import Settings
from bot.console import explain, say, warn
from bot.opened import on_store
from domain.clock import SystemClock
from sources.intake import Intake, IntakeRules, Push, Report, with_rubric
from storage.store import Store


def main(args: argparse.Namespace) -> int:
    async def task(settings: Settings, store: Store) -> int:
        files = find_files(args.paths, settings.articles_dir)
        intake = Intake(store, SystemClock(), rules(settings), dry=args.dry_run)
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, intake.stop)
        report = await _take(intake, files, args)
        _tell(report, args, stopped=intake.stopping)
        if intake.stopping:
            return INTERRUPTED
        return SOME_FAILED if report.failed else ALL_WELL

    with tempfile.TemporaryDirectory() as aside:
        return on_store(task, unless_there=Path(aside) / "dry-run.db" if args.dry_run else None)


def rules(settings: Settings) -> IntakeRules:
    """How manuscripts are understood."""
    return IntakeRules(settings.timezone, settings.default_language, settings.push_max_age)


async def _take(intake: Intake, files: list[ArticleFile], args: argparse.Namespace) -> Report:
    # disable=None: shown on a terminal only
    with tqdm(total=sum(file.size for file in files), unit="B", unit_scale=True, disable=None, leave=False) as bar:

        def each() -> Iterator[ArticleFile]:
            for file in files:
                yield file
                bar.update(file.size)

        def progress(so_far: Report) -> None:
            bar.set_postfix(added=so_far.added, updated=so_far.updated, failed=len(so_far.failed), refresh=False)

        push = Push.WORD if args.push else Push.ARCHIVE
        return await intake.take(with_rubric(sheets(each()), args.rubric), push, progress)


def _tell(report: Report, args: argparse.Namespace, *, stopped: bool) -> None:
    failed = [{"file": failure.file, "error": explain(failure.error)} for failure in report.failed]
    if args.json:
        counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
        say(json.dumps({**counts, "pushed": report.pushed, "failed": failed}, ensure_ascii=False))
        return
    for one in failed:
        warn(f"{one['file']}: {one['error']}")
    would = "would be " if args.dry_run else ""
    say(f"{would}added {report.added}, updated {report.updated}, unchanged {report.unchanged}, failed {len(failed)}")
    if report.pushed:
        say(f"{would}pushed {report.pushed}: `zharshy run` sends them to their followers")
    if stopped:
        warn("stopped before the end; run it again to go on, what was taken is not taken twice")
