"""Runs lanes beside each other. A case that breaks is one that did not keep its bound."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from bench.torture.lanes import Lane, Named
from bench.torture.result import Result
from bench.torture.subject import subject

# What a process that does not do as it should raises here.
_BREAKS = (AssertionError, TimeoutError, OSError)

# So many of the last lines that the process has logged are shown below a case that is not well.
_LINES = 12

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
        try:
            await _run_on_one_store(lane, left, results, tell)
        except _BREAKS as error:
            name, _ = left.pop(0)
            results.append((lane.name, _broke(name, error)))
            tell(results[-1])
    return results


async def _run_on_one_store(
    lane: Lane, left: list[Named], results: list[Measured], tell: Callable[[Measured], None]
) -> None:
    """Takes cases off `left` until one is not well. Raises what a process that does not start raises."""
    setup = replace(lane.setup, database=lane.server.empty() if lane.server else "")
    with tempfile.TemporaryDirectory(prefix="zharshy-torture-") as folder:
        async with subject(Path(folder), setup) as found:
            well = True
            while left and well:
                name, case = left.pop(0)
                try:
                    result = await case(found)
                except _BREAKS as error:
                    result = _broke(name, error)
                results.append((lane.name, result))
                tell(results[-1])
                well = result.well
                if not well:
                    print(*(f"    {line[:200]}" for line in found.log[-_LINES:]), sep="\n", flush=True)


def _broke(name: str, error: Exception) -> Result:
    return Result(name, why=f"broke: {str(error) or type(error).__name__}")
