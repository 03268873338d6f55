"""The same moves on claims and receipts where several processes wait for each other: each in one statement.

A step holds its broadcast's row until its commit. Each statement of its own is a turn of a busy event loop, some
milliseconds in which nobody else delivers: with sixteen of them two workers brought 2,600/s (bench/cluster.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.audience import ChatKind
from domain.delivery import Answer, OpenBroadcast, Target
from storage.ports import Row, exactly_one
from storage.repositories.deliveries import Deliveries
from storage.repositories.walking import Walked


class DeliveriesAtOnce(Deliveries):
    """On PostgreSQL; what is rare goes the common way."""

    async def _followers(self, values: tuple[Any, ...]) -> tuple[list[Row], int, int]:
        *found, (_, last, looked, *_) = await self._rows.fetch("followers_and_end", *values)
        return [row[1:] for row in found], int(looked), int(last)

    async def _copies(self, values: tuple[Any, ...]) -> tuple[list[Row], tuple[int, int] | None]:
        rows = await self._rows.fetch("copies_and_end", *values)
        found = [row[1:] for row in rows if not row[0]]
        return found, (int(rows[-1][1]), int(rows[-1][2])) if len(found) < len(rows) else None

    async def record(self, broadcast: int, answers: Sequence[Answer], message_ids: Sequence[int]) -> int:
        article = answers[0].claim.article
        rows = [
            (t.recipient, t.message_id, message_id, a.version, a.hours, t.chat_id, int(a.source != ""))
            for a, t, message_id in ((a, a.claim.target, sent) for a, sent in zip(answers, message_ids, strict=True))
        ]
        values = (article, broadcast, max(answer.version for answer in answers))
        row = await exactly_one(self._rows, "answers_record", *values, *map(list, zip(*rows, strict=True)))
        settled, shown = row
        if settled < len(answers):
            await self._record_others(broadcast, answers, message_ids)
        return int(shown)

    async def _record_others(self, broadcast: int, answers: Sequence[Answer], message_ids: Sequence[int]) -> None:
        """Of those whose claim another broadcast or recipient has by now."""
        settled, living = await self._settle_others(answers)
        merged = [
            (answer, message_id, known)
            for answer, message_id in zip(answers, message_ids, strict=True)
            if (known := living[answer.claim.target.recipient]) != answer.claim.target.recipient
        ]
        rows = [
            (a.claim.article, known, sent, a.version, a.hours, a.claim.target.chat_id, int(a.source != ""))
            for a, sent, known in merged
        ]
        await self._rows.many("receipt_add", rows)
        await self.count(broadcast, 0, delivered=settled)

    async def walk(self, broadcast: OpenBroadcast, steps: Sequence[tuple[Target, int]], to: Walked, run: int) -> None:
        """Also writes down where this run has walked, for the pace of those people (see repositories/cluster.py)."""
        people = [target.recipient for target, until in steps if not until and target.kind is ChatKind.PRIVATE]
        columns = (
            [target.recipient for target, _ in steps],
            [target.message_id for target, _ in steps],
            [until for _, until in steps],
        )
        stride = (min(people), max(people)) if people else (0, 0)
        head = (broadcast.article, broadcast.id, run, *to.cursor, int(to.exhausted))
        await self._rows.run("broadcast_walk", *head, *stride, *columns)
