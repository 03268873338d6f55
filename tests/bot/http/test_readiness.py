"""/readyz says 503 while the store takes nothing, is damaged, or Telegram has told the bot to wait; and recovers."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.http.readiness import Readiness
from storage.limits import StoreLimits
from storage.store import Store, sqlite_path
from tests.builders import JumpingClock, open_store, store_url
from tests.damage import damage_table
from tests.until import until

# More seconds than a store that works takes for a row on any machine.
PATIENT = 30.0


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
async def store(tmp_path: Path, clock: JumpingClock) -> AsyncIterator[Store]:
    async with open_store(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
async def readiness(store: Store, clock: JumpingClock) -> AsyncIterator[Readiness]:
    made = Readiness(store, clock, patience=PATIENT)
    yield made
    await made.close()


async def later(readiness: Readiness, clock: JumpingClock) -> list[str]:
    clock.jump(2)
    return await readiness.reasons()


async def test_a_locked_store_reads_well_and_is_not_ready(
    tmp_path: Path, readiness: Readiness, clock: JumpingClock
) -> None:
    assert await readiness.reasons() == []
    with closing(sqlite3.connect(sqlite_path(store_url(tmp_path)), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        # Longer than a monitor waits: the try that hangs is not begun a second time.
        readiness.patience = 0.2
        assert await later(readiness, clock) == ["store-hangs"]
        readiness.patience = PATIENT
        other.execute("COMMIT")
    async with readiness._store.transaction():
        pass
    assert await later(readiness, clock) == []


async def test_a_try_that_failed_when_nobody_waited_any_more_is_no_answer_later(
    tmp_path: Path, clock: JumpingClock
) -> None:
    async with open_store(tmp_path, clock, StoreLimits(busy_seconds=0.05)) as store:
        readiness = Readiness(store, clock, patience=0)
        with closing(sqlite3.connect(sqlite_path(store_url(tmp_path)), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await readiness.reasons() == ["store-hangs"]
            await until(lambda: store.trouble is not None)
            other.execute("COMMIT")
        readiness.patience = PATIENT
        assert await later(readiness, clock) == []


async def test_a_store_that_can_only_be_read_is_not_ready(
    store: Store, readiness: Readiness, clock: JumpingClock
) -> None:
    await store._database._writer.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]
    assert await later(readiness, clock) == ["store-full"]
    await store._database._writer.execute("PRAGMA query_only = OFF")  # type: ignore[attr-defined]
    assert await later(readiness, clock) == []


async def test_monitors_that_ask_in_a_hurry_share_one_answer(store: Store, readiness: Readiness) -> None:
    await readiness.reasons()
    first = await store.facts.get("touched")
    await readiness.reasons()
    assert await store.facts.get("touched") == first


async def test_parts_say_why_they_cannot_work(readiness: Readiness) -> None:
    readiness.set("updates", "telegram-says-wait 600 s")
    assert await readiness.reasons() == ["updates: telegram-says-wait 600 s"]
    readiness.set("updates", "")
    assert await readiness.reasons() == []


async def test_damage_that_any_part_met_stays_until_the_end(tmp_path: Path, clock: JumpingClock) -> None:
    damage_table(sqlite_path(store_url(tmp_path)), "letter")
    async with open_store(tmp_path, clock) as store:
        readiness = Readiness(store, clock, patience=PATIENT)
        assert await readiness.reasons() == []
        with pytest.raises(Exception, match="store-damaged"):
            await store.letters.get(1)
        assert await readiness.reasons() == ["store-damaged"]
        assert await later(readiness, clock) == ["store-damaged"]
