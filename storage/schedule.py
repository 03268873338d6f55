"""Drafts that leave at an hour, and drafts that wait for an editor's word."""

from __future__ import annotations

from domain.newsroom import Approval, ApprovalState, Scheduled
from storage.rows import Rows, single


class Schedule:
    """Scheduled drafts through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def put(self, draft: int, version: int, due_at: int, given_by: int) -> None:
        """Schedules a draft at this version, or moves it to another hour (UTC milliseconds)."""
        await self._rows.run("schedule_put", draft, version, due_at, given_by)

    async def drop(self, draft: int) -> bool:
        """Takes a draft off the schedule; False when it was not on it."""
        return await self._rows.run("schedule_drop", draft) == 1

    async def get(self, draft: int) -> Scheduled | None:
        row = await single(self._rows, "schedule_get", draft)
        return Scheduled(*row) if row else None

    async def all(self) -> list[Scheduled]:
        """The next first."""
        return [Scheduled(*row) for row in await self._rows.fetch("schedule_all")]

    async def due(self, now_ms: int) -> list[Scheduled]:
        """Whose hour has come, and which had no trouble yet."""
        return [Scheduled(*row) for row in await self._rows.fetch("schedule_due", now_ms)]

    async def in_trouble(self, draft: int, trouble: str) -> bool:
        """It could not be published, and why (the key of an error); it waits for a person. False when that is known."""
        return await self._rows.run("schedule_trouble", draft, trouble) == 1

    async def last_at(self) -> int:
        """When the last article leaves or left, UTC milliseconds; 0 when there was none."""
        row = await single(self._rows, "schedule_last")
        return int(row[0]) if row and row[0] else 0


class Approvals:
    """Questions for approval through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def ask(self, draft: int, version: int) -> None:
        """Asks, or asks anew after an answer."""
        await self._rows.run("approval_ask", draft, version)

    async def get(self, draft: int) -> Approval | None:
        row = await single(self._rows, "approval_get", draft)
        if row is None:
            return None
        draft_, version, state, *rest = row
        return Approval(draft_, version, ApprovalState(state), *rest)

    async def answer(self, draft: int, state: ApprovalState, by: int, remark: str = "") -> bool:
        """The first answer is the answer: False for a later one."""
        return await self._rows.run("approval_answer", draft, state, by, remark) == 1

    async def withdraw(self, draft: int) -> bool:
        """The author goes on writing: nobody is asked any more."""
        return await self._rows.run("approval_withdraw", draft) == 1

    async def waiting(self) -> list[Approval]:
        """Asked and not answered, oldest first."""
        rows = await self._rows.fetch("approvals_waiting")
        return [Approval(row[0], row[1], ApprovalState(row[2]), *row[3:]) for row in rows]
