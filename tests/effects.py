"""What every conversation of the tests is watched for: one update has one effect, in one commit.

A second commit after the one that marks the update as done would be lost by a kill in between; a handler that needs
several says so of all but the last (`UnitOfWork.is_effect`). test_between_commits.py shows that they may be repeated.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from aiogram.types import Update

from bot.updates.update_tasks import AfterUpdate, UpdateTasks
from handlers.core.flood import Ticket
from storage.current_update import CURRENT_UPDATE, CurrentUpdate
from storage.store import Store, UnitOfWork


@contextmanager
def watched_effects() -> Iterator[None]:
    """Until the end of the block; AssertionError then, if an update had more than one."""
    updates: list[CurrentUpdate] = []
    effects: dict[int, int] = {}
    handle, whole = UpdateTasks._handle, Store.transaction

    async def current(tasks: UpdateTasks, update: Update, ticket: Ticket, after: AfterUpdate | None) -> None:
        # Kept, so that no other gets its id: two playgrounds give the same numbers.
        updates.append(now := CurrentUpdate(update.update_id))
        CURRENT_UPDATE.set(now)
        await handle(tasks, update, ticket, after)

    @asynccontextmanager
    async def counted(store: Store, *, quiet: bool = False) -> AsyncIterator[UnitOfWork]:
        async with whole(store, quiet=quiet) as work:
            yield work
        if not quiet and work.is_effect and (now := CURRENT_UPDATE.get()) is not None:
            effects[id(now)] = effects.get(id(now), 0) + 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UpdateTasks, "_handle", current)
        patch.setattr(Store, "transaction", counted)
        yield
    assert {one.number: effects[id(one)] for one in updates if effects.get(id(one), 0) > 1} == {}
