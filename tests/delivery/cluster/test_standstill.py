"""A process that stood still, and one of whose parts has ended: neither may look alive and hold what it has claimed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from delivery.cluster import engine as cluster
from delivery.cluster.context import open_cluster_context
from delivery.cluster.engine import Cluster
from delivery.cluster.watchdog import Watchdog
from delivery.content.bodies import Style
from delivery.engine import runners
from delivery.http.client import Telegram
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from storage.postgres import database as postgres
from storage.store import Store, UnitOfWork
from tests.builders import accept

pytestmark = pytest.mark.postgres


@pytest.fixture
async def impatient(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """A store whose server ends a transaction after 50 ms of nothing, as it does after 5 s in production."""
    hasty = postgres._WRITE["options"].replace("session_timeout=5s", "session_timeout=50ms")
    assert hasty != postgres._WRITE["options"]
    monkeypatch.setitem(postgres._WRITE, "options", hasty)
    store = await Store.open(postgres_url, SystemClock())
    yield store
    await store.close()


async def test_a_step_in_which_the_process_stood_still_can_be_made_again(impatient: Store) -> None:
    stands_still = [0.3, 0.0]

    async def step(work: UnitOfWork) -> int:
        await work.cluster.now_us()
        # The fault itself: the whole process stands still, as after SIGSTOP.
        time.sleep(stands_still.pop(0))
        return await work.cluster.now_us()

    with pytest.raises(StoreUnavailable):
        await impatient.transact(step)
    assert await impatient.transact(step) > 0


async def test_a_transaction_in_which_the_process_stood_still_is_trouble_that_passes(impatient: Store) -> None:
    with pytest.raises(StoreUnavailable):
        async with impatient.transaction() as work:
            await work.cluster.now_us()
            time.sleep(0.3)
            await work.cluster.now_us()
    await accept(impatient, "after")


@pytest.mark.parametrize(("module", "part"), [(runners, "keep_flushing"), (cluster, "keep_measuring")])
async def test_a_process_one_of_whose_parts_has_ended_ends_and_says_why(
    module: ModuleType, part: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise ZeroDivisionError(part)

    monkeypatch.setattr(module, part, fails)
    engine = Cluster(postgres_url)
    store = await Store.open(postgres_url, SystemClock(), engine.engine)
    try:
        async with Telegram("http://127.0.0.1:9", "1:token", connections=1) as telegram, asyncio.timeout(20):
            style = Style(ZoneInfo("Asia/Almaty"), "zharshy_bot")
            context = await open_cluster_context(store, telegram, style, 28, SystemClock())
            with pytest.raises(ZeroDivisionError, match=part):
                await engine.deliver(context, Watchdog())
    finally:
        await store.close()
