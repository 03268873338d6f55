"""What others feel while one person sends a hundred messages a second: `python -m bench.flood`.

The real process (`zharshy run`) talks to the stand-in. Readers send /help at first alone, then beside the flood, with
messages that are ignored for the most part. The CPU of an ignored message is that of the process in ten seconds of the
flood, less that of ten idle seconds and of the answers that the flood gets, by the number of messages.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

from bench.answers import READER, asks, p, running_bot
from bench.stand_in import StandIn, stand_in

FLOODER = 800_000_001
# Of the flood alone, and of rest.
SECONDS = 10


def cpu_seconds(pid: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def answers(api: StandIn) -> int:
    """How many messages the person who floods has got."""
    found: int = (await api.ask("counts"))["chats"].get(str(FLOODER), 0)
    return found


async def flood(api: StandIn, rate: int, sent: list[float]) -> None:
    """Sends messages at an even rate until it is cancelled."""
    begun = time.monotonic()
    while True:
        await api.ask("say", person=FLOODER, text="/help")
        sent.append(time.monotonic())
        await asyncio.sleep(max(0.0, begun + len(sent) / rate - time.monotonic()))


async def main(rate: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        async with stand_in(people=0) as api:
            for person in (FLOODER, *(READER + number for number in range(2 * count))):
                await api.ask("person", id=person, name="Әлия", language_code="kk")
            async with running_bot(api, Path(name), 28) as bot:
                await api.ask("say", person=READER, text="/start")
                await api.ask("hears", chat=READER, text="", timeout=60)
                sent: list[float] = []
                before = cpu_seconds(bot.pid)
                idle = await asks(api, range(READER, READER + count))
                answer = (cpu_seconds(bot.pid) - before) / count
                before = cpu_seconds(bot.pid)
                await asyncio.sleep(SECONDS)
                at_rest = cpu_seconds(bot.pid) - before
                flooding = asyncio.create_task(flood(api, rate, sent))
                await asyncio.sleep(2)
                first = len(sent)
                busy = await asks(api, range(READER + count, READER + 2 * count))
                before, begun, heard = cpu_seconds(bot.pid), len(sent), await answers(api)
                await asyncio.sleep(SECONDS)
                spent = cpu_seconds(bot.pid) - before - at_rest - (await answers(api) - heard) * answer
                ignored = spent / (len(sent) - begun)
                flooding.cancel()
    print(f"/help idle: p50 {p(0.5, idle):.0f} ms, p95 {p(0.95, idle):.0f} ms, CPU {answer * 1000:.1f} ms each")
    print(f"/help beside {rate}/s of one person: p50 {p(0.5, busy):.0f} ms, p95 {p(0.95, busy):.0f} ms")
    print(f"p95 difference {p(0.95, busy) - p(0.95, idle):.0f} ms ({begun - first} messages of the flood meanwhile)")
    print(f"CPU of an ignored message: {ignored * 1000:.2f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    asyncio.run(main(options.rate, options.count))
