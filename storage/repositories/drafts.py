"""Drafts: nothing that an editor typed is lost; changed by expected version."""

from __future__ import annotations

import json
from typing import Any

from domain.draft import Draft, DraftState
from storage.formatting import pack, unpack
from storage.ports import Row, Rows, exactly_one, single


class Drafts:
    """Drafts through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def add(self, author: int) -> Draft:
        """An empty draft."""
        row = await exactly_one(self._rows, "draft_add", author, _packed(Draft(0, author, DraftState.EDITING, 1)))
        return Draft(int(row[0]), author, DraftState.EDITING, 1)

    async def get(self, draft: int) -> Draft | None:
        """By id, in whatever state."""
        row = await single(self._rows, "draft_get", draft)
        if row is None:
            return None
        return _draft(row)

    async def unfinished(self, author: int) -> Draft | None:
        """The author's newest draft of a new article that is still being edited, and waits for nobody and no hour."""
        drafts = [draft for draft in await self.of_author(author, limit=10) if not draft.corrects]
        return drafts[0] if drafts else None

    async def of_author(self, author: int, limit: int = 30) -> list[Draft]:
        """What an author is writing, last changed first; neither what is scheduled nor what waits for approval."""
        return [_draft(row) for row in await self._rows.fetch("drafts_of_author", author, limit)]

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


# Fields that stand in JSON as they are.
_PLAIN = ("title", "rubric", "url", "image", "language", "breaking", "corrects", "base", "marked", "note", "album")


def _draft(row: Row) -> Draft:
    id_, author, state, content, version, changed_at = row
    fields = json.loads(content)
    texts = unpack(fields["spans"], lead=fields["lead"], body=fields["body"])
    known: dict[str, Any] = {name: fields[name] for name in _PLAIN}
    known |= {"tags": tuple(fields["tags"]), "touched": tuple(fields["touched"])}
    state, lead, body = DraftState(state), texts["lead"], texts["body"]
    return Draft(id_, author, state, version, lead=lead, body=body, changed_at=changed_at, **known)


def _packed(draft: Draft) -> str:
    fields = {name: getattr(draft, name) for name in _PLAIN}
    texts = {"lead": draft.lead.text, "body": draft.body.text, "spans": pack(lead=draft.lead, body=draft.body)}
    return json.dumps({**fields, **texts, "tags": draft.tags, "touched": draft.touched}, ensure_ascii=False)
