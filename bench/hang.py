"""A line that hangs in the middle of a push: how many messages leave after the last answer: `python -m bench.hang`.

The real `zharshy run` pushes one article after another to a stand-in in this process, which answers as Telegram may:
after a constant time, or now late, now early. At a random moment it takes requests and answers none any more. Printed
for each rate and latency: how many calls were out at that moment, how many came in after it (they are of unknown fate
beyond what could not be helped), and the rate in the seconds before. Of those that came in after it, what was on its
way already counts too: the answers that our process had not read yet have each let a message leave.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.torture.api import Call, Fault, FaultyApi
from bench.torture.subject import Setup, Subject
from tests.postgres_server import private_server

# Seconds before an answer, by name. Lognormal: the middle one, and how far apart (0.4: one of ten takes 1.7 times it).
LATENCIES: dict[str, Callable[[], float]] = {
    "20": lambda: 0.02,
    "60": lambda: 0.06,
    "jitter": lambda: random.lognormvariate(math.log(0.04), 0.4),
    # One of a hundred takes 200 ms.
    "tail": lambda: random.lognormvariate(math.log(0.04), 0.69),
}
# How long the line hangs (seconds): longer than until the silence is noticed.
HANGS = 1.6
# Between two hangs messages leave for so long (seconds), at random; the first of them are the way back to the rate.
BETWEEN = (3.0, 4.0)
# The rate is measured in so many seconds before a hang.
STEADY = 2.0
# What comes in so soon after the beginning (seconds) was on its way.
ON_ITS_WAY = 0.005


class LatentApi(FaultyApi):
    """Answers after a time that `draw` says, and hangs on command."""

    def __init__(self, draw: Callable[[], float]) -> None:
        self._draw = draw
        self._came_at: dict[int, float] = {}
        super().__init__()

    @property
    def latency(self) -> float:
        return self._draw()

    @latency.setter
    def latency(self, _: float) -> None:
        """The base class sets a constant."""

    async def answer(self, call: Call) -> tuple[bytes | None, bool]:
        key = id(call)
        if call.sends:
            self._came_at[key] = time.monotonic()
        try:
            return await super().answer(call)
        finally:
            self._came_at.pop(key, None)

    def out(self, since: float) -> int:
        """Calls that came after that moment and have no answer."""
        return sum(moment > since for moment in self._came_at.values())


@dataclass(slots=True)
class Figures:
    """Of each hang: calls out at its beginning, calls that came after it, of these those not on their way; rates."""

    out: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    unknown: int = 0

    def line(self) -> str:
        return (
            f"extra {median(self.extra):.0f} median, {max(self.extra)} most ({max(self.late)} after 5 ms), "
            f"out at its start {median(self.out):.0f}; {median(self.rates):.1f}/s before; "
            f"{sum(self.out) + sum(self.extra)} hung, {self.unknown} of unknown fate; {sorted(self.extra)}"
        )


async def keep_publishing(subject: Subject) -> None:
    """The next article as soon as little of the last one is left."""
    while True:
        article = subject.publish()
        await subject.until_sent(article, int(len(subject.people) * 0.8), 600)


async def measure(folder: Path, setup: Setup, draw: Callable[[], float], hangs: int) -> Figures:
    api, found = LatentApi(draw), Figures()
    await api.opens()
    subject = Subject(folder, api, setup)
    publishing = None
    try:
        await subject.prepare()
        await subject.start()
        publishing = asyncio.create_task(keep_publishing(subject))
        arrivals = api.seen.arrivals
        while len(arrivals) < setup.rate:
            await asyncio.sleep(0.05)
        back_at = 0.0
        for _ in range(hangs):
            await asyncio.sleep(random.uniform(*BETWEEN))
            begun, before = time.monotonic(), len(arrivals)
            found.out.append(api.out(back_at))
            api.fault = Fault(None)
            await asyncio.sleep(HANGS)
            api.fault, back_at = None, time.monotonic()
            found.extra.append(len(arrivals) - before)
            found.late.append(sum(moment > begun + ON_ITS_WAY for moment in arrivals[before:]))
            found.rates.append(sum(moment > begun - STEADY for moment in arrivals[:before]) / STEADY)
            back = len(arrivals)
            while len(arrivals) < back + setup.rate / 4:
                await asyncio.sleep(0.02)
        publishing.cancel()
        # What hung is given up after ten seconds.
        await asyncio.sleep(12)
        found.unknown = await _unknown(subject)
    finally:
        if publishing:
            publishing.cancel()
        await subject.close()
        await api.closes()
    return found


async def _unknown(subject: Subject) -> int:
    """Messages that `stats` counts as maybe doubled or of unknown fate."""
    from bot.cli.stats import gather
    from domain.clock import SystemClock
    from storage.store import Store

    store = await Store.open(subject._url, SystemClock())
    try:
        broadcasts: list[dict[str, Any]] = (await gather(store))["broadcasts"]
        return sum(int(one.get("unknown", 0)) + int(one.get("maybe_twice", 0)) for one in broadcasts)
    finally:
        await store.close()


async def main(options: argparse.Namespace) -> None:
    # The process and the database that were started are ended by their `finally`.
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with ExitStack() as stack:
        server = stack.enter_context(private_server()) if options.postgres else None
        for rate in options.rates:
            for latency in options.latencies:
                setup = Setup(rate, max(200, rate * 8), server.empty() if server else "")
                with tempfile.TemporaryDirectory() as folder:
                    found = await measure(Path(folder), setup, LATENCIES[latency], options.hangs)
                database = "PostgreSQL" if server else "SQLite"
                print(f"{rate}/s, {latency} ms, {database}: {found.line()}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rates", type=int, nargs="+", default=[28, 100, 300, 1000])
    parser.add_argument("--latencies", nargs="+", choices=list(LATENCIES), default=list(LATENCIES))
    parser.add_argument("--hangs", type=int, default=10)
    parser.add_argument("--postgres", action="store_true")
    asyncio.run(main(parser.parse_args()))
