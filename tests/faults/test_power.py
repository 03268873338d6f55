"""A power cut: what the disk holds at any moment opens, is sound, and knows of every message that has left."""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.clock import SystemClock
from playground.server import Playground
from storage.sqlite.database import connect
from tests.acceptance.conftest import Program, Running
from tests.processes import stand_still

pytestmark = pytest.mark.slow

PEOPLE = range(1001, 1601)
RATE = 200
CUTS = 8
KNOWN = "SELECT chat_id FROM recipient JOIN {} known ON known.recipient = recipient.id"


async def test_the_connection_that_claims_waits_for_the_disk(tmp_path: Path) -> None:
    connection = await connect(tmp_path / "a.db", SystemClock(), writes=True, busy_seconds=5)
    try:
        [(mode,)] = await connection.execute_fetchall("PRAGMA journal_mode")
        [(synchronous,)] = await connection.execute_fetchall("PRAGMA synchronous")
    finally:
        await connection.close()
    assert (mode, synchronous) == ("wal", 2), "2 is FULL: a commit that was reported is on the disk"


async def test_whenever_the_power_goes_every_message_that_left_is_known(
    program: Program, telegram: Playground, tmp_path: Path
) -> None:
    telegram.add_range(PEOPLE.start, len(PEOPLE))
    telegram.latency = 0.05
    program.settings |= {"SEND_RATE": str(RATE), "PAID_BROADCAST": "true"}
    await program.audience("".join(f"{person},kk,*\n" for person in PEOPLE))
    running = await program.runs()
    await running.logs("folder.first_look")
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    for cut in range(1, CUTS + 1):
        await telegram.until(lambda cut=cut: sent(telegram) > cut * 40, 60)
        await asyncio.sleep(random.uniform(0.0, 0.05))
        left = as_the_disk_has_it(program, running, telegram, tmp_path / f"cut-{cut}")
        receipts, claims = known(tmp_path / f"cut-{cut}")
        assert left <= receipts | claims, f"{left - receipts - claims} left and are forgotten"
        torn(tmp_path / f"cut-{cut}")
    await running.is_killed()
    for name in ("zharshy.db", "zharshy.db-wal", "zharshy.db-shm"):
        (program.folder / "data" / name).unlink(missing_ok=True)
    shutil.copytree(tmp_path / f"cut-{CUTS}", program.folder / "data", dirs_exist_ok=True)
    already = {person: telegram.calls.copies()[person] for person in PEOPLE}
    await program.runs()
    await program.until(lambda figures: figures["broadcasts"][-1]["state"] == "done", 60)
    copies = telegram.calls.copies()
    assert min(copies[person] for person in PEOPLE) >= 1
    # What left between the cut and the kill is younger than the copy: it is no part of the promise.
    repeated = {person for person in left if copies[person] > already[person]}
    assert repeated <= claims, "a person with a receipt has one copy"


def as_the_disk_has_it(program: Program, running: Running, telegram: Playground, to: Path) -> set[int]:
    """Copies the file and its log in one instant of the process; whom Telegram had sent to by then."""
    to.mkdir()
    stand_still(running.process.pid)
    try:
        for name in ("zharshy.db", "zharshy.db-wal"):
            shutil.copy(program.folder / "data" / name, to / name)
        return {person for person, count in telegram.calls.copies().items() if count and person in PEOPLE}
    finally:
        running.process.send_signal(signal.SIGCONT)


def known(folder: Path) -> tuple[set[int], set[int]]:
    """Who has a receipt, and who a claim, in a copy that is opened as after a power cut."""
    again = folder.with_name(f"{folder.name}-read")
    shutil.copytree(folder, again)
    with closing(sqlite3.connect(again / "zharshy.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        receipts, claims = ({chat for (chat,) in store.execute(KNOWN.format(table))} for table in ("receipt", "claim"))
    return receipts, claims


def torn(folder: Path) -> None:
    """A log that was cut anywhere, or whose last pages are rubbish, costs its end and nothing else."""
    for spoil in ("cut", "rubbish"):
        again = folder.with_name(f"{folder.name}-{spoil}")
        shutil.copytree(folder, again)
        log = again / "zharshy.db-wal"
        size = log.stat().st_size
        with log.open("r+b") as handle:
            place = random.randrange(size)
            if spoil == "cut":
                handle.truncate(place)
            else:
                handle.seek(place)
                handle.write(random.randbytes(min(4096, size - place)))
        with closing(sqlite3.connect(again / "zharshy.db")) as store:
            assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def sent(telegram: Playground) -> int:
    copies = telegram.calls.copies()
    return sum(copies[person] for person in PEOPLE)
