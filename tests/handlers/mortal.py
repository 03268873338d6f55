"""A newsroom behind a webhook, whose process is killed after any commit of an update; the update then comes again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram.types import Update

from bot.updates.update_tasks import AfterUpdate, UpdateTasks
from handlers.core.flood import Ticket
from storage.current_update import CURRENT_UPDATE, CurrentUpdate
from storage.store import Store, UnitOfWork
from tests.handlers.newsroom import Newsroom


class Died(BaseException):
    """The process is killed: no code of the handler runs after this."""


class Mortal(UpdateTasks):
    """Is killed once, after commit number `dies_after` of an update. The stored marks decide what happens then."""

    dies_after = 0

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.commits = 0
        self.ended = asyncio.Event()

    async def _handle(self, update: Update, ticket: Ticket, after: AfterUpdate | None) -> None:
        current = CurrentUpdate(update.update_id)
        CURRENT_UPDATE.set(current)
        try:
            await super()._handle(update, ticket, None)
        except Died:
            if not current.committed:
                # Telegram got no answer, and the update is not marked as done.
                CURRENT_UPDATE.set(CurrentUpdate(update.update_id))
                await super()._handle(update, ticket, None)
        self.ended.set()
        if after is not None:
            await after(update)

    def committed(self) -> None:
        self.commits += 1
        if self.commits == self.dies_after:
            raise Died


class MortalNewsroom(Newsroom):
    """Every update is handled when `acts` returns."""

    mortal: Mortal

    def _update_tasks(self) -> UpdateTasks:
        self.mortal = Mortal(self.bot, self.dispatcher)
        return self.mortal

    async def acts(self, said: Awaitable[object], *, dies_after: int = 0) -> int:
        """Handles a message or a press. Returns the number of its commits."""
        while self.mortal.running:
            await asyncio.wait(self.mortal.running)
        self.mortal.commits, self.mortal.dies_after = 0, dies_after
        self.mortal.ended.clear()
        await said
        async with asyncio.timeout(10):
            await self.mortal.ended.wait()
        self.mortal.dies_after = 0
        return self.mortal.commits

    def watches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Starts to count the commits of updates."""
        whole = Store.transaction

        @asynccontextmanager
        async def counted(store: Store, *, quiet: bool = False) -> AsyncIterator[UnitOfWork]:
            async with whole(store, quiet=quiet) as work:
                yield work
            if not quiet and CURRENT_UPDATE.get() is not None:
                self.mortal.committed()

        monkeypatch.setattr(Store, "transaction", counted)
