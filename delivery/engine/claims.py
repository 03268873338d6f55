"""Claims: which chats get the next messages, decided and written in one transaction, before anything leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from delivery.engine.context import Runner
from delivery.engine.coordinator import Coordinator
from delivery.engine.scheduler import waits_for_canary
from delivery.rate.chat_pace import ChatPace
from delivery.rate.circuit_breaker import Admission
from domain.clock import Clock
from domain.delivery import BroadcastCursor, BroadcastKind, ChatLimits, Claim, Fate, OpenBroadcast, Target
from domain.readers.chat_clock import ChatClock
from domain.reason import ReasonCode
from storage.repositories.delivery.delivery_statements import CursorMove
from storage.store import UnitOfWork


class ClaimWish(NamedTuple):
    """As many claims of a broadcast as were admitted. `fresh_first`: of chats that had no try, where there are some."""

    broadcast: OpenBroadcast
    admission: Admission
    fresh_first: bool = False


class ClaimRequest(NamedTuple):
    """A broadcast as it is in the transaction, the process run that claims, and when its first claim leaves.

    `leaves_in`: seconds. A chat that must wait no longer than that is claimed: after a start no chat may be written to
    for a second, and the claims for the first slot are made 50 ms before it.
    """

    broadcast: OpenBroadcast
    cursor: BroadcastCursor
    run: int
    leaves_in: float


@dataclass(frozen=True, slots=True)
class ClaimBatch:
    """The claims of a step, and the article as it was in that transaction, at `claimed_at` (monotonic seconds)."""

    claims: list[Claim]
    cursor: BroadcastCursor
    admission: Admission
    claimed_at: float


# Followers that a step looks at when it met one that sleeps: 200 rows are withheld in about 2 ms.
ASLEEP_AT_ONCE = 200


class Claimer:
    """Takes claims of one broadcast: due ones first, then the next along the cursor."""

    def __init__(self, clock: Clock, chat_pace: ChatPace, coordinator: Coordinator, chats: ChatClock) -> None:
        self._clock = clock
        self._chat_pace = chat_pace
        self._coordinator = coordinator
        self._chats = chats

    async def claim(self, work: UnitOfWork, runner: Runner, wish: ClaimWish) -> ClaimBatch | None:
        """Claims for the runner's process run, None where there are none. A chat that must wait uses no place up."""
        broadcast, admission, fresh_first = wish
        limit = admission.limit
        cursor = await work.broadcasts.head(broadcast.id)
        if cursor is None:
            return None
        now = self._clock.now_ms()
        if not cursor.proven:
            # Asked here once more: another runner may have sent the canary, or there may be a new version.
            limit = 0 if waits_for_canary(cursor, now) else min(limit, 1)
        if not limit:
            return None
        # Whether any claim waits was asked a moment ago: one that is due since then is taken with the next step.
        leaves_in = max(0.0, runner.slots[0] - self._clock.monotonic()) if runner.slots else 0.0
        request = ClaimRequest(broadcast, cursor, runner.run, leaves_in)
        due: list[tuple[Target, int]] = []
        walked: list[Target] = []
        if fresh_first and not cursor.exhausted:
            walked = await self._walk(work, request, limit)
        if len(walked) < limit and broadcast.due is not None:
            due = await self._take_due(work, request, limit - len(walked))
        if not fresh_first and len(due) < limit and not cursor.exhausted:
            walked = await self._walk(work, request, limit - len(due))
        await self._coordinator.record_claims(work, [target for target, _ in due], walked)
        taken = [*due, *((target, 0) for target in walked)]
        claims = [Claim(broadcast.id, broadcast.article, target, tries + 1, now, runner.run) for target, tries in taken]
        return ClaimBatch(claims, cursor, admission, self._clock.monotonic()) if claims else None

    async def _take_due(self, work: UnitOfWork, request: ClaimRequest, limit: int) -> list[tuple[Target, int]]:
        """Waiting claims that are due, with the tries that they had."""
        broadcast, cursor, run, leaves_in = request
        found = await work.deliveries.due(broadcast, cursor, self._clock.now_ms(), limit)
        if len(found) < limit and cursor.retry_cursor is not None:
            await work.progress.continue_retry(broadcast.id, cursor.retry_cursor)
            found = await work.deliveries.due(broadcast, cursor, self._clock.now_ms(), limit)
        tries = {(target.recipient, target.message_id): count for target, count in found}
        targets = await self._coordinator.with_waits(work, run, [target for target, _ in found])
        may, held = await self._may_still(work, targets)
        now, later = self._split(may, leaves_in)
        await work.deliveries.take(broadcast, now, run)
        await work.deliveries.postpone(broadcast, [*later, *held])
        return [(target, tries[target.recipient, target.message_id]) for target in now]

    async def _may_still(
        self, work: UnitOfWork, targets: Sequence[Target]
    ) -> tuple[Sequence[Target], list[tuple[Target, int]]]:
        """(those that may get it now, the others with the time until which they wait, UTC milliseconds).

        A push that waited may be due in the quiet hours of its chat, or on another day than the one on which it was
        counted. It comes by itself then, not in the digest: it may have been sent, and its tries are counted.
        """
        if not any(target.limits for target in targets):
            return targets, []
        now_ms = self._clock.now_ms()
        may, held = list[Target](), list[tuple[Target, int]]()
        for target in targets:
            limits = target.limits
            if limits and self._chats.day(limits.zone, limits.claimed_at) == self._chats.day(limits.zone, now_ms):
                limits = limits._replace(cap=0)
            until = self._held_until(limits, now_ms) if limits else 0
            if until:
                held.append((target, until))
            else:
                may.append(target._replace(limits=limits))
        return await self._below_cap(work, may, held), held

    async def _walk(self, work: UnitOfWork, request: ClaimRequest, limit: int) -> list[Target]:
        """Claims the next along the cursor, and moves it over them."""
        broadcast, cursor, run, leaves_in = request
        targets: Sequence[Target]
        if broadcast.note_of:
            found, end, exhausted = await work.notes.holders(broadcast, cursor, limit)
            targets = await self._coordinator.with_waits(work, run, await self._writable(work, broadcast, found))
            to = (end, 0)
        elif broadcast.kind is BroadcastKind.PUSH:
            targets, end, exhausted = await self._awake(work, request, limit)
            to = (end, 0)
        elif broadcast.kind is BroadcastKind.DIGEST:
            targets, end, exhausted = await work.digests.readers(broadcast, cursor, limit)
            to = (end, 0)
        else:
            found, to, exhausted = await work.deliveries.copies(broadcast, cursor, limit)
            targets = await self._reachable(work, broadcast, found)
        now, later = self._split(targets, leaves_in)
        now = await self._offering(work, now)
        claimed = [*((target, 0) for target in now), *later]
        await work.deliveries.walk(broadcast, claimed, CursorMove(to, exhausted), run)
        return now

    async def _awake(self, work: UnitOfWork, request: ClaimRequest, limit: int) -> tuple[list[Target], int, bool]:
        """The next followers that may get it now. Those in their quiet hours, or at their cap, get it in a digest.

        At night a second, longer look passes over many of them at once: a step per sleeper would delay the others.
        """
        broadcast, cursor = request.broadcast, request.cursor
        awake, asleep, now_ms = list[Target](), list[tuple[Target, int]](), self._clock.now_ms()
        for looked in (limit, max(limit, ASLEEP_AT_ONCE)):
            found, end, exhausted = await work.deliveries.followers(broadcast, cursor, looked)
            for number, target in enumerate(found, start=1):
                if target.limits and (until := self._held_until(target.limits, now_ms)):
                    asleep.append((target, until))
                    continue
                awake.append(target)
                if len(awake) == limit and number < len(found):
                    end, exhausted = target.recipient, False
                    break
            cursor = cursor._replace(cursor=end)
            if exhausted or not asleep or len(awake) == limit:
                break
        awake = await self._below_cap(work, awake, asleep)
        if asleep:
            await work.deliveries.withhold(broadcast.article, asleep)
        return awake, end, exhausted

    def _held_until(self, limits: ChatLimits, now_ms: int) -> int:
        """Until when the chat's settings keep a push back (UTC milliseconds); 0: they do not."""
        if limits.quiet and (until := self._chats.quiet_ends(limits.quiet, limits.zone, now_ms)):
            return until
        if limits.cap and limits.used >= limits.cap and limits.day == self._chats.day(limits.zone, now_ms):
            return self._after_cap(limits)
        return 0

    def _after_cap(self, limits: ChatLimits) -> int:
        """When what is above the cap comes: with the chat's next digest, else in the morning."""
        return limits.digest_next or self._chats.morning(limits.quiet, limits.zone, self._clock.now_ms())

    async def _below_cap(self, work: UnitOfWork, awake: list[Target], asleep: list[tuple[Target, int]]) -> list[Target]:
        """Counts the push for the chats with a cap. One that another process has filled meanwhile is asleep."""
        now_ms = self._clock.now_ms()
        days = [(t.recipient, self._chats.day(t.limits.zone, now_ms)) for t in awake if t.limits and t.limits.cap]
        if not days:
            return awake
        below = await work.deliveries.count_pushes(days)
        over = {recipient for recipient, _ in days} - below
        asleep += [(t, self._after_cap(t.limits)) for t in awake if t.limits and t.recipient in over]
        return [target for target in awake if target.recipient not in over]

    async def _offering(self, work: UnitOfWork, awake: list[Target]) -> list[Target]:
        """The first push that comes at night offers the chat quiet hours, once. What leaves later is no offer."""
        now_ms = self._clock.now_ms()
        zones = {t.limits.zone for t in awake if t.limits and not t.limits.asked}
        at_night = {zone for zone in zones if self._chats.is_night(zone, now_ms)}
        if not at_night:
            return awake
        offered = [
            target._replace(offers_quiet=True)
            if (limits := target.limits) and not limits.asked and limits.zone in at_night
            else target
            for target in awake
        ]
        await work.deliveries.mark_asked(target.recipient for target in offered if target.offers_quiet)
        return offered

    async def _reachable(self, work: UnitOfWork, broadcast: OpenBroadcast, copies: Sequence[Target]) -> list[Target]:
        """The copies that can be changed; the others end with their reason."""
        moved = [(t, Fate.REFUSED, ReasonCode.MOVED) for t in copies if t.message_id < 0]
        gone = [(t, Fate.GONE, ReasonCode.AWAY) for t in copies if t.message_id > 0 and not t.writable]
        await work.deliveries.out_of_reach(broadcast.id, [*moved, *gone])
        return [t for t in copies if t.message_id > 0 and t.writable]

    async def _writable(self, work: UnitOfWork, broadcast: OpenBroadcast, holders: Sequence[Target]) -> list[Target]:
        """The holders of a copy who get a note. One who stopped the news has the copy corrected, and no note."""
        away = [(t, Fate.GONE, ReasonCode.QUIET) for t in holders if not t.writable]
        await work.deliveries.out_of_reach(broadcast.id, away)
        return [t for t in holders if t.writable]

    def _split(self, targets: Sequence[Target], leaves_in: float) -> tuple[list[Target], list[tuple[Target, int]]]:
        """(those that may be written to when the first claim leaves, the others with the time until which they wait,
        UTC milliseconds)."""
        now_ms = self._clock.now_ms()
        now: list[Target] = []
        later: list[tuple[Target, int]] = []
        chats: set[int] = set()
        for target in targets:
            # Two topics of one chat share its pace.
            wait = 1.0 if target.chat_id in chats else self._chat_pace.delay(target.chat_id, target.kind)
            until = target.until
            if wait > leaves_in:
                until = max(until, now_ms + int(wait * 1000))
            if until > now_ms:
                later.append((target, until))
            else:
                now.append(target)
                chats.add(target.chat_id)
        return now, later
