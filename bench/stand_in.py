"""The playground's Bot API as a process of its own, and what it saw."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp


@dataclass(frozen=True, slots=True)
class StandIn:
    """`url` for API_BASE_URL, `token` for BOT_TOKEN."""

    url: str
    token: str
    session: aiohttp.ClientSession

    async def ask(self, act: str, **body: Any) -> Any:
        """One act of /control/…"""
        async with self.session.post(f"{self.url}/control/{act}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def arrivals(self, method: str) -> list[float]:
        """Monotonic times at which calls of a method came in."""
        times: list[float] = []
        since = 0
        while True:
            page = await self.ask("calls", since=since)
            times += [call[0] for call in page["calls"] if call[1] == method]
            if page["next"] == since:
                return times
            since = page["next"]


@asynccontextmanager
async def stand_in(*, people: int, latency: float = 0.0, rate: int | None = None) -> AsyncIterator[StandIn]:
    """Private chats 1 … `people`; `latency` seconds before each answer; over `rate` a second it answers 429."""
    limit = ["--rate", str(rate)] if rate else []
    command = [sys.executable, "-P", "-m", "playground", "--people", str(people), "--latency", str(latency), *limit]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as session:
            async with session.post(f"{url}/control/info", json={}) as response:
                info = await response.json()
            yield StandIn(url, info["token"], session)
    finally:
        process.terminate()
        await process.wait()


def busiest_second(times: list[float]) -> int:
    """The most events in any sliding second (half open)."""
    times = sorted(times)
    most = start = 0
    for end, moment in enumerate(times):
        while moment - times[start] >= 1.0:
            start += 1
        most = max(most, end - start + 1)
    return most
