"""The throttle: after a 429 of the whole token the rate is a tenth lower, and climbs back in five minutes.

Also over a restart.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

from domain.clock import Clock
from storage.store import Store

log = logging.getLogger(__name__)

# The share of the full rate that is left after a 429 of the whole token.
THROTTLED = 0.9
# It climbs back in so many steps of so many seconds. If the full rate is too much, Telegram says so at the last ones.
STEPS, STEP = 5, 60.0
# How long the rate is lower in all (seconds).
THROTTLE = STEPS * STEP
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
        """The share of the full rate that is in use."""
        return 1.0 - (1.0 - THROTTLED) * min(STEPS, math.ceil(self.seconds_left / STEP)) / STEPS

    @property
    def lowered(self) -> float:
        """The share while the throttle holds, also if it begins only now."""
        return self.factor if self.seconds_left else THROTTLED

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
