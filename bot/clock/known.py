"""The time that it is at least, from what the store knows: for commands, which have no guard."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.clock.guard import BUILT_MS, JUMP_MS, ClockRecord
from domain.clock import Clock
from domain.errors import CannotStart
from storage.store import Store


async def least_now_ms(store: Store) -> int:
    """UTC milliseconds; no clock that is right shows an earlier time."""
    kept = ClockRecord.load(await store.facts.clock_record())
    return max(BUILT_MS, kept.trusted_ms if kept else 0)


def is_behind(clock: Clock, least_ms: int) -> bool:
    return clock.now_ms() < least_ms - JUMP_MS


async def must_not_be_behind(clock: Clock, store: Store) -> None:
    """Raises CannotStart. Dates are judged by the clock: by one that is behind each would be in the future."""
    least_ms = await least_now_ms(store)
    if is_behind(clock, least_ms):
        raise CannotStart("clock-command", now=shown(clock.now_ms()), known=shown(least_ms))


def shown(moment_ms: int) -> str:
    return f"{datetime.fromtimestamp(moment_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"
