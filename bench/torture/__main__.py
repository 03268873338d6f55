"""`make torture`: every fault on the real process, a line each: silence, messages tried, lost, repeated, unknown.

`python -m bench.torture` takes about half an hour on SQLite and PostgreSQL. `--short`: one second of each passing
fault; `--only WORD`: the cases whose name has the word. Exit code 1 when a bound was not kept.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from bench.torture import cases
from bench.torture.api import FaultyApi
from bench.torture.cases import SQLITE_TROUBLES, TROUBLES, Result
from bench.torture.faults import LINE, MASS, REFUSALS
from bench.torture.subject import Subject
from tests.postgres_server import private_server

Case: TypeAlias = Callable[[Subject], Awaitable[Result]]
_SECONDS = (1.0, 3.0, 10.0, 30.0, 60.0)
_SHORT = (1.0,)
_RATE, _PEOPLE = 100, 600


@dataclass(frozen=True, slots=True)
class Lane:
    """Cases that share one store and one process, one after another."""

    name: str
    postgres: bool
    cases: tuple[tuple[str, Case], ...]


def lanes(seconds: tuple[float, ...]) -> list[Lane]:
    """Faults that pass, on both databases; then what lasts for ever, clocks and stops."""
    of_line = tuple(
        (f"{name} {lasts:.0f} s", partial(cases.passing, name=name, trouble=trouble, seconds=lasts))
        for name, trouble in TROUBLES.items()
        for lasts in seconds
    )
    of_store = tuple(
        (f"{name} {lasts:.0f} s", partial(cases.passing, name=name, trouble=trouble, seconds=lasts))
        for name, trouble in SQLITE_TROUBLES.items()
        for lasts in seconds
    )
    for_ever = tuple((f"one chat: {kind}", partial(cases.one_chat, kind=kind)) for kind in REFUSALS)
    clocks = tuple((f"clock {days:+d} days", partial(cases.clock, days=days, seconds=14)) for days in (3, 30, 3650, -1))
    stops = (
        ("SIGTERM", partial(cases.stop, name="in a push", fault=None, number=signal.SIGTERM)),
        ("SIGKILL", partial(cases.stop, name="in a push", fault=None, number=signal.SIGKILL)),
        *(
            (f"SIGTERM while {name}", partial(cases.stop, name=f"while {name}", fault=fault, number=signal.SIGTERM))
            for name, fault in LINE.items()
            if name in ("hangs", "slow head", "502 page", "dropped after the effect")
        ),
    )
    without_store = tuple(
        (f"SIGTERM while {name}", partial(cases.stop_without_store, name=name, trouble=trouble))
        for name, trouble in SQLITE_TROUBLES.items()
    )
    refused = tuple((f"mass refusal: {kind}", partial(cases.mass, kind=kind)) for kind in MASS)
    return [
        Lane("line, SQLite", False, of_line),
        Lane("line, PostgreSQL", True, of_line),
        Lane("store", False, (*of_store, *without_store, *stops)),
        Lane("for ever", False, (*for_ever, *clocks)),
        Lane("stops, PostgreSQL", True, stops),
        *(Lane(f"refused: {name}", False, ((name, case),)) for name, case in refused),
    ]


@asynccontextmanager
async def subject(lane: Lane, database: str) -> AsyncIterator[Subject]:
    """A running process with an audience, and its Bot API."""
    api = FaultyApi()
    await api.opens()
    with tempfile.TemporaryDirectory() as folder:
        found = Subject(Path(folder), api, rate=_RATE, people=_PEOPLE, database=database if lane.postgres else "")
        try:
            await found.prepares()
            await found.starts()
            yield found
        finally:
            if found.process and found.process.returncode is None:
                await found.stops(signal.SIGKILL)
            await api.closes()


async def run_lane(lane: Lane, database: str) -> list[Result]:
    """Its results; a case that breaks is one that did not keep its bound, and gets a new process behind it."""
    results: list[Result] = []
    left = list(lane.cases)
    while left:
        async with subject(lane, database) as found:
            while left:
                name, case = left.pop(0)
                try:
                    result = await case(found)
                except (AssertionError, TimeoutError, OSError) as error:
                    result = Result(name, 0, 0, 0, 0, 0, 0, f"broke: {error or type(error).__name__}")
                _tell(lane, result)
                results.append(result)
                if not result.well:
                    break
    return results


def _tell(lane: Lane, result: Result) -> None:
    figures = (
        f"lasted {result.lasted:5.1f} s  silent {result.silence:5.1f} s  tried {result.tried:4d}  "
        f"lost {result.lost}  repeated {result.repeated}  unknown {result.unknown}"
    )
    print(f"{'ok ' if result.well else 'BAD'} {lane.name:18} {result.name:32} {figures}  {result.why}", flush=True)


async def main(options: argparse.Namespace) -> int:
    chosen = []
    for lane in lanes(_SHORT if options.short else tuple(options.seconds)):
        found = tuple((name, case) for name, case in lane.cases if options.only in f"{lane.name} {name}")
        if found and not (lane.postgres and options.sqlite):
            chosen.append(Lane(lane.name, lane.postgres, found))
    at_once = asyncio.Semaphore(options.beside)
    with ExitStack() as stack:
        server = stack.enter_context(private_server()) if any(lane.postgres for lane in chosen) else None

        async def one(lane: Lane) -> list[Result]:
            async with at_once:
                return await run_lane(lane, server.empty() if server and lane.postgres else "")

        results = [result for found in await asyncio.gather(*map(one, chosen)) for result in found]
    bad = [result for result in results if not result.well]
    print(f"{len(results) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="one second of each passing fault")
    parser.add_argument("--seconds", type=float, nargs="+", default=list(_SECONDS))
    parser.add_argument("--only", default="", help="cases whose name has this word")
    parser.add_argument("--sqlite", action="store_true", help="no PostgreSQL")
    parser.add_argument("--beside", type=int, default=3, help="processes beside each other")
    sys.exit(asyncio.run(main(parser.parse_args())))
