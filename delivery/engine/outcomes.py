"""Decides about the next try of a message that was not delivered: one method an outcome, in the next commit.

A try is an attempt of unknown fate: an attempt that is known to have done nothing gives its try back (`change=-1`).
"""

from __future__ import annotations

from typing import assert_never

from delivery.content.refusals import refuse_photo, stop_for_content
from delivery.counters import DeliveryCounters
from delivery.engine.own_failures import MOST_FAILURES, pause_ms
from delivery.engine.refusal_brake import brake
from domain.audience import ChatKind
from domain.clock import Clock
from domain.delivery import Action, Answer, Claim, Fate
from domain.outcomes import Gone, Moved, NotSent, Refused, RetryAfter, Unknown, Unreached
from domain.readers.place import shuts_place
from domain.reason import Reason, ReasonCode
from storage.store import UnitOfWork

# So many times a message of unknown fate is sent in all; then it is counted and shown as `unknown`.
TRIES = 3
# A correction of unknown fate rests so long from its claim before it is made again (milliseconds): it leaves within
# 1.5 s (FRESH), and what left may take effect for 10 s (CALL_TIMEOUT), also over a newer correction.
REST_MS = 12_000
# So many uploads without an answer give a photo up: the message leaves as text then.
SILENT_UPLOADS = 2

Undelivered = NotSent | Unreached | RetryAfter | Unknown | Moved | Gone | Refused


