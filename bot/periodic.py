"""Repeats tasks every so many seconds of the monotonic clock, which never jumps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from bot.running import until
from bot.updates.leader_lease import LeaderLease
from delivery.engine.parts import cancel
from domain.clock import Clock
from domain.errors import StoreUnavailable
from domain.periodic import PeriodicTask

log = logging.getLogger(__name__)

# Seconds that a running task gets at a stop.
DRAIN_SECONDS = 7.5


class TaskGuard:
    """Calls tasks whose failure must not end the program. A failure is logged once, until the task succeeds again."""

    def __init__(self, clock: Clock, lease: LeaderLease) -> None:
        self._clock = clock
        self._lease = lease
        self._failing: set[str] = set()
        # When each task last succeeded, by the monotonic clock.
        self.last_success: dict[str, float] = {}

    async def call(self, task: PeriodicTask) -> None:
        """Runs the task once, if this process may. Never raises."""
        if not task.everywhere and not self._lease.is_held:
            return
        try:
            await task.run()
        except StoreUnavailable as error:
            if self._begins_to_fail(task.name):
                log.warning("job.waits_for_store job=%s reason=%s", task.name, error)
        except Exception:
            if self._begins_to_fail(task.name):
                log.exception("job.failed job=%s", task.name)
        else:
            self._failing.discard(task.name)
            self.last_success[task.name] = self._clock.monotonic()

    def _begins_to_fail(self, name: str) -> bool:
        known = name in self._failing
        self._failing.add(name)
        return not known


async def repeat(tasks: Sequence[PeriodicTask], guard: TaskGuard, clock: Clock, stop: asyncio.Event) -> None:
    """Repeats the tasks until `stop`: at once, then after each pause. A call under way may end."""

    async def loop(task: PeriodicTask) -> None:
        while not stop.is_set():
            await guard.call(task)
            await until(stop, clock.sleep(task.seconds))

    loops = [asyncio.create_task(loop(task), name=task.name) for task in tasks]
    await stop.wait()
    _, late = await asyncio.wait(loops, timeout=DRAIN_SECONDS)
    for one in late:
        log.warning("job.abandoned job=%s after=%.0f", one.get_name(), DRAIN_SECONDS)
    await cancel(late)
    await asyncio.gather(*late, return_exceptions=True)
