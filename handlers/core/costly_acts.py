"""Acts of readers that look into the store once for each article that was ever pushed: one at a time, and seldom."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.errors import Rejected

# Seconds after which the same person may do the same again.
_REST_SECONDS = 60.0
# Acts remembered at once, some 200 bytes each.
_REMEMBERED = 10_000


class CostlyActs:
    """One a process. So neither one person nor a crowd keeps the store from others, or from delivery."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._done: OrderedDict[tuple[int, str], float] = OrderedDict()

    @asynccontextmanager
    async def one_at_a_time(self, user_id: int, act: str, now: float) -> AsyncIterator[None]:
        """Waits for the acts of others. `now`: monotonic seconds. Raises Rejected when the person did this just now."""
        done_at = self._done.get((user_id, act))
        if done_at is not None and now - done_at < _REST_SECONDS:
            raise Rejected("reader-once-a-minute")
        self._done[(user_id, act)] = now
        self._done.move_to_end((user_id, act))
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
        async with self._lock:
            yield
