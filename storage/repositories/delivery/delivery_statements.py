"""The moves on claims and receipts that every step makes: as one statement after another, or each in one statement.

A step holds its broadcast's row until its commit. Where several processes wait for each other, each statement is a turn
of a busy event loop, some milliseconds in which no other process delivers: sixteen statements a step limited two
workers to 2,600 messages a second (bench/cluster.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from domain.audience import ChatKind
from domain.copy_shape import shape_of
from domain.delivery import Answer, ClaimState, OpenBroadcast, Target
from storage.ports import Repository, Row, Rows, exactly_one, number, single


class CursorMove(NamedTuple):
    """Where a broadcast's cursor is after a step, and whether that is the end."""

    cursor: tuple[int, int]
    exhausted: bool


class Recorded(NamedTuple):
    """How many of the claims were still there, and the version since which copies show the present card."""

    settled: int
    shown_since: int


class DeliveryStatements(Protocol):
    """`followers`, `copies`: the values are those of the statements of these names in sql/delivery/deliveries.sql."""

    def __init__(self, rows: Rows) -> None: ...

    async def followers(self, values: tuple[Any, ...]) -> tuple[list[Row], int, int]:
        """(rows, how many entries were read, the last of them); the last two are known only if the rows are few."""

    async def copies(self, values: tuple[Any, ...]) -> tuple[list[Row], tuple[int, int] | None]:
        """(rows, the last receipt that was read; None at the end); the latter is known only if the rows are few."""

    async def walk(
        self, broadcast: OpenBroadcast, steps: Sequence[tuple[Target, int]], to: CursorMove, run: int
    ) -> None:
        """The cursor moves over these: claimed by this run (0), or waiting until a time (UTC milliseconds)."""

    async def count_pushes(self, days: Sequence[tuple[int, int]]) -> set[int]:
        """One more push on its day for each (recipient with a cap, day): those that were below their cap still."""

    async def record(self, broadcast: int, answers: Sequence[Answer], message_ids: Sequence[int]) -> Recorded:
        """Claims go, receipts come, both are counted, also how many messages may have been sent twice."""


class OneByOne(Repository):
    """On SQLite."""

    async def followers(self, values: tuple[Any, ...]) -> tuple[list[Row], int, int]:
        rubric, cursor, at_most, look_at, _, article, _ = values
        rows = await self._rows.fetch("followers", *values)
        if len(rows) == at_most:
            return rows, 0, 0
        looked, last = await exactly_one(self._rows, "followers_window", rubric, cursor, look_at, article)
        return rows, int(looked), int(last)

    async def copies(self, values: tuple[Any, ...]) -> tuple[list[Row], tuple[int, int] | None]:
        article, cursor, cursor_message, _, at_most, look_at, _ = values
        rows = await self._rows.fetch("copies", *values)
        if len(rows) == at_most:
            return rows, None
        last = await single(self._rows, "copies_window", article, cursor, cursor_message, look_at - 1)
        return rows, last and (int(last[0]), int(last[1]))

    async def walk(
        self, broadcast: OpenBroadcast, steps: Sequence[tuple[Target, int]], to: CursorMove, run: int
    ) -> None:
        taken, waiting = (ClaimState.TAKEN.value, run, 1), (ClaimState.WAITING.value, 0, 0)
        article, id_, now_ms = broadcast.article, broadcast.id, await number(self._rows, "now")
        rows = [
            (article, t.recipient, t.message_id, id_, *(waiting if until else taken), now_ms, until)
            for t, until in steps
        ]
        await self._rows.many("claim_add", rows)
        await self._rows.run("broadcast_advance", broadcast.id, *to.cursor, int(to.exhausted))

    async def count_pushes(self, days: Sequence[tuple[int, int]]) -> set[int]:
        # There is one writer: what it has read in this transaction is still so.
        await self._rows.many("cap_count", days)
        return {recipient for recipient, _ in days}

    async def record(self, broadcast: int, answers: Sequence[Answer], message_ids: Sequence[int]) -> Recorded:
        again = [answer.claim for answer in answers if answer.claim.tries > 1]
        keys = [(claim.article, claim.target.recipient, claim.broadcast) for claim in again]
        duplicates = sum([len(await self._rows.fetch("claim_sent_before", *key)) for key in keys])
        if duplicates:
            await self._rows.run("broadcast_count_duplicates", broadcast, duplicates)
        settled = await self._rows.many("claim_settle", claim_keys(answers))
        rows = [receipt(answer, message_id) for answer, message_id in zip(answers, message_ids, strict=True)]
        await self._rows.many("receipt_add", rows)
        await self._rows.run("broadcast_count", broadcast, settled, 0, 0, 0, max(answer.version for answer in answers))
        return Recorded(settled, await number(self._rows, "article_shown", answers[0].claim.article))


