"""Digests: due rows become parts of a broadcast, one part a chat; delivery walks along the parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.audience import RecipientState
from domain.delivery import BroadcastCursor, BroadcastKind, OpenBroadcast, Target, Urgency
from domain.readers.digest_times import next_digest
from domain.readers.quiet_hours import zone_named
from storage import objects
from storage.ports import Repository, Rows, exactly_one, single, value
from storage.prepare import Prepared
from storage.repositories.articles import Articles

# A chat that had its digest of a minute gets the next one a minute later (milliseconds).
_NEXT_MS = 60_000


# Articles of a chat in one digest: twenty pages, more than a reader turns. The older ones stay in /latest.
MOST = 200


class DigestPart(NamedTuple):
    """What one chat gets of a digest: the keys of its articles, also recalled ones, and how many more were too many."""

    keys: list[int]
    left_out: int


class DueDigest(NamedTuple):
    """`due_at`: UTC milliseconds; `active`: whether the recipient may get anything. The rest: of its own digests."""

    recipient: int
    due_at: int
    active: bool
    zone: str
    times: str
    days: str
    next: int


class Digests(Repository):
    def __init__(self, rows: Rows, articles: Articles) -> None:
        super().__init__(rows)
        self._articles = articles

    async def due(self, now_ms: int, limit: int) -> list[DueDigest]:
        """Recipients whose digest is due by then, the longest first."""
        rows = await self._rows.fetch("digests_due", now_ms, limit)
        return [DueDigest(int(id_), int(at), state == RecipientState.ACTIVE, *rest) for id_, at, state, *rest in rows]

    async def prepare(self, now_ms: int, limit: int, zone: ZoneInfo, stands_for: Callable[[int], Prepared]) -> int:
        """Turns the first due rows into parts of the digests of their hours: how many rows there were.

        Who is away keeps what waits. `stands_for`: makes the article that stands for the digest of an hour.
        """
        due = await self.due(now_ms, limit)
        if any(one.times for one in due):
            await self._rows.run("digest_collect", now_ms, limit)
        for hour, group in groupby(due, key=lambda one: one.due_at):
            await self._hour(hour, list(group), lambda hour=hour: stands_for(hour))  # type: ignore[misc]
        await self._move_on(due, now_ms, zone)
        return len(due)

    async def _move_on(self, due: Sequence[DueDigest], now_ms: int, zone: ZoneInfo) -> None:
        """Each chat waits for its next hour: the first after now, however many have passed."""
        moved, waiting = [], []
        for one in due:
            if not (one.active and one.times):
                continue
            after = one.next
            if one.next <= now_ms:
                after = next_digest(one.times, one.days, zone_named(one.zone, zone), now_ms)
                moved.append((one.recipient, after, now_ms))
            waiting.append((one.recipient, after))
        await self._rows.many("digest_collected", moved)
        await self._rows.many("digest_due_by", waiting)

    async def _hour(self, hour: int, due: Sequence[DueDigest], stands_for: Callable[[], Prepared]) -> None:
        digest: int | None = await value(self._rows, "digest_of_hour", hour)
        parts: dict[int, list[int]] = {}
        later = set()
        for one in due:
            if one.active and digest and (await self.part(digest, one.recipient)).keys:
                # It had its part of this digest already: what waits since comes with the next.
                later.add(one.recipient)
            elif one.active:
                found = await self._rows.fetch("withheld_of", one.recipient)
                parts[one.recipient] = [int(article) for (article,) in found]
        filled = {recipient: keys for recipient, keys in parts.items() if keys}
        if filled:
            await self._fill(digest or await self._add(hour, stands_for()), filled)
        await self._rows.many("withheld_drop", [(recipient,) for recipient in parts])
        await self._rows.many("digest_due_drop", [(one.recipient, hour) for one in due])
        await self._rows.many("digest_due_by", [(recipient, hour + _NEXT_MS) for recipient in later])

    async def demand(self, recipient: int, now_ms: int) -> bool:
        """Makes a chat's digest due now, with all that waits. False when nothing waits.

        It is prepared like every digest, so a push that is still being judged is waited for; what only such a push
        could bring does not count here.
        """
        await self._rows.run("digest_due_now", recipient)
        await self._rows.run("digest_due_put", recipient, now_ms - now_ms % 60_000)
        waits = await self._rows.fetch("withheld_of", recipient)
        return bool(waits or await self._rows.fetch("digest_would_collect", recipient, now_ms))

    async def _fill(self, digest: int, parts: dict[int, list[int]]) -> None:
        rows = [
            (digest, recipient, " ".join(map(str, keys[:MOST])), max(0, len(keys) - MOST))
            for recipient, keys in parts.items()
        ]
        await self._rows.many("digest_part_add", rows)
        listed = sorted({key for keys in parts.values() for key in keys[:MOST]})
        await self._rows.many("digest_lists", [(digest, article) for article in listed])
        await self._rows.run("digest_goes_on", digest)

    async def _add(self, hour: int, stands_for: Prepared) -> int:
        """The digest of an hour and its broadcast."""
        new = await self._articles.insert(stands_for)
        await self._rows.run("digest_add", new.key, hour)
        await self._rows.run("broadcast_add", BroadcastKind.DIGEST, Urgency.DIGEST, new.key, 0)
        return new.key

    async def part(self, digest: int, recipient: int) -> DigestPart:
        found = await single(self._rows, "digest_part_of", digest, recipient)
        keys, left_out = found or ("", 0)
        return DigestPart([int(key) for key in keys.split()], int(left_out))

    async def readers(
        self, broadcast: OpenBroadcast, head: BroadcastCursor, limit: int
    ) -> tuple[list[Target], int, bool]:
        """The next who get their part: (targets, where the cursor is then, whether that is the end)."""
        rows = await self._rows.fetch("digest_readers", broadcast.article, head.cursor, limit)
        seen, last = await exactly_one(self._rows, "digest_parts_seen", broadcast.article, head.cursor, limit)
        targets = [objects.digest_reader(row)[1] for row in rows]
        return targets, max(int(last), head.cursor), int(seen) < limit
