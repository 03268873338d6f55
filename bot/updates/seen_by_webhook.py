"""An update that comes by webhook is acted on once: whoever gets it, however often, also after a kill."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable

from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.store import Store
from storage.update_in_hand import ACTING, Acting

log = logging.getLogger(__name__)

TAKEN = 15.0
"""Seconds for which an instance has an update; after it died another may take what Telegram sends again."""

_RENEW = 5.0
_LOOK = 0.25
_PATIENCE = 40.0

Begin = Callable[[], "asyncio.Task[None]"]


class Once:
    """Updates are taken in the store before they are handled, and done with the commit of their first effect.

    A crash before that leaves one taken: Telegram, which got no answer, sends it again, and it is handled then. After
    it the update is done, and only the answer to the chat is lost.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._holder = secrets.token_hex(8)

    async def handle(self, update: int, said: str, begin: Begin) -> bool:
        """Handles it here, or waits until another instance has; False when Telegram is to send it again."""
        try:
            if not await self._take(update, said):
                return await self._is_done_elsewhere(update)
        except StoreUnavailable as error:
            log.warning("webhook.cannot_take update=%d why=%s", update, error)
            return False
        # The handler's task begins with what is set here.
        before = ACTING.set(Acting(update))
        task = begin()
        ACTING.reset(before)
        while not task.done():
            await asyncio.wait({task}, timeout=_RENEW)
            if not task.done():
                await self._renew(update)
        return await self._end(update, cancelled=task.cancelled())

    async def _take(self, update: int, said: str) -> bool:
        async with self._store.transaction(quiet=True) as work:
            return await work.updates.take(update, said, self._holder, int(TAKEN * 1000))

    async def _is_done_elsewhere(self, update: int) -> bool:
        until = self._clock.monotonic() + _PATIENCE
        while self._clock.monotonic() < until:
            if await self._store.updates.is_done(update):
                return True
            await self._clock.sleep(_LOOK)
        return False

    async def _renew(self, update: int) -> None:
        try:
            async with self._store.transaction(quiet=True) as work:
                await work.updates.renew(update, self._holder, int(TAKEN * 1000))
        except StoreUnavailable as error:
            log.warning("webhook.cannot_renew update=%d why=%s", update, error)

    async def _end(self, update: int, *, cancelled: bool) -> bool:
        try:
            async with self._store.transaction(quiet=True) as work:
                if cancelled:
                    await work.updates.let_go(update, self._holder)
                else:
                    await work.updates.done(update)
        except StoreUnavailable as error:
            log.warning("webhook.cannot_mark update=%d why=%s", update, error)
        return not cancelled
