"""A task that is repeated while the program runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeriodicTask:
    """`seconds`: from the end of one call to the next. `name`: in logs and in `zharshy_job_age_seconds`.

    `everywhere`: every process that shares the store runs it; otherwise only the leader does.
    """

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]
    everywhere: bool = False
