"""Sees whether delivery stands idle although something fresh could leave: in runs with nothing else to hold it up."""

from __future__ import annotations

import asyncio
import math

from tests.simulation.line import Network
from tests.simulation.stage import Stage

# After a fault of up to ten seconds the first message leaves within this time, after a longer one within the other
# (seconds); and beside chats that fail, no pause is longer.
SHORT, LONG = 2.1, 6.1
_LONG_FAULT = 10.0
# Themes whose runs are looked at.
THEMES = frozenset({"line faults", "for ever"})
_FRESH = "SELECT 1 FROM broadcast WHERE state = 'open' AND exhausted = 0"


class _Departures:
    """When something left. Beside chats that always fail only first tries count: theirs must not take the place."""

    def __init__(self, network: Network, *, only_first_tries: bool) -> None:
        self._network = network
        self._only_first_tries = only_first_tries
        self._looked_at = 0
        self._tried: set[tuple[int, int, str]] = set()
        self._last = 0.0

    def last(self) -> float:
        """The last one's moment; 0 before the first."""
        for call in self._network.calls[self._looked_at :]:
            message = (call.chat, call.topic, call.words)
            if not self._only_first_tries or message not in self._tried:
                self._last = call.departed_at
            self._tried.add(message)
        self._looked_at = len(self._network.calls)
        return self._last


async def keep_looking(stage: Stage) -> None:
    """Until it is cancelled, or has something to complain about."""
    network, loop = stage.network, stage.loop
    idle_since, patience = loop.now, SHORT
    # Faults with no message between them are one.
    down_since = math.inf
    departures = _Departures(network, only_first_tries="for_ever" in stage.plan.troubles)
    while True:
        await asyncio.sleep(0.1)
        left_at = departures.last()
        if network.fault is not None:
            down_since = min(down_since, loop.now)
            patience = LONG if network.weather.fault_until - down_since > _LONG_FAULT else patience
            idle_since = network.weather.fault_until
        elif not stage.disk.ask(_FRESH):
            idle_since = loop.now
        elif left_at > idle_since:
            idle_since, patience, down_since = left_at, SHORT, math.inf
        elif loop.now - idle_since > patience:
            stage.complaints.append(f"something fresh waits, and nothing leaves since {idle_since:.3f}")
            return
