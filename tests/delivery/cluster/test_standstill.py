"""A process that stood still, and one of whose parts has ended: neither may look alive and hold what it has claimed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import ModuleType
from zoneinfo import ZoneInfo

import psycopg
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


# A transaction that says so is ended by the server after 50 ms of nothing; all others after 5 s, as in production.
_HASTY = "SELECT set_config('idle_in_transaction_session_timeout', '50ms', true)"
_IDLE = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'
"""


@dataclass(frozen=True)
class Standing:
    """A store, and its process that may stand still."""

    store: Store
    url: str

    async def stands_still(self, work: UnitOfWork) -> None:
        """The fault itself: the whole process, as after SIGSTOP, until the server has ended its transaction."""
        await work.cluster._rows.fetch("hasty")
        with psycopg.connect(self.url, autocommit=True) as other:
            while other.execute(_IDLE).fetchone() != (0,):
                other.execute("SELECT pg_sleep(0.01)")


@pytest.fixture
async def standing(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Standing]:
    assert "idle_in_transaction_session_timeout=5s" in postgres._WRITE["options"]
    store = await Store.open(postgres_url, SystemClock())
    monkeypatch.setitem(store._database.statements, "hasty", _HASTY)  # type: ignore[attr-defined]
    yield Standing(store, postgres_url)
    await store.close()


async def test_a_step_in_which_the_process_stood_still_can_be_made_again(standing: Standing) -> None:
    tries = [standing.stands_still, None]

    async def step(work: UnitOfWork) -> int:
        await work.cluster.now_us()
        if stands_still := tries.pop(0):
            await stands_still(work)
        return await work.cluster.now_us()

    with pytest.raises(StoreUnavailable):
        await standing.store.transact(step)
    assert await standing.store.transact(step) > 0


async def test_a_transaction_in_which_the_process_stood_still_is_trouble_that_passes(standing: Standing) -> None:
    with pytest.raises(StoreUnavailable):
        async with standing.store.transaction() as work:
            await standing.stands_still(work)
            await work.cluster.now_us()
    await accept(standing.store, "after")


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
