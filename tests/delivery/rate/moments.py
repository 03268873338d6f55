"""Virtual time for pure parts: coroutines that only sleep, run by hand in the order in which they wake."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Coroutine, Generator, Iterable
from itertools import count
from typing import Any


class _Sleep:
    def __init__(self, until: float) -> None:
        self.until = until

    def __await__(self) -> Generator[float, None, None]:
        yield self.until


class Moments:
    """A clock. `late` says how many seconds too late each sleep ends, as on a busy machine."""

    def __init__(self, late: Callable[[], float] = lambda: 0.0) -> None:
        self.now = 5000.0
        self._late = late

    def now_ms(self) -> int:
        return int(self.now * 1000)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            await _Sleep(self.now + seconds + self._late())

    def run(self, coroutines: Iterable[Coroutine[Any, Any, None]], seconds: float) -> None:
        """Runs them for so long, then drops them."""
        number = count()
        started = list(coroutines)
        waiting = [(self.now, next(number), one) for one in started]
        end = self.now + seconds
        while waiting and waiting[0][0] <= end:
            moment, _, one = heapq.heappop(waiting)
            self.now = max(self.now, moment)
            try:
                heapq.heappush(waiting, (one.send(None), next(number), one))
            except StopIteration:
                continue
        for one in started:
            one.close()
