"""What becomes of a message that was not delivered: one method an outcome, in the commit of the next step.

A try is an attempt of unknown fate: what is known to have done nothing gives its try back (`change=-1`).
"""

from __future__ import annotations

from typing import assert_never

from delivery.counters import DeliveryCounters
from domain.clock import Clock
from domain.delivery import (
    Action,
    Answer,
    Claim,
    Fate,
    Gone,
    Moved,
    NotSent,
    Refused,
    RetryAfter,
    Unknown,
    Unreached,
)
from domain.reason import ReasonCode
from storage.store import UnitOfWork

# A message of unknown fate is sent so many times in all; then it is `unknown`, counted and shown.
TRIES = 3
# A correction of unknown fate rests so long from its claim before it is made again (milliseconds): it leaves within
# 1.5 s (STALE), and what left may take effect for 10 s (CALL_TIMEOUT), also over a newer correction.
REST_MS = 12_000
# A call that is known to have done nothing is made again after so long; the door of the line spreads the rest.
UNREACHED_MS = 1_000
# A photo that was tried so often without an answer is given up: the message leaves as text then.
SILENT_UPLOADS = 2


Undelivered = NotSent | Unreached | RetryAfter | Unknown | Moved | Gone | Refused


class Settler:
    """Writes through a transaction; keeps nothing."""

    def __init__(self, clock: Clock, counters: DeliveryCounters) -> None:
        self._clock = clock
        self._counters = counters

    async def settle(self, work: UnitOfWork, answer: Answer, outcome: Undelivered) -> None:
        """Another try, a wait, or an end with its reason."""
        match outcome:
            case NotSent():
                await self._not_sent(work, answer, outcome)
            case Unreached():
                await self._unreached(work, answer)
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

    async def _not_sent(self, work: UnitOfWork, answer: Answer, outcome: NotSent) -> None:
        await self._again(work, answer, change=-1, wait_ms=int(outcome.seconds * 1000))

    async def _unreached(self, work: UnitOfWork, answer: Answer) -> None:
        await self._again(work, answer, change=-1, wait_ms=UNREACHED_MS)

    async def _retry_after(self, work: UnitOfWork, answer: Answer, outcome: RetryAfter) -> None:
        wait_ms = int(outcome.seconds * 1000)
        await work.deliveries.chat_waits(answer.claim.target.chat_id, self._clock.now_ms() + wait_ms)
        # The claim itself waits for nothing: its group may have another id by now, which no wait belongs to.
        await self._again(work, answer, change=-1, wait_ms=0)

    async def _unknown(self, work: UnitOfWork, answer: Answer, outcome: Unknown) -> None:
        if not await work.deliveries.holds(answer.claim):
            # Another run took it over, or it has ended: whoever has it says what becomes of it.
            return
        correction = answer.claim.target.message_id > 0
        if answer.uploaded and answer.claim.tries >= SILENT_UPLOADS and not outcome.final:
            await photo_refused(work, self._counters, answer.claim.article, answer.source, outcome.cause)
        if not correction and (outcome.final or answer.claim.tries >= TRIES):
            await self._end(work, answer, Fate.UNKNOWN, outcome.cause)
            return
        wait_ms = self._rest(answer.claim) if correction else 1000 * 2**answer.claim.tries
        await self._again(work, answer, change=0, wait_ms=wait_ms)

    def _rest(self, claim: Claim) -> int:
        since_claim = self._clock.now_ms() - claim.claimed_at
        # Otherwise the clock was set meanwhile.
        plausible = 0 <= since_claim <= REST_MS
        return REST_MS - since_claim if plausible else REST_MS

    async def _moved(self, work: UnitOfWork, answer: Answer, outcome: Moved) -> None:
        await work.recipients.moved(answer.claim.target.chat_id, outcome.chat_id)
        if answer.claim.target.message_id > 0:
            await self._end(work, answer, Fate.REFUSED, ReasonCode.MOVED)
        else:
            await self._again(work, answer, change=-1, wait_ms=0)

    async def _gone(self, work: UnitOfWork, answer: Answer, outcome: Gone) -> None:
        if await work.deliveries.gone(answer.claim, blocked=outcome.blocked, reason=outcome.reason):
            await self._end(work, answer, Fate.GONE, outcome.reason)
        elif await work.deliveries.is_writable(answer.claim.target.recipient):
            # It came back after the message was claimed: this no is from before.
            await self._again(work, answer, change=-1, wait_ms=0)
        else:
            await self._end(work, answer, Fate.GONE, outcome.reason)

    async def _refused(self, work: UnitOfWork, answer: Answer, outcome: Refused) -> None:
        claim = answer.claim
        if answer.action is Action.DELETE:
            # Too old for Telegram, or its right to delete is gone: a notice takes the place.
            await work.deliveries.undeletable(claim)
            await self._again(work, answer, change=-1, wait_ms=0)
            return
        if outcome.photo:
            # The news does not wait for its photo: this chat, or everybody, gets the words.
            if outcome.content:
                await photo_refused(work, self._counters, claim.article, answer.source, outcome.reason)
            else:
                await work.deliveries.takes_no_photo(claim)
            await self._again(work, answer, change=-1, wait_ms=0)
            return
        if not outcome.content:
            await self._end(work, answer, Fate.REFUSED, outcome.reason)
            if claim.target.message_id > 0 and outcome.reason.code is ReasonCode.DELETED:
                await work.deliveries.lost_copy(claim.article, claim.target.recipient, claim.target.message_id)
            return
        await self._again(work, answer, change=-1, wait_ms=0)
        await stop_for_content(work, claim.broadcast, claim.article, answer.version, outcome.reason)

    async def _again(self, work: UnitOfWork, answer: Answer, *, change: int, wait_ms: int) -> None:
        due = self._clock.now_ms() + wait_ms
        await work.deliveries.give_back([(answer.claim, change, due)], answer.claim.run)

    async def _end(self, work: UnitOfWork, answer: Answer, fate: Fate, reason: str) -> None:
        await work.deliveries.ended(answer, fate, reason)


async def stop_for_content(work: UnitOfWork, broadcast: int, article: int, version: int, reason: str) -> None:
    """The message itself is wrong, so it would be wrong for every chat: nobody else gets it, the owners are told.

    Nothing is stopped when a newer card took its place while it was out.
    """
    shown_since, _ = await work.deliveries.shown(article)
    if version < shown_since:
        return
    await work.broadcasts.stop(broadcast, reason)
    wrong = await work.articles.get(article)
    values: dict[str, str | int] = {"title": wrong.title or wrong.id, "reason": reason}
    await work.notices.add(f"content:{broadcast}:{version}", "delivery-content-error", values)


async def photo_refused(work: UnitOfWork, counters: DeliveryCounters, article: int, source: str, reason: str) -> None:
    """The photo goes to nobody, the article travels as text; the owners are told once."""
    if not await work.photos.refused(article, source, reason):
        return
    counters.photos_refused += 1
    without = await work.articles.get(article)
    values: dict[str, str | int] = {"title": without.title or without.id, "reason": reason}
    await work.notices.add(f"photo:{article}:{source}", "delivery-photo-refused", values)
