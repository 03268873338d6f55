"""Runs lanes beside each other. A case that breaks is one that did not keep its bound."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from bench.torture.lanes import Lane
from bench.torture.result import Result
from bench.torture.subject import subject

# The database, and what was measured on it.
Measured: TypeAlias = tuple[str, Result]


def chosen_cases(lanes: Sequence[Lane], word: str) -> list[Lane]:
    """The lanes with the cases whose name has the word."""
    kept = (replace(lane, cases=tuple(one for one in lane.cases if word in f"{lane.name} {one[0]}")) for lane in lanes)
    return [lane for lane in kept if lane.cases]


async def run_lanes(lanes: Sequence[Lane], beside: int, tell: Callable[[Measured], None]) -> list[Measured]:
    """All results, in the order of the lanes."""
    gate = asyncio.Semaphore(beside)

    async def run(lane: Lane) -> list[Measured]:
        async with gate:
            return await _run_lane(lane, tell)

    return [one for found in await asyncio.gather(*map(run, lanes)) for one in found]


async def _run_lane(lane: Lane, tell: Callable[[Measured], None]) -> list[Measured]:
    """After a case that was not well the next one gets a new store and process: it must not pay for the last one."""
    results: list[Measured] = []
    left = list(lane.cases)
    while left:
        setup = replace(lane.setup, database=lane.server.empty() if lane.server else "")
        with tempfile.TemporaryDirectory(prefix="zharshy-torture-") as folder:
            async with subject(Path(folder), setup) as found:
                well = True
                while left and well:
                    name, case = left.pop(0)
                    try:
                        result = await case(found)
                    except (AssertionError, TimeoutError, OSError) as error:
                        result = Result(name, why=f"broke: {str(error) or type(error).__name__}")
                    tell((lane.name, result))
                    results.append((lane.name, result))
                    well = result.well
    return results
