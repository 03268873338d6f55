"""Drafts: nothing that an editor typed is lost; drafts with an hour, and drafts that wait for approval."""

from __future__ import annotations

import json
from dataclasses import replace

from domain.draft import Draft, DraftState
from domain.newsroom import Approval, ApprovalRequest, ApprovalState, ScheduledDraft
from storage import newsroom_objects, objects
from storage.ports import Repository, number, single


class Drafts(Repository):
    async def add(self, author: int) -> Draft:
        """An empty draft."""
        empty = Draft(0, author, DraftState.EDITING, 1)
        return replace(empty, id=await number(self._rows, "draft_add", author, _packed(empty)))

    async def get(self, draft: int) -> Draft | None:
        """By id, in whatever state."""
        row = await single(self._rows, "draft_get", draft)
        return newsroom_objects.draft(row) if row else None

    async def unfinished(self, author: int) -> Draft | None:
        """The author's newest draft of a new article still being edited, which waits for no approval and no hour."""
        drafts = [draft for draft in await self.of_author(author, limit=10) if not draft.corrects]
        return drafts[0] if drafts else None

    async def of_author(self, author: int, limit: int = 30) -> list[Draft]:
        """What an author is writing, last changed first; neither what is scheduled nor what waits for approval."""
        return [newsroom_objects.draft(row) for row in await self._rows.fetch("drafts_of_author", author, limit)]

    async def correcting(self, author: int, article: int) -> Draft | None:
        """The author's unfinished correction of an article (its key)."""
        drafts = await self.of_author(author, limit=100)
        return next((draft for draft in drafts if draft.corrects == article), None)

    async def change(self, draft: Draft) -> bool:
        """Writes the content of a draft that is still at this version and being edited; False otherwise."""
        return await self._rows.run("draft_change", draft.id, draft.version, _packed(draft)) == 1

    async def published(self, draft: int, article: int) -> bool:
        """Ends a draft as this article (its key); False when it had ended before: a second press publishes nothing."""
        return await self._rows.run("draft_end", draft, DraftState.PUBLISHED, article) == 1

    async def thrown(self, draft: int) -> bool:
        """Throws a draft away; False when it had ended before."""
        return await self._rows.run("draft_end", draft, DraftState.THROWN, None) == 1


def _packed(draft: Draft) -> str:
    fields = {name: getattr(draft, name) for name in newsroom_objects.DRAFT_PLAIN}
    texts = {"lead": draft.lead.text, "body": draft.body.text, "spans": objects.pack(lead=draft.lead, body=draft.body)}
    return json.dumps({**fields, **texts, "tags": draft.tags, "touched": draft.touched}, ensure_ascii=False)


class Schedule(Repository):
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
        return await number(self._rows, "schedule_last", besides)


class Approvals(Repository):
    async def ask(self, draft: int, version: int) -> None:
        """Asks, or asks anew after an answer."""
        await self._rows.run("approval_ask", draft, version)

    async def get(self, draft: int) -> Approval | None:
        row = await single(self._rows, "approval_get", draft)
        return newsroom_objects.approval(row) if row else None

    async def answer(self, asked: Approval, state: ApprovalState, by: int, remark: str = "") -> bool:
        """The first answer to a question is the answer: False for a later one, and for one about an older version."""
        return await self._rows.run("approval_answer", asked.draft, asked.version, state, by, remark) == 1

    async def mended(self, asked: Approval) -> bool:
        """The request is about the draft's next version: the editor has changed it. False where it is not open."""
        return await self._rows.run("approval_mended", asked.draft, asked.version) == 1

    async def withdraw(self, draft: int) -> bool:
        """The author goes on writing: no editor is asked any more."""
        return await self._rows.run("approval_withdraw", draft) == 1

    async def waiting(self) -> list[Approval]:
        """Asked and not answered, oldest first."""
        return [newsroom_objects.approval(row) for row in await self._rows.fetch("approvals_waiting")]

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
