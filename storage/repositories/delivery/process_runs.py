"""Process runs: begun, stopped, their commits numbered, and their waits moved along with a clock that was set."""

from __future__ import annotations

from storage.ports import Rows, number, value
from storage.repositories.cluster import STOPPED
from storage.repositories.delivery.broadcasts import Broadcasts


class ProcessRuns:
    """Through a transaction."""

    def __init__(self, rows: Rows, broadcasts: Broadcasts) -> None:
        self._rows = rows
        self._broadcasts = broadcasts

    async def begin(self, runners: int, *, tries: int, rest_ms: int, last_ms: int, stopped: int = 0) -> int:
        """Starts a process run: its id. It frees the claims of earlier runs, which crashed.

        A message with an unknown outcome is sent again, unless it had `tries` tries or its push has ended; then it is
        counted as unknown. A correction waits `rest_ms` after its claim. A message whose next try is its last waits
        `last_ms` from now: a process that is killed again and again at its start would use up that try unsent.
        `stopped`: a run that was asked to stop and could not record everything; nothing of it is sent again.
        """
        if stopped:
            await self.give_up_unknown(stopped)
        await self._rows.run("crashed_mark")
        await self._rows.run("crashed_give_up", tries)
        await self._rows.run("crashed_count", tries)
        await self._rows.run("crashed_drop", tries)
        await self._rows.run("crashed_free", rest_ms)
        await self._rows.run("crashed_waits", rest_ms)
        await self._rows.run("crashed_last", last_ms, tries)
        await self._broadcasts.close_ended()
        run = await number(self._rows, "run_begin")
        await self._rows.many("runner_begin", [(run, runner) for runner in range(runners)])
        return run

    async def give_up_unknown(self, run: int) -> None:
        """A run stops: new messages whose fate it does not know are unknown for good, and counted so."""
        for statement in STOPPED:
            await self._rows.run(statement, run)

    async def clock_was_set(self, run: int, known: int, ahead: int) -> None:
        """Moves all waits along with the wall clock, which was set: they end when they would have ended.

        The wall clock was `known` ahead of the run's monotonic clock and is now `ahead` (milliseconds). The move itself
        is stored too, because the answer to this commit may be lost.
        """
        kept = await value(self._rows, "meta_get", "clock")
        of_run, moved = kept.split() if kept else (0, 0)
        by = ahead - (int(moved) if int(of_run) == run else known)
        if by:
            await self._rows.run("clock_claims", by)
            await self._rows.run("clock_chat_waits", by)
            await self._rows.run("meta_put", "clock", f"{run} {ahead}")

    async def mark_commit(self, run: int, runner: int, number: int) -> bool:
        """Marks this commit. False when it had succeeded before, although its answer was lost."""
        return await self._rows.run("runner_step", run, runner, number) == 1
