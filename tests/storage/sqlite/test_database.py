"""What SQLite alone does: transactions wait in one thread, a locked file and a full disk are reported and pass."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from domain.errors import StoreDamaged, StoreUnavailable
from storage.limits import StoreLimits
from storage.store import Store, UnitOfWork, sqlite_path
from tests.builders import accept, chat, open_store, store_url
from tests.damage import damage_table


async def test_on_sqlite_those_handed_over_whole_and_the_others_wait_for_each_other(tmp_path: Path) -> None:
    async def count_up(work: UnitOfWork) -> None:
        await work.facts.put("number", str(int(await work.facts.get("number") or 0) + 1))

    async def apart(store: Store) -> None:
        async with store.transaction() as work:
            await count_up(work)

    async with open_store(tmp_path) as store:
        await asyncio.gather(*(work for _ in range(20) for work in (apart(store), store.transact(count_up))))
        assert await store.facts.get("number") == "40"


async def test_a_body_that_waits_for_something_else_is_refused_on_sqlite_and_leaves_nothing(tmp_path: Path) -> None:
    async def body(work: UnitOfWork) -> None:
        await work.facts.put("step", "1")
        await asyncio.sleep(0)

    async with open_store(tmp_path) as store:
        with pytest.raises(RuntimeError, match="only its rows"):
            await store.transact(body)
        assert await store.facts.get("step") is None


async def test_a_lock_held_by_another_program_is_reported_and_passes(tmp_path: Path) -> None:
    async with open_store(tmp_path, limits=StoreLimits(busy_seconds=0.05)) as store:
        with closing(sqlite3.connect(sqlite_path(store_url(tmp_path)), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable) as error:
                await chat(store, 11)
            assert error.value.key == "store-locked"
            assert await store.recipients.find(11) is None
            other.execute("COMMIT")
        await chat(store, 11)
        assert await store.recipients.find(11) is not None


async def test_a_full_disk_is_reported_and_passes(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        [(pages,)] = await pragma(store, "page_count")
        await pragma(store, f"max_page_count = {pages}")
        with pytest.raises(StoreUnavailable) as error:
            for number in range(100):
                await accept(store, f"a{number}", body="Қала туралы мәтін. " * 2000)
        assert error.value.key == "store-full"
        taken = await store.articles.count()
        await pragma(store, "max_page_count = 1000000")
        await accept(store, "after")
        assert await store.articles.count() == taken + 1


@pytest.mark.parametrize("whole", [True, False], ids=["in a transaction", "in one handed over whole"])
async def test_a_damaged_page_is_named_wherever_it_shows(tmp_path: Path, whole: bool) -> None:
    damage_table(sqlite_path(store_url(tmp_path)), "letter")

    async def write(work: UnitOfWork) -> None:
        await work.letters.add(7, "Сәлем")

    async with open_store(tmp_path) as store:
        with pytest.raises(StoreDamaged) as written:
            if whole:
                async with store.transaction() as work:
                    await write(work)
            else:
                await store.transact(write)
        assert written.value.key == "store-damaged"
        assert store.damage is written.value
        with pytest.raises(StoreDamaged):
            await store.letters.get(1)
        await accept(store)
        assert (await store.articles.count(), store.damage) == (1, written.value)


async def test_a_text_that_is_none_is_damage(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        await accept(store)
        with closing(sqlite3.connect(sqlite_path(store_url(tmp_path)))) as other, other:
            other.execute("UPDATE article SET title = CAST(x'ff00fe' AS TEXT)")
        with pytest.raises(StoreDamaged):
            await store.articles.get(1)


async def pragma(store: Store, words: str) -> list[tuple[Any, ...]]:
    """A setting of the writer's connection, as the operating system would set it."""
    writer = store._database._writer  # type: ignore[attr-defined]
    return list(await writer.execute_fetchall(f"PRAGMA {words}"))
