"""Workers that are begun in a moment and killed in another: forked from a process that has imported everything."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bench.delivery import ZONE
from delivery.cluster.context import open_cluster_context
from delivery.cluster.engine import Cluster
from delivery.cluster.watchdog import Watchdog
from delivery.content.bodies import Style
from delivery.http.client import Telegram
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from storage.store import Store

_ROOT = Path(__file__).resolve().parents[1]


async def worker(database: str, url: str, token: str, rate: float) -> None:
    """Delivers from a PostgreSQL database until SIGTERM."""
    cluster = Cluster(database)
    store = await Store.open(database, SystemClock(), cluster.engine)
    try:
        async with Telegram(url, token, connections=1000) as telegram:
            context = await open_cluster_context(store, telegram, Style(ZONE, "zharshy_bot"), rate, SystemClock())
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, context.delivery.stop.set)
            await cluster.deliver(context, Watchdog())
    finally:
        await store.close()


def main() -> None:
    """Begins a worker for each line that it reads, and tells its process id; all end with it."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    begun = []
    for line in sys.stdin:
        process = os.fork()
        if not process:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with suppress(StoreUnavailable):
                asyncio.run(worker(*json.loads(line)))
            os._exit(0)
        begun.append(process)
        print(process, flush=True)
    for process in begun:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


class Nursery:
    """The workers of a round; `alive`: their process ids."""

    def __init__(self, process: asyncio.subprocess.Process, words: tuple[str, str, str, float]) -> None:
        self._process = process
        self._words = words
        self.alive: list[int] = []

    async def begins(self) -> int:
        """One more: its process id."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(self._words).encode() + b"\n")
        process = int(await self._process.stdout.readline())
        self.alive.append(process)
        return process

    def tells(self, process: int, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(process, number)

    def kills(self, process: int) -> None:
        self.alive.remove(process)
        self.tells(process, signal.SIGKILL)


@asynccontextmanager
async def nursed(database: str, url: str, token: str, rate: float) -> AsyncIterator[Nursery]:
    """No worker yet, on this database and this Bot API; in the end all are gone."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.nursery", cwd=_ROOT, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield Nursery(process, (database, url, token, rate))
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


if __name__ == "__main__":
    main()
