"""The throttle: after a 429 of the whole token the rate is a tenth lower for ten minutes, also over a restart."""

from __future__ import annotations

import logging
from collections.abc import Callable

from domain.clock import Clock
from storage.store import Store

log = logging.getLogger(__name__)

# How long the rate stays lower after a 429 of the whole token (seconds).
THROTTLE = 600.0
# The share of the full rate that is left meanwhile.
THROTTLED = 0.9
# A longer throttle is stored when it ends so much later than the stored one (seconds): in a storm of 429s each probe
# makes it a little longer.
WORTH_STORING = 10.0


class Throttle:
    """Whether the rate is lower at present; `until` in monotonic seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.until = clock.monotonic()

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.until - self._clock.monotonic())

    @property
    def factor(self) -> float:
        return THROTTLED if self.seconds_left else 1.0

    def extend(self, seconds: float) -> None:
        self.until = max(self.until, self._clock.monotonic() + seconds)


async def resume_throttle(store: Store, clock: Clock, slow_down: Callable[[float], None]) -> None:
    """At a start: what is left of a throttle that an earlier run began."""
    left = (await store.facts.throttled_until() - clock.now_ms()) / 1000
    # Otherwise the clock was set meanwhile.
    if 0 < left <= THROTTLE:
        slow_down(left)


class ThrottleKeeper:
    """Stores a throttle for `stats` and later runs, and tells the owners."""

    def __init__(self, throttle: Throttle, store: Store, clock: Clock) -> None:
        self._throttle = throttle
        self._store = store
        self._clock = clock
        self._stored_until = 0.0

    async def look(self, rate: float) -> None:
        """`rate`: messages a second at present. Raises StoreUnavailable; the next look tries again."""
        left = self._throttle.seconds_left
        now = self._clock.monotonic()
        if left and now + left > self._stored_until + WORTH_STORING:
            await self._store_it(left, rate)
            self._stored_until = now + left

    async def _store_it(self, left: float, rate: float) -> None:
        """The owners are told once a throttle, however often and by however many processes it is extended."""
        now = self._clock.now_ms()
        async with self._store.transaction() as work:
            before = await work.facts.throttled_until()
            await work.facts.throttle_until(now + int(left * 1000))
            if before < now:
                await work.notices.add(f"throttled:{before}", "delivery-throttled", {"rate": int(rate)})
                log.warning("delivery.rate_lowered rate=%.1f", rate)
