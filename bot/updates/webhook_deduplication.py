"""Acts once on each update that comes by webhook: whichever instance gets it, however often, also after a kill."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable

from domain.clock import Clock
from domain.errors import StoreUnavailable
from storage.current_update import CURRENT_UPDATE, CurrentUpdate
from storage.store import Store

log = logging.getLogger(__name__)

# Seconds for which an instance claims an update. If it dies, another instance may claim it after that time.
CLAIM_SECONDS = 15.0

# Seconds between two renewals of a claim: two may fail before the claim runs out.
_RENEW = 5.0
# Seconds between two looks whether another instance has handled an update, and for how long it is waited for.
_LOOK, _PATIENCE = 0.25, 40.0

StartHandler = Callable[[], "asyncio.Task[None]"]


class WebhookDeduplication:
    """Claims an update in the store before its handler starts; the commit of its first effect marks it as done.

    A crash before that commit leaves the update claimed. Telegram got no answer, so it sends the update again, and it
    is handled then. A crash after the commit loses only the answer to the chat.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._holder = secrets.token_hex(8)

    async def handle(self, update: int, fingerprint: str, start: StartHandler) -> bool:
        """Handles it here, or waits until another instance has. False: Telegram must send it again."""
        try:
            if not await self._claim(update, fingerprint):
                return await self._is_done_elsewhere(update)
        except StoreUnavailable as error:
            log.warning("webhook.not_claimed update=%d reason=%s", update, error)
            return False
        # The handler's task copies the context in which it is created.
        before = CURRENT_UPDATE.set(CurrentUpdate(update))
        task = start()
        CURRENT_UPDATE.reset(before)
        while not task.done():
            await asyncio.wait({task}, timeout=_RENEW)
            if not task.done():
                await self._renew(update)
        return await self._finish(update, cancelled=task.cancelled())

    async def _claim(self, update: int, fingerprint: str) -> bool:
        async with self._store.transaction(quiet=True) as work:
            return await work.updates.take(update, fingerprint, self._holder, int(CLAIM_SECONDS * 1000))

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
                await work.updates.renew(update, self._holder, int(CLAIM_SECONDS * 1000))
        except StoreUnavailable as error:
            log.warning("webhook.not_renewed update=%d reason=%s", update, error)

    async def _finish(self, update: int, *, cancelled: bool) -> bool:
        try:
            async with self._store.transaction(quiet=True) as work:
                if cancelled:
                    await work.updates.let_go(update, self._holder)
                else:
                    await work.updates.done(update)
        except StoreUnavailable as error:
            log.warning("webhook.not_marked update=%d reason=%s", update, error)
        return not cancelled
