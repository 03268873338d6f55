"""Sees whether delivery stands idle although something fresh could leave: in runs with nothing else to hold it up."""

from __future__ import annotations

import asyncio

from tests.simulation.stage import Stage

# After a fault of up to ten seconds the first message leaves within this time, after a longer one within the other
# (seconds); and beside chats that fail, no pause is longer.
SHORT, LONG = 2.1, 6.1
_LONG_FAULT = 10.0
# Themes whose runs are looked at.
THEMES = frozenset({"line faults", "for ever"})
_FRESH = "SELECT 1 FROM broadcast WHERE state = 'open' AND exhausted = 0"


async def keep_looking(stage: Stage) -> None:
    """Until it is cancelled, or has something to complain about."""
    network, loop = stage.network, stage.loop
    idle_since, patience = loop.now, SHORT
    while True:
        await asyncio.sleep(0.1)
        left_at = network.calls[-1].departed_at if network.calls else 0.0
        if network.fault is not None:
            patience = LONG if network.weather.fault_until - loop.now > _LONG_FAULT else patience
            idle_since = network.weather.fault_until
        elif not stage.disk.ask(_FRESH):
            idle_since = loop.now
        elif left_at > idle_since:
            idle_since, patience = left_at, SHORT
        elif loop.now - idle_since > patience:
            stage.complaints.append(f"something fresh waits, and nothing leaves since {idle_since:.3f}")
            return
