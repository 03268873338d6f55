"""A request for approval that is still open, as a press or a typed word finds it."""

from __future__ import annotations

from domain.article import Rubric
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import Approval, ApprovalState
from domain.team import Role
from handlers.core.access.draft_rights import rubric_of
from handlers.drafts.approve.request_messages import answered_by
from handlers.drafts.session import DraftSession


async def open_request(session: DraftSession, number: int) -> tuple[Draft, Rubric, Approval]:
    """Raises Rejected when the request is not open any more; an editor who was faster is named."""
    draft = await session.store.drafts.get(number)
    rubric = await rubric_of(session.store, draft) if draft else None
    approval = await session.store.approvals.get(number)
    if draft is None or rubric is None or not session.member.may(Role.EDITOR, rubric.key):
        raise Rejected("reader-stale")
    if approval is None or draft.state is DraftState.THROWN:
        raise Rejected("approval-withdrawn")
    if approval.state is not ApprovalState.ASKED:
        name = await answered_by(session.services, approval)
        raise Rejected("approval-answered", state=approval.state.value, name=name)
    if draft.version != approval.version:
        # The author writes on. No editor was asked about the present version.
        raise Rejected("approval-withdrawn")
    return draft, rubric, approval