class AtOnce(Repository):
    """On PostgreSQL."""

    async def followers(self, values: tuple[Any, ...]) -> tuple[list[Row], int, int]:
        *found, (_, last, looked, *_) = await self._rows.fetch("followers_and_end", *values)
        return [row[1:] for row in found], int(looked), int(last)

    async def copies(self, values: tuple[Any, ...]) -> tuple[list[Row], tuple[int, int] | None]:
        rows = await self._rows.fetch("copies_and_end", *values)
        ends = [(int(recipient), int(message_id)) for is_end, recipient, message_id, *_ in rows[-1:] if is_end]
        return [row[1:] for row in rows[: len(rows) - len(ends)]], ends[0] if ends else None

    async def walk(
        self, broadcast: OpenBroadcast, steps: Sequence[tuple[Target, int]], to: CursorMove, run: int
    ) -> None:
        """Also writes down which people this run has passed, for the pace of their chats (see cluster.py)."""
        people = [target.recipient for target, until in steps if not until and target.kind is ChatKind.PRIVATE]
        columns = (
            [target.recipient for target, _ in steps],
            [target.message_id for target, _ in steps],
            [until for _, until in steps],
        )
        passed = (min(people), max(people)) if people else (0, 0)
        head = (broadcast.article, broadcast.id, run, *to.cursor, int(to.exhausted))
        await self._rows.run("broadcast_walk", *head, *passed, *columns)

    async def count_pushes(self, days: Sequence[tuple[int, int]]) -> set[int]:
        columns = list(map(list, zip(*days, strict=True)))
        return {int(recipient) for (recipient,) in await self._rows.fetch("cap_count_below", *columns)}

    async def record(self, broadcast: int, answers: Sequence[Answer], message_ids: Sequence[int]) -> Recorded:
        rows = [
            (t.recipient, t.message_id, message_id, a.version, a.hours, t.chat_id, _shape(a))
            for a, t, message_id in ((a, a.claim.target, sent) for a, sent in zip(answers, message_ids, strict=True))
        ]
        values = (answers[0].claim.article, broadcast, max(answer.version for answer in answers))
        return Recorded(*await exactly_one(self._rows, "answers_record", *values, *map(list, zip(*rows, strict=True))))


def claim_keys(answers: Sequence[Answer]) -> list[tuple[int, ...]]:
    """As `claim_settle` takes them."""
    claims = [answer.claim for answer in answers]
    return [(c.article, c.target.recipient, c.target.message_id, c.broadcast, c.run) for c in claims]


def receipt(answer: Answer, message_id: int, recipient: int = 0) -> tuple[int, ...]:
    """As `receipt_add` takes it; `recipient`: the one that has the claim by now, if it was merged."""
    article, target = answer.claim.article, answer.claim.target
    who = recipient or target.recipient
    return (article, who, message_id, answer.version, answer.hours, target.chat_id, _shape(answer))


def _shape(answer: Answer) -> int:
    return shape_of(answer.form, photo=answer.source != "")
