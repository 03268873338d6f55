"""Claims: which chats get the next messages, decided and written in one transaction, before anything leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delivery.engine.coordinator import Alone
from delivery.engine.scheduler import waits_for_canary
from delivery.rate.chat_pace import Pace
from domain.clock import Clock
from domain.delivery import BroadcastCursor, BroadcastKind, Claim, Fate, OpenBroadcast, Target
from domain.reason import ReasonCode
from storage.repositories.walking import Walked
from storage.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step may send now, and the article as it was in that transaction, at `claimed_at` (monotonic seconds)."""

    claims: list[Claim]
    head: BroadcastCursor | None = None
    claimed_at: float = 0.0


class Claimer:
    """Takes claims of one broadcast: ripe ones first, then the next along the cursor."""

    def __init__(self, clock: Clock, pace: Pace, company: Alone) -> None:
        self._clock = clock
        self._pace = pace
        self._company = company

    async def take(self, work: UnitOfWork, broadcast: OpenBroadcast, places: int, run: int) -> Taken:
        """At most `places` claims for a process run. Chats that must wait are parked and hold nobody up."""
        head = await work.broadcasts.head(broadcast.id)
        if head is None:
            return Taken([])
        now = self._clock.now_ms()
        if not head.proven:
            # Asked here once more: another runner may have sent the canary, or a new version may be there.
            places = 0 if waits_for_canary(head, now) else min(places, 1)
        if not places:
            return Taken([])
        # Whether any claim waits was asked a moment ago: one that is ripe since is taken with the next step.
        ripe = await self._again(work, broadcast, head, places, run) if broadcast.due is not None else []
        fresh: list[Target] = []
        if len(ripe) < places and not head.exhausted:
            fresh = await self._next(work, broadcast, head, places - len(ripe), run)
        await self._company.tell(work, [target for target, _ in ripe], fresh)
        go = [*ripe, *((target, 0) for target in fresh)]
        claims = [Claim(broadcast.id, broadcast.article, target, tries + 1, now, run) for target, tries in go]
        return Taken(claims, head, self._clock.monotonic())

    async def _again(
        self, work: UnitOfWork, broadcast: OpenBroadcast, head: BroadcastCursor, places: int, run: int
    ) -> list[tuple[Target, int]]:
        """Waiting claims that are ripe, with the tries that they had."""
        due = await work.deliveries.due(broadcast, head, self._clock.now_ms(), places)
        if len(due) < places and head.again is not None:
            await work.progress.go_on_again(broadcast.id, head.again)
            due = await work.deliveries.due(broadcast, head, self._clock.now_ms(), places)
        tries = {(target.recipient, target.message_id): count for target, count in due}
        ripe, later = self._split(await self._company.paced(work, run, [target for target, _ in due]))
        await work.deliveries.take(broadcast, ripe, run)
        await work.deliveries.postpone(broadcast, later)
        return [(target, tries[target.recipient, target.message_id]) for target in ripe]

    async def _next(
        self, work: UnitOfWork, broadcast: OpenBroadcast, head: BroadcastCursor, places: int, run: int
    ) -> list[Target]:
        targets: Sequence[Target]
        if broadcast.note_of:
            found, end, exhausted = await work.notes.holders(broadcast, head, places)
            targets = await self._company.paced(work, run, await self._willing(work, broadcast, found))
            cursor = (end, 0)
        elif broadcast.kind is BroadcastKind.PUSH:
            targets, end, exhausted = await work.deliveries.followers(broadcast, head, places)
            cursor = (end, 0)
        else:
            found, cursor, exhausted = await work.deliveries.copies(broadcast, head, places)
            targets = await self._reachable(work, broadcast, found)
        go, later = self._split(targets)
        await work.deliveries.walk(broadcast, [*((target, 0) for target in go), *later], Walked(cursor, exhausted), run)
        return go

    async def _reachable(self, work: UnitOfWork, broadcast: OpenBroadcast, copies: Sequence[Target]) -> list[Target]:
        lost = [(t, Fate.REFUSED, ReasonCode.MOVED) for t in copies if t.message_id < 0]
        gone = [(t, Fate.GONE, ReasonCode.AWAY) for t in copies if t.message_id > 0 and not t.writable]
        await work.deliveries.out_of_reach(broadcast.id, [*lost, *gone])
        return [t for t in copies if t.message_id > 0 and t.writable]

    async def _willing(self, work: UnitOfWork, broadcast: OpenBroadcast, holders: Sequence[Target]) -> list[Target]:
        """Whoever stopped the news holds a copy, which is corrected in place, and is told nothing more."""
        away = [(t, Fate.GONE, ReasonCode.QUIET) for t in holders if not t.writable]
        await work.deliveries.out_of_reach(broadcast.id, away)
        return [t for t in holders if t.writable]

    def _split(self, targets: Sequence[Target]) -> tuple[list[Target], list[tuple[Target, int]]]:
        """(those that may be written to now, those that wait with the time until when, UTC milliseconds)."""
        now = self._clock.now_ms()
        go: list[Target] = []
        later: list[tuple[Target, int]] = []
        chats: set[int] = set()
        for target in targets:
            # Two topics of one chat share its pace.
            wait = 1.0 if target.chat_id in chats else self._pace.wait(target.chat_id, target.kind)
            until = max(target.until, now + int(wait * 1000) if wait else 0)
            if until > now:
                later.append((target, until))
            else:
                go.append(target)
                chats.add(target.chat_id)
        return go, later
