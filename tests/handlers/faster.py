"""Another person is faster: their change is committed between the read and the commit of a handler."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from storage.current_update import CURRENT_UPDATE
from storage.store import Store, UnitOfWork


def is_faster(monkeypatch: pytest.MonkeyPatch, does: Callable[[UnitOfWork], Awaitable[object]]) -> None:
    """Commits `does` once, before the next commit."""
    whole = Store.transaction
    left = [does]

    @asynccontextmanager
    async def overtaken(store: Store, *, quiet: bool = False) -> AsyncIterator[UnitOfWork]:
        if left and not quiet:
            first = left.pop()
            # Another person's change, not an effect of the update being handled.
            before = CURRENT_UPDATE.set(None)
            async with whole(store) as work:
                await first(work)
            CURRENT_UPDATE.reset(before)
        async with whole(store, quiet=quiet) as work:
            yield work

    monkeypatch.setattr(Store, "transaction", overtaken)
