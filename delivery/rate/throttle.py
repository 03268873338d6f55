"""Caution: after a 429 of the whole token the rate is a tenth lower for ten minutes, and the owners know."""

from __future__ import annotations

import logging

from delivery.engine.context import Desk
from delivery.rate.limiter import CAUTION, Gate
from domain.clock import Clock
from storage.store import Store

log = logging.getLogger(__name__)

# A longer caution is written down when it ends so much later than is known (seconds): during a storm of 429s each
# probe makes it a little longer.
WORTH_TELLING = 10.0


async def go_on_cautiously(gate: Gate, store: Store, clock: Clock) -> None:
    """At a start: what is left of a caution that an earlier run began."""
    left = (await store.cautious_until() - clock.now_ms()) / 1000
    # Otherwise the clock was set meanwhile.
    if 0 < left <= CAUTION:
        gate.be_cautious(left)


class Caution:
    """Notices that the gate has become cautious; writes it down for `stats` and later runs, and tells the owners."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known = 0.0

    async def look(self) -> None:
        """Raises StoreUnavailable; then the next look does it."""
        left = self._desk.gate.cautious_for
        now = self._desk.clock.monotonic()
        if left and now + left > self._known + WORTH_TELLING:
            await self._write(left)
            self._known = now + left

    async def _write(self, left: float) -> None:
        """The owners are told once a caution, however often it is made longer, and by however many processes."""
        now = self._desk.clock.now_ms()
        async with self._desk.store.transaction() as work:
            before = await work.cautious_until()
            await work.be_cautious_until(now + int(left * 1000))
            if before < now:
                values: dict[str, str | int] = {"rate": int(self._desk.gate.rate)}
                await work.notices.add(f"cautious:{before}", "delivery-cautious", values)
                log.warning("delivery.rate_lowered rate=%.1f", self._desk.gate.rate)
