"""Sends the messages of a claim batch: each waits for its slot, asks the limiter beside the socket, and is called."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from delivery.content.bodies import Body
from delivery.content.composing import Composer
from delivery.engine.claims import ClaimBatch
from delivery.engine.context import DeliveryContext, Runner
from delivery.engine.in_flight import OpenCall
from delivery.engine.own_failures import OwnFailures
from delivery.engine.refusal_brake import RefusalBrake
from delivery.http.answers import of_rich_message
from delivery.rate.circuit_breaker import Admission
from delivery.rate.window import Permit, Withdrawn
from domain.copy_shape import Form
from domain.delivery import Action, Answer, Claim
from domain.errors import StoreUnavailable
from domain.outcomes import Moved, NotSent, Outcome, RetryAfter, Unknown, Unreached
from domain.reason import Reason, ReasonCode

log = logging.getLogger(__name__)
# A claim that has not left so long after its commit is given back (seconds): the article may have been recalled since.
FRESH = 1.5
# After these Telegram has not said what became of the message.
_WITHOUT_ANSWER = (Unknown, Unreached, NotSent)


class Sender:
    """Sends for all runners of a delivery context."""

    def __init__(self, context: DeliveryContext) -> None:
        self._context = context
        self._failures = OwnFailures()
        self._brake = RefusalBrake(context.clock)
        self._composer = Composer(context.store, context.bodies, context.clock, context.telegram.counters)

    async def send(self, runner: Runner, batch: ClaimBatch) -> None:
        """Returns when each claim has left or was given back; the answers come later."""
        self._context.in_flight.share_slots(self._context.limiter.is_shared)
        for claim in batch.claims:
            body = await self._composer.body(claim, batch.cursor)
            if isinstance(body, NotSent):
                self.record(batch.admission, claim, None, body)
                continue
            call = OpenCall(claim, body, batch.admission)
            permit = await self._acquire(runner, call, batch.claimed_at)
            if permit is None:
                self.record(batch.admission, claim, body, NotSent())
                continue
            self._context.in_flight.add(call, asyncio.create_task(self._call(call, permit)))
        self._context.in_flight.expect(runner.number, None, self._context.clock.monotonic())

    async def _acquire(self, runner: Runner, call: OpenCall, claimed_at: float) -> Permit | None:
        """Waits for the slot; None when the message must not leave any more."""
        context = self._context
        limiter, pace, target = context.limiter, context.chat_pace, call.claim.target
        while not context.stop.is_set() and self._may_still_leave(call, claimed_at):
            try:
                slot = runner.next_slot()
                slot = await self._reserve(runner) if slot is None else slot
                context.in_flight.expect(runner.number, limiter.due(slot), context.clock.monotonic())
                slot = await limiter.wait_for(slot)
            except StoreUnavailable:
                return None
            while context.in_flight.is_full and not context.stop.is_set() and self._may_still_leave(call, claimed_at):
                # A millisecond at least: at its very end the rest may be too small to let any time pass.
                await context.in_flight.wait_for_room(max(0.001, claimed_at + FRESH - context.clock.monotonic()))
            if context.stop.is_set() or not self._may_still_leave(call, claimed_at):
                return None
            # Another broadcast or topic may have written to this chat since the claim, or was told to wait.
            if pace.delay(target.chat_id, target.kind):
                return None
            if limiter.try_acquire(slot):
                pace.record_departure(target.chat_id, target.kind)
                return Permit(limiter.window, partial(self._may_leave, call, slot, claimed_at))
            # The runner's next slot is nearer than the new one, which is the last of all; else one message that is
            # late would make all that follow it late.
            runner.slots.append(limiter.later_slot())
        return None

    async def _reserve(self, runner: Runner) -> float:
        """Reserves slots for a runner that has none: the first of them. Raises StoreUnavailable."""
        runner.slots = await self._context.limiter.reserve()
        return runner.slots.pop(0)

    def _may_still_leave(self, call: OpenCall, claimed_at: float) -> bool:
        """Whether a claim of that time may leave now: it is still this process's, the article is as it was, and no
        breaker has opened since it was admitted.
        """
        context = self._context
        is_fresh = context.clock.monotonic() - claimed_at <= FRESH
        return is_fresh and context.coordinator.may_send() and context.breakers.may_send(call.admission)

    def _may_leave(self, call: OpenCall, slot: float, claimed_at: float) -> bool:
        """Asked when the connection is there, which may have taken seconds."""
        context = self._context
        if context.stop.is_set() or not self._may_still_leave(call, claimed_at) or not context.limiter.is_timely(slot):
            return False
        now = context.clock.monotonic()
        context.in_flight.record_departure(call, now)
        context.breakers.record_departure(call.admission, now)
        return True

    async def _call(self, call: OpenCall, permit: Permit) -> None:
        outcome: Outcome
        claim, body, begun_at = call.claim, call.body, self._context.clock.monotonic()
        try:
            telegram, content = self._context.telegram, body.for_target(claim.target)
            if body.uploads:
                outcome = await telegram.upload(body.method, content, body.picture, permit.use)
            else:
                outcome = await telegram.call(body.method, content, permit.use)
            if body.form is Form.LONG:
                outcome = of_rich_message(outcome)
        except Withdrawn:
            outcome = NotSent()
        except Exception as error:
            # A defect of ours: the claim must have an end, and whether the message arrived is not known.
            log.exception("delivery.send_failed")
            outcome = Unknown(Reason(ReasonCode.DEFECT, type(error).__name__))
        finally:
            permit.close()
        try:
            self.record(call.admission, claim, body, outcome, begun_at if call.left_at is None else call.left_at)
        except Exception:
            log.exception("delivery.send_failed")
        answered = not isinstance(outcome, _WITHOUT_ANSWER)
        self._context.in_flight.remove(call, answered=answered, now=self._context.clock.monotonic())

    def record(
        self, admission: Admission, claim: Claim, body: Body | None, outcome: Outcome, left_at: float = 0.0
    ) -> None:
        """Puts an outcome into the outbox; breakers, pace and photos learn from it at once."""
        context = self._context
        context.breakers.record(admission, claim.target.chat_id, outcome, left_at)
        failures = self._count_failures(claim, outcome, left_at)
        if isinstance(outcome, RetryAfter):
            context.chat_pace.hold(claim.target.chat_id, outcome.seconds)
        if body is None:
            context.answers.add(Answer(claim, outcome, 0, 0, Action.SEND))
            return
        if body.source or body.form is Form.LONG:
            self._composer.answered(claim, body, outcome)
        hours = max(0, context.clock.now_ms() - body.accepted_at) // 3_600_000
        brake = self._brake.record(claim, outcome)
        sent = (body.version, hours, body.action, body.source, body.uploads, failures, brake, body.form)
        context.answers.add(Answer(claim, outcome, *sent))

    def _count_failures(self, claim: Claim, outcome: Outcome, left_at: float) -> int:
        """How often this message has failed by itself, or was sent on to another chat. A failure of the network is none
        of its own."""
        if isinstance(outcome, Moved):
            return self._failures.add(claim, 0.0)
        if not isinstance(outcome, _WITHOUT_ANSWER):
            self._failures.forget(claim)
            return 0
        network = self._context.breakers.network
        if isinstance(outcome, NotSent):
            return 0
        if not network.is_closed and not network.is_probe(left_at):
            return 0
        return self._failures.add(claim, network.down_for)
