"""The clock of a command that writes times: what `run` knows of the time counts for it, too."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.clock.guard import ClockGuard
from bot.clock.keeper import resume_clock
from bot.clock.machine import this_machine
from domain.clock import SystemClock
from domain.errors import CannotStart
from storage.store import Store


def command_clock() -> ClockGuard:
    """The machine's clock with the guard of `run`. It knows nothing of the store yet."""
    return ClockGuard(SystemClock(), this_machine())


async def must_not_be_behind(clock: ClockGuard, store: Store) -> None:
    """Goes on from what `run` wrote down. Raises CannotStart: by a clock that is behind each date is in the future."""
    await resume_clock(clock, store)
    if clock.is_behind:
        raise CannotStart("start-clock", now=shown(clock.system.now_ms()), known=shown(clock.now_ms()))


def shown(moment_ms: int) -> str:
    return f"{datetime.fromtimestamp(moment_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"
