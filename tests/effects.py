"""What every conversation of the tests is watched for: one update has one effect, in one commit.

A second commit after the one that marks the update as done would be lost by a kill in between; a handler that needs
several says so of all but the last (`Work.is_effect`), and test_between_commits.py shows that they may be done again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from aiogram.types import Update

from bot.updates.handling import Handling, Then
from storage.store import Store, UnitOfWork
from storage.update_in_hand import ACTING, Acting


@contextmanager
def watched_effects() -> Iterator[None]:
    """Until the end of the block; AssertionError then, if an update had more than one."""
    updates: list[Acting] = []
    effects: dict[int, int] = {}
    handle, whole = Handling._handle, Store.transaction

    async def acting(handling: Handling, update: Update, then: Then | None) -> None:
        # Kept, so that no other gets its id: two playgrounds give the same numbers.
        updates.append(now := Acting(update.update_id))
        ACTING.set(now)
        await handle(handling, update, then)

    @asynccontextmanager
    async def counted(store: Store, *, quiet: bool = False) -> AsyncIterator[UnitOfWork]:
        async with whole(store, quiet=quiet) as work:
            yield work
        if not quiet and work.is_effect and (now := ACTING.get()) is not None:
            effects[id(now)] = effects.get(id(now), 0) + 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Handling, "_handle", acting)
        patch.setattr(Store, "transaction", counted)
        yield
    assert {one.update: effects[id(one)] for one in updates if effects.get(id(one), 0) > 1} == {}
