"""Paid broadcasts, while there are Stars for them: without, an owner may let the news leave at the free rate."""

from __future__ import annotations

import logging
import math

from delivery.content.bodies import Bodies
from delivery.rate.limiter import RateLimiter
from domain.broadcast import USUAL_RATE
from storage.store import Store

log = logging.getLogger(__name__)


class PaidBroadcasts:
    """Looks in the store what the owners chose; only where the settings say PAID_BROADCAST."""

    def __init__(self, store: Store, limiter: RateLimiter, bodies: Bodies) -> None:
        self._store = store
        self._limiter = limiter
        self._bodies = bodies
        self._may_pay = bodies.pays

    async def look(self) -> None:
        """Raises StoreUnavailable; the next look tries again."""
        if not self._may_pay:
            return
        pays = not await self._store.facts.is_at_free_rate()
        if pays != self._bodies.pays:
            self._bodies.pay(pays)
            self._limiter.use_at_most(math.inf if pays else USUAL_RATE)
            log.warning("delivery.paid_broadcast pays=%s rate=%.0f", str(pays).lower(), self._limiter.rate)
