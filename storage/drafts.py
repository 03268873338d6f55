"""Drafts: nothing that an editor typed is lost; changed by expected version."""

from __future__ import annotations

import json

from domain.draft import Draft, DraftState
from storage.formatting import pack, unpack
from storage.rows import Rows, single


class Drafts:
    """Drafts through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def add(self, author: int) -> Draft:
        """An empty draft."""
        row = await single(self._rows, "draft_add", author, _packed(Draft(0, author, DraftState.EDITING, 1)))
        assert row is not None
        return Draft(int(row[0]), author, DraftState.EDITING, 1)

    async def get(self, draft: int) -> Draft | None:
        """By id, in whatever state."""
        row = await single(self._rows, "draft_get", draft)
        if row is None:
            return None
        id_, author, state, content, version = row
        fields = json.loads(content)
        texts = unpack(fields["spans"], lead=fields["lead"], body=fields["body"])
        return Draft(
            id_, author, DraftState(state), version, fields["title"], texts["lead"], texts["body"], fields["rubric"]
        )

    async def unfinished(self, author: int) -> Draft | None:
        """The author's newest draft that is still being edited."""
        row = await single(self._rows, "draft_unfinished", author)
        return await self.get(int(row[0])) if row else None

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
    texts = {"title": draft.title, "lead": draft.lead.text, "body": draft.body.text, "rubric": draft.rubric}
    return json.dumps({**texts, "spans": pack(lead=draft.lead, body=draft.body)}, ensure_ascii=False)
