"""`zharshy move`: a store from SQLite to PostgreSQL, verified, resumable."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.cli.console import say, warn
from bot.cli.exit_codes import ALL_WELL, INTERRUPTED
from bot.cli.move.target import read_target
from bot.cli.open_store import settings_with_quiet_logs
from bot.lock import process_lock
from domain.errors import CannotStart, SettingsError
from storage.store import sqlite_path


def main(args: argparse.Namespace) -> int:
    settings_with_quiet_logs()
    target = read_target(args.target)
    source = _source(args.source)
    # Imported only when it is used: psycopg is an extra.
    from storage.admin.backup import inspect
    from storage.admin.move import Move, name_of, open_source, open_target
    from storage.admin.move_index import make_index

    inspect(source, thorough=False)
    try:
        # `run` may not write to a store that is being moved.
        with process_lock(source), open_source(source) as reading, open_target(target) as writing:
            move = Move(reading, writing, name_of(source))
            phases = _Phases()
            for step in move.run():
                phases.show(step.phase, step.done, step.total)
            articles = 0
            for articles, total in make_index(writing):
                phases.show("index", articles, total)
            phases.close()
            move.finish()
    except KeyboardInterrupt:
        warn("stopped before the end; run it again to go on, what was copied is not copied twice")
        return INTERRUPTED
    for table, count in move.counts.items():
        if count:
            say(f"{table:<18} {count:>10}  the same on both sides")
    say(f"{'search index':<18} {articles:>10}  articles, made anew")
    say(f"moved; {source} is as it was. Set DATABASE_URL to the new address, then start `zharshy run`")
    return ALL_WELL


def _source(source: str) -> Path:
    try:
        return sqlite_path(source)
    except CannotStart as error:
        raise SettingsError("move-addresses", name="FROM_URL") from error


class _Phases:
    """A progress bar a phase, on a terminal only."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._phase = ""

    def show(self, phase: str, done: int, total: int) -> None:
        """So many of the phase's rows are through it."""
        if phase != self._phase or self._bar is None:
            self.close()
            self._bar = tqdm(total=total, unit=" rows", desc=phase, disable=None, leave=False)
            self._phase = phase
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
