"""A stop is a clean end whenever it comes, also while the program still loads."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from playground.server import Playground
from tests.acceptance.conftest import Program
from tests.until import until

# Before this the interpreter itself is starting, and no program has a say.
STARTS = 4


def takes_signals(pid: int, number: signal.Signals) -> bool:
    """Whether the process has a word of its own for this signal, as the kernel knows it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("SigCgt"):
            return bool(int(line.split()[1], 16) >> (number - 1) & 1)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("start", range(STARTS))
async def test_a_stop_while_it_loads_is_exit_code_0(
    program: Program, telegram: Playground, number: signal.Signals, start: int
) -> None:
    """At the first moment, and at three others that differ from run to run, up to a second later."""
    program.fresh = True
    running = await program.runs(until="")
    await until(lambda: takes_signals(running.process.pid, signal.SIGTERM), every=0.002)
    if start:
        await asyncio.sleep(random.uniform(0.0, 1.0))
    code = await running.stops(number)
    assert code == 0, "".join(running.lines)
    assert "Traceback" not in "".join(running.lines)


@pytest.mark.slow
async def test_a_stop_while_the_store_is_locked_ends_in_time_says_what_is_not_recorded_and_repeats_nothing(
    program: Program, telegram: Playground
) -> None:
    people = range(1001, 1201)
    telegram.add_range(people.start, len(people))
    telegram.latency = 0.3
    await program.audience("".join(f"{person},kk,*\n" for person in people))
    running = await program.runs()
    await running.logs("folder.first_look")
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    await telegram.until(lambda: telegram.calls.copies().total() > 20, 60)
    file = program.folder / "data" / "zharshy.db"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        await asyncio.sleep(0.5)
        code = await running.stops(signal.SIGTERM)
        other.execute("ROLLBACK")
    said = [line for line in running.lines if "unrecorded" in line or "could not be recorded" in line]
    assert (code, len(said)) == (1, 1), "".join(running.lines)
    assert "Traceback" not in "".join(running.lines)
    again = await program.runs()
    figures = await program.until(lambda figures: figures["broadcasts"][-1]["state"] == "done", 60)
    copies = telegram.calls.copies()
    assert all(copies[person] == 1 for person in people)
    [push] = figures["broadcasts"]
    assert 0 < push["unknown"] <= 28 * 0.9 + 4, "what was out when the store was locked"
    assert await again.stops() == 0
