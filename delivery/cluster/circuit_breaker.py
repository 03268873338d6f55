"""The doors of several processes: what one hears from Telegram shuts a class for all.

Two chats refused within a second mean the token, whichever processes wrote to them: each refusal is told to the store,
which compares them; that a class is shut is read by every process together with its next slots, at most 50 ms later.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field

from delivery.rate.circuit_breaker import SHUT_AT_MOST, Doors
from domain.delivery import Outcome, RetryAfter, Urgency
from domain.errors import StoreUnavailable
from storage.repositories.cluster import Refusal
from storage.store import Store

log = logging.getLogger(__name__)

# What is not told so soon is of no use any more (seconds).
_OLD = 1.0
_AGAIN = 0.1


@dataclass(slots=True)
class SharedDoors(Doors):
    """The doors of one process among several."""

    store: Store | None = None
    _untold: deque[tuple[float, Refusal]] = field(default_factory=deque)
    _to_tell: asyncio.Event = field(default_factory=asyncio.Event)

    def answered(self, urgency: Urgency, chat_id: int, outcome: Outcome) -> None:
        # Not by super(): a dataclass with slots is another class than the one that is written here.
        Doors.answered(self, urgency, chat_id, outcome)
        if not isinstance(outcome, RetryAfter):
            return
        now = self.clock.monotonic()
        here = self.classes[urgency].shut_until
        shut = here is not None and here > now
        seconds = here - now if here is not None and shut else min(outcome.seconds, SHUT_AT_MOST)
        self._untold.append((now, Refusal(urgency, chat_id, int(seconds * 1e6), int(shut))))
        self._to_tell.set()

    def shut_elsewhere(self, urgency: Urgency, until: float) -> None:
        """Another process, or all together, found the token too fast; monotonic seconds."""
        now, door = self.clock.monotonic(), self.classes[urgency]
        until = min(until, now + SHUT_AT_MOST)
        if until > now and (door.shut_until is None or door.shut_until < until - 0.05):
            log.warning("delivery.shut_for_all class=%s seconds=%.1f", urgency, until - now)
            door.shut(now, until - now)

    async def keep_telling(self) -> None:
        """Tells the store of refusals until it is cancelled."""
        assert self.store is not None
        while True:
            await self._to_tell.wait()
            self._to_tell.clear()
            while self._untold:
                at, refusal = self._untold[0]
                try:
                    shut_us = await self.store.rate.refused(refusal)
                except StoreUnavailable:
                    if self.clock.monotonic() - at < _OLD:
                        await self.clock.sleep(_AGAIN)
                        continue
                    shut_us = 0
                self._untold.popleft()
                if shut_us:
                    self.too_fast()
                    self.shut_elsewhere(refusal.urgency, self.clock.monotonic() + shut_us / 1e6)
