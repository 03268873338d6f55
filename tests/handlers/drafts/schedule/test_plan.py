"""What an editor is told about a scheduled draft when a colleague acts between two reads."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import ScheduledDraft
from handlers.drafts.schedule.plan import schedulable_draft
from handlers.drafts.session import DraftSession

AUTHOR, COLLEAGUE = 1, 2


class ChangingStore:
    """Answers the first read with `before`, and every later read with `after`."""

    def __init__(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        self._answers = [before]
        self._after = after

    def __getattr__(self, repository: str) -> SimpleNamespace:
        async def get(number: int) -> Any:
            return (self._answers.pop() if self._answers else self._after)[repository]

        return SimpleNamespace(get=get)


async def test_a_draft_that_is_published_between_the_reads_counts_as_published_not_as_unscheduled() -> None:
    draft = Draft(id=1, author=AUTHOR, state=DraftState.EDITING, version=1, title="Жаңа көпір")
    scheduled = ScheduledDraft(draft=1, version=1, due_at=1, given_by=AUTHOR)
    published = replace(draft, state=DraftState.PUBLISHED)
    store = ChangingStore({"drafts": draft, "schedule": scheduled}, {"drafts": published, "schedule": None})
    session = cast(DraftSession, SimpleNamespace(store=store, user_id=COLLEAGUE))
    with pytest.raises(Rejected) as refused:
        await schedulable_draft(session, 1)
    assert refused.value.key == "editor-already-published"
