"""The limit on answers a person: its memory is bounded (its effect: test_forged.py)."""

from __future__ import annotations

from domain.clock import SystemClock
from handlers.core.flood import REMEMBERED, FloodMiddleware


def test_a_flood_by_many_people_takes_bounded_memory() -> None:
    flood = FloodMiddleware(SystemClock())
    for who in range(REMEMBERED + 500):
        flood._bucket(who)
    assert len(flood._buckets) == REMEMBERED
