"""Kill loop: a delivering process is killed at random moments and started again; what was lost, what came twice.

`python -m bench.kills` runs it at 28/s and at 1,000/s and prints copies beyond the first a kill, beside the bound
rate x (latency + 0.1 s), at least 2.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from pathlib import Path

from bench.delivery import ZONE, accept, audience
from bench.stand_in import StandIn, stand_in
from delivery.bodies import Style
from delivery.runners import Speed, open_desk, run_delivery
from delivery.telegram import Telegram
from domain.clock import SystemClock
from storage.store import Store


async def child(database: str, url: str, token: str, rate: int) -> None:
    """A life: delivers until SIGTERM, or until nothing is open any more."""
    store = await Store.open(database, SystemClock())
    try:
        async with Telegram(url, token, connections=1000) as telegram:
            desk = await open_desk(store, telegram, Style(ZONE, "zharshy_bot"), Speed(rate), SystemClock())
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, desk.stopping.set)
            driver = asyncio.create_task(run_delivery(desk))
            while not desk.stopping.is_set() and await store.intents.open():
                await store.changes.wait(0.2)
            desk.stopping.set()
            await driver
    finally:
        await store.close()


async def kill_loop(api: StandIn, people: int, rate: int, *, with_signal: signal.Signals) -> tuple[int, int, int]:
    """(kills, lost, copies beyond the first) of one push to `people`."""
    dice = random.Random(rate)
    with tempfile.TemporaryDirectory() as folder:
        async with audience(Path(folder), people) as store:
            await accept(store, 1)
            command = [sys.executable, "-m", "bench.kills", "--child", f"sqlite:///{folder}/zharshy.db"]
            kills = 0
            while await store.intents.open():
                life = await asyncio.create_subprocess_exec(*command, api.url, api.token, str(rate))
                try:
                    await asyncio.wait_for(life.wait(), dice.uniform(2.0, 4.0))
                except TimeoutError:
                    life.send_signal(with_signal)
                    await life.wait()
                    kills += 1
        counts = await api.ask("counts", first=1, count=people)
    return kills, len(counts["missing"]), sum(copies - 1 for copies in counts["repeated"].values())


async def main(latency: float) -> None:
    for rate, people in ((28, 1000), (1000, 30_000)):
        for with_signal in (signal.SIGKILL, signal.SIGTERM):
            async with stand_in(people=people, latency=latency) as api:
                kills, lost, repeated = await kill_loop(api, people, rate, with_signal=with_signal)
            bound = max(2.0, rate * (latency + 0.1))
            each = repeated / max(kills, 1)
            found = f"{kills} kills, lost {lost}, repeated {each:.1f} a kill (bound {bound:.0f})"
            print(f"{rate}/s {with_signal.name}: {found}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--child":
        asyncio.run(child(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])))
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--latency", type=float, default=0.06)
        asyncio.run(main(parser.parse_args().latency))
