"""One step of one broadcast: pace, claim, send, record. It may run again, beside itself, and after any crash.

pace     slots are reserved at the limiter, and only so many claims are made as have a slot within 50 ms
claim    one commit: every answer of the process so far is recorded, the cursor moves, the claims are written
send     each message leaves in its slot; the limiter is asked once more beside the socket (sender.py)
record   its answer goes into the outbox of the process, which the next commit takes (at most 100 ms later)

A push is judged before its first step, where anybody has alerts or stories (judging.py).
"""

from __future__ import annotations

import logging
import math

from delivery.engine.claims import ClaimBatch, Claimer, ClaimWish
from delivery.engine.commits import Commit, change_nothing, record_and
from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.judging import Judge
from delivery.engine.quarantine import quarantine_crashing
from delivery.engine.sender import Sender
from domain.delivery import OpenBroadcast
from domain.errors import StoreUnavailable
from domain.readers.chat_clock import ChatClock
from domain.reason import Reason, ReasonCode
from storage.store import UnitOfWork

log = logging.getLogger(__name__)
# Answers are committed within 100 ms, with or without a claim: they are collected for so long at most (seconds).
FLUSH = 0.06


class Delivery:
    """The steps of all runners of a delivery context."""

    def __init__(self, context: DeliveryContext) -> None:
        self._context = context
        self.sender = Sender(context)
        self._judge = Judge(context.store)
        self._claimer = Claimer(context.clock, context.chat_pace, context.coordinator, ChatClock(context.bodies.zone))

    async def step(self, runner: Runner) -> bool:
        """Does one step of the most urgent broadcast; False when there is nothing to do now."""
        context = self._context
        if context.clock_jumps.has_jumped():
            # At once: with a clock that was set back nothing may be due for hours, so no other commit would move it.
            await Commit(context, runner, [], change_nothing).insist()
        broadcasts = await context.store.broadcasts.open()
        await self.finish(broadcasts)
        if unjudged := self._judge.next_of(broadcasts):
            await self._judged(runner, unjudged)
            return True
        if self._next(broadcasts) is None:
            return False
        await context.in_flight.wait_for_answer()
        now = context.clock.monotonic()
        runner.slots = [slot for slot in runner.slots if now <= slot < math.inf] or await context.limiter.reserve()
        # Chosen after the wait: something more urgent may have come.
        broadcasts = await context.store.broadcasts.open()
        broadcast = self._next(broadcasts)
        if broadcast is None or context.stop.is_set():
            return False
        batch = await self._claim(runner, broadcast)
        context.scheduler.record_step(broadcast, len(batch.claims) if batch else 0, broadcasts)
        if batch:
            await self.sender.send(runner, batch)
        return True

    def _next(self, broadcasts: list[OpenBroadcast]) -> OpenBroadcast | None:
        choose, breakers = self._context.scheduler.next_broadcast, self._context.breakers
        broadcasts = [one for one in broadcasts if one.judged]
        if not breakers.network.is_closed:
            # A probe goes to a chat that has not failed yet, where there is one.
            fresh = choose([one for one in broadcasts if not one.exhausted], breakers.would_admit)
            if fresh is not None:
                return fresh
        return choose(broadcasts, breakers.would_admit)

    async def _judged(self, runner: Runner, broadcast: OpenBroadcast) -> None:
        """Judges a push before it is sent. A defect of ours in that is one of this push. Raises StoreUnavailable."""
        try:
            await self._judge.judge(broadcast)
        except StoreUnavailable:
            raise
        except Exception as error:
            await self._step_failed(runner, broadcast, error)

    async def _claim(self, runner: Runner, broadcast: OpenBroadcast) -> ClaimBatch | None:
        """As many claims as the runner has slots and the breakers admit. Raises StoreUnavailable."""
        breakers = self._context.breakers
        probes = not breakers.network.is_closed
        admission = breakers.admit(broadcast.urgency, len(runner.slots) if broadcast.proven else 1)

        async def claim(work: UnitOfWork, may_claim: bool) -> ClaimBatch | None:
            wish = ClaimWish(broadcast, admission, probes)
            return await self._claimer.claim(work, runner, wish) if may_claim else None

        batch = None
        try:
            batch = await record_and(self._context, runner, [broadcast.id], claim)
        except StoreUnavailable:
            raise
        except Exception as error:
            await self._step_failed(runner, broadcast, error)
        finally:
            if batch is None:
                breakers.cancel_probe(admission)
        return batch

    async def _step_failed(self, runner: Runner, broadcast: OpenBroadcast, error: Exception) -> None:
        """Counts a defect of ours that one broadcast meets as a crash of it; the others go on.

        Raises what a defect in recording raises: that concerns every broadcast, and ends the process.
        """
        log.error("delivery.step_failed broadcast=%s", broadcast.id, exc_info=error)
        await self.flush(runner)
        reason = Reason(ReasonCode.DEFECT, type(error).__name__)

        async def count_crash(work: UnitOfWork, _: bool) -> None:
            await work.broadcasts.step_failed(broadcast.id)
            await quarantine_crashing(work, self._context.clock.now_ms(), reason)

        await Commit(self._context, runner, [broadcast.id], count_crash).insist()

    async def finish(self, broadcasts: list[OpenBroadcast]) -> None:
        """Ends those whose cursor is at the end and that have no claim left. Raises StoreUnavailable."""
        for broadcast in broadcasts:
            if broadcast.exhausted and broadcast.due is None:
                async with self._context.store.transaction(quiet=True) as work:
                    done = await work.broadcasts.finish(broadcast.id)
                if done:
                    self._context.scheduler.forget(broadcast.id)
                    log.info("delivery.broadcast_done broadcast=%s kind=%s", broadcast.id, broadcast.kind)

    async def flush(self, runner: Runner) -> None:
        """Records the answers so far, without a claim."""
        if self._context.answers:
            await record_and(self._context, runner, [], change_nothing)
