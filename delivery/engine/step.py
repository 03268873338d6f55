"""One step of one broadcast: pace, claim, send, record. Safe to run again, twice at once, and after any crash.

pace     slots are taken from the gate, and only so many claims are made as have a slot within 50 ms
claim    one commit: every answer of the process so far is recorded, the cursor moves, the claims are written
send     each message leaves in its slot; the gate is asked once more beside the socket
record   its answer goes into one list of the process, which the next commit takes (at most 100 ms later)
"""

from __future__ import annotations

import asyncio
import logging
import math
from contextlib import suppress
from functools import partial

from delivery.content.bodies import Body
from delivery.content.composing import Composer
from delivery.engine.claims import Claimer, Taken
from delivery.engine.commits import Commits, nothing
from delivery.engine.context import Desk, Runner
from delivery.engine.quarantine import quarantine_crashing
from delivery.rate.limiter import Departure, Stays
from domain.delivery import Action, Answer, Claim, NotSent, OpenBroadcast, Outcome, RetryAfter, Unknown, Urgency
from domain.errors import StoreUnavailable
from domain.reason import Reason, ReasonCode
from storage.store import UnitOfWork

log = logging.getLogger(__name__)
# A claim that has not left so long after its commit is given back: the article may have been recalled meanwhile.
STALE = 1.5
# Answers are committed within 100 ms, with or without a claim: they are collected for so long at most (seconds).
FLUSH = 0.06


