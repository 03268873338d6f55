"""aiogram's dialogue state in our own store: it survives a restart, and a topic is a dialogue of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage, StateType, StorageKey

from domain.errors import StoreUnavailable
from storage.repositories.dialogues import Dialogue, DialogueKey
from storage.store import Store, UnitOfWork

_TRIES = 5


class StoredDialogues(BaseStorage):
    """`store.dialogues` as aiogram's storage. A change that another process got in before is made anew on top of it."""

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
        """Applies `change`; a dialogue with neither state nor data leaves no row. The data as it is then."""
        place = _place(key)
        for _ in range(_TRIES):
            async with self._store.transaction() as work:
                # Whoever is asked again after a kill answers the same question: what was said is not to be lost for it.
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
        """State and data in one commit, so that no crash leaves the one without the other; the moment is kept anew."""
        place = _place(key)
        for _ in range(_TRIES):
            async with self._store.transaction() as work:
                work.is_effect = False
                old = await work.dialogues.get(place)
                if await work.dialogues.put(place, replace(dialogue, version=old.version)):
                    return
        raise StoreUnavailable("store-locked")

    async def since(self, key: StorageKey) -> int:
        """When the dialogue was last entered or changed, UTC milliseconds; 0 when there is none."""
        return (await self._store.dialogues.get(_place(key))).changed_at

    async def close(self) -> None:
        """The store is closed by whoever opened it."""


async def enter(dialogue: FSMContext, step: State, **data: object) -> None:
    """From here on the next message is taken for this step's."""
    assert isinstance(dialogue.storage, StoredDialogues)
    await dialogue.storage.enter(dialogue.key, Dialogue(step.state or "", data))


async def enter_with(work: UnitOfWork, dialogue: FSMContext, step: State, **data: object) -> None:
    """The same in the commit of what was done just now, so that no crash leaves the one without the other."""
    place = _place(dialogue.key)
    old = await work.dialogues.get(place)
    if not await work.dialogues.put(place, Dialogue(step.state or "", data, old.version)):
        raise StoreUnavailable("store-locked")


async def leave_with(work: UnitOfWork, dialogue: FSMContext) -> None:
    """The question is answered in the commit of its answer: what is said next must not be taken for another."""
    await work.dialogues.drop(_place(dialogue.key))


async def entered_at(dialogue: FSMContext) -> int:
    """When somebody was last asked, UTC milliseconds; 0 outside dialogues."""
    assert isinstance(dialogue.storage, StoredDialogues)
    return await dialogue.storage.since(dialogue.key)


def _place(key: StorageKey) -> DialogueKey:
    return DialogueKey(key.chat_id, key.user_id, key.thread_id or 0)


class OneAtATime(BaseEventIsolation):
    """Updates of one person in one place are handled one after the other; a lock that nobody holds is forgotten."""

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
