"""How many requests one address may make: some at once, then a steady few a second."""

from __future__ import annotations

import math

from domain.clock import Clock

# A CMS that publishes does so a few times a minute; one that sends its archive sends lists.
A_SECOND, AT_ONCE = 10.0, 60.0
# Addresses that are remembered; a stranger with more of them is bounded by the connections that the server takes.
_REMEMBERED = 1000


class RequestRate:
    """A bucket of tokens for each address."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait_for(self, address: str) -> int:
        """Whole seconds to wait; 0: this request may come in, and is counted."""
        now = self._clock.monotonic()
        left, at = self._left.pop(address, (AT_ONCE, now))
        left = min(AT_ONCE, left + (now - at) * A_SECOND)
        taken = left >= 1
        self._left[address] = (left - 1 if taken else left, now)
        if len(self._left) > _REMEMBERED:
            del self._left[next(iter(self._left))]
        return 0 if taken else max(1, math.ceil((1 - left) / A_SECOND))
