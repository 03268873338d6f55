"""Drafts that leave at an hour, and drafts that wait for an editor's word."""

from __future__ import annotations

from domain.newsroom import Approval, ApprovalRequest, ApprovalState, ScheduledDraft
from storage.ports import Rows, single


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

    async def get(self, draft: int) -> ScheduledDraft | None:
        row = await single(self._rows, "schedule_get", draft)
        return ScheduledDraft(*row) if row else None

    async def all(self) -> list[ScheduledDraft]:
        """The next first."""
        return [ScheduledDraft(*row) for row in await self._rows.fetch("schedule_all")]

    async def due(self, now_ms: int) -> list[ScheduledDraft]:
        """Whose hour has come, and which had no trouble yet."""
        return [ScheduledDraft(*row) for row in await self._rows.fetch("schedule_due", now_ms)]

    async def in_trouble(self, draft: int, trouble: str) -> bool:
        """It could not be published, and why (the key of an error); it waits for a person. False when that is known."""
        return await self._rows.run("schedule_trouble", draft, trouble) == 1

    async def last_at(self, besides: int = 0) -> int:
        """When the last article leaves or left, UTC milliseconds, `besides` a draft; 0 when there was none."""
        row = await single(self._rows, "schedule_last", besides)
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

    async def answer(self, asked: Approval, state: ApprovalState, by: int, remark: str = "") -> bool:
        """The first answer to a question is the answer: False for a later one, and for one about an older version."""
        return await self._rows.run("approval_answer", asked.draft, asked.version, state, by, remark) == 1

    async def withdraw(self, draft: int) -> bool:
        """The author goes on writing: nobody is asked any more."""
        return await self._rows.run("approval_withdraw", draft) == 1

    async def waiting(self) -> list[Approval]:
        """Asked and not answered, oldest first."""
        rows = await self._rows.fetch("approvals_waiting")
        return [Approval(row[0], row[1], ApprovalState(row[2]), *row[3:]) for row in rows]

    async def letter_sent(self, letter: ApprovalRequest) -> None:
        """The question stands in an editor's chat."""
        await self._rows.run("approval_letter_put", letter.chat_id, letter.message_id, letter.draft, letter.version)

    async def letter_done(self, chat_id: int, message_id: int) -> None:
        """The message says how it ended, or cannot be changed any more."""
        await self._rows.run("approval_letter_drop", chat_id, message_id)

    async def asked_in(self, draft: int, version: int) -> frozenset[int]:
        """The chats in which the question about this version stands."""
        return frozenset(int(chat) for (chat,) in await self._rows.fetch("approval_letter_chats", draft, version))

    async def letters_settled(self, limit: int = 20) -> list[ApprovalRequest]:
        """Letters that still ask what is no question any more."""
        return [ApprovalRequest(*row) for row in await self._rows.fetch("approval_letters_settled", limit)]