class UndeliveredRecorder:
    """Writes through a transaction; keeps nothing."""

    def __init__(self, clock: Clock, counters: DeliveryCounters) -> None:
        self._clock = clock
        self._counters = counters

    async def record(self, work: UnitOfWork, answer: Answer, outcome: Undelivered) -> None:
        """Another try, a wait, or an end with its reason."""
        match outcome:
            case NotSent():
                await self._try_again(work, answer, change=-1, wait_ms=int(outcome.seconds * 1000))
            case Unreached():
                await self._unreached(work, answer, outcome)
            case RetryAfter():
                await self._retry_after(work, answer, outcome)
            case Unknown():
                await self._unknown(work, answer, outcome)
            case Moved():
                await self._moved(work, answer, outcome)
            case Gone():
                await self._gone(work, answer, outcome)
            case Refused():
                await self._refused(work, answer, outcome)
            case _:
                assert_never(outcome)

    async def _retry_after(self, work: UnitOfWork, answer: Answer, outcome: RetryAfter) -> None:
        wait_ms = int(outcome.seconds * 1000)
        await work.deliveries.chat_waits(answer.claim.target.chat_id, self._clock.now_ms() + wait_ms)
        # The claim itself does not wait: its group may have another id by now, to which no wait belongs.
        await self._try_again(work, answer, change=-1, wait_ms=0)

    async def _unreached(self, work: UnitOfWork, answer: Answer, outcome: Unreached) -> None:
        if answer.failures > MOST_FAILURES:
            await work.deliveries.ended(answer, Fate.REFUSED, Reason(ReasonCode.TELEGRAM, outcome.cause))
        else:
            await self._try_again(work, answer, change=-1, wait_ms=pause_ms(answer.failures))

    async def _unknown(self, work: UnitOfWork, answer: Answer, outcome: Unknown) -> None:
        if not await work.deliveries.holds(answer.claim):
            # It has ended, or another run took it over, which decides what becomes of it.
            return
        correction = answer.claim.target.message_id > 0
        if answer.uploaded and answer.claim.tries >= SILENT_UPLOADS:
            await refuse_photo(work, self._counters, answer.claim.article, answer.source, outcome.cause)
        ends = answer.failures > MOST_FAILURES if correction else answer.claim.tries >= TRIES
        if ends:
            await work.deliveries.ended(answer, Fate.UNKNOWN, outcome.cause)
            return
        pause = pause_ms(answer.failures)
        wait_ms = max(pause, self._rest_ms(answer.claim)) if correction else pause
        await self._try_again(work, answer, change=0, wait_ms=wait_ms)

    def _rest_ms(self, claim: Claim) -> int:
        """How long a correction of unknown fate still rests, since an older one may take effect over it."""
        since_claim = self._clock.now_ms() - claim.claimed_at
        # Otherwise the clock was set meanwhile.
        plausible = 0 <= since_claim <= REST_MS
        return REST_MS - since_claim if plausible else REST_MS

    async def _moved(self, work: UnitOfWork, answer: Answer, outcome: Moved) -> None:
        await work.recipient_moves.moved(answer.claim.target.chat_id, outcome.chat_id)
        # Chats that send us to each other in a circle, or to themselves, would have it for ever.
        if answer.claim.target.message_id > 0 or answer.failures > MOST_FAILURES:
            await work.deliveries.ended(answer, Fate.REFUSED, ReasonCode.MOVED)
        else:
            wait_ms = pause_ms(answer.failures - 1) if answer.failures > 1 else 0
            await self._try_again(work, answer, change=-1, wait_ms=wait_ms)

    async def _gone(self, work: UnitOfWork, answer: Answer, outcome: Gone) -> None:
        target = answer.claim.target
        is_gone = await work.deliveries.gone(answer.claim, blocked=outcome.blocked, reason=outcome.reason)
        if not is_gone and await work.deliveries.is_writable(target.recipient):
            # The recipient came back after the message was claimed: this refusal is from before.
            await self._try_again(work, answer, change=-1, wait_ms=0)
            return
        if is_gone and target.kind is not ChatKind.PRIVATE:
            await work.places.was_stopped(target.recipient, outcome.reason)
        await work.deliveries.ended(answer, Fate.GONE, outcome.reason)

    async def _refused(self, work: UnitOfWork, answer: Answer, outcome: Refused) -> None:
        claim = answer.claim
        if answer.action is Action.DELETE:
            # The copy is too old for Telegram, or the right to delete is gone: a notice takes its place.
            await work.deliveries.undeletable(claim)
            await self._try_again(work, answer, change=-1, wait_ms=0)
            return
        if outcome.rich:
            # The next try is an ordinary message: the process remembers.
            await self._try_again(work, answer, change=-1, wait_ms=0)
            return
        if outcome.photo:
            # The news does not wait for its photo: this chat, or every chat, gets the words alone.
            if outcome.content:
                await refuse_photo(work, self._counters, claim.article, answer.source, outcome.reason)
            else:
                await work.deliveries.takes_no_photo(claim)
            await self._try_again(work, answer, change=-1, wait_ms=0)
            return
        if claim.target.message_id == 0 and shuts_place(claim.target.kind, outcome.reason):
            # How the chat stands, not an error of the broadcast: it gets what it missed when it wants that later.
            await self._gone(work, answer, Gone(outcome.reason, blocked=True))
            return
        if answer.brake:
            await self._try_again(work, answer, change=-1, wait_ms=0)
            await brake(work, claim, outcome.reason, answer.brake)
            return
        if claim.target.message_id == 0 and await work.broadcasts.is_braked(claim.broadcast, outcome.reason):
            # An answer from before the brake, in a commit that came after it.
            await self._try_again(work, answer, change=-1, wait_ms=0)
            return
        if not outcome.content:
            await work.deliveries.ended(answer, Fate.REFUSED, outcome.reason)
            if claim.target.message_id > 0 and outcome.reason.code is ReasonCode.DELETED:
                await work.deliveries.lost_copy(claim.article, claim.target.recipient, claim.target.message_id)
            return
        await self._try_again(work, answer, change=-1, wait_ms=0)
        await stop_for_content(work, claim.broadcast, claim.article, answer.version, outcome.reason)

    async def _try_again(self, work: UnitOfWork, answer: Answer, *, change: int, wait_ms: int) -> None:
        due = self._clock.now_ms() + wait_ms
        await work.deliveries.give_back([(answer.claim, change, due)], answer.claim.run)
