"""Commits of a runner: each records every answer of the process so far, and is tried again until it succeeds.

A commit has a number: one that had succeeded although its answer was lost is recognised and not repeated.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.recording import Recorder
from domain.errors import StoreUnavailable
from domain.outcomes import Moved
from storage.repositories.cluster import EVERY_BROADCAST
from storage.store import UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")
# What is done in a commit, given whether it may take claims.
Change: TypeAlias = Callable[[UnitOfWork, bool], Awaitable[T]]

# The first and the longest pause before a failed commit is tried again (seconds); each is twice the one before.
PAUSES = (0.1, 2.0)
# What one attempt gets at the end of a stop (seconds): 60 times what a commit takes.
ONE_ATTEMPT = 0.3


async def record_and(context: DeliveryContext, runner: Runner, broadcasts: Sequence[int], change: Change[T]) -> T:
    """Records the answers so far and makes a change that touches these broadcasts, in one commit."""
    recorder = Recorder(context.clock, context.telegram.counters)
    answers = context.answers.take()
    touched = [*broadcasts, *(answer.claim.broadcast for answer in answers)]
    if any(isinstance(answer.outcome, Moved) for answer in answers):
        # Two recipients may become one, and any broadcast may be about to write to either: see RecipientMoves.moved.
        touched.append(EVERY_BROADCAST)

    async def record_first(work: UnitOfWork, may_claim: bool) -> T:
        await recorder.record(work, answers)
        return await change(work, may_claim)

    try:
        found = await Commit(context, runner, touched, record_first).insist()
    except Exception:
        context.answers.put_back(answers)
        raise
    context.answers.recorded(answers)
    return found


class Commit(Generic[T]):
    """One numbered commit. It records no answers by itself."""

    def __init__(self, context: DeliveryContext, runner: Runner, broadcasts: Sequence[int], change: Change[T]) -> None:
        self._context = context
        self._runner = runner
        self._number = runner.next_commit(context.coordinator.run)
        self._broadcasts = broadcasts
        self._change = change
        self._begun_at = 0.0
        # Of the last attempt that may have succeeded; kept because the attempt after it recognises that it did.
        self._results: list[T] = []
        self._claimed_at: float | None = None
        self._clock_ahead = context.clock_jumps.known

    async def insist(self) -> T:
        """Tries until it has succeeded: what was changed. Raises StoreUnavailable when a stop cannot wait any more."""
        context, (pause, longest) = self._context, PAUSES
        while True:
            self._begun_at = context.clock.monotonic()
            try:
                if await self._transact():
                    context.clock_jumps.known = self._clock_ahead
                break
            except StoreUnavailable as error:
                left = context.patience.for_the_store(context.clock.monotonic())
                if left == 0:
                    raise
                log.warning("delivery.commit_failed runner=%s why=%s again_in=%s", self._runner.number, error, pause)
                await context.clock.sleep(pause if left is None else min(pause, left))
                pause = min(longest, pause * 2)
        self._runner.commits += 1
        if self._claimed_at is not None:
            context.coordinator.committed(self._claimed_at)
        return self._results[0]

    async def _transact(self) -> bool:
        left = self._context.patience.for_the_store(self._context.clock.monotonic())
        try:
            async with asyncio.timeout(None if left is None else max(left, ONE_ATTEMPT)):
                return await self._context.store.transact(self._attempt)
        except TimeoutError as error:
            raise StoreUnavailable("store-locked") from error

    async def _attempt(self, work: UnitOfWork) -> bool:
        """One transaction; False when an earlier attempt had succeeded."""
        entry = await self._context.coordinator.begin_commit(work, self._number, self._broadcasts)
        if not entry.is_new:
            return False
        await self._move_waits(work)
        self._results = [await self._change(work, entry.may_claim)]
        self._claimed_at = self._begun_at if entry.may_claim else None
        return True

    async def _move_waits(self, work: UnitOfWork) -> None:
        """Moves the stored waits with a clock that was set. Asked inside the transaction: once for all runners."""
        jumps = self._context.clock_jumps
        self._clock_ahead = jumps.ahead() if jumps.has_jumped() else jumps.known
        if self._clock_ahead != jumps.known:
            await work.process_runs.clock_was_set(self._number.run, jumps.known, self._clock_ahead)


async def change_nothing(_: UnitOfWork, __: bool) -> None:
    """For a commit that only does what every commit does."""
