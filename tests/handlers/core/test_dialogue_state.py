"""Dialogue state in the store, and one update of a person at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiogram.fsm.storage.base import StorageKey

from domain.clock import SystemClock
from handlers.core.dialogue_state import OneAtATime, StoredDialogues
from storage.store import Store


async def test_a_dialogue_survives_a_restart_and_keeps_topics_apart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'd.db'}"
    topic, other = StorageKey(1, -5, 7, 11), StorageKey(1, -5, 7, 12)
    store = await Store.open(url, SystemClock())
    dialogues = StoredDialogues(store)
    await dialogues.set_state(topic, "Writing:title")
    await dialogues.update_data(topic, {"draft": 3})
    await store.close()
    store = await Store.open(url, SystemClock())
    dialogues = StoredDialogues(store)
    assert await dialogues.get_state(topic) == "Writing:title"
    assert await dialogues.get_data(topic) == {"draft": 3}
    assert await dialogues.get_state(other) is None
    await dialogues.set_state(topic, None)
    await dialogues.set_data(topic, {})
    assert await store._rows.fetch("dialogue_get", -5, 7, 11) == []
    await store.close()


async def test_changes_of_one_dialogue_at_the_same_moment_are_all_kept(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'd.db'}", SystemClock())
    dialogues, key = StoredDialogues(store), StorageKey(1, 5, 5)
    await asyncio.gather(*(dialogues.update_data(key, {str(number): number}) for number in range(20)))
    assert len(await dialogues.get_data(key)) == 20
    await store.close()


async def test_locks_of_people_who_are_done_are_forgotten() -> None:
    isolation = OneAtATime()
    for number in range(50):
        async with isolation.lock(StorageKey(1, number, number)):
            assert len(isolation._locks) == 1
    assert len(isolation._locks) == 0


async def test_updates_of_one_person_wait_for_each_other() -> None:
    isolation, key, order = OneAtATime(), StorageKey(1, 5, 5), []

    async def update(name: str) -> None:
        async with isolation.lock(key):
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    await asyncio.gather(update("first"), update("second"))
    assert order == ["first begins", "first ends", "second begins", "second ends"]