class Delivery:
    """Steps over a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._composer = Composer(desk.store, desk.bodies, desk.clock, desk.telegram.counters)
        self._claimer = Claimer(desk.clock, desk.pace, desk.company)
        self._commits = Commits(desk)

    async def step(self, runner: Runner) -> bool:
        """Does one step of the most urgent broadcast; False when there is nothing to do now."""
        desk = self._desk
        if desk.wall.was_set():
            # At once: by a clock that was set back nothing may be ripe for hours, so that no commit would move it.
            await self._commits.insist(runner, [], nothing)
        if desk.doors.line_may_be_back():
            desk.doors.line_answered(await desk.telegram.is_reachable())
        broadcasts = await desk.store.broadcasts.open()
        await self.finish(broadcasts)
        if desk.chooser.pick(broadcasts, desk.doors.would_admit) is None:
            return False
        await self._room()
        runner.slots = self._usable(runner.slots) or await desk.gate.reserve()
        # The choice is made after the wait: something more urgent may have come.
        broadcasts = await desk.store.broadcasts.open()
        broadcast = desk.chooser.pick(broadcasts, desk.doors.would_admit)
        if broadcast is None or desk.stopping.is_set():
            return False
        places = desk.doors.admit(broadcast.urgency, len(runner.slots) if broadcast.proven else 1)
        try:
            taken = await self._claim(runner, broadcast, places)
        except StoreUnavailable:
            raise
        except Exception as error:
            await self._step_failed(runner, broadcast, error)
            taken = Taken([])
        if not taken.claims:
            desk.doors.unused(broadcast.urgency)
        desk.chooser.sent(broadcast, len(taken.claims), broadcasts)
        await self._send_all(runner, broadcast, taken)
        return True

    async def _step_failed(self, runner: Runner, broadcast: OpenBroadcast, error: Exception) -> None:
        """A defect of ours, met by one broadcast: it may try again, and is put aside before long; the others go on.

        Raises what a defect in recording raises: that concerns every broadcast, and ends the process.
        """
        log.error("delivery.step_failed broadcast=%s", broadcast.id, exc_info=error)
        await self.flush(runner)

        async def commit(work: UnitOfWork, _: bool) -> None:
            await work.broadcasts.step_failed(broadcast.id)
            await quarantine_crashing(work, self._desk.clock.now_ms(), Reason(ReasonCode.DEFECT, type(error).__name__))

        await self._commits.insist(runner, [broadcast.id], commit)

    def _usable(self, slots: list[float]) -> list[float]:
        now = self._desk.clock.monotonic()
        return [slot for slot in slots if now <= slot < math.inf]

    async def _room(self) -> None:
        desk = self._desk
        while len(desk.flying) >= desk.in_flight_at_most:
            desk.room.clear()
            await desk.room.wait()

    async def finish(self, broadcasts: list[OpenBroadcast]) -> None:
        """Closes those whose cursor is at the end and that have no claim left. Raises StoreUnavailable."""
        for broadcast in broadcasts:
            if broadcast.exhausted and broadcast.due is None:
                async with self._desk.store.transaction(quiet=True) as work:
                    done = await work.broadcasts.finish(broadcast.id)
                if done:
                    self._desk.chooser.ended(broadcast.id)
                    log.info("delivery.broadcast_done broadcast=%s kind=%s", broadcast.id, broadcast.kind)

    async def _claim(self, runner: Runner, broadcast: OpenBroadcast, places: int) -> Taken:
        async def take(work: UnitOfWork, may_claim: bool) -> Taken:
            return await self._claimer.take(work, broadcast, places, runner.run) if may_claim else Taken([])

        return await self._commits.recording(runner, [broadcast.id], take)

    async def flush(self, runner: Runner) -> None:
        """Records what has been answered, without a claim."""
        await self._commits.flush(runner)

    async def _send_all(self, runner: Runner, broadcast: OpenBroadcast, taken: Taken) -> None:
        for claim in taken.claims:
            assert taken.head is not None
            body = await self._composer.body(claim, taken.head)
            if isinstance(body, NotSent):
                self._answer(broadcast.urgency, claim, None, body)
                continue
            departure = await self._depart(runner, claim, taken.claimed_at)
            if departure is None:
                self._answer(broadcast.urgency, claim, body, NotSent())
                continue
            task = asyncio.create_task(self._send(broadcast.urgency, claim, body, departure))
            self._desk.flying[task] = (claim, body)

    async def _depart(self, runner: Runner, claim: Claim, claimed_at: float) -> Departure | None:
        """Waits for the slot; None when it shall not leave any more."""
        desk = self._desk
        while not desk.stopping.is_set() and self._is_fresh(claimed_at):
            try:
                slot = await desk.gate.wait_for(await self._slot(runner))
            except StoreUnavailable:
                return None
            if desk.stopping.is_set() or not self._is_fresh(claimed_at):
                return None
            # Another broadcast or topic may have written to this chat since the claim, or heard that it must wait.
            if desk.pace.wait(claim.target.chat_id, claim.target.kind):
                return None
            later = desk.gate.depart(slot)
            if later is None:
                desk.pace.wrote(claim.target.chat_id, claim.target.kind)
                return Departure(desk.gate, partial(self._may_leave, slot, claimed_at))
            # The next of its own slots is nearer than the new one, which is the last of all; else one message that is
            # late would make all that follow it late.
            runner.slots.append(later)
        return None

    async def _slot(self, runner: Runner) -> float:
        """The runner's next; when those that are left have been missed, the gate's next, for all that it still holds.

        Raises StoreUnavailable.
        """
        slot = runner.slots.pop(0) if runner.slots else math.inf
        if slot == math.inf:
            runner.slots = await self._desk.gate.reserve()
            slot = runner.slots.pop(0)
        return slot

    def _is_fresh(self, claimed_at: float) -> bool:
        """Whether a claim of then may leave now: it is still this process's, and the article as it was."""
        return self._desk.clock.monotonic() - claimed_at <= STALE and self._desk.company.may_send()

    def _may_leave(self, slot: float, claimed_at: float) -> bool:
        """Asked when its connection is there, which may have taken seconds."""
        return self._is_fresh(claimed_at) and self._desk.gate.is_timely(slot)

    async def _send(self, urgency: Urgency, claim: Claim, body: Body, departure: Departure) -> None:
        outcome: Outcome
        try:
            telegram, content = self._desk.telegram, body.for_target(claim.target)
            if body.uploads:
                outcome = await telegram.upload(body.method, content, body.picture, departure.leaves)
            else:
                outcome = await telegram.call(body.method, content, departure.leaves)
        except Stays:
            outcome = NotSent()
        except Exception as error:
            # A defect of ours: the claim must not stay with nobody, and what was done nobody can say.
            log.exception("delivery.send_failed")
            outcome = Unknown(Reason(ReasonCode.DEFECT, type(error).__name__))
        finally:
            departure.over()
        try:
            self._answer(urgency, claim, body, outcome)
        except Exception:
            log.exception("delivery.send_failed")
        self._landed()

    def _answer(self, urgency: Urgency, claim: Claim, body: Body | None, outcome: Outcome) -> None:
        desk = self._desk
        desk.doors.answered(urgency, claim.target.chat_id, outcome)
        if isinstance(outcome, RetryAfter):
            desk.pace.refused(claim.target.chat_id, outcome.seconds)
        if body is None:
            desk.answers.append(Answer(claim, outcome, 0, 0, Action.SEND))
            return
        if body.source:
            self._composer.answered(claim, body, outcome)
        hours = max(0, desk.clock.now_ms() - body.accepted_at) // 3_600_000
        sent = (body.version, hours, body.action, body.source, body.uploads)
        desk.answers.append(Answer(claim, outcome, *sent))

    def _landed(self) -> None:
        """Said by each call itself: a callback would cost another turn of the event loop for each message."""
        desk, task = self._desk, asyncio.current_task()
        assert task is not None
        desk.flying.pop(task, None)
        if len(desk.flying) < desk.in_flight_at_most:
            desk.room.set()

    async def drain(self, runner: Runner, seconds: float) -> None:
        """The end of a run: waits for answers, then settles what is still out as unknown, and records all."""
        desk = self._desk
        patience = desk.clock.monotonic() + seconds
        while desk.flying and (left := patience - desk.clock.monotonic()) > 0:
            await asyncio.wait(list(desk.flying), timeout=min(left, FLUSH))
            await self.flush(runner)
        out = dict(desk.flying)
        for task in out:
            task.cancel()
        await asyncio.gather(*out, return_exceptions=True)
        for task, (claim, body) in out.items():
            # One that had its answer in this very instant has put it down itself.
            if task.cancelled():
                self._answer(Urgency.PUSH, claim, body, Unknown(Reason(ReasonCode.CUT_OFF), final=True))
        await self.flush(runner)
        # The next start does it where the store cannot now.
        with suppress(StoreUnavailable):
            await self.finish(await desk.store.broadcasts.open())
