"""aiogram's dialogue state in our store: it survives a restart, and each topic has its own dialogue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage, StateType, StorageKey
from aiogram.types import Message, TelegramObject

from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.repositories.dialogues import Dialogue, DialogueKey
from storage.store import Store, UnitOfWork

# Milliseconds: a day after the question most people who write something no longer mean to answer it.
ABANDONED_MS = 24 * 3_600_000
_TRIES = 5


class StoredDialogues(BaseStorage):
    """`store.dialogues` as aiogram's storage. When another process was faster, the change is applied again on top."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._store.dialogues.get(_place(key))).state or None

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return (await self._store.dialogues.get(_place(key))).data

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = (state.state if isinstance(state, State) else state) or ""
        await self._change(key, lambda old: (name, old.data))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._change(key, lambda old: (old.state, dict(data)))

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> dict[str, Any]:
        return await self._change(key, lambda old: (old.state, {**old.data, **data}))

    async def _change(
        self, key: StorageKey, change: Callable[[Dialogue], tuple[str, dict[str, Any]]]
    ) -> dict[str, Any]:
        """Applies `change` and returns the new data. A dialogue without state and data has no row."""
        place = _place(key)
        for _ in range(_TRIES):
            async with self._store.transaction() as work:
                # Not the update's effect: after a kill the update comes again, and its message must not be lost.
                work.is_effect = False
                old = await work.dialogues.get(place)
                state, data = change(old)
                if (state, data) == (old.state, old.data):
                    return data
                if not state and not data:
                    await work.dialogues.drop(place)
                    return data
                if await work.dialogues.put(place, Dialogue(state, data, old.version)):
                    return data
        raise StoreUnavailable("store-locked")

    async def enter(self, key: StorageKey, dialogue: Dialogue) -> None:
        """Stores state and data in one commit, so that a crash never keeps one without the other. Renews the time."""
        place = _place(key)
        for _ in range(_TRIES):
            async with self._store.transaction() as work:
                work.is_effect = False
                old = await work.dialogues.get(place)
                if await work.dialogues.put(place, replace(dialogue, version=old.version)):
                    return
        raise StoreUnavailable("store-locked")

    async def since(self, key: StorageKey) -> int:
        """When the dialogue last changed, UTC milliseconds; 0 without a dialogue."""
        return (await self._store.dialogues.get(_place(key))).changed_at

    async def close(self) -> None:
        """The program closes the store."""


async def enter(dialogue: FSMContext, step: State, **data: object) -> None:
    """Asks a question: the next message is the answer to this step."""
    assert isinstance(dialogue.storage, StoredDialogues)
    await dialogue.storage.enter(dialogue.key, Dialogue(step.state or "", data))


async def enter_with(work: UnitOfWork, dialogue: FSMContext, step: State, **data: object) -> None:
    """The same within a transaction, so that a crash never keeps one change without the other."""
    place = _place(dialogue.key)
    old = await work.dialogues.get(place)
    if not await work.dialogues.put(place, Dialogue(step.state or "", data, old.version)):
        raise StoreUnavailable("store-locked")


async def leave_with(work: UnitOfWork, dialogue: FSMContext) -> None:
    """Ends the dialogue in the transaction of its answer: the next message must not count as another answer."""
    await work.dialogues.drop(_place(dialogue.key))


async def entered_at(dialogue: FSMContext) -> int:
    """When the person was last asked, UTC milliseconds; 0 outside dialogues."""
    assert isinstance(dialogue.storage, StoredDialogues)
    return await dialogue.storage.since(dialogue.key)


class Abandoned(BaseFilter):
    """Passes in a dialogue whose last question was asked a day ago or earlier."""

    async def __call__(self, event: TelegramObject, state: FSMContext, clock: Clock) -> bool:
        return clock.now_ms() - await entered_at(state) >= ABANDONED_MS


class Fresh(BaseFilter):
    """Passes while the last question (`at` in the dialogue's data) is recent. Later it ends: text is a search."""

    def __init__(self, patience_ms: int) -> None:
        self._patience_ms = patience_ms

    async def __call__(self, event: Message, state: FSMContext) -> bool:
        asked = (await state.get_data()).get("at")
        if isinstance(asked, int) and event.date.timestamp() * 1000 - asked < self._patience_ms:
            return True
        await state.clear()
        return False


def _place(key: StorageKey) -> DialogueKey:
    return DialogueKey(key.chat_id, key.user_id, key.thread_id or 0)


class OneAtATime(BaseEventIsolation):
    """Handles the updates of one person in one chat one after the other. A lock that is not held is dropped."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[StorageKey, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        async with lock:
            yield

    async def close(self) -> None:
        """Nothing to close."""
