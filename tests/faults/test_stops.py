"""A stop is a clean end whenever it comes, also while the program still loads."""

from __future__ import annotations

import asyncio
import random
import signal
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
    code, seconds = await running.stops(number)
    assert code == 0, "".join(running.lines)
    assert seconds < 10
    assert "Traceback" not in "".join(running.lines)
