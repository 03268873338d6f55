"""The rate lease: while one process delivers alone, the whole rate is its own, for a second at a time.

It then sends as a process on SQLite does (delivery/rate/limiter.py): what is late leaves later instead of losing its
slot. A process that joins gets its first slots more than a second after the end of the lease. So no second holds
messages of both, and nobody has to hear of anybody in time.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from delivery.cluster.database_clock import DatabaseClock
from delivery.rate.limiter import TICK
from domain.errors import StoreUnavailable
from storage.store import Store

# How long a lease lasts from before it was asked for (seconds): the first message of a process that joins waits for its
# end, and for APART.
LENGTH = 1.0
# Between the end of a lease and the slots of another process, and between those and a lease (seconds): the second of
# the limit, and how late a message may go into its socket.
APART = 1.2
# Seconds between two renewals, and between two attempts while other processes deliver.
RENEWAL, ATTEMPT = 0.4, 1.0
# A lease is renewed for so long after it was last used (seconds); after that the next message asks for it.
USED = 60.0


class RateLease:
    """Of one process. `run`: its run, 0 while it has none.

    It and slots of the row are never asked for at the same time: slots that are given just after a lease lie behind it.
    """

    def __init__(self, clock: DatabaseClock, store: Store, run: Callable[[], int]) -> None:
        self._clock = clock
        self._store = store
        self._run = run
        self._until = self._used_at = self._not_before = -math.inf
        self._epoch = clock.epoch
        self._is_asked = False

    @property
    def is_held(self) -> bool:
        """Not on a machine that stood still: by its own clock the lease may last, and be over by the database's."""
        clock = self._clock
        return clock.monotonic() < self._until and not clock.stood_still and clock.epoch == self._epoch

    async def use(self, *, may_ask: bool) -> bool:
        """Whether it is held. If not, it is asked for, at most once a second while other processes deliver."""
        self._used_at = self._clock.monotonic()
        while self._is_asked and not self.is_held:
            await self._clock.sleep(TICK)
        if may_ask and not self.is_held and self._clock.monotonic() >= self._not_before:
            await self.ask()
        return self.is_held

    async def keep(self) -> None:
        """Renews it while it is in use; until it is cancelled."""
        while True:
            await self._clock.sleep(RENEWAL)
            if self.is_held and not self._is_asked and self._clock.monotonic() - self._used_at < USED:
                await self.ask()

    async def ask(self) -> None:
        """Asks for it, or for a longer one."""
        asked_at, epoch, run = self._clock.monotonic(), self._clock.epoch, self._run()
        self._is_asked = True
        try:
            if run and await self._store.rate.lease(run, int(LENGTH * 1e6), int(APART * 1e6)):
                self._until, self._epoch = asked_at + LENGTH, epoch
            else:
                self._not_before = asked_at + ATTEMPT
        except StoreUnavailable:
            # The one that is held ends by itself.
            pass
        finally:
            self._is_asked = False
