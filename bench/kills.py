"""Kill loop: a delivering process is killed at random moments and started again; what was lost, what came twice.

`python -m bench.kills` runs it at 28/s and at 1,000/s and prints copies beyond the first a kill, beside the bound
rate x (latency + 0.1 s), at least 2. tests/faults/test_kills.py asserts the same figures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.delivery import ZONE, accept, audience
from bench.stand_in import StandIn, stand_in
from delivery.content.bodies import Style
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import Telegram
from delivery.rate.limiter import LocalRateLimiter
from domain.clock import SystemClock
from storage.store import Store

_ROOT = Path(__file__).resolve().parents[1]
# One life in so many is killed while it starts, or with its first messages out.
_EARLY = 5


async def life(database: str, url: str, token: str, rate: int) -> None:
    """Delivers until SIGTERM, or until nothing is open any more."""
    store = await Store.open(database, SystemClock())
    try:
        async with Telegram(url, token, connections=1000) as telegram:
            context = await open_context(
                store, telegram, Style(ZONE, "zharshy_bot"), LocalRateLimiter(SystemClock(), rate)
            )
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, context.stop.set)
            driver = asyncio.create_task(run_delivery(context))
            while not context.stop.is_set() and await store.broadcasts.open():
                await store.changes.wait(0.2)
            context.stop.set()
            await driver
    finally:
        await store.close()


def nursery(database: str, url: str, token: str, rate: int) -> None:
    """Begins a life for each line that it reads, and tells its process id, then that it has ended.

    Lives are forked from a process that has imported everything: the loop is about kills, not about imports.
    """
    for _ in sys.stdin:
        process = os.fork()
        if not process:
            asyncio.run(life(database, url, token, rate))
            os._exit(0)
        print(process, flush=True)
        os.waitpid(process, 0)
        print("ended", flush=True)


@dataclass(frozen=True, slots=True)
class Seen:
    """`repeated`: copies beyond the first in all; `most`: copies that one person has, at most."""

    kills: int
    lost: int
    repeated: int
    most: int


def bound(rate: int, latency: float) -> float:
    """Copies beyond the first that a kill may cost on average."""
    return max(2.0, rate * (latency + 0.1))


@dataclass
class KillLoop:
    """One push to `people`, at `rate` messages a second, on a file of its own."""

    api: StandIn
    people: int
    rate: int
    with_signal: signal.Signals = signal.SIGKILL
    _dice: random.Random = field(default_factory=lambda: random.Random(7))

    async def run(self, kills: int) -> Seen:
        """Kills so many lives, then lets one end the push."""
        done = 0
        with tempfile.TemporaryDirectory() as folder:
            async with audience(Path(folder), self.people) as store, self._nursery(folder) as lives:
                await accept(store, 1)
                while await store.broadcasts.open():
                    process = await _begin(lives)
                    ended = asyncio.ensure_future(_line(lives))
                    if done < kills and await self._moment(store, ended, early=done % _EARLY == 0):
                        # It may have ended by itself just now.
                        with suppress(ProcessLookupError):
                            os.kill(process, self.with_signal)
                            done += 1
                    await ended
        counts = await self.api.ask("counts", first=1, count=self.people)
        copies = counts["repeated"].values()
        return Seen(done, len(counts["missing"]), sum(one - 1 for one in copies), max(copies, default=1))

    async def _moment(self, store: Store, ended: asyncio.Future[str], *, early: bool) -> bool:
        """Waits for the moment of a kill; False when the life ended by itself before."""
        before = await self._served(store)
        patience = self._dice.uniform(0.0, 1.3) if early else self._dice.uniform(0.0, 0.9)
        while not early and await self._served(store) == before and not ended.done():
            await asyncio.sleep(0.01)
        await asyncio.wait([ended], timeout=patience)
        return not ended.done()

    async def _served(self, store: Store) -> int:
        [push] = await store.broadcasts.summaries()
        return push.tally.delivered

    @asynccontextmanager
    async def _nursery(self, folder: str) -> AsyncIterator[asyncio.subprocess.Process]:
        database = f"sqlite:///{folder}/zharshy.db"
        words = (
            sys.executable,
            "-m",
            "bench.kills",
            "--nursery",
            database,
            self.api.url,
            self.api.token,
            str(self.rate),
        )
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*words, cwd=_ROOT, stdin=pipe, stdout=pipe)
        try:
            yield process
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()


async def _begin(lives: asyncio.subprocess.Process) -> int:
    assert lives.stdin is not None
    lives.stdin.write(b"\n")
    return int(await _line(lives))


async def _line(lives: asyncio.subprocess.Process) -> str:
    assert lives.stdout is not None
    return (await lives.stdout.readline()).decode()


async def main(latency: float) -> None:
    for rate, people in ((28, 1000), (1000, 30_000)):
        for with_signal in (signal.SIGKILL, signal.SIGTERM):
            async with stand_in(people=people, latency=latency) as api:
                seen = await KillLoop(api, people, rate, with_signal).run(kills=25)
            each = seen.repeated / max(seen.kills, 1)
            found = (
                f"{seen.kills} kills, lost {seen.lost}, repeated {each:.1f} a kill (bound {bound(rate, latency):.0f})"
            )
            print(f"{rate}/s {with_signal.name}: {found}, at most {seen.most} copies", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--nursery":
        nursery(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--latency", type=float, default=0.06)
        asyncio.run(main(parser.parse_args().latency))
