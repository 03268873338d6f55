"""Commits of a runner: each takes along every answer of the process so far, and is made again until it succeeds.

A commit has a number, so one that had succeeded although its answer was lost is recognised instead of done twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeAlias, TypeVar

from delivery.engine.context import Desk, Runner
from delivery.engine.coordinator import Step
from delivery.engine.recording import Recorder
from domain.delivery import Answer, Moved
from domain.errors import StoreUnavailable
from storage.repositories.cluster import EVERY_INTENT
from storage.store import UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")
# What is done in a commit, given whether it may take claims.
Commit: TypeAlias = Callable[[UnitOfWork, bool], Coroutine[Any, Any, T]]

# How often a failed commit is tried again (seconds), doubling up to the second figure.
INSIST = (0.1, 2.0)


class Commits:
    """Commits over a desk; answers that a commit could not record are back on it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._recorder = Recorder(desk.clock, desk.telegram.counters)

    async def flush(self, runner: Runner) -> None:
        """Records what has been answered, without a claim."""
        if self._desk.answers:
            await self.recording(runner, [], nothing)

    async def recording(self, runner: Runner, broadcasts: Sequence[int], commit: Commit[T]) -> T:
        """Records what has been answered, then does what touches these broadcasts, in one commit."""
        answers = self._collect()
        touched = [*broadcasts, *(answer.claim.broadcast for answer in answers)]
        if any(isinstance(answer.outcome, Moved) for answer in answers):
            # Two recipients may become one, and any broadcast may be about to write to either: see Recipients.moved.
            touched.append(EVERY_INTENT)

        async def record_first(work: UnitOfWork, may_claim: bool) -> T:
            await self._recorder.record(work, answers)
            return await commit(work, may_claim)

        try:
            return await self.insist(runner, touched, record_first)
        except Exception:
            # A defect: they wait for the next commit.
            self._desk.answers[:0] = answers
            raise

    def _collect(self) -> list[Answer]:
        self._desk.collected_at = self._desk.clock.monotonic()
        answers, self._desk.answers[:] = list(self._desk.answers), []
        return answers

    async def insist(self, runner: Runner, broadcasts: Sequence[int], commit: Commit[T]) -> T:
        """Commits what touches these broadcasts, again and again with what we know; a commit that had succeeded is
        recognised by its number."""
        pause, longest = INSIST
        runner.of(self._desk.run)
        step = Step(runner.run, runner.number, runner.step + 1)
        wall, company = self._desk.wall, self._desk.company
        ahead, begun = wall.known, 0.0
        # When the last attempt that may have succeeded began, if it held the lease.
        granted: list[float] = []
        known: list[T] = []

        async def attempt(work: UnitOfWork) -> bool:
            nonlocal ahead
            entry = await company.enter(work, step, broadcasts)
            if not entry.is_new:
                return False
            # Asked inside: what another runner commits must not be moved once more.
            ahead = wall.ahead() if wall.was_set() else wall.known
            if ahead != wall.known:
                await work.deliveries.clock_was_set(runner.run, wall.known, ahead)
            known[:] = [await commit(work, entry.may_claim)]
            granted[:] = [begun] if entry.may_claim else []
            return True

        while True:
            begun = self._desk.clock.monotonic()
            try:
                if await self._desk.store.whole(attempt):
                    wall.known = ahead
                break
            except StoreUnavailable as error:
                log.warning("delivery.commit_failed runner=%s why=%s again_in=%s", runner.number, error, pause)
                await self._desk.clock.sleep(pause)
                pause = min(longest, pause * 2)
        runner.step += 1
        for asked_at in granted:
            company.committed(asked_at)
        return known[0]


async def nothing(_: UnitOfWork, __: bool) -> None:
    """A commit for the sake of what every commit does."""
