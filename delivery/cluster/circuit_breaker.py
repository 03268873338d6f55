"""Circuit breakers of several processes: a 429 of the token that one hears of opens a class for all.

Two 429s within a second mean the token, in whichever processes they arrive: each is recorded in the store, which
compares them. Every process reads which classes are open together with its next slots, at most 50 ms later. While it
has the rate lease there is no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from delivery.rate.circuit_breaker import OPEN_AT_MOST, CircuitBreakers
from domain.clock import Clock
from domain.delivery import Urgency
from domain.errors import StoreUnavailable
from storage.repositories.cluster import Refusal
from storage.store import Store

log = logging.getLogger(__name__)

# A 429 that could not be recorded for so long is useless (seconds).
_OLD = 1.0
_PAUSE = 0.1


class SharedBreakers:
    """Tells the store of each 429 of this process, and opens its breakers by the 429s of others."""

    def __init__(self, breakers: CircuitBreakers, store: Store, clock: Clock) -> None:
        self.breakers = breakers
        self._store = store
        self._clock = clock
        self._untold: deque[tuple[float, Refusal]] = deque()
        self._to_tell = asyncio.Event()
        breakers.on_429 = self._heard

    def _heard(self, urgency: Urgency, chat_id: int, seconds: float) -> None:
        now = self._clock.monotonic()
        open_for = max(0.0, (self.breakers.classes[urgency].open_until or now) - now)
        for_seconds = open_for or min(seconds, OPEN_AT_MOST)
        self._untold.append((now, Refusal(urgency, chat_id, int(for_seconds * 1e6), int(open_for > 0))))
        self._to_tell.set()

    def open_for_all(self, urgency: Urgency, until: float) -> None:
        """The 429s of all processes together mean the token; `until`: monotonic seconds."""
        now, breaker = self._clock.monotonic(), self.breakers.classes[urgency]
        until = min(until, now + OPEN_AT_MOST)
        if until > now and (breaker.open_until is None or breaker.open_until < until - 0.05):
            log.warning("delivery.breaker_open_for_all class=%s seconds=%.1f", urgency, until - now)
            breaker.open(now, until - now)

    async def keep_telling(self) -> None:
        while True:
            await self._to_tell.wait()
            self._to_tell.clear()
            while self._untold:
                at, refusal = self._untold[0]
                try:
                    open_us = await self._store.rate.refused(refusal)
                except StoreUnavailable:
                    if self._clock.monotonic() - at < _OLD:
                        await self._clock.sleep(_PAUSE)
                        continue
                    open_us = 0
                self._untold.popleft()
                if open_us:
                    self.breakers.slow_down()
                    self.open_for_all(refusal.urgency, self._clock.monotonic() + open_us / 1e6)
