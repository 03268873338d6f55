"""Answers become receipts, waits and ends, in the commit of the next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import singledispatchmethod

from domain.clock import Clock
from domain.delivery import (
    Action,
    Answer,
    Claim,
    Delivered,
    Fate,
    Gone,
    Moved,
    NotSent,
    Outcome,
    Refused,
    RetryAfter,
    Unknown,
    Unreached,
)
from domain.meters import METERS
from storage.store import Work

# A message of unknown fate is sent so many times in all; then it is `unknown`, counted and shown.
TRIES = 3
# A correction that may still land late rests so long from its claim before it is made again (milliseconds).
REST_MS = 11_000
# A call that is known to have done nothing is made again after so long; the door of the line spreads the rest.
UNREACHED_MS = 1_000
# A photo that was tried so often without an answer is given up: the message leaves as text then.
SILENT_UPLOADS = 2


class Recorder:
    """Writes answers through a transaction. Safe to run again after a commit that failed: nothing is kept here."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def record(self, work: Work, answers: Sequence[Answer]) -> None:
        """Every answer, whoever has the claim by now."""
        good: dict[int, list[Answer]] = defaultdict(list)
        for answer in answers:
            if isinstance(answer.outcome, Delivered):
                good[answer.claim.intent].append(answer)
            else:
                await self._other(answer.outcome, answer, work)
        for intent, delivered in good.items():
            await self._delivered(work, intent, delivered)

    async def _delivered(self, work: Work, intent: int, answers: list[Answer]) -> None:
        store = work.deliveries
        new = [a for a in answers if a.action is Action.SEND]
        changed = [a for a in answers if a.action is not Action.SEND]
        if new:
            shown_since = await store.record(intent, new, [_message_id(a) for a in new])
            await self._catch_up(work, new, shown_since)
        if changed:
            counted = await store.changed(changed)
            for deleted in (a.claim for a in changed if a.action is Action.DELETE):
                await store.lost_copy(deleted.article, deleted.target.recipient, deleted.target.message_id)
            await store.count(intent, max(a.version for a in changed), delivered=counted)
            shown_since, _ = await store.shown(changed[0].claim.article)
            await self._catch_up(work, changed, shown_since)
        for answer in answers:
            assert isinstance(answer.outcome, Delivered)
            if answer.went_up and answer.outcome.file_id:
                await work.photos.ready(answer.claim.article, answer.source, answer.outcome.file_id)

    async def _catch_up(self, work: Work, answers: Sequence[Answer], shown_since: int) -> None:
        """What is recorded late is compared with what should be shown now: a correction may have passed it.

        All answers are of one intent, and so of one article.
        """
        stale = [(a, _message_id(a)) for a in answers if a.version < shown_since]
        if not stale:
            return
        article = stale[0][0].claim.article
        correction = await work.intents.correction_for(article)
        if correction is not None:
            await work.deliveries.correct(correction, stale)
        await work.notes.tell_late(article, [(a.claim.target.recipient, a.version) for a, _ in stale])

    @singledispatchmethod
    async def _other(self, outcome: Outcome, answer: Answer, work: Work) -> None:
        raise TypeError(f"no rule for {outcome}")

    @_other.register
    async def _(self, outcome: NotSent, answer: Answer, work: Work) -> None:
        await self._again(work, answer, change=-1, wait_ms=int(outcome.seconds * 1000))

    @_other.register
    async def _(self, outcome: Unreached, answer: Answer, work: Work) -> None:
        await self._again(work, answer, change=-1, wait_ms=UNREACHED_MS)

    @_other.register
    async def _(self, outcome: RetryAfter, answer: Answer, work: Work) -> None:
        wait_ms = int(outcome.seconds * 1000)
        await work.deliveries.chat_waits(answer.claim.target.chat_id, self._clock.now_ms() + wait_ms)
        # The claim itself waits for nothing: its group may have another id by now, which no wait belongs to.
        await self._again(work, answer, change=-1, wait_ms=0)

    @_other.register
    async def _(self, outcome: Unknown, answer: Answer, work: Work) -> None:
        if not await work.deliveries.holds(answer.claim):
            # Another run took it over, or it has ended: whoever has it says what becomes of it.
            return
        correction = answer.claim.target.message_id > 0
        if answer.went_up and answer.claim.tries >= SILENT_UPLOADS and not outcome.final:
            await photo_refused(work, answer.claim.article, answer.source, outcome.cause)
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

    @_other.register
    async def _(self, outcome: Moved, answer: Answer, work: Work) -> None:
        await work.recipients.moved(answer.claim.target.chat_id, outcome.chat_id)
        if answer.claim.target.message_id > 0:
            await self._end(work, answer, Fate.REFUSED, "the chat has moved")
        else:
            await self._again(work, answer, change=-1, wait_ms=0)

    @_other.register
    async def _(self, outcome: Gone, answer: Answer, work: Work) -> None:
        if await work.deliveries.gone(answer.claim, blocked=outcome.blocked, reason=outcome.reason):
            await self._end(work, answer, Fate.GONE, outcome.reason)
        elif await work.deliveries.is_writable(answer.claim.target.recipient):
            # It came back after the message was claimed: this no is from before.
            await self._again(work, answer, change=-1, wait_ms=0)
        else:
            await self._end(work, answer, Fate.GONE, outcome.reason)

    @_other.register
    async def _(self, outcome: Refused, answer: Answer, work: Work) -> None:
        claim = answer.claim
        if answer.action is Action.DELETE:
            # Too old for Telegram, or its right to delete is gone: a notice takes the place.
            await work.deliveries.undeletable(claim)
            await self._again(work, answer, change=-1, wait_ms=0)
            return
        if outcome.photo:
            # The news does not wait for its photo: this chat, or everybody, gets the words.
            if outcome.content:
                await photo_refused(work, claim.article, answer.source, outcome.reason)
            else:
                await work.deliveries.takes_no_photo(claim)
            await self._again(work, answer, change=-1, wait_ms=0)
            return
        if not outcome.content:
            await self._end(work, answer, Fate.REFUSED, outcome.reason)
            if claim.target.message_id > 0 and "not found" in outcome.reason.lower():
                await work.deliveries.lost_copy(claim.article, claim.target.recipient, claim.target.message_id)
            return
        await self._again(work, answer, change=-1, wait_ms=0)
        await stop_for_content(work, claim.intent, claim.article, answer.version, outcome.reason)

    async def _again(self, work: Work, answer: Answer, *, change: int, wait_ms: int) -> None:
        due = self._clock.now_ms() + wait_ms
        await work.deliveries.give_back([(answer.claim, change, due)], answer.claim.run)

    async def _end(self, work: Work, answer: Answer, fate: Fate, reason: str) -> None:
        await work.deliveries.ended(answer, fate, reason)


async def stop_for_content(work: Work, intent: int, article: int, version: int, reason: str) -> None:
    """The message itself is wrong, so it would be wrong for every chat: nobody else gets it, the owners are told.

    Nothing is stopped when a newer card took its place while it was out.
    """
    shown_since, _ = await work.deliveries.shown(article)
    if version < shown_since:
        return
    await work.intents.stop(intent, reason)
    wrong = await work.articles.get(article)
    values: dict[str, str | int] = {"title": wrong.title or wrong.id, "reason": reason}
    await work.notices.add(f"content:{intent}:{version}", "delivery-content-error", values)


async def photo_refused(work: Work, article: int, source: str, reason: str) -> None:
    """The photo goes to nobody, the article travels as text; the owners are told once."""
    if not await work.photos.refused(article, source, reason):
        return
    METERS.photos_refused += 1
    without = await work.articles.get(article)
    values: dict[str, str | int] = {"title": without.title or without.id, "reason": reason}
    await work.notices.add(f"photo:{article}:{source}", "delivery-photo-refused", values)


def _message_id(answer: Answer) -> int:
    target = answer.claim.target
    if target.message_id > 0:
        return target.message_id
    assert isinstance(answer.outcome, Delivered)
    return answer.outcome.message_id
