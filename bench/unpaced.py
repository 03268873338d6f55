"""Delivery without a limit beside bare aiogram, over HTTP to another process, in turns: `python -m bench.unpaced`.

Both arms have 25 calls in flight on the same kind of event loop and talk to the same server (`bench/bare_api.py`). It
does so little that it is never the bottleneck: what it could take, by the CPU it used, is printed too. Ours claims,
sends and records each message (SQLite, `synchronous=FULL`); aiogram's arm is what a naive loop would do at best: 25
workers that call `bot.send_message` and keep nothing. It is noon in the chats, whenever it runs: the first push of a
chat's life that comes at night costs a write more, since it offers quiet hours.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from bench.bare_api import Bare, bare_api
from bench.delivery import LEAD, accept, audience
from delivery.content.bodies import Style
from delivery.engine.in_flight import InFlight
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import Telegram
from delivery.rate.limiter import LocalRateLimiter
from domain.clock import SystemClock

IN_FLIGHT = 25


def noon() -> ZoneInfo:
    """A zone in which it is between twelve and one."""
    return ZoneInfo(f"Etc/GMT{time.gmtime().tm_hour - 12:+d}")


class OpenLimiter(LocalRateLimiter):
    """Lets everything leave at once, by fifty as at 1,000/s."""

    async def reserve(self) -> list[float]:
        return [self.clock.monotonic()] * 50

    def due(self, slot: float) -> float:
        return slot

    async def wait_for(self, slot: float) -> float:
        return slot

    def try_acquire(self, slot: float) -> bool:
        self.window.permit()
        return True


@dataclass(frozen=True, slots=True)
class Run:
    """`cpu`: seconds of this process a message; `rate`: messages a second of wall time; `ceiling`: what the server,
    by the CPU it used, could have taken a second."""

    cpu: float
    rate: float
    ceiling: float


async def ours(api: Bare, people: int) -> Run:
    """Pushes one article to everyone, until every answer is recorded."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            audience(Path(folder), people) as store,
            Telegram(api.url, api.token, connections=IN_FLIGHT) as telegram,
        ):
            context = await open_context(
                store, telegram, Style(noon(), "zharshy_bot"), LocalRateLimiter(SystemClock(), 1000)
            )
            context = replace(context, limiter=OpenLimiter(SystemClock(), 1000), in_flight=InFlight(IN_FLIGHT))
            driver = asyncio.create_task(run_delivery(context))
            await asyncio.sleep(1.2)
            before, begun, cpu = await api.seen(), time.monotonic(), time.process_time()
            await accept(store, 1)
            while not [b for b in await store.broadcasts.summaries() if b.state == "done"]:
                await asyncio.sleep(0.05)
            run = await _run(api, people, before, begun, cpu)
            context.stop.set()
            await driver
            return run


async def aiograms(api: Bare, people: int) -> Run:
    """The same to as many by bare `bot.send_message`."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    async with Bot(api.token, session=session) as bot:
        await bot.get_me()
        before, begun, cpu = await api.seen(), time.monotonic(), time.process_time()
        chats = iter(range(1, people + 1))

        async def work(chats: Iterator[int]) -> None:
            for chat in chats:
                await bot.send_message(chat, f"<b>Мақала 1</b>\n\n{LEAD}", parse_mode="HTML")

        await asyncio.gather(*[work(chats) for _ in range(IN_FLIGHT)])
        return await _run(api, people, before, begun, cpu)


async def _run(api: Bare, people: int, before: dict[str, float], begun: float, cpu: float) -> Run:
    used, seconds = time.process_time() - cpu, time.monotonic() - begun
    seen = await api.seen()
    assert seen["calls"] == seen["chats"] == people, f"not each once: {seen}"
    return Run(used / people, people / seconds, people / (seen["cpu"] - before["cpu"]))


async def main(people: int, rounds: int) -> None:
    ratios = []
    async with bare_api() as api:
        for _ in range(rounds):
            bare = await aiograms(api, people)
            own = await ours(api, people)
            ratios.append(own.cpu / bare.cpu)
            print(f"CPU a message: ours {own.cpu * 1e6:.0f} us, bare aiogram {bare.cpu * 1e6:.0f} us", end=", ")
            print(f"ratio {ratios[-1]:.2f}; messages a second: ours {own.rate:,.0f}", end=", ")
            print(f"bare aiogram {bare.rate:,.0f}, the server could {own.ceiling:,.0f}", flush=True)
    print(f"median ratio {median(ratios):.2f} ({rounds} rounds of {people:,} messages, {IN_FLIGHT} in flight, unpaced)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--uvloop", action="store_true", help="both arms on uvloop's event loop, the extra `fast`")
    options = parser.parse_args()
    if options.uvloop:
        import uvloop

        factory = uvloop.new_event_loop
    else:
        factory = asyncio.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(main(options.people, options.rounds))
