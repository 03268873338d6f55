"""A process whose heart stands still ends by itself, with a code that has it started again."""

from __future__ import annotations

import asyncio
import sys

import pytest

from delivery.cluster.watchdog import EXIT_CODE, PATIENCE, PATIENCE_WITH_THE_DATABASE

_HANGS = """
import logging, time
from delivery.cluster.watchdog import Watchdog
logging.basicConfig()
dog = Watchdog(patience={patience}, with_the_database={with_the_database})
dog.start()
for _ in range({beats}):
    dog.{sign}()
    time.sleep(0.5)
{stops}
time.sleep({hangs})
print("alive")
"""

_USUAL = {"patience": 2, "with_the_database": 60, "beats": 0, "sign": "beat", "stops": "", "hangs": 30}


async def ends(**how: object) -> tuple[int, str, str]:
    """(exit code, output, log) of a process whose event loop hangs after some beats."""
    script = _HANGS.format(**{**_USUAL, **how})
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", script), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(20):
        out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_without_a_beat_it_ends_and_says_why() -> None:
    code, out, log = await ends()
    assert (code, out) == (EXIT_CODE, "")
    assert "worker.hangs seconds=2" in log


async def test_a_database_that_is_frozen_for_a_minute_ends_nothing_and_one_of_ten_minutes_does() -> None:
    assert PATIENCE_WITH_THE_DATABASE == 600
    code, out, log = await ends(patience=60, with_the_database=2, beats=10, sign="loop_runs")
    assert (code, out) == (EXIT_CODE, "")
    assert "worker.no_heartbeat seconds=2" in log


async def test_as_long_as_it_beats_it_lives_and_after_a_stop_it_does_not_watch() -> None:
    assert await ends(beats=6, stops="dog.stop()", hangs=3) == (0, "alive\n", "")


def test_a_minute_is_waited_and_the_supervisor_starts_it_again() -> None:
    assert PATIENCE == 60
    assert EXIT_CODE not in (0, 2), "2 is a wrong setting, which no restart mends"


@pytest.mark.parametrize("unit", ["zharshy.service", "zharshy-worker@.service"])
def test_the_units_restart_on_that_code(unit: str) -> None:
    from tests.test_layout import ROOT

    lines = (ROOT / "deploy" / "systemd" / unit).read_text("utf-8").splitlines()
    assert "Restart=always" in lines
    assert "RestartPreventExitStatus=2" in lines
