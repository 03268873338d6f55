"""`zharshy chats import|export`: an audience as CSV, in and out."""

from __future__ import annotations

import argparse
import contextlib
import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bot.cli.chats.csv_file import readable_csv
from bot.cli.chats.hours import hours_cells
from bot.cli.chats.table import COLUMNS, EVERY, Fault, Row, as_cell, read_rows
from bot.cli.console import explain, say, warn
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED
from bot.cli.open_store import with_store
from bot.cli.whole_files import written_whole
from bot.clock.known import command_clock
from bot.config import Settings
from domain.article import Rubric
from domain.audience import Mode
from domain.errors import BadManuscript
from domain.readers.digest_times import EVERY_DAY, next_digest
from domain.readers.quiet_hours import zone_named
from storage.repositories.audience import Listed, ListedHours
from storage.repositories.recipients import EVERY_RUBRIC
from storage.store import Store

_BATCH = 300
_MOST_FAULTS = 50


def main(args: argparse.Namespace) -> int:
    async def task(settings: Settings, store: Store) -> int:
        if args.way == "export":
            return await _export(store, args.file)
        return await Import(settings, store, args.file, clock.now_ms()).take(lines)

    clock = command_clock()

    if args.way == "export":
        return with_store(task)
    # Opened before the store: a file that is not there leaves no empty store behind.
    try:
        with readable_csv(args.file) as lines:
            return with_store(task, create=True, migrate=True, clock=clock)
    except BadManuscript as error:
        warn(f"{args.file}: {explain(error)}")
        return SOME_FAILED


class Import:
    """Imports every valid row of a file; reports the others with line and reason."""

    def __init__(self, settings: Settings, store: Store, name: str, now_ms: int) -> None:
        self._now_ms = now_ms
        self._settings = settings
        self._store = store
        self._name = "standard input" if name == "-" else name
        self._seen: dict[object, int] = {}
        self._names: set[str] = set()
        self._faults = 0

    async def take(self, lines: TextIO) -> int:
        """Reads the file twice: first to check every row and report all errors, then to import the valid rows."""
        for row in read_rows(lines, self._settings.default_language):
            self._judge(row)
        keys = await _rubric_keys(self._store, self._names)
        lines.seek(0)
        batch: list[Listed] = []
        for row in read_rows(lines, self._settings.default_language):
            if isinstance(row, Row) and self._seen[_place(row)] == row.number:
                modes = {keys[name]: mode for name, mode in row.modes.items()}
                hours = self._with_next(row.chat.hours)
                batch.append(replace(row.chat, modes=modes, welcomed=bool(modes), hours=hours))
            if len(batch) >= _BATCH:
                await _put(self._store, batch)
                batch = []
        await _put(self._store, batch)
        return self._report()

    def _with_next(self, hours: ListedHours) -> ListedHours:
        """With the hour at which the next digest is due."""
        if not hours.digest_times:
            return hours
        zone = zone_named(hours.zone or "", self._settings.timezone)
        days = hours.digest_days or EVERY_DAY
        return replace(hours, digest_next=next_digest(hours.digest_times, days, zone, self._now_ms))

    def _judge(self, row: Row | Fault) -> None:
        fault = row if isinstance(row, Fault) else _doubled(row, self._seen)
        if isinstance(row, Row) and not fault:
            self._names.update(row.modes)
        elif fault:
            self._faults += 1
            if self._faults <= _MOST_FAULTS:
                warn(f"{self._name}:{fault.number}: {fault.reason}")

    def _report(self) -> int:
        count = len(self._seen)
        say(f"{count} chat{'' if count == 1 else 's'} imported")
        if not self._faults:
            return ALL_WELL
        more = f", {self._faults - _MOST_FAULTS} of them not shown" if self._faults > _MOST_FAULTS else ""
        warn(f"{self._faults} line{'' if self._faults == 1 else 's'} not taken{more}: mend and import the file again")
        return SOME_FAILED


def _place(row: Row) -> object:
    # A number alone takes less memory: there may be millions.
    return (row.chat.chat_id, row.chat.topic) if row.chat.topic else row.chat.chat_id


def _doubled(row: Row, seen: dict[object, int]) -> Fault | None:
    first = seen.setdefault(_place(row), row.number)
    if first == row.number:
        return None
    return Fault(row.number, f"chat {row.chat.chat_id} stands on line {first} already")


async def _rubric_keys(store: Store, names: set[str]) -> dict[str, int]:
    """Rubric key by name as written; a missing rubric is made and reported."""
    keys = {EVERY: EVERY_RUBRIC}
    for name in sorted(names - {EVERY}):
        found = await store.rubrics.named(name)
        if found is None:
            async with store.transaction() as work:
                found = await work.rubrics.named_or_new(name)
            say(f"new rubric: {found.name('kk')} ({found.slug})")
        keys[name] = found.key
    return keys


async def _put(store: Store, batch: list[Listed]) -> None:
    if batch:
        async with store.transaction() as work:
            await work.audience.put(batch)


async def _export(store: Store, target: str) -> int:
    rubrics = {rubric.key: rubric for rubric in await store.rubrics.all()}
    count = 0
    with _writable(target) as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        async for one in store.audience.all():
            writer.writerow(_cells(one, rubrics))
            count += 1
    if target != "-":
        say(f"{count} chat{'' if count == 1 else 's'} exported")
    return ALL_WELL


def _cells(one: Listed, rubrics: dict[int, Rubric]) -> tuple[object, ...]:
    def names(mode: Mode) -> str:
        keys = [key for key, chosen in one.modes.items() if chosen == mode]
        return ";".join(sorted(EVERY if key == EVERY_RUBRIC else rubrics[key].slug for key in keys))

    return (
        *(one.chat_id, one.language, names(Mode.NOW), names(Mode.DIGEST), names(Mode.OFF)),
        *(one.topic or "", one.kind, one.state, ";".join(sorted(one.article_languages)), as_cell(one.title)),
        *hours_cells(one.hours),
    )


@contextlib.contextmanager
def _writable(name: str) -> Iterator[TextIO]:
    """Standard output, or a file that is written whole or not at all."""
    if name == "-":
        yield sys.stdout
        return
    # It tells who reads what: only its owner may read it.
    with written_whole(Path(name), 0o600) as out:
        yield out
