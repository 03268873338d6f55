"""Somebody else is a moment faster: what they do is committed between the look and the commit of whoever is at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from storage.current_update import CURRENT_UPDATE
from storage.store import Store, UnitOfWork


def is_faster(monkeypatch: pytest.MonkeyPatch, does: Callable[[UnitOfWork], Awaitable[object]]) -> None:
    """Before the next commit of anybody, `does` is committed, once."""
    whole = Store.transaction
    left = [does]

    @asynccontextmanager
    async def overtaken(store: Store, *, quiet: bool = False) -> AsyncIterator[UnitOfWork]:
        if left and not quiet:
            first = left.pop()
            # Somebody else's, and no effect of the update that is being acted on.
            before = CURRENT_UPDATE.set(None)
            async with whole(store) as work:
                await first(work)
            CURRENT_UPDATE.reset(before)
        async with whole(store, quiet=quiet) as work:
            yield work

    monkeypatch.setattr(Store, "transaction", overtaken)
