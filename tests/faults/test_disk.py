"""The running program's store takes nothing for a while: nothing leaves, is lost or doubled; the owner is told once.

A monitor sees it as long as it lasts.
"""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing

import aiohttp
import pytest

from delivery.engine.sender import FRESH
from playground.server import Playground
from tests.acceptance.conftest import OWNER, Program, Running
from tests.ports import free_port

pytestmark = pytest.mark.slow

PEOPLE = range(1001, 2201)
RATE = 100
# What may be out when the trouble begins: its claims were committed before.
OUT = 2 * RATE * 0.15
# A claim that has not left so long after its commit is given back.
SETTLED = FRESH + 0.2
SAID = "💾 Қойма қазір ештеңе қабылдамай тұр"


@asynccontextmanager
async def full_disk(program: Program, running: Running) -> AsyncIterator[None]:
    """The kernel refuses every write beyond the first page of any file, as it does where no room is left."""
    pid = running.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def locked_store(program: Program, running: Running) -> AsyncIterator[None]:
    """Another program holds the write lock."""
    file = program.folder / "data" / "zharshy.db"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


Trouble = Callable[[Program, Running], AbstractAsyncContextManager[None]]


@pytest.mark.parametrize(
    ("trouble", "seconds", "told"),
    [(full_disk, 5.0, 1), (locked_store, 3.0, 0), (locked_store, 12.0, 1)],
    ids=["full for 5 s", "locked for 3 s", "locked for longer than a statement waits"],
)
async def test_while_claims_fail_nothing_leaves_and_then_it_goes_on_by_itself(
    program: Program, telegram: Playground, trouble: Trouble, seconds: float, told: int
) -> None:
    telegram.add_range(PEOPLE.start, len(PEOPLE))
    telegram.latency = 0.05
    listen = f"127.0.0.1:{free_port()}"
    program.settings |= {"SEND_RATE": str(RATE), "PAID_BROADCAST": "true", "HTTP_LISTEN": listen}
    await program.audience("".join(f"{person},kk,*\n" for person in PEOPLE))
    running = await program.runs()
    await running.logs("folder.first_look")
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    await telegram.until(lambda: sent(telegram) > 60, 60)
    async with trouble(program, running):
        begun = sent(telegram)
        monitor = asyncio.create_task(readiness(listen))
        await asyncio.sleep(SETTLED)
        quiet = sent(telegram)
        assert quiet - begun <= OUT
        await asyncio.sleep(seconds - SETTLED)
        assert sent(telegram) == quiet < len(PEOPLE)
        status, reason = await monitor
        assert (status, reason.strip() in ("store-full", "store-locked", "store-hangs")) == (503, True)
    await program.until(lambda figures: figures["broadcasts"][-1]["state"] == "done", 60)
    assert await readiness(listen) == (200, "ok\n")
    copies = telegram.calls.copies()
    assert [copies[person] for person in PEOPLE] == [1] * len(PEOPLE)
    [push] = (await program.stats())["broadcasts"]
    assert (push["delivered"], push["unknown"]) == (len(PEOPLE), 0)
    words = [str((call.params or {})["text"]) for call in telegram.sent(OWNER)]
    assert [SAID in word for word in words] == [True] * told, words
    assert await running.stops() == 0
    logged = [one["event"] for one in running.events]
    assert [logged.count("store.takes_nothing"), logged.count("store.works_again")] == [told, told]


async def readiness(listen: str) -> tuple[int, str]:
    """What /readyz says: (status, its words)."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{listen}/readyz") as answer:
        return answer.status, await answer.text()


def sent(telegram: Playground) -> int:
    copies = telegram.calls.copies()
    return sum(copies[person] for person in PEOPLE)
