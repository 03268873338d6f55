"""The rubric of a draft, and whether the editor who scheduled it may still publish there."""

from __future__ import annotations

from domain.article import Rubric
from domain.draft import Draft
from domain.errors import NotFound
from domain.newsroom import ScheduledDraft
from domain.team import Member, Role
from handlers.core.access.rights import member_of
from handlers.core.services import Services
from storage.store import Store


async def rubric_of(store: Store, draft: Draft) -> Rubric | None:
    """The chosen rubric, or the one that it was merged into; None while none is chosen or when it was deleted."""
    try:
        return await store.rubrics.get(draft.rubric) if draft.rubric else None
    except NotFound:
        return None


async def rubric_key_of(store: Store, draft: Draft) -> int:
    """The key of `rubric_of`, for checks of rights; 0 without a rubric."""
    rubric = await rubric_of(store, draft)
    return rubric.key if rubric else 0


async def scheduler(services: Services, scheduled: ScheduledDraft) -> Member | None:
    """Who set the hour, if that one is still in the newsroom."""
    return await member_of(scheduled.given_by, services.store, services.owners)


async def scheduler_may_publish(services: Services, scheduled: ScheduledDraft, draft: Draft) -> bool:
    """Whether the editor who set the hour may still publish in the draft's rubric; else another must confirm it."""
    editor = await scheduler(services, scheduled)
    return editor is not None and editor.may(Role.EDITOR, await rubric_key_of(services.store, draft))
